import Enforcement
import GRDB
import Law
import Storage
import Units

// Documents of one case: the loading site's fine, the copy-to after closing, what is handed over to other authorities.

extension CaseWriter {
    /// Issues the documents that a case calls for as it stands, and withdraws those that it no longer does.
    mutating func reconcileDocuments(of caseID: String) throws {
        guard let rules = basis.rules(on: instant.day), let standing = try DocumentCase.fetch(caseID, db) else {
            return
        }
        let wanted = try documents(for: standing, rules)
        let kept = try Row.fetchAll(
            db.cachedStatement(
                sql:
                    "SELECT id, rule, kind, subject FROM referral WHERE case_id = ? AND state <> 'withdrawn' ORDER BY row"
            ),
            arguments: [caseID]
        )
        var present: Set<String> = []
        for row in kept {
            let rule: String = row["rule"]
            let isWanted = wanted.contains { draft in
                draft.rule.id == rule && draft.subject.kind.rawValue == row["kind"]
                    && draft.subject.key == row["subject"]
            }
            if isWanted { present.insert(rule) } else { try withdraw(row["id"], .caseGone) }
        }
        for draft in wanted where !present.contains(draft.rule.id) { try issue(draft, rules) }
        try keepCircumstances(standing, rules)
    }

    private func documents(for standing: DocumentCase, _ rules: RulesInForce) throws -> [ReferralDraft] {
        var drafts: [ReferralDraft] = []
        if let site = standing.site, standing.state.counts == .effective {
            drafts += rules.penalties.filter { $0.subject == .loadingSite && $0.trigger == .every }.map { rule in
                siteFine(rule, of: site, standing, rules)
            }
        }
        if standing.state == .closed, let deadline = rules.deadline(named: "copy-to") {
            var draft = ReferralDraft(
                form: .copyTo,
                rule: deadline.rule,
                subject: standing.vehicle,
                zh: deadline.chinese,
                en: deadline.english
            )
            draft.dueFrom = standing.closedDay
            drafts.append(draft)
        }
        if standing.state.counts != nil {
            drafts += rules.handOvers.filter { handOver in
                standing.circumstances.contains { $0.is(for: handOver.to) }
            }.map { handOver in
                ReferralDraft(
                    form: .handOver,
                    rule: handOver.rule,
                    subject: standing.vehicle,
                    zh: handOver.chinese,
                    en: handOver.english
                )
            }
        }
        return drafts.map { draft in
            var draft = draft
            (draft.caseID, draft.cases) = (standing.id, [standing.id])
            return draft
        }
    }

    /// The fine by the law of the act's day, or today's where that is milder (行政处罚法 Art. 37).
    private func siteFine(
        _ rule: PenaltyRule,
        of site: CountedSubject,
        _ standing: DocumentCase,
        _ rules: RulesInForce
    ) -> ReferralDraft {
        let kind = basis.facts(of: site, on: standing.day)?.site
        let ofDay = basis.rules(on: standing.day)?.loadingSiteFines.first { $0.kind == kind }
        let ofToday = rules.loadingSiteFines.first { $0.kind == kind }
        var fine = ofDay ?? ofToday
        if let now = ofToday, let then = ofDay, (now.fine.min, now.fine.max) < (then.fine.min, then.fine.max) {
            fine = now
        }
        // The threshold's id stays the penalty's, whichever article the fine comes from.
        let applied = fine.map { AppliedRule(id: rule.rule.id, source: $0.rule.source, confidence: $0.rule.confidence) }
        var draft = ReferralDraft(
            form: .penalty,
            rule: applied ?? rule.rule,
            subject: site,
            zh: rule.referral,
            en: rule.referralEnglish
        )
        draft.fine = fine.map { ($0.fine.min, $0.fine.max) }
        return draft
    }

    /// Evasion, violence and false permits enter the credit record once the case is decided (交办公路〔2017〕8号).
    private func keepCircumstances(_ standing: DocumentCase, _ rules: RulesInForce) throws {
        try db.executeCached(
            sql: "UPDATE credit_record SET is_withdrawn = 1 WHERE source = ? AND NOT is_withdrawn",
            arguments: [standing.id]
        )
        guard standing.state.counts == .effective else { return }
        for circumstance in standing.circumstances where circumstance.entersCreditRecord {
            for subject in [standing.vehicle, standing.driver].compactMap(\.self) {
                try publish(subject, ground: circumstance.rawValue, source: standing.id, until: creditEnd(rules))
            }
        }
    }
}

extension Circumstance {
    fileprivate func `is`(for authority: HandOver.Authority) -> Bool {
        switch authority {
        case .police: isForPolice
        case .judiciary: isForJudiciary
        }
    }
}

/// A case as far as it decides which documents it calls for.
private struct DocumentCase {
    let id: String
    let state: CaseState
    let day: CivilDate
    let closedDay: CivilDate?
    let vehicle: CountedSubject
    let driver: CountedSubject?
    let site: CountedSubject?
    let circumstances: [Circumstance]

    static func fetch(_ id: String, _ db: Database) throws -> DocumentCase? {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT state, first_ms, closed_at, plate, plate_colour FROM case_current WHERE id = ?"
            ),
            arguments: [id]
        )
        guard let row, let state = CaseState(rawValue: row["state"]) else { return nil }
        let counted = try CountedRow.fetch(caseID: id, db).map(\.subject)
        return DocumentCase(
            id: id,
            state: state,
            day: Instant(millisecondsSince1970: row["first_ms"]).day,
            closedDay: (row["closed_at"] as String?).flatMap { StepTime($0)?.day },
            vehicle: .vehicle(plate: row["plate"], colour: row["plate_colour"]),
            driver: counted.first { $0.kind == .driver },
            site: counted.first { $0.kind == .loadingSite },
            circumstances: try CaseFieldWords.fetch(id, db).circumstances
        )
    }
}

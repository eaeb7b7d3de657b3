import Enforcement
import GRDB
import Law
import Storage
import Units

// What the receiving office says of a referral, and recounts.

extension CaseWriter {
    /// Takes a step on a referral.
    ///
    /// - Throws: `CaseStepError` when nothing may come of it, and GRDB's errors.
    mutating func take(_ request: ReferralRequest) throws {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql:
                    "SELECT id, state, events, issued_day, form, rule, kind, subject FROM referral WHERE id = ?1 OR number = ?1"
            ),
            arguments: [request.id]
        )
        guard let row else { throw CaseStepError.noReferral(request.id) }
        let id: String = row["id"]
        guard let state = ReferralState(rawValue: row["state"]), let issued = CivilDate(row["issued_day"] as String)
        else {
            throw CaseStoreDamage(what: "referral \(id)")
        }
        if let version = request.version, version != row["events"] { throw CaseStepError.stale(version: row["events"]) }
        guard request.action.sources.contains(state) else {
            throw CaseStepError.referralRefused(request.action, in: state)
        }
        let step: ReferralStep
        do {
            step = try ReferralStep(request.action, request.body, issued: .issued(issued), today: instant.day)
        } catch {
            throw CaseStepError.refused(error)
        }
        let sealed = SealedParts(step.record)
        let kind: ReferralEventKind = request.action == .acknowledge ? .acknowledged : .answered
        let event = try record(kind, StepNote(parts: sealed.open), referral: id)
        try sealed.store(event: event, db)
        try keep(step, of: id)
        if case .outcome(.carriedOut, _, _, _) = step, row["form"] == ReferralForm.penalty.rawValue,
            row["kind"] == PenaltySubject.company.rawValue, let rules = basis.rules(on: instant.day)
        {
            // A company that was suspended (交办公路〔2017〕8号).
            let company = try CountedSubject(kind: row["kind"], key: row["subject"])
            try publish(company, ground: row["rule"], source: id, until: creditEnd(rules))
        }
    }

    private func keep(_ step: ReferralStep, of id: String) throws {
        switch step {
        case .acknowledge(_, let at):
            try db.executeCached(
                sql: "UPDATE referral SET state = 'acknowledged', acknowledged_at = ? WHERE id = ?",
                arguments: [at.text, id]
            )
        case .outcome(let result, let at, let document, _):
            try db.executeCached(
                sql: "UPDATE referral SET state = 'answered', result = ?, answered_at = ?, document = ? WHERE id = ?",
                arguments: [result.rawValue, at.text, document, id]
            )
        }
    }

    /// Counts subjects anew in the order of their keys.
    mutating func recount(_ kind: PenaltySubject, after key: String, limit: Int) throws -> Recount {
        let keys = try String.fetchAll(
            db.cachedStatement(
                sql: "SELECT DISTINCT subject FROM case_subject WHERE kind = ? AND subject > ? ORDER BY subject LIMIT ?"
            ),
            arguments: [kind.rawValue, key, limit]
        )
        for key in keys { try reconcile(CountedSubject(kind, key)) }
        return Recount(last: keys.last, referrals: try referralChanges())
    }
}

extension ReferralStep {
    /// What the event of this step says, by part.
    fileprivate var record: [String: RecordedPart] {
        switch self {
        case .acknowledge(let receivedBy, let at):
            return ["received_by": .personal(receivedBy), "at": .open(.text(at.text))]
        case .outcome(let result, let at, let document, let note):
            var parts: [String: RecordedPart] = ["result": .open(.text(result.rawValue)), "at": .open(.text(at.text))]
            parts["document"] = document.map { .open(.text($0)) }
            parts["note"] = note.map { .personal($0) }
            return parts
        }
    }
}

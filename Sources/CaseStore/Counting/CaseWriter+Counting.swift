import Enforcement
import GRDB
import Law
import Storage
import Units

// Whom cases count for, brought up to date after their events, in the same transaction.

extension CaseWriter {
    /// Brings counters, referrals and the credit record up to what the cases that got an event have become.
    mutating func settle() throws {
        let rules = basis.rules(on: instant.day)
        let warningsCount = rules?.settings.warningsCount?.value ?? true
        // Whether something has changed for a subject that grounds referrals, and not a provisional count alone.
        var affected: [CountedSubject: Bool] = [:]
        for id in touched {
            let before = try CountedRow.fetch(caseID: id, db)
            let now = try CountedRow.compute(caseID: id, warningsCount: warningsCount, db)
            for row in before.subtracting(now) { try row.delete(db) }
            for row in now.subtracting(before) { try row.insert(db) }
            for row in before.symmetricDifference(now) {
                affected[row.subject, default: false] = affected[row.subject] == true || row.violation.isEffective
            }
        }
        for (subject, isEffective) in affected.sorted(by: { $0.key < $1.key }) {
            try reconcile(subject, isEffective: isEffective)
        }
        for id in touched { try reconcileDocuments(of: id) }
    }

    /// Brings the referrals of a subject up to what its cases and the registers say.
    ///
    /// - Parameter isEffective: whether its effective violations may have changed; where they have not, and the registers say
    ///   what they said, a case that is only opened or moved on need not go through all of them.
    mutating func reconcile(_ subject: CountedSubject, isEffective: Bool = true) throws {
        let known = try StoredFacts.fetch(subject, db)
        let facts = try StoredFacts.refresh(subject, from: known, basis, on: instant.day, db)
        guard isEffective || facts.issued != known.issued || facts.fleet != known.fleet else { return }
        guard let rules = basis.rules(on: instant.day) else { return }
        let thresholds = rules.penalties.filter { $0.subject == subject.kind }.compactMap { rule in
            threshold(of: rule, facts, rules).map { (rule, $0) }
        }
        guard !thresholds.isEmpty else { return }
        let record = try ViolationRecord.fetch(subject, db)
        for (rule, threshold) in thresholds {
            let standing = try StandingReferral.fetch(subject, rule: rule.rule.id, db)
            var ledger = ReferralLedger(standing: standing.map(\.year))
            for change in ledger.reconcile(record, by: threshold) {
                switch change {
                case .withdrawn(let year):
                    for referral in standing where referral.year == year {
                        try withdraw(referral.id, .noLongerCrosses(rule))
                    }
                case .issued(let window): try issue(rule, of: subject, window, facts, rules)
                }
            }
            for referral in standing where ledger.standing.contains(referral.year) {
                try update(referral.id, cases: record.within(referral.year).filter(\.isEffective).map(\.caseID))
            }
            try keepWarnings(threshold.windows(of: record), of: subject, rule: rule.rule.id, besides: ledger.standing)
        }
    }

    /// The threshold of a rule; `nil` where it counts no years, or the year's anchor is not known.
    private func threshold(of rule: PenaltyRule, _ facts: StoredFacts, _ rules: RulesInForce) -> Threshold? {
        var year = CountedYear.rolling
        if rules.settings.referralYear?.value == .anchored {
            guard let issued = facts.issued else { return nil }
            year = .anchored(issued: issued)
        }
        return switch rule.trigger {
        case .violations(let most): .violations(over: most, within: year)
        case .shareOfTrucks(let share): .trucks(over: share, fleet: facts.fleet, upTo: instant.day, within: year)
        case .every: nil
        }
    }

    private mutating func issue(
        _ rule: PenaltyRule,
        of subject: CountedSubject,
        _ window: ThresholdWindow,
        _ facts: StoredFacts,
        _ rules: RulesInForce
    ) throws {
        var draft = ReferralDraft(
            form: .penalty,
            rule: rule.rule,
            subject: subject,
            zh: rule.referral,
            en: rule.referralEnglish
        )
        draft.year = (window.year, rules.settings.referralYear?.value ?? .rolling)
        draft.cases = window.violations.map(\.caseID)
        if case .shareOfTrucks(let share) = rule.trigger {
            draft.count = ViolationRecord(window.violations).crossing(share, facts.fleet, upTo: instant.day)
        } else {
            // 交办公路〔2017〕8号: more than three in a year; a company's entry waits for its suspension.
            draft.creditUntil = creditEnd(rules)
        }
        try issue(draft, rules)
    }

    /// The last day of an entry in the credit record that is published today.
    func creditEnd(_ rules: RulesInForce) -> CivilDate? {
        rules.deadline(named: "credit-publication").flatMap { basis.due($0, from: instant.day) }
    }

    private func keepWarnings(
        _ windows: [ThresholdWindow],
        of subject: CountedSubject,
        rule: String,
        besides standing: [LegalYear]
    ) throws {
        let years = windows.filter { $0.standing == .warning }.map(\.year).filter { year in
            !standing.contains { $0.first <= year.last && year.first <= $0.last }
        }
        try db.executeCached(
            sql: "DELETE FROM threshold_warning WHERE kind = ? AND subject = ? AND rule = ?",
            arguments: [subject.kind.rawValue, subject.key, rule]
        )
        for year in years {
            try db.executeCached(
                sql: """
                    INSERT INTO threshold_warning (kind, subject, rule, first_day, last_day) VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    subject.kind.rawValue, subject.key, rule, year.first.description, year.last.description,
                ]
            )
        }
    }
}

extension ViolationRecord {
    /// The count on the first day on which some violations cross a share of the fleet.
    fileprivate func crossing(_ share: PartsPerTenThousand, _ fleet: Fleet, upTo today: CivilDate) -> FleetCount? {
        let days = Set(violations.map(\.day) + fleet.changes).sorted()
        return days.lazy.filter { $0 <= today }.map { fleetCount(on: $0, fleet: fleet) }.first {
            $0.isOver(share) == true
        }
    }
}

/// What the store knows of a subject from the registers.
struct StoredFacts {
    var issued: CivilDate?
    var fleet: Fleet
    var site: LoadingSiteFine.Kind?

    /// Asks the registers, and keeps what they say; where they cannot be asked, what they said last goes on.
    static func refresh(
        _ subject: CountedSubject,
        from known: StoredFacts,
        _ basis: any CountingBasis,
        on day: CivilDate,
        _ db: Database
    ) throws -> StoredFacts {
        var facts = known
        guard let said = basis.facts(of: subject, on: day) else { return facts }
        if said.issued != facts.issued {
            try db.executeCached(
                sql: """
                    INSERT INTO subject_fact (kind, subject, issued) VALUES (?1, ?2, ?3)
                    ON CONFLICT (kind, subject) DO UPDATE SET issued = ?3
                    """,
                arguments: [subject.kind.rawValue, subject.key, said.issued?.description]
            )
        }
        if said.fleet != facts.fleet {
            try db.executeCached(sql: "DELETE FROM company_fleet WHERE company = ?", arguments: [subject.key])
            for step in said.fleet.steps {
                try db.executeCached(
                    sql: "INSERT OR REPLACE INTO company_fleet (company, day, trucks) VALUES (?, ?, ?)",
                    arguments: [subject.key, step.day.description, step.trucks]
                )
            }
        }
        (facts.issued, facts.fleet, facts.site) = (said.issued, said.fleet, said.site)
        return facts
    }

    static func fetch(_ subject: CountedSubject, _ db: Database) throws -> StoredFacts {
        let issued = try String.fetchOne(
            db.cachedStatement(sql: "SELECT issued FROM subject_fact WHERE kind = ? AND subject = ?"),
            arguments: [subject.kind.rawValue, subject.key]
        )
        guard subject.kind == .company else {
            return StoredFacts(issued: issued.flatMap { CivilDate($0) }, fleet: Fleet([]))
        }
        let steps = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT day, trucks FROM company_fleet WHERE company = ? ORDER BY day"),
            arguments: [subject.key]
        ).compactMap { row in CivilDate(row["day"] as String).map { (day: $0, trucks: row["trucks"] as Int?) } }
        return StoredFacts(issued: issued.flatMap { CivilDate($0) }, fleet: Fleet(steps))
    }
}

/// A referral of a year that stands.
struct StandingReferral {
    let id: String
    let year: LegalYear

    static func fetch(_ subject: CountedSubject, rule: String, _ db: Database) throws -> [StandingReferral] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT id, first_day, last_day FROM referral
                    WHERE kind = ? AND subject = ? AND rule = ? AND case_id IS NULL AND state <> 'withdrawn' AND NOT is_archived
                    ORDER BY first_day
                    """
            ),
            arguments: [subject.kind.rawValue, subject.key, rule]
        ).map { row in
            let id: String = row["id"]
            guard let first = CivilDate(row["first_day"] as String), let last = CivilDate(row["last_day"] as String),
                let year = LegalYear(between: first, and: last)
            else { throw CaseStoreDamage(what: "referral \(id)") }
            return StandingReferral(id: id, year: year)
        }
    }
}

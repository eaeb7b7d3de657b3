import Enforcement
import GRDB
import Law
import Units

/// That every case counts for those for whom it should, and that vehicles and drivers have the referrals that they should.
///
/// What the registers said of a company's fleet is not in the cases: its referrals are checked by the figures that they name.
struct CountCheck {
    let basis: any CountingBasis
    let today: CivilDate

    /// - Returns: how many cases count.
    func run(_ db: Database) throws -> Int {
        let warningsCount = basis.rules(on: today)?.settings.warningsCount?.value ?? true
        var count = 0
        let ids = try String.fetchCursor(db, sql: "SELECT id FROM case_current ORDER BY row")
        while let id = try ids.next() {
            let kept = try CountedRow.fetch(caseID: id, db)
            if !kept.isEmpty { count += 1 }
            guard try kept != CountedRow.compute(caseID: id, warningsCount: warningsCount, db) else { continue }
            // Where a driver or an on-site record was erased nobody can say any more.
            let isErased = try Bool.fetchOne(
                db.cachedStatement(
                    sql: "SELECT EXISTS (SELECT 1 FROM case_event WHERE case_id = ? AND kind = 'personal-erased')"
                ),
                arguments: [id]
            )
            guard isErased == true else {
                throw Difference("case \(id), case_subject", "计入对象与案件不符", "it counts for others than it should")
            }
        }
        try checkStrays(db)
        if let rules = basis.rules(on: today) { try checkReferrals(rules, db) }
        return count
    }

    private func checkStrays(_ db: Database) throws {
        let stray = try String.fetchOne(
            db.cachedStatement(
                sql: "SELECT case_id FROM case_subject WHERE case_id NOT IN (SELECT id FROM case_current) LIMIT 1"
            )
        )
        if let stray { throw Difference("case_subject, \(stray)", "没有该案件", "there is no such case") }
    }

    private func checkReferrals(_ rules: RulesInForce, _ db: Database) throws {
        guard rules.settings.referralYear?.value != .anchored else { return }
        for rule in rules.penalties {
            guard case .violations(let most) = rule.trigger else { continue }
            let subjects = try String.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT subject FROM case_subject WHERE kind = ?1 AND is_effective GROUP BY subject HAVING count(*) > ?2
                        UNION SELECT subject FROM referral
                        WHERE kind = ?1 AND rule = ?3 AND case_id IS NULL AND state <> 'withdrawn' AND NOT is_archived
                        """
                ),
                arguments: [rule.subject.rawValue, most, rule.rule.id]
            )
            for key in subjects {
                let subject = CountedSubject(rule.subject, key)
                let standing = try StandingReferral.fetch(subject, rule: rule.rule.id, db)
                var ledger = ReferralLedger(standing: standing.map(\.year))
                let changes = ledger.reconcile(try ViolationRecord.fetch(subject, db), by: .violations(over: most))
                guard changes.isEmpty else {
                    let known = standing.first.map { "referral \($0.id)" } ?? "referral of \(rule.rule.id)"
                    throw Difference(known, "移送与案件得出的结果不符", "is not what the cases come to")
                }
            }
        }
    }
}

import Enforcement
import Law
import TestSupport
import Testing
import Units

@Suite("Referrals: issued once, withdrawn, issued again (law.md §4)")
struct ReferralLedgerTests {
    private func day(_ text: String) -> CivilDate { CivilDate(text) ?? CivilDate(dayNumber: 0) }

    private func violation(_ text: String) -> Violation {
        Violation(caseID: text, day: day(text), truck: "T", isEffective: true)
    }

    private func firsts(_ changes: [ReferralLedger.Change]) -> [String] {
        changes.map { change in
            switch change {
            case .issued(let window): "+\(window.year.first)"
            case .withdrawn(let year): "-\(year.first)"
            }
        }
    }

    @Test(
        "never twice for one window; withdrawn when a revocation takes its ground; issued again when it crosses again"
    )
    func life() {
        var ledger = ReferralLedger()
        var record = ViolationRecord(["2025-02-01", "2025-03-01", "2025-04-01"].map(violation))
        let over3 = Threshold.violations(over: 3)
        #expect(ledger.reconcile(record, by: over3).isEmpty)
        record.set(violation("2025-05-01"))
        #expect(firsts(ledger.reconcile(record, by: over3)) == ["+2025-02-01"])
        record.set(violation("2025-06-01"))
        #expect(ledger.reconcile(record, by: over3).isEmpty, "a fifth changes nothing")
        record.remove("2025-02-01")
        #expect(ledger.reconcile(record, by: over3).isEmpty, "its year holds four still")
        record.remove("2025-03-01")
        #expect(firsts(ledger.reconcile(record, by: over3)) == ["-2025-02-01"])
        record.set(violation("2025-02-01"))
        #expect(firsts(ledger.reconcile(record, by: over3)) == ["+2025-02-01"])
    }

    @Test("an earlier violation found months later does not refer the same year again")
    func late() {
        var ledger = ReferralLedger()
        var record = ViolationRecord(["2025-02-01", "2025-03-01", "2025-04-01", "2025-05-01"].map(violation))
        _ = ledger.reconcile(record, by: .violations(over: 3))
        record.set(violation("2025-01-01"))
        #expect(ledger.reconcile(record, by: .violations(over: 3)).isEmpty)
        for text in ["2023-01-01", "2023-01-02", "2023-01-03", "2023-01-04"] { record.set(violation(text)) }
        #expect(firsts(ledger.reconcile(record, by: .violations(over: 3))) == ["+2023-01-01"], "a year of its own")
    }

    @Test(
        "random changes: standing years cross and never touch; no year that crosses is without one",
        arguments: Seeds.run(ci: 200)
    )
    func invariants(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let base = day("2023-12-30")
        let fleet = Fleet([(base, generator.int(5...20)), (base.adding(days: 300), generator.int(5...20))])
        let thresholds: [Threshold] = [
            .violations(over: generator.int(1...4)),
            .trucks(
                over: PartsPerTenThousand(generator.int(5...30) * 100),
                fleet: fleet,
                upTo: base.adding(days: 1_500)
            ),
        ]
        for threshold in thresholds {
            var (ledger, record) = (ReferralLedger(), ViolationRecord())
            for step in 0..<40 {
                let id = "c\(generator.int(0...20))"
                if generator.once(in: 4) {
                    record.remove(id)
                } else {
                    record.set(
                        Violation(
                            caseID: id,
                            day: base.adding(days: generator.int(0...1_100)),
                            truck: "T\(generator.int(0...5))",
                            isEffective: !generator.once(in: 4)
                        )
                    )
                }
                let before = ledger.standing
                let changes = ledger.reconcile(record, by: threshold)
                let what = "seed \(seed), step \(step), \(threshold)"
                #expect(ledger.reconcile(record, by: threshold).isEmpty, "once: \(what)")
                for (left, right) in zip(ledger.standing, ledger.standing.dropFirst()) {
                    #expect(left.last < right.first, "\(what)")
                }
                for case .withdrawn(let year) in changes { #expect(before.contains(year), "\(what)") }
                for case .issued(let window) in changes { #expect(!before.contains(window.year), "\(what)") }
                var fresh = ReferralLedger()
                _ = fresh.reconcile(record, by: threshold)
                for year in fresh.standing {
                    let touched = ledger.standing.contains { $0.first <= year.last && $0.last >= year.first }
                    #expect(touched, "\(year) is uncovered: \(what)")
                }
            }
        }
    }
}

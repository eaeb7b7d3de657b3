import Enforcement
import Law
import TestSupport
import Testing
import Units

@Suite("Counters: one overload, four penalties (law.md §4)")
struct CounterTests {
    private func day(_ text: String) -> CivilDate { CivilDate(text) ?? CivilDate(dayNumber: 0) }

    private func record(_ days: String..., truck: String = "豫A00001", effective: Bool = true) -> ViolationRecord {
        ViolationRecord(
            days.enumerated().map {
                Violation(caseID: "c\($0)-\(truck)", day: day($1), truck: truck, isEffective: effective)
            }
        )
    }

    private func crossed(_ windows: [ThresholdWindow]) -> [String] {
        windows.filter { $0.standing == .crossed }.map(\.year.first.description)
    }

    @Test("the fourth crosses, the third warns; decided in any order, and provisional ones ground nothing")
    func fourth() {
        let three = record("2025-03-01", "2025-06-01", "2025-09-01")
        #expect(three.rollingWindows(over: 3).map(\.standing) == [.warning])
        let four = record("2025-09-01", "2025-12-01", "2025-03-01", "2025-06-01")
        #expect(four.rollingWindows(over: 3).map(\.standing) == [.crossed])
        #expect(four.rollingWindows(over: 3).map(\.violations.count) == [4])
        #expect(
            record("2025-03-01", "2025-03-01", "2025-03-01", "2025-03-01", effective: false).rollingWindows(over: 3)
                .isEmpty
        )
    }

    @Test(
        "the day border: 2025-03-01 and 2026-03-01 are within one year, 2026-03-02 is not; 2024-02-29 ends on 2025-02-28"
    )
    func border() {
        #expect(
            crossed(record("2025-03-01", "2025-05-01", "2025-06-01", "2026-03-01").rollingWindows(over: 3)) == [
                "2025-03-01"
            ]
        )
        #expect(crossed(record("2025-03-01", "2025-05-01", "2025-06-01", "2026-03-02").rollingWindows(over: 3)).isEmpty)
        #expect(
            crossed(record("2024-02-29", "2024-05-01", "2024-06-01", "2025-02-28").rollingWindows(over: 3)) == [
                "2024-02-29"
            ]
        )
        #expect(crossed(record("2024-02-29", "2024-05-01", "2024-06-01", "2025-03-01").rollingWindows(over: 3)).isEmpty)
    }

    @Test(
        "greedily from the earliest: while one stands only years after its last day count; a second year refers again"
    )
    func greedy() {
        let record = record(
            "2023-01-01",
            "2023-02-01",
            "2023-03-01",
            "2023-04-01",
            "2024-01-01",  // the first year and its last day
            "2024-01-02",
            "2024-05-01",
            "2024-06-01",
            "2024-12-31"
        )
        let windows = record.rollingWindows(over: 3)
        #expect(windows.map(\.year.first.description) == ["2023-01-01", "2024-01-02"])
        #expect(windows.map(\.violations.count) == [5, 4])
    }

    @Test("only the anchored year crosses, only the rolling one, both")
    func bothYears() {
        let issued = day("2019-08-31")
        let onlyRolling = record("2025-07-01", "2025-08-01", "2025-09-15", "2025-10-01")
        #expect(crossed(onlyRolling.rollingWindows(over: 3)).count == 1)
        #expect(crossed(onlyRolling.anchoredWindows(over: 3, issued: issued)).isEmpty)
        let both = record("2025-09-01", "2025-10-01", "2025-11-01", "2026-08-30")
        #expect(crossed(both.rollingWindows(over: 3)) == ["2025-09-01"])
        #expect(crossed(both.anchoredWindows(over: 3, issued: issued)) == ["2025-08-31"])
        // A rolling year is a day longer than an anchored one, so the latter never crosses alone; unless one stands before.
        let onlyAnchored = record(
            "2025-06-01",
            "2025-06-02",
            "2025-06-03",
            "2025-06-04",
            "2025-09-01",
            "2025-10-01",
            "2025-11-01",
            "2026-05-01"
        )
        #expect(crossed(onlyAnchored.rollingWindows(over: 3)) == ["2025-06-01"])
        #expect(crossed(onlyAnchored.anchoredWindows(over: 3, issued: issued)) == ["2024-08-31", "2025-08-31"])
    }

    private func company(_ trucks: Int, day text: String = "2025-06-01") -> ViolationRecord {
        ViolationRecord(
            (0..<trucks).flatMap { truck in
                (0..<2).map {
                    Violation(caseID: "\(truck)/\($0)", day: day(text), truck: "T\(truck)", isEffective: true)
                }
            }
        )
    }

    @Test("10 of 100 trucks are not over, and are warned of; 11 are; each truck counts once")
    func company() {
        let (tenth, today) = (PartsPerTenThousand(1_000), day("2026-06-01"))
        let fleet = Fleet([(day("2020-01-01"), 100)])
        #expect(company(9).fleetWindows(over: tenth, fleet: fleet, upTo: today).isEmpty)
        #expect(company(10).fleetWindows(over: tenth, fleet: fleet, upTo: today).map(\.standing) == [.warning])
        #expect(company(11).fleetWindows(over: tenth, fleet: fleet, upTo: today).map(\.standing) == [.crossed])
        #expect(company(11).fleetWindows(over: tenth, fleet: Fleet([]), upTo: today).isEmpty, "an open question")
        #expect(company(11).fleetCount(on: today, fleet: Fleet([])).isOver(tenth) == nil)
    }

    @Test("a fleet that shrinks crosses on a day without a violation; a fleet of the day counts")
    func shrinking() {
        let tenth = PartsPerTenThousand(1_000)
        let fleet = Fleet([(day("2020-01-01"), 100), (day("2025-09-01"), 99)])
        let windows = company(10).fleetWindows(over: tenth, fleet: fleet, upTo: day("2026-06-01"))
        #expect(crossed(windows) == ["2025-06-01"])
        #expect(crossed(company(10).fleetWindows(over: tenth, fleet: fleet, upTo: day("2025-08-31"))).isEmpty)
        let late = Fleet([(day("2020-01-01"), 100), (day("2026-06-02"), 10)])
        #expect(
            crossed(company(10).fleetWindows(over: tenth, fleet: late, upTo: day("2027-01-01"))).isEmpty,
            "a year on"
        )
    }

    @Test("random histories: counts and windows are those of a naive recount", arguments: Seeds.run(ci: 300))
    func recount(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let base = day(["2023-12-30", "2024-02-27", "2023-06-15"].randomElement(using: &generator) ?? "")
        var record = ViolationRecord()
        var all: [String: Violation] = [:]
        for step in 0..<generator.int(5...60) {
            let id = "c\(generator.int(0...25))"
            if generator.once(in: 6) {
                record.remove(id)
                all[id] = nil
            } else {
                let violation = Violation(
                    caseID: id,
                    day: base.adding(days: generator.once(in: 3) ? 365 + generator.int(0...2) : generator.int(0...900)),
                    truck: "T\(generator.int(0...6))",
                    isEffective: !generator.once(in: 4)
                )
                record.set(violation)
                all[id] = violation
            }
            if step.isMultiple(of: 5) {
                check(record, Naive(Array(all.values)), base, &generator, "seed \(seed), step \(step)")
            }
        }
        check(record, Naive(Array(all.values)), base, &generator, "seed \(seed)")
    }

    private func check(
        _ record: ViolationRecord,
        _ naive: Naive,
        _ base: CivilDate,
        _ generator: inout SeededGenerator,
        _ what: String
    ) {
        let probe = base.adding(days: generator.int(0...1_300))
        #expect(record.counts(endingOn: probe).effective == naive.count(endingOn: probe), "\(what), \(probe)")
        let most = generator.int(1...4)
        #expect(
            record.rollingWindows(over: most).filter { $0.standing == .crossed }.map(\.year.first)
                == naive.rolling(over: most),
            "\(what), over \(most)"
        )
        let fleet = Fleet([
            (base.adding(days: -9), generator.int(5...30)), (base.adding(days: 400), generator.int(5...30)),
        ])
        let share = PartsPerTenThousand(generator.int(5...30) * 100)
        let today = base.adding(days: 1_300)
        #expect(
            record.fleetWindows(over: share, fleet: fleet, upTo: today).filter { $0.standing == .crossed }
                .map(\.year.first) == naive.company(share, fleet, upTo: today),
            "\(what), \(share.rawValue)"
        )
    }
}

/// The same day by day, straight from the words of law.md.
private struct Naive {
    private let violations: [Violation]

    init(_ violations: [Violation]) {
        self.violations = violations.filter(\.isEffective)
    }

    /// d1 and the day fall in one year when the day is no later than d1 and a year by the calendar.
    func count(endingOn day: CivilDate) -> Int { within(endingOn: day).count }

    private func within(endingOn day: CivilDate, after blocked: CivilDate? = nil) -> [Violation] {
        violations.filter { violation in
            violation.day <= day && day <= violation.day.adding(years: 1)
                && (blocked.map { violation.day > $0 } ?? true)
        }
    }

    func rolling(over most: Int) -> [CivilDate] {
        var (found, blocked): ([CivilDate], CivilDate?) = ([], nil)
        for start in Set(violations.map(\.day)).sorted() {
            if let blocked, start <= blocked { continue }
            let last = start.adding(years: 1)
            guard violations.filter({ $0.day >= start && $0.day <= last }).count > most else { continue }
            found.append(start)
            blocked = last
        }
        return found
    }

    func company(_ share: PartsPerTenThousand, _ fleet: Fleet, upTo today: CivilDate) -> [CivilDate] {
        var (found, blocked): ([CivilDate], CivilDate?) = ([], nil)
        guard var day = violations.map(\.day).min() else { return [] }
        while day <= today {
            let within = within(endingOn: day, after: blocked)
            if let trucks = fleet.trucks(on: day), let first = within.map(\.day).min(),
                Set(within.map(\.truck)).count * 10_000 > trucks * share.rawValue
            {
                found.append(first)
                blocked = first.adding(years: 1)
            }
            day = day.adding(days: 1)
        }
        return found
    }
}

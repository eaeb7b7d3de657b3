import Law
import Reports
import TestSupport
import Testing
import Units

@Suite("Figures of reports against a naive recount")
struct ReportTallyTests {
    /// One passage, as told one by one.
    private struct Told {
        let verdict: Verdict
        let reasons: [Reason]
        let excess: Int
        let place: ReportPlace
    }

    private let stations = (1...6).map { number in
        ReportStation(id: "S\(number)", name: "站\(number)", district: "41010\(number % 3)", districtName: nil)
    }

    private func passages(_ random: inout SeededGenerator) -> [Told] {
        (0..<random.int(0...400)).map { _ in
            let verdict = random.pick(Verdict.allCases)
            return Told(
                verdict: verdict,
                reasons: verdict == .notEvidence ? Reason.allCases.filter { _ in random.once(in: 6) } : [],
                excess: verdict == .overloaded ? random.int(1...30_000) : 0,
                // S7 has no file.
                place: ReportPlace(station: "S\(random.int(1...7))", company: random.pick(["", "C1", "C2", "C3"]))
            )
        }
    }

    private func isOf(_ row: ReportRow, _ grouping: ReportGrouping, _ place: ReportPlace) -> Bool {
        switch grouping {
        case .station: row.key == place.station
        case .company: row.key == place.company
        case .district: row.key == (stations.first { $0.id == place.station }?.district ?? "")
        }
    }

    private func expect(_ figures: ReportFigures, count told: [Told], _ what: String) {
        func count(_ verdicts: Verdict...) -> Int { told.count { verdicts.contains($0.verdict) } }
        let assessed = count(.compliant, .overloaded, .exempt)
        #expect(figures[.passages] == told.count, "\(what)")
        #expect(figures[.assessed] == assessed, "\(what)")
        #expect(figures[.overloaded] == count(.overloaded), "\(what)")
        #expect(figures[.notEvidence] == count(.notEvidence), "\(what)")
        #expect(figures[.unpaired] == count(.unpaired) && figures[.ambiguous] == count(.ambiguous), "\(what)")
        #expect(figures[.excess] == told.reduce(0) { $0 + $1.excess }, "\(what)")
        let rate = assessed == 0 ? nil : count(.overloaded) * 10_000 / assessed
        #expect(figures.overloadRate?.rawValue == rate, "\(what)")
        for reason in Reason.allCases {
            let barred = told.count { $0.reasons.contains(reason) }
            #expect((figures.reasons[reason] ?? 0) == barred, "\(what), \(reason)")
        }
    }

    @Test("every row, and the total, in any order and in any groups", arguments: Seeds.run(ci: 40))
    func recount(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let told = passages(&random)
        let period = ReportPeriod(day: CivilDate(dayNumber: 20_000))
        var tally = ReportTally(period, by: ReportGrouping.allCases, stations: stations)
        for passage in told.shuffled(using: &random) {
            tally.count(passage.verdict, 1, reasons: passage.reasons, excess: passage.excess, at: passage.place)
        }
        let report = tally.report(keptFrom: nil) { $0 }
        expect(report.total, count: told, "seed \(seed), total")
        #expect(report.sections.map(\.grouping) == ReportGrouping.allCases)
        for section in report.sections {
            #expect(section.rows.map(\.key) == section.rows.map(\.key).sorted())
            for row in section.rows {
                let own = told.filter { isOf(row, section.grouping, $0.place) }
                expect(row.figures, count: own, "seed \(seed), \(section.grouping) \(row.key)")
            }
            #expect(section.rows.reduce(0) { $0 + $1.figures[.passages] } == told.count)
        }
        // Every station has its row, also one where nothing passed.
        #expect(Set(stations.map(\.id)).isSubset(of: report.sections[1].rows.map(\.key)))
    }

    @Test("what belongs to several places counts once for each, and once in all")
    func several() throws {
        var tally = ReportTally(
            ReportPeriod(day: CivilDate(dayNumber: 20_000)),
            by: [.company, .district],
            stations: stations
        )
        // S1 and S4 lie in one district, S2 in another.
        let places = [("S1", "C1"), ("S4", "C1"), ("S2", "C2")].map { ReportPlace(station: $0.0, company: $0.1) }
        tally.count(once: .referralsIssued, at: places)
        tally.count(.gaps, 3, at: ReportPlace(station: "S1", company: nil))
        let report = tally.report(keptFrom: nil) { _ in nil }
        #expect(report.total[.referralsIssued] == 1 && report.total[.gaps] == 3)
        #expect(report.sections.map(\.grouping) == [.district, .company], "in their own order")
        #expect(report.sections[0].rows.map { $0.figures[.referralsIssued] } == [0, 1, 1])
        #expect(report.sections[1].rows.map(\.key) == ["C1", "C2"], "no company has gaps")
        #expect(report.sections[1].rows.allSatisfy { $0.figures[.referralsIssued] == 1 })
    }
}

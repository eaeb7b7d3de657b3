import Enforcement
import Foundation
import TestSupport
import Testing

/// `ZHICHAO_VEHICLES=10000` makes longer worlds, `ZHICHAO_SEEDS=7,30-60` others, `ZHICHAO_REPORT=1` prints what became
/// of them.
@Suite("The simulated world", .serialized)
struct WorldTests {
    private static let environment = ProcessInfo.processInfo.environment

    private func world(seed: UInt64) -> World {
        var parameters = WorldParameters()
        if let text = WorldTests.environment["ZHICHAO_VEHICLES"], let count = Int(text) { parameters.vehicles = count }
        return World(seed: seed, parameters)
    }

    @Test("fools the core into no wrong evidence, and loses nothing in it", arguments: Seeds.run(ci: 20))
    func holds(seed: UInt64) throws {
        let report = try Checker.run(world(seed: seed))
        let total = report.total
        if WorldTests.environment["ZHICHAO_REPORT"] != nil { print("seed \(seed)\n\(report.table)") }
        #expect(total.weighings > 3_000 && total.evidence > 150, "seed \(seed): a world in which nothing happens")
        none(.wrongEvidence, in: report)
        none(.wrongOpening, in: report)
        #expect(total.cleanShare >= 0.99, "\(percent(total.cleanShare)) paired; \(report.text([.cleanUnpaired]))")
        for link in Link.allCases {
            let share = report.tallies[link]?.cleanShare ?? 1
            #expect(share >= 0.97, "\(link): \(percent(share)); \(report.text([.cleanUnpaired]))")
        }
        for problem: Report.Problem in [.noPassage, .settledTwice, .pictureTwice, .vanished, .leftOpen] {
            none(problem, in: report)
        }
        none(.notAmbiguous, in: report)
        none(.notUnpaired, in: report)
        none(.groundlessAlert, in: report)
        if SimulatedCore.raisesAlerts {
            // A run has a dozen of them, and nobody is accused whose plate is nearly that of a truck weighed about then
            // (a quarter of close neighbours are such twins), or beside whom somebody was weighed.
            let missed = report.count(.noAlert)
            #expect(missed <= 1 + total.bypasses / 4, "of \(total.bypasses); \(report.text([.noAlert]))")
        }
    }

    private func none(_ problem: Report.Problem, in report: Report, _ location: SourceLocation = #_sourceLocation) {
        #expect(report.count(problem) == 0, "\(report.text([problem]))", sourceLocation: location)
    }
}

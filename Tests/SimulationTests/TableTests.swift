import Foundation
import TestSupport
import Testing

/// Figures for the README; `ZHICHAO_TABLE=1` makes them.
@Suite("Figures", .enabled(if: ProcessInfo.processInfo.environment["ZHICHAO_TABLE"] != nil))
struct TableTests {
    private struct Cell: Sendable {
        let headway: Double
        let misreads: Double
        /// Triggers, a known offset, an unknown one.
        let links: [Link]
        let name: String
    }

    private static let headways = [0.5, 1, 2, 4]
    private static let misreads = [0, 0.01, 0.05]
    private static let linkings: [(String, [Link])] = [
        ("trigger", [.always]), ("some triggers lost", [.mostly]), ("known offset", [.calibrated]),
        ("unknown offset", [.uncalibrated]),
    ]

    @Test("against headway and misread rate")
    func headway() async throws {
        let cells = TableTests.linkings.flatMap { name, links in
            TableTests.headways.flatMap { headway in
                TableTests.misreads.map { Cell(headway: headway, misreads: $0, links: links, name: name) }
            }
        }
        let rows = try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for (index, cell) in cells.enumerated() { group.addTask { (index, try row(cell)) } }
            return try await group.reduce(into: [(Int, String)]()) { $0.append($1) }
        }
        print(
            """
            | pairing | headway | misread | precision | true plate | recall | ambiguous | wrong evidence |
            |---|---:|---:|---:|---:|---:|---:|---:|
            """
        )
        for (_, row) in rows.sorted(by: { $0.0 < $1.0 }) { print(row) }
    }

    private func row(_ cell: Cell) throws -> String {
        var parameters = WorldParameters()
        (parameters.vehicles, parameters.lanes, parameters.links) = (1_000, 2...2, cell.links)
        (parameters.headway, parameters.misreads) = (cell.headway, cell.misreads)
        var total = Tally()
        for seed: UInt64 in 1...3 { total = total + (try Checker.run(World(seed: seed, parameters))).total }
        let figures = [
            cell.name, "\(cell.headway) s", percent(cell.misreads), percent(total.precision),
            percent(total.truth), percent(total.recall),
            percent(total.ambiguousShare), "\(total.wrongEvidence) of \(total.evidence)",
        ]
        return "| " + figures.joined(separator: " | ") + " |"
    }

    @Test("by kind of station, over the seeds", arguments: [false, true])
    func stations(isLossy: Bool) async throws {
        let parameters = isLossy ? WorldParameters.lossy : WorldParameters()
        let reports = try await withThrowingTaskGroup(of: Report.self) { group in
            for seed in Seeds.run(ci: 20) { group.addTask { try Checker.run(World(seed: seed, parameters)) } }
            return try await group.reduce(into: [Report]()) { $0.append($1) }
        }
        var sum = Report(seed: 0)
        for report in reports {
            for link in Link.allCases {
                sum.tallies[link] = (sum.tallies[link] ?? Tally()) + (report.tallies[link] ?? Tally())
            }
        }
        let total = sum.total
        let problems = Report.Problem.allCases.map { problem in
            "\(reports.reduce(0) { $0 + $1.count(problem) }) × \(problem.rawValue)"
        }
        print(
            """
            \(isLossy ? "lossy" : "default") world, \(reports.count) seeds
            \(sum.table)
            of \(total.pictures) pictures \(total.loose) in no passage; compliant and wrongly joined: \
            \(total.wrongCompliant); verdicts of overload that went out wrongly joined: \(total.wrongVerdicts)
            \(problems.joined(separator: "\n"))
            """
        )
    }
}

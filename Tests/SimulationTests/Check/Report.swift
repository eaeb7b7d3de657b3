import Foundation

/// What the checker found in one run.
struct Report: Sendable {
    let seed: UInt64
    var tallies: [Link: Tally] = [:]
    private(set) var problems: [Problem: [String]] = [:]

    /// How many cases of a problem are told; `ZHICHAO_EXAMPLES=100` tells more.
    private static let examples = ProcessInfo.processInfo.environment["ZHICHAO_EXAMPLES"].flatMap { Int($0) } ?? 3

    init(seed: UInt64) {
        self.seed = seed
    }

    enum Problem: String, CaseIterable, Sendable {
        case wrongEvidence = "wrong join in evidence"
        case wrongOpening = "wrong join handed to the case store"
        case wrongElsewhere = "wrong join outside of evidence"
        case cleanUnpaired = "clean weighing without a plate"
        case noPassage = "weighing without a passage"
        case settledTwice = "weighing settled twice"
        case pictureTwice = "picture in two passages that are not ambiguous"
        case vanished = "picture in no passage and not given up"
        case notAmbiguous = "contradicting plates and not ambiguous"
        case notUnpaired = "no picture and not unpaired"
        case noAlert = "bypass without an alert"
        case groundlessAlert = "bypass alert for a vehicle that was weighed and paired"
        case leftOpen = "weighings open in the end"
    }

    mutating func note(_ problem: Problem, _ text: String) {
        problems[problem, default: []].append(isTold(problem) ? text : "")
    }

    /// Whether one more case of a problem is told: the first tell what is to be told, the count is kept of all.
    func isTold(_ problem: Problem) -> Bool { count(problem) < Report.examples }

    func count(_ problem: Problem) -> Int { problems[problem]?.count ?? 0 }

    var total: Tally { Link.allCases.reduce(Tally()) { $0 + (tallies[$1] ?? Tally()) } }

    /// The problems of some kinds with their first examples, for a failure's message.
    func text(_ kinds: [Problem]) -> String {
        kinds.filter { count($0) > 0 }.map { kind in
            let found = (problems[kind] ?? []).prefix(Report.examples)
            return "seed \(seed): \(count(kind)) × \(kind.rawValue)\n  " + found.joined(separator: "\n  ")
        }.joined(separator: "\n")
    }

    /// One line for each kind of station.
    var table: String {
        let rows = Link.allCases.compactMap { link in tallies[link].map { Report.row(link.rawValue, $0) } }
        return ([Report.head] + rows + [Report.row("all", total)]).joined(separator: "\n")
    }

    private static let head = """
        | stations | weighings | named | wrong | misread | overloaded | wrong | ambiguous | unpaired | clean | paired |
        |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
        """

    private static func row(_ name: String, _ tally: Tally) -> String {
        let figures = [
            tally.weighings, tally.named, tally.wrong, tally.misread, tally.evidence, tally.wrongEvidence,
            tally.ambiguous,
            tally.unpaired, tally.clean,
        ]
        let share = percent(tally.cleanShare)
        return "| \(name) | " + figures.map(String.init).joined(separator: " | ") + " | \(share) |"
    }
}

/// A share as a percentage with two decimals.
func percent(_ share: Double) -> String { String(format: "%.2f %%", share * 100) }

// How many passages a second go through the pure core on one core: weighings and pictures in memory in, effects out.
//   pipeline-benchmark RULES [--lanes N] [--pictures 1|2] [--untriggered] [--passages N] [--runs N]
// Beside it stands the law alone, the same weighings judged without any pairing: no pairing can be faster. Making the
// readings is not timed: they are made in slices before each slice is told.

import Daemon
import Enforcement
import Foundation
import Law
import Readings
import Units

let usage = "usage: pipeline-benchmark RULES [--lanes N] [--pictures 1|2] [--untriggered] [--passages N] [--runs N]\n"
var (rules, plan, passages, runs) = ("", Street.Plan(), 200_000, 5)
var arguments = CommandLine.arguments.dropFirst()
while let argument = arguments.popFirst() {
    switch argument {
    case "--untriggered": plan.isTriggered = false
    case "--lanes": plan.lanes = number(arguments.popFirst())
    case "--pictures": plan.pictures = min(number(arguments.popFirst()), 2)
    case "--passages": passages = number(arguments.popFirst())
    case "--runs": runs = number(arguments.popFirst())
    case _ where rules.isEmpty && !argument.hasPrefix("-"): rules = argument
    default: refuse()
    }
}
if rules.isEmpty { refuse() }

let book = try RulePackFile.loadAll(rules)
_ = Measurement(plan, passages: passages / 10, book)
let measured = (0..<runs).map { _ in Measurement(plan, passages: passages, book) }
let rate = Rates(measured.map(\.passagesPerSecond))
let ceiling = Rates(measured.map(\.assessmentsPerSecond))
let last = measured[measured.count - 1]
let perPassage = Double(last.effects) / Double(passages)
let ratios = Rates(measured.map { 1_000 * $0.passagesPerSecond / $0.assessmentsPerSecond })
print("lanes: \(plan.lanes), \(plan.pictures) pictures a passage, \(plan.isTriggered ? "triggered" : "by time")")
print("passages/s: \(rate)")
print("the law alone/s: \(ceiling)")
print("ratio: \(String(format: "%.2f", Double(ratios.median) / 1_000))")
print("settled: \(last.settled) of \(passages), \(last.paired) paired, \(last.overloaded) overloaded")
print("effects a passage: \(String(format: "%.2f", perPassage))")
print("peak memory: \(peakMemory()) MB")

func number(_ text: String?) -> Int {
    guard let number = text.flatMap({ Int($0) }), number > 0 else { refuse() }
    return number
}

func refuse() -> Never {
    FileHandle.standardError.write(Data(usage.utf8))
    exit(2)
}

/// The process's peak resident memory in MB, slices of made-up readings included.
func peakMemory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss / 1_024
}

/// The least, the middle and the greatest of some runs.
struct Rates: CustomStringConvertible {
    private let sorted: [Int]

    init(_ rates: [Int]) { sorted = rates.sorted() }

    var median: Int { sorted[sorted.count / 2] }

    var description: String { "\(median) (\(sorted[0])–\(sorted[sorted.count - 1]))" }
}

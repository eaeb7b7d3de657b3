// What the law costs: one assessment, one with its explanation, one line of `rules explain --stdin`, each in the median of
// some rounds over vehicles of every class.
//   law-benchmark RULES [ROUNDS [NAME]]      NAME: only the measurements whose name begins so
// With `lines N` in place of RULES it prints N described vehicles, one a line, to pipe through `zhichao rules explain`.

import CSimdJSON
import Daemon
import Foundation
import Law
import RuleQuery
import Units

let arguments = CommandLine.arguments.dropFirst()
if arguments.first == "lines" {
    let lines = Traffic.lines(arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000)
    FileHandle.standardOutput.write(Data((lines.joined(separator: "\n") + "\n").utf8))
    exit(0)
}
guard let directory = arguments.first, let day = CivilDate("2026-11-23") else {
    FileHandle.standardError.write(Data("usage: law-benchmark RULES [ROUNDS [NAME]]\n".utf8))
    exit(2)
}
let rounds = arguments.dropFirst().first.flatMap { Int($0) } ?? 7
let only = arguments.dropFirst(2).first ?? ""
let book = try RulePackFile.loadAll(directory)
guard let rules = book.rules(on: day) else { preconditionFailure("no rules on \(day)") }
let lines = Traffic.lines(4_000).map { Array($0.utf8) }
let decoder = QueryDecoder()
let queries = try lines.map { line in try decoder.decode(String(decoding: line, as: UTF8.self)) }

/// Keeps the optimiser from leaving out what nobody reads.
nonisolated(unsafe) var sink = 0

report("assess one vehicle") {
    for query in queries { sink &+= rules.assess(query.vehicle, weighing: query.weighing).assessed.rawValue }
}
report("floor: find the code's row and compare") {
    for query in queries { sink &+= Traffic.floor(query) }
}
report("assess and explain one vehicle") {
    for query in queries {
        sink &+= book.determine(query.vehicle, weighing: query.weighing, on: day).explanation.count
    }
}
report("answer one line of JSON") {
    var answers: [UInt8] = []
    for line in lines {
        let query = line.withUnsafeBytes { bytes in try? decoder.decode(bytes) }
        guard let query else { preconditionFailure("no query") }
        answers.removeAll(keepingCapacity: true)
        let found = book.determine(query.vehicle, weighing: query.weighing, on: day)
        AnswerWriter.append(found, withExplanation: false, to: &answers)
        sink &+= answers.count
    }
}
let parser = csimdjson_parser_new(QueryDecoder.bytesMax, 64)
report("floor: parse one line of JSON") {
    for line in lines {
        sink &+= line.withUnsafeBytes { bytes in csimdjson_parse(parser, bytes.baseAddress, bytes.count).tape_length }
    }
}

/// Runs `body` for each round, after one that does not count, and prints the median for one vehicle in µs.
func report(_ name: String, _ body: () -> Void) {
    guard name.hasPrefix(only) else { return }
    body()
    let clock = ContinuousClock()
    let times = (0..<rounds).map { _ in
        clock.measure { for _ in 0..<10 { body() } } / (10 * lines.count)
    }.sorted()
    let nanoseconds = Double(times[times.count / 2].components.attoseconds) / 1_000_000_000
    print("\(name): \(String(format: "%.3f", nanoseconds / 1_000)) µs")
}

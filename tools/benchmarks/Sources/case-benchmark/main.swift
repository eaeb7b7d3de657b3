// How the case store does with many cases: steps, lists, one case, proof, backup; beside one durable row and a plain copy.
//   case-benchmark [CASES]       100 000 unless said; measured at a tenth and, from a million on, a hundredth of it, too
//   case-benchmark CASES --into DIRECTORY    only makes them, for who measures something else with them
// Prints lines `what: figures`.

import CaseStore
import Crypto
import Daemon
import Enforcement
import Foundation
import GRDB
import Storage
import Units

let cases = CommandLine.arguments.dropFirst().compactMap { Int($0) }.first ?? 100_000
let kept = CommandLine.arguments.firstIndex(of: "--into").map { CommandLine.arguments[$0 + 1] }
let directory =
    kept ?? FileManager.default.temporaryDirectory.appendingPathComponent("case-benchmark-\(getpid())").path
try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
defer { if kept == nil { try? FileManager.default.removeItem(atPath: directory) } }

func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    Double(try ContinuousClock().measure(body) / .microseconds(1)) / 1_000
}

/// `p50 / p99` of some spans in ms.
func quantiles(_ spans: [Double]) -> String {
    let sorted = spans.sorted()
    func at(_ share: Double) -> String { String(format: "%.2f", sorted[Int(Double(sorted.count - 1) * share)]) }
    return "\(at(0.5)) / \(at(0.99)) ms"
}

let store = try SQLiteCaseStore(directory: directory, basis: NoCountingBasis())
let noon = Instant(millisecondsSince1970: 1_764_000_000_000)
let now = noon + .hours(24)
var position: Int64 = 0

/// Opens cases in lots as the forwarder does.
@MainActor func open(_ range: Range<Int>) throws {
    var next = range.lowerBound
    while next < range.upperBound {
        let lot = next..<min(range.upperBound, next + 500)
        position += 1
        _ = try store.take(try lot.map(MadeUpCase.overload), position: position, at: now)
        next = lot.upperBound
    }
}

/// Takes a step on so many of so many cases, evenly spread; each measurement has cases of its own.
@MainActor func step(_ action: CaseAction, of count: Int, _ measurement: Int) throws {
    let steps = try (0..<500).map { place in
        let id = MadeUpCase.id(place * (count / 500) + measurement)
        let work = StepRequest.Work.action(action, MadeUpCase.body(of: action, day: "\(now)"))
        let request = StepRequest(id: id, work: work, version: nil, actor: "b")
        return try milliseconds { _ = try store.take(request, at: now) }
    }
    say("\(count) cases, a person's step (\(action.rawValue)), p50 / p99: \(quantiles(steps))")
}

/// What people do and look at, with so many cases there.
@MainActor func measure(_ count: Int, _ measurement: Int) throws {
    let reader = try CaseReader(directory: directory)
    for place in 0..<500 {
        _ = try store.take(MadeUpCase.stored(place * (count / 500) + measurement), at: now)
    }
    try step(.confirm, of: count, measurement)
    var filter = CaseReader.Filter()
    filter.limit = 50
    filter.state = .confirmed
    let lists = try (0..<200).map { place in
        filter.afterRow = Int64(place * 2)
        return try milliseconds { _ = try reader.list(filter) }
    }
    say("\(count) cases, a page of 50 by state, p50 / p99: \(quantiles(lists))")
    filter = CaseReader.Filter()
    filter.limit = 50
    let byStation = try (0..<200).map { place in
        filter.station = "S\(place % 100)"
        filter.afterRow = Int64(place * (count / 400))
        return try milliseconds { _ = try reader.list(filter) }
    }
    say("\(count) cases, a page of 50 by station, p50 / p99: \(quantiles(byStation))")
    let shows = try (0..<500).map { place in
        try milliseconds { _ = try reader.find(MadeUpCase.id(place * (count / 500))) }
    }
    say("\(count) cases, one case with everything, p50 / p99: \(quantiles(shows))")
    for action in [CaseAction.notify, .decide, .close] { try step(action, of: count, measurement) }
}

if kept != nil {
    try open(0..<cases)
    for number in stride(from: 0, to: cases, by: max(1, cases / 4_000)) {
        let work = StepRequest.Work.amendment(["company": .text(MadeUpCase.company(number / max(1, cases / 4_000)))])
        _ = try store.take(StepRequest(id: MadeUpCase.id(number), work: work, version: nil, actor: "b"), at: now)
    }
    try store.close()
    // A daemon begins with an empty journal there, whose outbox would be taken for told already.
    try DatabaseQueue(path: directory + "/" + SQLiteCaseStore.fileName).write {
        try $0.execute(sql: "UPDATE forwarded SET position = 0")
    }
    exit(0)
}
let sizes = cases >= 1_000_000 ? [cases / 100, cases / 10, cases] : [cases / 10, cases]
var there = 0
for measurement in sizes.indices {
    let count = sizes[measurement]
    let opening = try milliseconds { try open(there..<count) }
    say("\(count) cases, opened by the forwarder's way: \(Int(Double(count - there) / opening * 1_000)) cases/s")
    there = count
    // What was opened at once is on its way to the disk yet, and a step would wait for all of that.
    sync()
    try measure(count, measurement)
}
_ = try store.checkpoint(SigningKey(Curve25519.Signing.PrivateKey()), at: now)
try store.close()

let path = directory + "/" + SQLiteCaseStore.fileName
let size = (try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.int64Value ?? 0
say("bytes a case: \(size / Int64(cases))")
var events = 0
let proof = try milliseconds {
    let keys = try Row.fetchKeys(path)
    let report = try CaseVerifier(directory: directory, publicKeys: keys, witness: nil).run()
    guard report.difference == nil else { fatalError("\(String(describing: report.difference))") }
    events = report.events
}
say("verify: \(Int(Double(events) / proof * 1_000)) events/s, \(events) events")
let copying = try milliseconds {
    _ = try StoreCopy.make(of: path, schema: SQLiteCaseStore.schema, to: directory + "/copy.sqlite")
}
say("backup with its check: \(Int(Double(size) / copying / 1_000)) MB/s, \(size / 1_000_000) MB")
let plain = try milliseconds { try FileManager.default.copyItem(atPath: path, toPath: directory + "/plain") }
say("ceiling, a plain copy: \(Int(Double(size) / plain / 1_000)) MB/s")
let rows = try DurableRow(directory: directory)
say("floor, one durable row, p50 / p99: \(quantiles(try (0..<500).map { _ in try milliseconds(rows.insert) }))")

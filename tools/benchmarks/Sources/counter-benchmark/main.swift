// How counters and referrals do with many violations: a subject's dossier, and a decision with all that follows from it.
//   counter-benchmark [VIOLATIONS]     1 000 000 unless said, a fifth as many vehicles; measured with 10 000, too
// Run it in the project's directory: the law is that of conf/rules. Prints lines `what: figures`.

import CaseStore
import Daemon
import Enforcement
import Foundation
import Law
import Units

let violations = CommandLine.arguments.dropFirst().compactMap { Int($0) }.first ?? 1_000_000

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

/// The shipped law, and companies of two hundred trucks each.
struct Basis: CountingBasis {
    let book: RuleBook
    let calendar: WorkingCalendar

    func rules(on day: CivilDate) -> RulesInForce? { book.rules(on: day) }
    func due(_ deadline: Deadline, from day: CivilDate) -> CivilDate? {
        try? deadline.due(from: day, calendar: calendar)
    }
    func facts(of subject: CountedSubject, on day: CivilDate) -> SubjectFacts? {
        guard subject.kind == .company else { return SubjectFacts(issued: CivilDate("2018-03-01")) }
        return SubjectFacts(issued: CivilDate("2015-06-01"), fleet: Fleet([(CivilDate(dayNumber: 16_000), 200)]))
    }
}

let basis = Basis(
    book: try RulePackFile.loadAll("conf/rules"),
    calendar: try CalendarFile.loadAll("conf/calendar")
)

func measure(_ violations: Int) throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("counter-benchmark-\(getpid())").path
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let bulk = Bulk(violations: violations)
    try SQLiteCaseStore(directory: directory, basis: basis).close()
    let built = try milliseconds { try bulk.fill(directory) }
    let size = "\(violations) violations, \(bulk.vehicles) vehicles"
    say("\(size), built in: \(Int(built / 1_000)) s")
    let store = try SQLiteCaseStore(directory: directory, basis: basis)
    let reader = try CaseReader(directory: directory)
    let today = Bulk.today
    let rules = basis.rules(on: today)
    for (what, subject) in [("vehicle", bulk.vehicle), ("company", bulk.company)] as [(String, (Int) -> CountedSubject)]
    {
        let spans = try (0..<1_000).map { place in
            try milliseconds {
                guard let dossier = try reader.subject(subject(place * 7_919)) else { return }
                _ = SubjectAnswer(dossier, rules: rules, on: today)
            }
        }
        say("\(size), a \(what)'s dossier, p50 / p99: \(quantiles(spans))")
    }
    var position: Int64 = 0
    var decisions: [Double] = []
    for place in 0..<500 {
        position += 1
        let (id, input, pictures) = try bulk.overload(place)
        _ = try store.take([input], position: position, at: Bulk.now)
        _ = try store.take(pictures, at: Bulk.now)
        for (action, body) in Bulk.way {
            let request = StepRequest(id: id, work: .action(action, body), version: nil, actor: "b")
            let span = try milliseconds { _ = try store.take(request, at: Bulk.now) }
            if action == .decide { decisions.append(span) }
        }
    }
    say("\(size), a decision with counters and referrals, p50 / p99: \(quantiles(decisions))")
    say("\(size), referrals that followed: \(try reader.referrals().count)")
    try store.close()
}

try measure(10_000)
if violations > 10_000 { try measure(violations) }

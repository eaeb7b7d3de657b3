// From publish to verdict: sends weighings and pictures that share a trigger at a steady rate, and takes the time from
// handing a picture to libzmq until its verdict has arrived. A picture completes its passage, so a verdict is due.
//   latency-probe DATA RESULTS DIRECTORY READINGS_A_SECOND SECONDS
// Prints p50 and p99 in µs, then p50 and p99 of one durable row committed in DIRECTORY: the floor of any verdict.

import FeedContract
import Foundation
import GRDB
import Readings
import Storage
import Units
import ZeroMQ

let arguments = CommandLine.arguments
guard arguments.count == 6, let rate = Int(arguments[4]), let seconds = Int(arguments[5]), rate > 1,
    let wim = Source("410184-07/wim-1"), let cam = Source("410184-07/cam-1"), let lane = Lane(1)
else {
    FileHandle.standardError.write(
        Data("usage: latency-probe DATA RESULTS DIRECTORY READINGS_A_SECOND SECONDS\n".utf8)
    )
    exit(2)
}

func percentiles(_ times: [Duration]) -> String {
    let sorted = times.sorted()
    func at(_ share: Double) -> Int {
        guard !sorted.isEmpty else { return -1 }
        return Int(sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] / .microseconds(1))
    }
    return "\(at(0.5)) \(at(0.99))"
}

func now() -> Instant { Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000)) }

let context = try Context()
var options = SocketOptions()
options.xpubNoDrop = true
options.lingerMilliseconds = 5_000
let station = try Socket(.xpub, in: context, options: options)
let sign = try Socket(.sub, in: context)
try sign.subscribe("verdict/")
try sign.connect(arguments[2])
try station.connect(arguments[1])
var scratch = Message()
_ = try station.receive(into: &scratch, wait: .forever)

let epoch = UInt64(Date().timeIntervalSince1970 * 1_000)
var sentAt: [String: ContinuousClock.Instant] = [:]
var times: [Duration] = []

@MainActor func takeVerdicts(until due: ContinuousClock.Instant) throws {
    while true {
        let left = Int((due - .now) / .milliseconds(1))
        guard try !sign.poll(timeoutMilliseconds: max(0, left)).isEmpty else { return }
        guard let frames = try sign.receiveMultipart(through: &scratch, framesMax: 2, wait: .no)?.frames else {
            continue
        }
        let arrived = ContinuousClock.now
        // {"pass":"410184-07/wim-1:EPOCH:SEQ", …
        let text = String(decoding: frames[1].prefix(80), as: UTF8.self)
        let pass = text.split(separator: "\"").dropFirst(3).first.map(String.init) ?? ""
        if let sent = sentAt.removeValue(forKey: pass) { times.append(arrived - sent) }
        if ContinuousClock.now >= due { return }
    }
}

let pairs = rate / 2 * seconds
let start = ContinuousClock.now
for number in 1...pairs {
    let at = now()
    let trigger = String(number)
    let weighing = WeighReading(
        header: ReadingHeader(id: ReadingID(source: wim, epoch: epoch, seq: UInt64(number)), at: at, lane: lane),
        kind: .dynamic,
        instrument: "ZZ-113",
        direction: .up,
        speed: MetresPerHour(kilometresPerHour: 60),
        gross: Kilograms(40_000),
        axles: (0..<6).map {
            Axle(load: Kilograms($0 < 4 ? 6_667 : 6_666), spacing: $0 == 0 ? nil : Millimetres(2_500))
        },
        trigger: trigger
    )
    let picture = CameraReading(
        header: ReadingHeader(id: ReadingID(source: cam, epoch: epoch, seq: UInt64(number)), at: at, lane: lane),
        plate: "豫A\(10_000 + number % 90_000)",
        plateColour: .yellow,
        confidence: PartsPerMillion(950_000),
        view: .front,
        trigger: trigger
    )
    _ = try station.send(MessageEncoder.topic(of: weighing).description, more: true)
    _ = try station.send(MessageEncoder.payload(of: weighing))
    _ = try station.send(MessageEncoder.topic(of: picture).description, more: true)
    sentAt[weighing.header.id.description] = .now
    _ = try station.send(MessageEncoder.payload(of: picture))
    try takeVerdicts(until: start + .seconds(1) * (Double(number) / Double(rate / 2)))
}
try takeVerdicts(until: .now + .seconds(2))
print(percentiles(times), times.count)

// The floor: what the disk takes for one durable row, once the daemon is at rest.
var migrator = DatabaseMigrator()
migrator.registerMigration("1") { try $0.execute(sql: "CREATE TABLE raw (id INTEGER PRIMARY KEY, payload BLOB)") }
let queue = try StoreFile.openForWriting(
    path: arguments[3] + "/floor.sqlite",
    schema: StoreFile.Schema(applicationID: 1, migrator: migrator)
)
var commits: [Duration] = []
for _ in 0..<2_000 {
    let begin = ContinuousClock.now
    try queue.write { try $0.execute(sql: "INSERT INTO raw (payload) VALUES (zeroblob(600))") }
    commits.append(.now - begin)
}
print(percentiles(commits))

import FeedContract
import Foundation
import Readings
import StationFeed
import Synchronization
import TestSupport
import Testing
import Units
import ZeroMQ

/// What a station said to its operator.
private final class Said: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }

    func add(_ line: String) { lines.withLock { $0.append(line) } }
}

@Suite("A station with real sockets and a real disk", .timeLimit(.minutes(60))) struct StationLinkTests {
    private let directory: TemporaryDirectory
    private let said = Said()

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func settings(
        _ daemon: FakeDaemon,
        isUntilAcknowledged: Bool = true
    ) -> StationLink.Settings {
        var settings = StationLink.Settings(
            data: daemon.data,
            control: daemon.control,
            directory: directory.path + "/spool"
        )
        settings.isUntilAcknowledged = isUntilAcknowledged
        return settings
    }

    private func forward(
        _ settings: StationLink.Settings,
        _ change: (inout ForwardSettings) -> Void = { _ in }
    ) throws -> StationLink {
        var forward = ForwardSettings(.directory(directory.path + "/in"), spool: settings.directory) { [said] in
            said.add($0)
        }
        forward.isFinite = settings.isUntilAcknowledged
        change(&forward)
        return try StationLink(settings, forwarding: forward) { [said] in said.add("\($0)") }
    }

    /// A line as a sensor's driver writes it.
    private func line(_ number: Int, station: String = "S1") -> String {
        let payload = MessageEncoder.payload(of: Given.weighing(seq: 1, gross: 30_000 + number, station: station))
        let text = String(decoding: payload, as: UTF8.self)
        return text.replacingOccurrences(of: #""epoch":1,"seq":1,"#, with: "").replacingOccurrences(
            of: #""v":1,"#,
            with: ""
        )
    }

    private func write(_ lines: [String], to name: String) throws {
        try directory.write(lines.map { $0 + "\n" }.joined(), to: "in/" + name)
    }

    /// The masses that arrived, each as often as it did.
    private func masses(_ daemon: FakeDaemon) -> [Int] {
        daemon.stored.values.compactMap { payload in
            let object = try? JSONSerialization.jsonObject(with: Data(payload)) as? [String: Any]
            return (object?["gross_kg"] as? Int).map { $0 - 30_000 }
        }.sorted()
    }

    @Test("traffic goes through the spool and arrives, live or replayed, every message once")
    func traffic() throws {
        let daemon = try FakeDaemon()
        let simulation = Simulation(seed: 3, stations: 2, perSecond: 100, length: .seconds(20), isFullSpeed: true)
        let link = try simulation.spool(settings(daemon), pictures: nil) { [said] in said.add("\($0)") }
        try daemon.work { _ in link.hasEnded }
        let progress = try link.result()
        #expect(progress.input.messages.messages == daemon.stored.count && daemon.stored.count > 3_000)
        #expect(daemon.invalid.isEmpty && progress.status.waiting == 0 && progress.status.refused == 0)
    }

    @Test("what a deaf daemon has missed is replayed; HELLO comes every second, also from a station without readings")
    func replay() throws {
        try write((1...500).map { line($0) }, to: "a.jsonl")
        let daemon = try FakeDaemon()
        daemon.isDeaf = true
        let link = try forward(settings(daemon, isUntilAcknowledged: false))
        try daemon.work { $0.stored.count == 500 }
        #expect(daemon.replayed == 500 && daemon.lost.isEmpty)
        let first = daemon.hellos.count
        let begun = ContinuousClock.now
        try daemon.work { $0.hellos.count == first + 3 }
        #expect(begun.duration(to: .now) > .milliseconds(1_900))
        #expect(Set(daemon.hellos.map(\.hello.instance)).count == 1)
        link.stop()
        #expect(try link.result().input.messages.weigh == 500)
    }

    @Test("a daemon that comes later, after two runs of the station, gets everything once")
    func outage() throws {
        let data = "ipc://\(directory.path)/data"
        let control = "ipc://\(directory.path)/control"
        var settings = StationLink.Settings(data: data, control: control, directory: directory.path + "/spool")
        settings.spool.sync = .always
        for run in 0..<2 {
            try write((1...20).map { line(run * 20 + $0) }, to: "\(run).jsonl")
            let link = try forward(settings) { $0.isFinite = true }
            #expect(try link.result().status.spooled == 20)
        }
        settings.isUntilAcknowledged = true
        let link = try forward(settings)
        let daemon = try FakeDaemon(data: data, control: control)
        try daemon.work { _ in link.hasEnded }
        #expect(try link.result().status.spooled == 0)
        #expect(masses(daemon) == Array(1...40))
        // One spool, one epoch, no holes.
        #expect(daemon.stored.keys.sorted().map(\.seq) == Array(1...40))
    }

    @Test("a line that holds no reading is named with its number and kept; the run goes on")
    func rejects() throws {
        let bad = [
            "{", #"{"source":"S1/wim-1"}"#, line(2, station: "S2"),
            line(3).replacingOccurrences(of: "I1", with: "I1\u{1}"),
        ]
        try write([line(1), bad[0], "", bad[1], bad[2], bad[3], line(4)], to: "a.jsonl")
        let daemon = try FakeDaemon()
        let link = try forward(settings(daemon)) { _ = $0.limit(to: "S1") }
        try daemon.work { _ in link.hasEnded }
        #expect(try link.result().input.rejected == 4)
        #expect(masses(daemon) == [1, 4] && daemon.invalid.isEmpty)
        let places = said.all.map { String($0.prefix(10)) }
        #expect(places.filter { $0.hasPrefix("a.") } == ["a.jsonl:2:", "a.jsonl:4:", "a.jsonl:5:", "a.jsonl:6:"])
        let kept = try String(contentsOfFile: directory.path + "/spool/+rejects.jsonl", encoding: .utf8)
        #expect(try PosixDisk().names(in: directory.path + "/spool/S1") == ["wim-1"])
        #expect(kept == bad.map { $0 + "\n" }.joined())
    }

    @Test("a note of the place that is lost repeats nothing, and a file that grows is followed")
    func exactlyOnce() throws {
        try write((1...30).map { line($0) }, to: "a.jsonl")
        let daemon = try FakeDaemon()
        let first = try forward(settings(daemon))
        try daemon.work { _ in first.hasEnded }
        _ = try first.result()
        try FileManager.default.removeItem(atPath: directory.path + "/spool/+position")
        try write((1...33).map { line($0) }, to: "a.jsonl")
        try write([line(34)], to: "b.jsonl")
        let second = try forward(settings(daemon))
        try daemon.work { _ in second.hasEnded }
        let progress = try second.result()
        #expect(progress.input.repeated == 30 && progress.status.spooled == 4)
        #expect(masses(daemon) == Array(1...34))
    }

    @Test("a full spool stops the reading, and says so; it goes on when the daemon has taken something")
    func backpressure() throws {
        try write((1...3_000).map { line($0) }, to: "a.jsonl")
        let daemon = try FakeDaemon()
        daemon.isAnswering = false
        daemon.isDeaf = true
        var settings = settings(daemon)
        settings.spool.bytesMax = 1 << 18
        let link = try forward(settings)
        try daemon.work { _ in link.progress.status.isRefusing }
        #expect(link.progress.status.spooled < 2_000)
        daemon.isAnswering = true
        daemon.isDeaf = false
        try daemon.work { _ in link.hasEnded }
        #expect(try link.result().status.refused == 0)
        #expect(masses(daemon) == Array(1...3_000))
        let isTold = said.all.contains { $0.contains("spool is full") }
        #expect(isTold)
    }

    @Test("a daemon that acknowledges nothing fails a run that waits for it; everything stays in the spool")
    func unacknowledged() throws {
        try write([line(1)], to: "a.jsonl")
        let daemon = try FakeDaemon()
        daemon.isAnswering = false
        var settings = settings(daemon)
        settings.wait = Milliseconds(300)
        let link = try forward(settings)
        try daemon.work { _ in link.hasEnded }
        #expect(throws: PublishError.unacknowledged(count: 1, waitedMilliseconds: 300)) { try link.result() }
        daemon.isAnswering = true
        settings.wait = .seconds(60)
        let again = try forward(settings)
        try daemon.work { _ in again.hasEnded }
        #expect(try again.result().status.waiting == 0)
    }

    @Test("two processes do not share a spool")
    func locked() throws {
        let daemon = try FakeDaemon()
        let spool = directory.path + "/spool"
        let other = PosixDisk()
        try other.makeDirectory(spool)
        #expect(try other.lock(spool + "/+lock"))
        let link = try forward(settings(daemon))
        #expect(throws: PublishError.spoolInUse(spool)) { try link.result() }
    }

    @Test("with CURVE the same, for a key that the daemon admits and for no other")
    func curve() throws {
        let (server, station) = (try CurveKeyPair.generate(), try CurveKeyPair.generate())
        try write((1...10).map { line($0) }, to: "a.jsonl")
        let daemon = try FakeDaemon(guards: (server, station.publicKey))
        var settings = settings(daemon)
        settings.curve = .client(try CurveKeyPair.generate(), server: server.publicKey)
        settings.wait = Milliseconds(500)
        let stranger = try forward(settings)
        try daemon.work { _ in stranger.hasEnded }
        #expect(throws: PublishError.unacknowledged(count: 10, waitedMilliseconds: 500)) { try stranger.result() }
        #expect(daemon.stored.isEmpty && daemon.hellos.isEmpty)
        settings.curve = .client(station, server: server.publicKey)
        settings.wait = .seconds(60)
        let link = try forward(settings)
        try daemon.work { _ in link.hasEnded }
        #expect(try link.result().status.waiting == 0)
        #expect(masses(daemon) == Array(1...10))
    }
}

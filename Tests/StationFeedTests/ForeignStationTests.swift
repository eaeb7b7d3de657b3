import FeedContract
import Foundation
import Readings
import StationFeed
import TestSupport
import Testing
import Units
import ZeroMQ

/// A Python with pyzmq: `tools/test` makes one and names it in `ZHICHAO_PYTHON`.
private let python: String? = {
    let candidates = [ProcessInfo.processInfo.environment["ZHICHAO_PYTHON"], "/usr/bin/python3"].compactMap(\.self)
    return candidates.first { path in
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["-c", "import zmq"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}()

@Suite(
    "The example of a foreign station, tools/examples/station.py",
    .timeLimit(.minutes(60)),
    .enabled(if: python != nil, "no Python with pyzmq; tools/test makes one")
)
struct ForeignStationTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func start(_ daemon: FakeDaemon, _ arguments: String...) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(python))
        process.environment = ["PYTHONDONTWRITEBYTECODE": "1"]
        process.arguments =
            [
                Project.root.path + "/tools/examples/station.py", "--data", daemon.data, "--control", daemon.control,
                "--spool", directory.path + "/station.db", "--every", "0",
            ] + arguments
        try process.run()
        return process
    }

    @Test("a deaf daemon gets everything by replay, then the same station goes on where it was")
    func replay() throws {
        let daemon = try FakeDaemon()
        daemon.isDeaf = true
        let first = try start(daemon, "--passages", "150")
        try daemon.work { _ in !first.isRunning }
        #expect(first.terminationStatus == 0)
        #expect(daemon.stored.count == 300 && daemon.replayed >= 300 && daemon.lost.isEmpty)
        daemon.isDeaf = false
        let second = try start(daemon, "--passages", "5")
        try daemon.work { _ in !second.isRunning }
        #expect(second.terminationStatus == 0)
        #expect(daemon.stored.count == 310 && daemon.invalid.isEmpty)
        #expect(Set(daemon.stored.keys.map { "\($0.source) \($0.epoch)" }).count == 2)
    }

    @Test("told that its numbers were used, it sends everything again under a new epoch")
    func newEpoch() throws {
        let daemon = try FakeDaemon()
        daemon.isDeaf = true
        daemon.refusal = .seqReused
        let station = try start(daemon, "--passages", "10")
        try daemon.work { _ in !station.isRunning }
        #expect(station.terminationStatus == 0)
        let scale = daemon.stored.keys.filter { $0.source.device.text == "wim-1" }
        #expect(scale.count == 10 && Set(scale.map(\.epoch)).count == 1)
        #expect(daemon.hellos.first?.hello.epoch != scale.first?.epoch && daemon.invalid.isEmpty)
    }

    @Test("with CURVE")
    func curve() throws {
        let (server, station) = (try CurveKeyPair.generate(), try CurveKeyPair.generate())
        let daemon = try FakeDaemon(guards: (server, station.publicKey))
        let key = try station.secretKey.withText { String(decoding: $0, as: UTF8.self) }
        let path = try directory.write("# a key\n\(key)\n", to: "station.key")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let process = try start(daemon, "--passages", "3", "--key", path, "--server-key", "\(server.publicKey)")
        try daemon.work { _ in !process.isRunning }
        #expect(process.terminationStatus == 0 && daemon.stored.count == 6)
    }
}

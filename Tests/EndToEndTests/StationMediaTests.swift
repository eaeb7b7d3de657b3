import FeedContract
import Foundation
import Readings
import StationFeed
import TestSupport
import Testing

/// What the real `zhichao-station` does with media, before a foreign daemon that asks for them.
@Suite(
    "The station's media, with the real program",
    .timeLimit(.minutes(60)),
    .enabled(if: Setting.python != nil, "no Python with pyzmq; tools/test makes one")
)
struct StationMediaTests {
    private let directory: TemporaryDirectory
    private let ports: Ports

    init() throws {
        directory = try TemporaryDirectory()
        ports = try Ports.fixed()
    }

    private func daemon(readings: Int, media: Int, rounds: Int) throws -> RunningProgram {
        let script = Project.root.path + "/Tests/EndToEndTests/Scripts/fetching_daemon.py"
        let numbers = [readings, media, rounds].map { "\($0)" }
        return try RunningProgram(try #require(Setting.python), [script, ports.data, ports.control] + numbers)
    }

    private func station(_ arguments: [String]) throws -> RunningProgram {
        try RunningProgram(
            "zhichao-station",
            arguments + ["--spool", directory.path + "/spool", "--data", ports.data, "--control", ports.control]
        )
    }

    /// A picture's bytes, and a camera's line that names it.
    private func picture(_ number: Int, bytes: Int) throws -> String {
        let content = Data((0..<bytes).map { UInt8(truncatingIfNeeded: $0 &* (number &* 2 + 1) &+ $0 >> 8) })
        let digest = MediaKeep.digest(of: Array(content))
        let media = directory.path + "/media"
        try FileManager.default.createDirectory(atPath: media, withIntermediateDirectories: true)
        try content.write(to: URL(fileURLWithPath: "\(media)/\(digest).jpg"))
        let payload = MessageEncoder.payload(
            of: Given.picture(seq: UInt64(number), plate: "豫A0000\(number)") {
                $0.media = [Medium(sha256: digest, type: "image/jpeg", bytes: bytes, view: .front)]
            }
        )
        try directory.write(String(decoding: payload, as: UTF8.self) + "\n", to: "in/\(number).jsonl")
        return "\(digest)"
    }

    @Test("forwarded: given after a kill -9, gone when nobody has it; a heartbeat a second beside the longest ones")
    func forwarded() throws {
        let longest = ControlMessage.MediumKey.bytesMax
        let digests = [try picture(1, bytes: longest), try picture(2, bytes: 1), try picture(3, bytes: 40_000)]
        let arguments = ["forward", directory.path + "/in", "--media", directory.path + "/media"]
        let daemon = try daemon(readings: 3, media: 3, rounds: 10)
        let first = try station(arguments)
        try daemon.line(containing: "taken")
        first.signal(SIGKILL)
        first.wait()
        // The spool has its own copies.
        try FileManager.default.removeItem(atPath: directory.path + "/media")
        let second = try station(arguments)
        daemon.signal(SIGUSR1)
        let gap = try daemon.line(containing: "gap ")
        #expect(daemon.wait() == 0, "\(daemon.log)")
        let answers = daemon.log.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        let given = answers.filter { $0[0] == "MEDIUM" }
        #expect(given.count == 30 && Set(given.map { $0[2] }) == Set(digests), "\(daemon.log)")
        #expect(Set(given.map { $0[1] }) == ["\(longest)", "1", "40000"])
        #expect(answers.count { $0[0] == "GONE" } == 1)
        // One is due every second; a machine that does much else may be late by some.
        #expect(try #require(Double(gap.dropFirst(4))) < 5, "\(gap)")
        second.signal(SIGTERM)
        #expect(second.wait() == 0, "\(second.log)")
    }

    @Test("made up: what pictures name is a JPEG that is given, after a kill -9, too")
    func simulated() throws {
        let daemon = try daemon(readings: 60, media: 4, rounds: 1)
        let arguments = ["simulate", "--rate", "10", "--seed", "5"]
        let first = try station(arguments)
        try daemon.line(containing: "taken")
        first.signal(SIGKILL)
        first.wait()
        let second = try station(arguments)
        daemon.signal(SIGUSR1)
        try daemon.line(containing: "gap ")
        #expect(daemon.wait() == 0, "\(daemon.log)")
        let kept = directory.path + "/spool/+media"
        for line in daemon.log.split(separator: "\n") where line.hasPrefix("MEDIUM ") {
            let digest = try #require(line.split(separator: " ").last)
            let file = try #require(
                try FileManager.default.contentsOfDirectory(atPath: kept).first { $0.hasPrefix(digest) },
                "\(line): no medium has the digest of what came"
            )
            let bytes = try Data(contentsOf: URL(fileURLWithPath: kept + "/" + file))
            #expect(bytes.starts(with: [0xFF, 0xD8, 0xFF]) && bytes.suffix(2) == Data([0xFF, 0xD9]))
        }
        #expect(daemon.log.contains("MEDIUM "))
        second.signal(SIGTERM)
        #expect(second.wait() == 0, "\(second.log)")
    }
}

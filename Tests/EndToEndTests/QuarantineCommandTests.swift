import FeedContract
import Foundation
import Readings
import TestSupport
import Testing
import Units

@Suite("zhichao quarantine", .timeLimit(.minutes(60)))
struct QuarantineCommandTests {
    private struct Listed: Decodable, Equatable {
        struct Fault: Decodable, Equatable { let pointer, reason: String }
        struct Frame: Decodable, Equatable {
            let bytes: Int
            let text, base64: String?
        }
        let id: Int
        let sender, station, source, released_as: String?
        let seq: Int?
        let counted: Bool
        let faults: [Fault]
        let frames: [Frame]?
    }

    private struct Retried: Decodable, Equatable {
        let id: Int
        let outcome: String
        let reading: String?
    }

    private func lines<Line: Decodable>(_ answer: (status: Int32, output: String, errors: String)) throws -> [Line] {
        try #require(answer.status == 0, "\(answer.errors)")
        return try answer.output.split(separator: "\n").map {
            try JSONDecoder().decode(Line.self, from: Data($0.utf8))
        }
    }

    /// A station of its own, whose scale is listed for some lanes.
    private func station(lanes: String, in directory: TemporaryDirectory) throws -> String {
        try FileManager.default.createDirectory(
            atPath: directory.path + "/stations",
            withIntermediateDirectories: true
        )
        let demo = Project.root.appendingPathComponent("conf/demo/stations.d/410184-07.yaml")
        let text = try String(contentsOf: demo, encoding: .utf8)
        let own = text.replacing(try Regex("kind: weigh, lanes: \\[[^\\]]*\\]"), with: "kind: weigh, lanes: \(lanes)")
        try #require(own.contains("lanes: \(lanes)"), "the demo's station file has changed: \(text)")
        try directory.write(own, to: "stations/410184-07.yaml")
        return directory.path + "/stations"
    }

    private var now: Instant { Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000)) }

    private func weighing(_ seq: UInt64, lane: Int = 1) -> WeighReading {
        Given.weighing(seq: seq, at: now, lane: lane, station: Roadside.station) { $0.instrument = "ZZ-113" }
    }

    @Test("what was quarantined for its lane is taken once the lane is listed: once, and by a daemon alone")
    func retry() throws {
        let directory = try TemporaryDirectory()
        let daemon = try RunningDaemon(in: directory, stations: try station(lanes: "[1]", in: directory))
        let wire = try Wire(daemon.data)
        for seq in 1...4 as ClosedRange<UInt64> { try wire.send(weighing(seq, lane: seq % 2 == 0 ? 2 : 1)) }
        #expect(try daemon.status { $0.received == 4 }.quarantined == 2)
        let listed: [Listed] = try lines(daemon.zhichao("quarantine", "list", "--json"))
        #expect(listed.map(\.id) == [2, 1] && listed.map(\.seq) == [4, 2] && listed.allSatisfy(\.counted))
        #expect(listed[0].faults.first?.pointer == "/lane")
        let still = try daemon.zhichao("quarantine", "retry", "1", "--lang", "en")
        #expect(still.status == 1 && still.output.contains("still not valid") && still.output.contains("/lane"))
        #expect(daemon.stop() == 0)

        let down = try daemon.zhichao("quarantine", "retry", "--all", "--lang", "en")
        #expect(down.status == 69 && down.errors.contains("only the intake can take readings"), "\(down.errors)")

        let next = try RunningDaemon(in: directory, stations: try station(lanes: "[1, 2]", in: directory))
        let taken: [Retried] = try lines(next.zhichao("quarantine", "retry", "--all", "--json"))
        #expect(taken.map(\.outcome) == ["committed", "committed"])
        #expect(taken.first?.reading == "410184-07/wim-1:1:2")
        // Its answer comes after the commit, so there is nothing to wait for; nor after a kill anything to lose.
        next.program.signal(SIGKILL)
        next.program.wait()
        let status = try next.status()
        #expect(status.committed == 4 && status.quarantined == 0 && status.addsUp)

        let third = try RunningDaemon(in: directory, stations: directory.path + "/stations")
        let again: [Retried] = try lines(third.zhichao("quarantine", "retry", "1", "2", "--json"))
        #expect(again.map(\.outcome) == ["released-before", "released-before"])
        #expect(try third.zhichao("quarantine", "retry", "77").status == 1)
        #expect(try third.status { $0.isSettled(passages: 4) }.committed == 4)
        let released: [Listed] = try lines(third.zhichao("quarantine", "list", "--released", "--json"))
        #expect(released.map(\.released_as) == ["committed", "committed"])
        #expect(third.stop() == 0)
    }

    @Test("what came from outside is shown, and never printed as it came")
    func shown() throws {
        let daemon = try RunningDaemon()
        let wire = try Wire(daemon.data)
        let topic = Array("weigh/410184-07/1".utf8)
        try wire.send(topic, Array("{\"\u{1B}[2J\u{202E}\u{7F}\":1}".utf8))
        try wire.send(topic, [0x7B, 0x22, 0xC3, 0x28, 0x1B, 0x22, 0x7D])
        try wire.send(topic, [UInt8](repeating: UInt8(ascii: "x"), count: 9_000))
        _ = try daemon.status { $0.quarantined == 3 }
        #expect(daemon.stop() == 0)
        // Read from the files, with the daemon down.
        for lang in ["zh", "en"] {
            for command in [["list"], ["show", "1"], ["show", "2"], ["show", "1", "--json"], ["list", "--json"]] {
                let arguments = ["quarantine"] + command + ["--lang", lang, "--config", daemon.config]
                let answer = try RunningProgram.run("zhichao", arguments)
                #expect(answer.status == 0, "\(command): \(answer.errors)")
                let raw = answer.output.unicodeScalars.filter { $0 != "\n" }.filter {
                    [.control, .format].contains($0.properties.generalCategory)
                }
                #expect(raw.isEmpty, "\(command): \(raw)")
            }
        }
        let text = try daemon.zhichao("quarantine", "show", "1", "--lang", "en").output
        #expect(text.contains("\\u{1b}[2J\\u{202e}\\u{7f}") && text.contains("127.0.0.1"), "\(text)")
        let dump = try daemon.zhichao("quarantine", "show", "2", "--lang", "en").output
        #expect(dump.contains("000000  7b 22 c3 28 1b 22 7d") && dump.contains("{\".(.\"}"), "\(dump)")
        let long = try daemon.zhichao("quarantine", "show", "3", "--lang", "en").output
        #expect(long.contains("4904 more bytes; see them with --full"), "\(long)")
        let full = try daemon.zhichao("quarantine", "show", "3", "--full").output
        #expect(full.contains(String(repeating: "x", count: 9_000)))
        let parts: [Listed] = try lines(daemon.zhichao("quarantine", "show", "2", "--json"))
        #expect(parts.first?.frames?.last == .init(bytes: 7, text: nil, base64: "eyLDKBsifQ=="))
        #expect(try daemon.zhichao("quarantine", "show", "9").status == 1)
        #expect(try daemon.zhichao("quarantine", "list", "--station", "S9", "--json").output == "")
        #expect(try daemon.zhichao("quarantine", "retry").status == 2)
        #expect(try daemon.zhichao("quarantine", "retry", "1", "--all").status == 2)
    }

    @Test("beyond its size messages go, which is logged as an error, counted, and shown")
    func bounds() throws {
        let daemon = try RunningDaemon(extra: "quarantine: { max_mb: 1, max_days: 30 }")
        let wire = try Wire(daemon.data)
        for _ in 0..<40 {
            try wire.send(Array("weigh/410184-07/1".utf8), [UInt8](repeating: UInt8(ascii: "x"), count: 60_000))
        }
        let status = try daemon.status { $0.quarantined == 40 }
        #expect(status.addsUp)
        let line = try daemon.program.line(containing: "are lost")
        #expect(line.contains("error") && line.contains("received_from=") && line.contains("max_mb=1"), "\(line)")
        _ = try daemon.program.line(containing: "will soon be lost")
        #expect(daemon.stop() == 0)
        struct Quarantine: Decodable {
            struct Held: Decodable {
                let waiting, bytes, max_bytes, max_days: Int
                let near_bound: Bool
            }
            let quarantine: Held
            let quarantine_aged_out: Int
        }
        let answer = try daemon.zhichao("status", "--json")
        let held = try JSONDecoder().decode(Quarantine.self, from: Data(answer.output.utf8))
        #expect(held.quarantine_aged_out + held.quarantine.waiting == 40 && held.quarantine_aged_out > 20)
        #expect(held.quarantine.bytes <= 1 << 20 && held.quarantine.max_bytes == 1 << 20)
        #expect(held.quarantine.max_days == 30 && held.quarantine.near_bound)
        let rows: [Listed] = try lines(daemon.zhichao("quarantine", "list", "--limit", "99", "--json"))
        #expect(rows.count == held.quarantine.waiting)
        let text = try daemon.zhichao("status", "--lang", "en").output
        #expect(text.contains("! \(held.quarantine_aged_out) messages in quarantine went"), "\(text)")
        #expect(text.contains("will soon be lost"), "\(text)")
    }
}

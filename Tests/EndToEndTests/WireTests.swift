import FeedContract
import Foundation
import Readings
import TestSupport
import Testing
import Units
import ZeroMQ

/// A station of this test's own: an XPUB socket that sends whatever frames it is told to.
final class Wire {
    private let context: Context
    private let socket: Socket

    init(_ endpoint: String) throws {
        context = try Context()
        var options = SocketOptions()
        options.xpubNoDrop = true
        options.lingerMilliseconds = 30_000
        socket = try Socket(.xpub, in: context, options: options)
        try socket.connect(endpoint)
        var subscription = Message()
        _ = try socket.receive(into: &subscription, wait: .forever)
    }

    func send(_ frames: [UInt8]...) throws {
        for (index, frame) in frames.enumerated() {
            _ = try socket.send(frame, more: index + 1 < frames.count)
        }
    }

    func send(_ reading: WeighReading) throws {
        try send(Array(MessageEncoder.topic(of: reading).description.utf8), MessageEncoder.payload(of: reading))
    }

    func send(_ reading: CameraReading) throws {
        try send(Array(MessageEncoder.topic(of: reading).description.utf8), MessageEncoder.payload(of: reading))
    }
}

@Suite("What stations put on the wire, with the real programs", .timeLimit(.minutes(60)))
struct WireTests {
    private static let station = "410184-07"

    /// A standing weighing now, of a vehicle of which the axle-type code says everything.
    private func weighing(seq: UInt64, code: String, gross: Int, trigger: String) throws -> WeighReading {
        let axles = try #require(axleCount(code))
        return Given.weighing(seq: seq, at: now, gross: gross, trigger: trigger, station: WireTests.station) {
            $0.kind = .static
            $0.instrument = "ZZ-113"
            $0.axleCode = code
            $0.axles = (0..<axles).map { index in
                let share = gross / axles
                let load = index == 0 ? gross - share * (axles - 1) : share
                return Axle(load: Kilograms(load), spacing: index == 0 ? nil : Millimetres(2_000))
            }
        }
    }

    private func axleCount(_ code: String) -> Int? {
        let groups = ["1": 1, "2": 1, "3": 2, "4": 2, "5": 2, "6": 3, "9": 3]
        return code.reduce(0 as Int?) { sum, digit in sum.flatMap { sum in groups[String(digit)].map { sum + $0 } } }
    }

    private var now: Instant { Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000)) }

    @Test(
        "each axle-type code of the annex: at its limit, one kg over, far over",
        .enabled(if: Project.shared != nil, "../shared/law is absent: not run")
    )
    func everyCode() throws {
        let url = try #require(Project.shared).appendingPathComponent("law/axle_codes.csv")
        let rows = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst().map { row in
            let quoted = row.split(separator: "\"", omittingEmptySubsequences: false)
            let rest = quoted[2].split(separator: ",", omittingEmptySubsequences: false)
            let code = String(quoted[0].split(separator: ",")[0])
            return (code: code, driveAxles: Int(rest[3]), limit: Int(rest[4]) ?? 0)
        }
        let daemon = try RunningDaemon()
        let wire = try Wire(daemon.data)
        var expected: [String: Int] = [:]
        var seq: UInt64 = 0
        for row in rows {
            for excess in [0, 1, 20_000] {
                seq += 1
                let plate = "豫A\(10_000 + seq)"
                if excess > 0 { expected[plate] = excess }
                let trigger = "t\(seq)"
                try wire.send(try weighing(seq: seq, code: row.code, gross: row.limit + excess, trigger: trigger))
                try wire.send(
                    Given.picture(seq: seq, at: now, plate: plate, trigger: trigger, station: WireTests.station) {
                        $0.driveAxles = row.driveAxles
                        $0.vehicleForm = .unknown
                    }
                )
            }
        }
        let status = try daemon.status { $0.isSettled(passages: rows.count * 3) }
        #expect(status.overloaded == rows.count * 2 && status.quarantined == 0 && status.not_evidence == 0)
        let cases = try daemon.cases()
        #expect(Dictionary(uniqueKeysWithValues: cases.map { ($0.plate, $0.excess_kg) }) == expected)
        #expect(daemon.stop() == 0)
    }

    @Test("what is not valid goes to quarantine with reason and pointer, strangers are refused, and the daemon goes on")
    func malformed() throws {
        let good = Given.weighing(seq: 1, at: now, station: WireTests.station) { $0.instrument = "ZZ-113" }
        let topic = Array(MessageEncoder.topic(of: good).description.utf8)
        let text = String(decoding: MessageEncoder.payload(of: good), as: UTF8.self)
        let daemon = try RunningDaemon()
        let wire = try Wire(daemon.data)
        try wire.send(topic, Array("no JSON".utf8))
        try wire.send(topic, Array(text.replacing("\"gross_kg\":40000", with: "\"gross_kg\":\"40 t\"").utf8))
        try wire.send(topic, Array(text.replacing("\"source\":\"410184-07/wim-1\",", with: "").utf8))
        try wire.send(topic, [UInt8](repeating: UInt8(ascii: " "), count: 65 << 10))
        try wire.send(topic, [0x7B, 0x22, 0xC3, 0x28, 0x22, 0x7D])
        try wire.send(Array("wrong/410184-07/1".utf8), Array(text.replacing("\"seq\":1,", with: "\"seq\":3,").utf8))
        try wire.send(topic, Array(text.utf8), Array("extra".utf8))
        try wire.send(topic)
        try wire.send(Array("weigh/stranger/1".utf8), Array(text.replacing("410184-07", with: "stranger").utf8))
        try wire.send(
            Given.weighing(seq: 2, at: now, station: WireTests.station) { $0.instrument = "ZZ-113" }
        )
        let status = try daemon.status { $0.received >= 10 }
        #expect(status.quarantined == 8 && status.refused == 1 && status.committed == 1 && status.addsUp)

        #expect(daemon.stop() == 0)
        let rows = try RunningProgram.run(
            "/usr/bin/python3",
            [
                "-c",
                """
                import sqlite3, sys
                for row in sqlite3.connect(sys.argv[1]).execute(
                        "SELECT pointer, length(reason) > 0, (SELECT count(*) FROM quarantine_frame f "
                        "WHERE f.quarantine = q.id), sender FROM quarantine q ORDER BY id"):
                    print(*row)
                """,
                daemon.directory.path + "/data/journal.sqlite",
            ]
        )
        #expect(rows.status == 0, "\(rows.errors)")
        let expected = [
            " 1 2 127.0.0.1", "/gross_kg 1 2 127.0.0.1", "/source 1 2 127.0.0.1", " 1 2 127.0.0.1", " 1 2 127.0.0.1",
            " 1 2 127.0.0.1", " 1 3 127.0.0.1", " 1 1 127.0.0.1",
        ]
        #expect(rows.output.split(separator: "\n").map(String.init) == expected)
    }

    @Test("verdicts and cases come out of the results socket after their commit")
    func results() throws {
        let daemon = try RunningDaemon()
        let context = try Context()
        let sign = try Socket(.sub, in: context)
        try sign.subscribe("")
        try sign.connect(daemon.results)
        let wire = try Wire(daemon.data)
        // A subscription is not confirmed, so passages are sent until the first result arrives.
        var scratch = Message()
        var seq: UInt64 = 0
        var first: Multipart?
        while first == nil {
            seq += 1
            try wire.send(try weighing(seq: seq, code: "159", gross: 60_000, trigger: "t\(seq)"))
            try wire.send(Given.picture(seq: seq, at: now, trigger: "t\(seq)", station: WireTests.station))
            first = try sign.receiveMultipart(through: &scratch, framesMax: 2, wait: .milliseconds(50))
        }
        struct Body: Decodable {
            let pass, plate, verdict, action, rule: String
            let gross_kg, assessed_kg, limit_kg, excess_kg, excess_ratio: Int
        }
        let frames = try #require(first).frames
        #expect(String(decoding: frames[0], as: UTF8.self) == "verdict/410184-07/1")
        let body = try JSONDecoder().decode(Body.self, from: Data(frames[1]))
        #expect(body.verdict == "overloaded" && body.action == "stop-for-weighing" && body.plate == "豫A12345")
        #expect(body.limit_kg == 49_000 && body.excess_kg == 11_000 && body.excess_ratio == 2_244)
        // The case follows once the passage is settled.
        var topics: [String] = []
        while topics.last != "case/opened" {
            let next = try #require(
                try sign.receiveMultipart(through: &scratch, framesMax: 2, wait: .milliseconds(30_000))
            )
            topics.append(String(decoding: next.frames[0], as: UTF8.self))
        }
        #expect(try daemon.cases().count == 1, "one vehicle within 12 h is one act")
        #expect(daemon.stop() == 0)
    }

    @Test(
        "a foreign station in Python, written from the contract alone",
        .enabled(if: python != nil, "ZHICHAO_PYTHON is not set: run tools/test")
    )
    func foreignPublisher() throws {
        let daemon = try RunningDaemon()
        let script = Project.root.appendingPathComponent("tools/examples/publish.py").path
        let publisher = try RunningProgram.run(
            try #require(WireTests.python),
            [script, "--data", daemon.data, "--passages", "20"]
        )
        #expect(publisher.status == 0, "\(publisher.errors)")
        let status = try daemon.status { $0.isSettled(passages: 20) }
        #expect(status.committed == 40 && status.overloaded == 10 && status.quarantined == 0 && status.unpaired == 0)
        #expect(try daemon.cases().count == 10)
        #expect(daemon.stop() == 0)
    }

    private static let python = ProcessInfo.processInfo.environment["ZHICHAO_PYTHON"]
}

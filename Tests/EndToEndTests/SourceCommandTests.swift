import FeedContract
import Foundation
import Readings
import TestSupport
import Testing
import Units
import ZeroMQ

/// What is known of devices beyond their readings: what is lost of them, and which epoch they are in.
@Suite("zhichao stations gaps and reset", .timeLimit(.minutes(60)))
struct SourceCommandTests {
    private static let device = "410184-07/wim-1"

    private struct GapLine: Decodable, Equatable {
        let source, reason: String
        let epoch, first: Int
        let last, count: Int?
    }

    private func weighing(epoch: UInt64, seq: UInt64) -> WeighReading {
        let now = Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000))
        return Given.weighing(seq: seq, at: now, station: Roadside.station) {
            $0.instrument = "ZZ-113"
            $0.header.id = ReadingID(source: $0.header.id.source, epoch: epoch, seq: seq)
        }
    }

    @Test("a loss is recorded with its bounds and its reason; what is missing and who is silent stand out")
    func gaps() throws {
        let daemon = try RunningDaemon()
        #expect(try daemon.zhichao("stations", "gaps", "--lang", "en").output == "nothing is known to be lost\n")
        let context = try Context()
        let station = try Socket(.dealer, in: context)
        try station.connect(daemon.control)
        let now = Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000))
        let hello = """
            {"source":"\(SourceCommandTests.device)","epoch":7,"first":5,"next":9,"now":"\(now)","instance":1}
            """
        _ = try station.send(Array("HELLO".utf8), more: true)
        _ = try station.send(Array(hello.utf8))
        let status = try daemon.status { $0.gaps == 4 && $0.missing == 4 }
        #expect(status.addsUp)
        let answer = try daemon.zhichao("stations", "gaps", "--json")
        let lines = try answer.output.split(separator: "\n").map {
            try JSONDecoder().decode(GapLine.self, from: Data($0.utf8))
        }
        let expected = GapLine(
            source: SourceCommandTests.device,
            reason: "not-held",
            epoch: 7,
            first: 1,
            last: 4,
            count: 4
        )
        #expect(lines == [expected])
        let text = try daemon.zhichao("stations", "gaps", "--lang", "zh").output
        #expect(text.contains("1–4") && text.contains("早于站点所存"), "\(text)")
        let shown = try daemon.zhichao("status", "--lang", "en").output
        #expect(shown.contains("! 1 sources miss 4 readings"), "\(shown)")
        #expect(shown.contains("!  \(SourceCommandTests.device)"), "\(shown)")
        _ = try daemon.status { $0.sources.first?.stale == true }
        #expect(try daemon.zhichao("status", "--lang", "zh").output.contains("静默，自 "))
        #expect(daemon.stop() == 0)
        #expect(try daemon.zhichao("stations", "gaps", "--json").output == answer.output, "from the files")
    }

    @Test("reset lets an epoch begin that counted as old, and what was taken stays known")
    func reset() throws {
        let daemon = try RunningDaemon(extra: "local_roles: { \(NSUserName()): admin }")
        let wire = try Wire(daemon.data)
        try wire.send(weighing(epoch: 900, seq: 1))
        try wire.send(weighing(epoch: 5, seq: 1))
        #expect(try daemon.status { $0.received == 2 }.quarantined == 1)
        let unsure = try daemon.zhichao("stations", "reset", SourceCommandTests.device, "--lang", "en")
        #expect(unsure.status == 2 && unsure.errors.contains("--yes"))
        let done = try daemon.zhichao("stations", "reset", SourceCommandTests.device, "--yes", "--lang", "en")
        #expect(done.status == 0 && done.output.contains("any epoch may begin"), "\(done.errors)")
        try daemon.program.line(containing: "actor=\(NSUserName())")
        try wire.send(weighing(epoch: 5, seq: 2))
        try wire.send(weighing(epoch: 900, seq: 1))
        let status = try daemon.status { $0.received == 4 }
        #expect(status.committed == 2 && status.duplicates == 1 && status.quarantined == 1)
        // The one that had gone to quarantine is a hole now, which it fills.
        #expect(try daemon.zhichao("quarantine", "retry", "--all").status == 0)
        let after = try daemon.status { $0.missing == 0 }
        #expect(after.committed == 3 && after.quarantined == 0 && after.addsUp)
        let never = try daemon.zhichao("stations", "reset", "410184-07/wim-77", "--yes", "--lang", "en")
        #expect(never.status == 1 && never.errors.contains("nothing was ever heard"))
        #expect(try daemon.zhichao("stations", "reset", "410184-07", "--yes").status == 2)
        #expect(daemon.stop() == 0)
        let down = try daemon.zhichao("stations", "reset", SourceCommandTests.device, "--yes", "--lang", "en")
        #expect(down.status == 69 && down.errors.contains("start it"), "\(down.errors)")
    }
}

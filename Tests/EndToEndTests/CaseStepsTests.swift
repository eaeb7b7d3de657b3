import Foundation
import Readings
import TestSupport
import Testing
import Units

@Suite("People work on a case with zhichao", .timeLimit(.minutes(60)))
struct CaseStepsTests {
    private static let station = "410184-07"

    /// A daemon with one case, and the case's number.
    private func begin() throws -> (RunningDaemon, String) {
        let daemon = try RunningDaemon()
        try Pictures.put(into: daemon)
        let wire = try Wire(daemon.data)
        let at = Instant.now
        try wire.send(
            Given.weighing(seq: 1, at: at, gross: 62_000, trigger: "t1", station: CaseStepsTests.station) {
                $0.instrument = "ZZ-113"
            }
        )
        try wire.send(
            Given.picture(seq: 1, at: at, plate: "豫A12345", trigger: "t1", station: CaseStepsTests.station) {
                $0.media = Pictures.media
            }
        )
        _ = try daemon.status { $0.cases["detected"] == 1 }
        try daemon.waitForPictures(2)
        return (daemon, try #require(try daemon.cases().first).number)
    }

    private func take(
        _ daemon: RunningDaemon,
        _ action: String,
        _ number: String,
        _ body: String,
        _ more: String...
    ) throws -> (status: Int32, output: String, errors: String) {
        try daemon.directory.write(body, to: "body.json")
        return try RunningProgram.run(
            "zhichao",
            ["cases", action, number, "--body", daemon.directory.path + "/body.json", "--config", daemon.config]
                + ["--lang", "en"] + more
        )
    }

    private var today: String { String(Instant.now.description.prefix(10)) }

    @Test(
        "from detected to closed: through the daemon first, then without one; refusals say what and what would be legal"
    )
    func wholeWay() throws {
        let (daemon, number) = try begin()
        let early = try take(daemon, "notify", number, #"{"method": "post", "at": "\#(today)", "recipient": "王五"}"#)
        #expect(early.status == 1 && early.errors.contains("what can be done: confirm, dismiss"), "\(early.errors)")
        let part = try take(daemon, "confirm", number, #"{"technical_reviewer": "张三", "reason": "whole"}"#)
        #expect(part.status == 1 && part.errors.contains("legal_reviewer is missing"), "\(part.errors)")
        let bad = try take(daemon, "confirm", number, "{")
        #expect(bad.status == 2 && bad.errors.contains("no JSON object"))
        let confirm = #"{"technical_reviewer": "张三", "legal_reviewer": "李四", "reason": "whole"}"#
        #expect(try take(daemon, "confirm", number, confirm).status == 0)
        let stale = try take(
            daemon,
            "notify",
            number,
            #"{"method": "post", "at": "\#(today)", "recipient": "王五"}"#,
            "--version",
            "1"
        )
        #expect(
            stale.status == 1 && stale.errors.contains("somebody else was first"),
            "two at once: the second is told"
        )
        #expect(
            try take(daemon, "notify", number, #"{"method": "post", "at": "\#(today)", "recipient": "王五"}"#).status == 0
        )
        let amended = try daemon.zhichao("cases", "amend", number, "--set", "company=91350100M000100Y43")
        #expect(amended.status == 0, "\(amended.errors)")
        #expect(daemon.stop() == 0)

        // Without a daemon the command takes the lock and does the same.
        let decide = """
            {"decision_number": "D-7", "officers": ["赵六", "李四"], "fine_yuan": 1, "reason": "x", "at": "\(today)"}
            """
        let legal = try take(daemon, "decide", number, decide)
        #expect(legal.status == 1 && legal.errors.contains("officers/1"), "the legal reviewer decides nothing")
        #expect(try take(daemon, "decide", number, decide.replacingOccurrences(of: "李四", with: "钱七")).status == 0)
        let closed = try take(daemon, "close", number, #"{"paid_at": "\#(today)", "note": ""}"#, "--json")
        #expect(closed.status == 0 && closed.output.contains(#""state":"closed""#), "\(closed)")
        let shown = try daemon.zhichao("cases", "show", number, "--lang", "en").output
        for words in ["recipient=王五", "officers=赵六,钱七", "91350100M000100Y43", "D-7  a fine of 1 yuan", "(O)", "!]"] {
            #expect(shown.contains(words), "\(words)\n\(shown)")
        }
        let verified = try daemon.zhichao("verify", "--lang", "en")
        #expect(verified.status == 0 && verified.output.contains("as it was written"), "\(verified)")
    }
}

extension Instant {
    /// By this machine's clock, a moment ago, so that nothing lies in the future.
    fileprivate static var now: Instant {
        Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000) - 1_000)
    }
}

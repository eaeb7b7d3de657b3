import Foundation
import Readings
import TestSupport
import Testing
import Units

/// What the daemon calls out while vehicles pass, and what it takes back.
@Suite("Alerts and amendments, with the real programs", .timeLimit(.minutes(60)))
struct AlertTests {
    /// A minute ago: late enough to be amended, and no suspect clock.
    private func aMinuteAgo(_ road: Roadside) -> Instant { road.now + .seconds(-60) }

    /// The alerts in the journal: kind, plate, whether withdrawn.
    private func stored(_ road: Roadside) throws -> [String] {
        try road.daemon.rows("SELECT kind, plate, is_withdrawn FROM alert ORDER BY at_ms, kind")
    }

    @Test("a vehicle that drives the wrong way or between lanes is told of once it is stored, under alert/evasion")
    func evasion() throws {
        let road = try Roadside(try RunningDaemon(extra: Roadside.quick))
        let wrong = try road.pass("豫A50001", gross: 60_000, lane: 3, weighing: { $0.direction = .reverse })
        let said = try road.sign.alert("wrong-way", "豫A50001").said
        // Heard means committed: nobody has to wait for the row.
        #expect(try stored(road) == ["wrong-way|豫A50001|0"])
        #expect(said.topic == "alert/evasion" && said.body.record == wrong && said.body.lane == 3)
        #expect(said.body.text?.zh == "豫A50001 逆行通过衡器" && said.body.station == Roadside.station)
        let between = try road.pass("豫A50002", gross: 60_000, weighing: { $0.quality = QualityFlags(.straddling) })
        #expect(try road.sign.alert("straddling", "豫A50002").said.topic == "alert/evasion")
        #expect(try road.sign.verdict(on: between).said.body.verdict == "not-evidence")
        let status = try road.settled()
        #expect(status.not_evidence == 1, "the wrong way alone bars nothing")
        #expect(try stored(road) == ["wrong-way|豫A50001|0", "straddling|豫A50002|0"])
        #expect(road.daemon.stop() == 0)
    }

    @Test("a truck that was seen and not weighed is a bypass; its late weighing takes that back")
    func bypass() throws {
        let road = try Roadside(try RunningDaemon(extra: Roadside.quick))
        let at = aMinuteAgo(road)
        // A plate that nobody could take for that of a truck that was weighed.
        let picture = try road.see("豫B51237", at: at, lane: 2)
        let (place, said) = try road.sign.alert("bypass", "豫B51237")
        #expect(said.topic == "alert/evasion" && said.body.record == picture && said.body.lane == 2)
        #expect(said.body.text?.zh.contains("无称重记录") == true)
        #expect(try stored(road) == ["bypass|豫B51237|0"])

        let pass = try road.weigh(gross: 40_000, at: at, lane: 2)
        let (_, withdrawn) = try road.sign.alert("bypass", "豫B51237", from: place + 1)
        #expect(withdrawn.topic == "alert/withdrawn" && withdrawn.body.alert == said.body.alert)
        #expect(withdrawn.keys == said.keys)
        #expect(try stored(road) == ["bypass|豫B51237|1"])
        let verdict = try road.sign.verdict(on: pass).said.body
        #expect(verdict.verdict == "compliant" && verdict.plate == "豫B51237")
        #expect(try road.settled().unpaired == 0)
        #expect(road.daemon.stop() == 0)
    }

    /// What the journal holds of a weighing: verdict, plate, whether it amends; the last row counts.
    private func passages(_ road: Roadside, weighing seq: UInt64) throws -> [String] {
        try road.daemon.rows(
            """
            SELECT verdict, plate, amends FROM passage WHERE reading =
                (SELECT r.id FROM reading r JOIN source s ON s.id = r.source
                 WHERE s.name = '\(Roadside.station)/wim-1' AND r.seq = \(seq)) ORDER BY id
            """
        )
    }

    @Test("a picture that comes late amends its passage: verdict, journal, counters and case follow")
    func amended() throws {
        let road = try Roadside(try RunningDaemon(extra: Roadside.quick))
        let at = aMinuteAgo(road)
        let pass = try road.weigh(gross: 60_000, at: at, lane: 1)
        let first = try road.sign.verdict(on: pass)
        #expect(first.said.body.verdict == "unpaired" && first.said.body.plate == nil)
        #expect(first.said.body.action == "stop-for-weighing", "its gross mass is over the limit")
        let before = try road.settled()
        #expect(before.unpaired == 1 && before.overloaded == 0 && before.cases.isEmpty)
        let seq = road.sent.weighings

        try road.see("豫A50004", at: at + Milliseconds(100), lane: 1)
        let second = try road.sign.verdict(on: pass, from: first.place + 1).said.body
        #expect(second.verdict == "overloaded" && second.plate == "豫A50004" && second.excess_kg == 8_000)
        #expect(try passages(road, weighing: seq) == ["unpaired||", "overloaded|豫A50004|1"])
        let after = try road.daemon.status { $0.cases == ["detected": 1] }
        #expect(after.unpaired == 0 && after.overloaded == 1 && after.passages == before.passages && after.addsUp)
        _ = try road.sign.first("the case") { $0.topic == "case/opened" && $0.body.plate == "豫A50004" }
        #expect(road.daemon.stop() == 0)
    }

    @Test("a daemon killed between the settlement and the late picture still amends, and says nothing twice")
    func killed() throws {
        let first = try Roadside(try RunningDaemon(extra: Roadside.quick))
        let at = aMinuteAgo(first)
        let pass = try first.weigh(gross: 60_000, at: at, lane: 1) { $0.direction = .reverse }
        let seq = first.sent.weighings
        _ = try first.sign.alert("wrong-way", nil)
        let before = try first.settled()
        #expect(before.unpaired == 1 && before.overloaded == 0)
        first.daemon.program.signal(SIGKILL)
        #expect(first.daemon.program.wait() == 128 + SIGKILL)

        let again = try RunningDaemon(in: first.daemon.directory, extra: Roadside.quick)
        let road = try Roadside(again, after: first.sent)
        #expect(!road.sign.heard.contains { $0.body.pass == pass }, "what was settled is not told again")
        try road.see("豫A50005", at: at + Milliseconds(100), lane: 1)
        let verdict = try road.sign.verdict(on: pass).said.body
        #expect(verdict.verdict == "overloaded" && verdict.plate == "豫A50005")
        // Now that its plate is known the alert names it, and the one without a plate is taken back.
        #expect(try road.sign.alert("wrong-way", nil).said.topic == "alert/withdrawn")
        #expect(try road.sign.alert("wrong-way", "豫A50005").said.topic == "alert/evasion")
        #expect(try passages(road, weighing: seq) == ["unpaired||", "overloaded|豫A50005|1"])
        let after = try road.daemon.status { $0.cases == ["detected": 1] }
        #expect(after.unpaired == 0 && after.overloaded == 1 && after.duplicates == 0 && after.addsUp)
        #expect(try road.daemon.cases().map(\.plate) == ["豫A50005"])
        #expect(road.daemon.stop() == 0)
    }
}

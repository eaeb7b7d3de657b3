import Enforcement
import FeedContract
import Journal
import Readings
import TestSupport
import Testing
import Units

@testable import Intake

@Suite("Reception of the control channel")
struct ControlReceptionTests {
    @Test(
        "who may not speak for a source is told so and counted; nothing is stored",
        arguments: [
            Say.hello(1, 9), Say.lost(1...2), Say.data(2),
            Say.data(2, payload: Array("{".utf8)),
        ]
    )
    func unauthorised(message: ControlMessage) throws {
        for speaker in [KeyRing.Speaker.station(Given.name("S2")), .sources([Given.source("S1/cam-1")]), .nobody] {
            var bench = try Bench()
            bench.control(message, speaker: speaker)
            #expect(bench.said().errors == [.unauthorisedSource] && bench.reception.batch.isEmpty)
            #expect(bench.reception.sources.sessions.isEmpty)
            let counters = bench.reception.counters
            #expect(counters.controlRefused == 1 && counters.addUp && counters.quarantined == 0)
            if case .data = message { #expect(counters.received == 1 && counters.refused == 1) }
        }
    }

    @Test("the last word acknowledges what is on disk, however short ago the one before it was")
    func lastWord() throws {
        var bench = try Bench()
        bench.control(Say.hello(1, 1))
        _ = bench.said()
        bench.receive(Message(Given.weighing(seq: 1)))
        try bench.commit()
        bench.sayLastWord()
        #expect(bench.said().told == [1])
        bench.sayLastWord()
        #expect(bench.said().isEmpty, "it was said")
    }

    @Test("HELLO of an unlisted station or device is refused", arguments: ["S9/wim-1", "S1/wim-9"])
    func unlisted(source: String) throws {
        var bench = try Bench()
        bench.control(Say.hello(1, 9, source: source))
        #expect(bench.said().errors == [.unauthorisedSource] && bench.reception.counters.controlRefused == 1)
    }

    @Test("DATA of a listed station's unlisted device is quarantined, as live; who may not speak for it is refused")
    func unlistedData() throws {
        let good = String(decoding: Message(Given.weighing(seq: 1)).payload, as: UTF8.self)
        let payload = Array(good.replacing("S1/wim-1", with: "S1/wim-9").utf8)
        let id = ReadingID(source: Given.source("S1/wim-9"), epoch: 1, seq: 1)
        let data = ControlMessage.data(.init(id: id, topic: Array("weigh/S1/1".utf8), payload: payload))
        for speaker in [KeyRing.Speaker.anyone, .station(Given.name("S1"))] {
            var bench = try Bench()
            bench.receive("weigh/S1/1", payload)
            bench.control(data, speaker: speaker)
            bench.control(.data(.init(id: id, topic: Array("weigh/S1/1".utf8), payload: [0x7B])), speaker: speaker)
            let batch = try bench.commit()
            #expect(batch.quarantined.count == 3 && batch.quarantined.allSatisfy { !$0.isCounted })
            #expect(batch.quarantined.first?.message.faults == batch.quarantined.dropFirst().first?.message.faults)
            let counters = bench.reception.counters
            #expect(counters.quarantined == 3 && counters.replayed == 2 && counters.refused == 0 && counters.addUp)
            #expect(bench.reception.sources.place(of: id.source) == nil, "nothing is asked of it")
        }
        // Nor does it bring in another station's reading, to be tried again later.
        let foreign = Message(Given.weighing(seq: 1, station: "S2"))
        var bench = try Bench([Given.station("S1"), Given.station("S2")])
        bench.control(Say.data(1, foreign, source: "S1/wim-9"), speaker: .station(Given.name("S1")))
        #expect(bench.reception.counters.refused == 1 && bench.reception.counters.quarantined == 0)
        for speaker in [KeyRing.Speaker.nobody, .station(Given.name("S2"))] {
            bench = try Bench()
            bench.control(data, speaker: speaker)
            #expect(bench.said().errors == [.unauthorisedSource])
            let counters = bench.reception.counters
            #expect(counters.refused == 1 && counters.quarantined == 0 && counters.addUp)
        }
    }

    @Test(
        "what cannot be read is answered and counted",
        arguments: [[], ["HELO"], ["HELLO", "{"], ["HAVE", #"{"source":"S1/wim-1","epoch":1,"through":2}"#]]
    )
    func malformed(frames: [String]) throws {
        var bench = try Bench()
        bench.control(frames.map { Array($0.utf8) })
        #expect(bench.said().errors == [.malformed] && bench.reception.counters.controlMalformed == 1)
        #expect(bench.reception.batch.isEmpty && bench.reception.counters.received == 0)
    }

    @Test("an ERROR that cannot be read is not answered: two sides would go on for ever")
    func malformedError() throws {
        var bench = try Bench()
        bench.control([Array("ERROR".utf8), Array("{".utf8)])
        #expect(bench.said().isEmpty && bench.reception.counters.controlMalformed == 1)
    }

    @Test("DATA of which nobody can say which reading it is goes to quarantine, unless it is a stranger's")
    func malformedData() throws {
        let frames = ["DATA", "{", "weigh/S1/1", "{}"].map { Array($0.utf8) }
        var bench = try Bench()
        bench.control(frames)
        bench.control(Array(frames.prefix(2)))
        bench.control(frames, speaker: .station(Given.name("S2")))
        bench.control(Array(frames.prefix(2)), speaker: .nobody)
        #expect(bench.said().errors == [.malformed, .malformed, .malformed, .malformed])
        let counters = bench.reception.counters
        #expect(counters.quarantined == 2 && counters.refused == 2 && counters.addUp)
        #expect(try bench.commit().quarantined.map(\.isCounted) == [false, false])
    }

    @Test("with its disk full: readings become holes, HELLO is answered with the old HAVE, no REPLAY; then it asks")
    func blocked() throws {
        var bench = try Bench()
        bench.control(Say.hello(1, 1))
        bench.receive(Message(Given.weighing(seq: 1)))
        try bench.commit()
        bench.settle()
        bench.block()
        _ = bench.said()
        for seq in UInt64(2)...50 { bench.receive(Message(Given.weighing(seq: seq)), at: .noon(plus: 100)) }
        bench.receive("weigh/S1/1", Array("{".utf8), at: .noon(plus: 100))
        bench.receive(malformed: [Array("weigh/S1/1".utf8)])
        bench.control([Array("DATA".utf8), Array("{".utf8)])
        bench.control(Say.data(2), at: .noon(plus: 100))
        bench.control(Say.hello(2, 51), at: .noon(plus: 200))
        bench.tick(.noon(plus: 800))
        var said = bench.said()
        #expect(said.told == [1] && said.asked.isEmpty)
        let counters = bench.reception.counters
        #expect(counters.notTaken == 53 && counters.addUp && counters.quarantined == 0)
        #expect(bench.reception.batch.readings.isEmpty && bench.reception.batch.quarantined.isEmpty)
        bench.block(false)
        bench.tick(.noon(plus: 900))
        said = bench.said()
        #expect(said.asked == [2...50])
        for seq in UInt64(2)...50 { bench.control(Say.data(seq), at: .noon(plus: 1_000)) }
        try bench.commit()
        #expect(try bench.reader.sources().flatMap(\.marks).map(\.mark.through) == [50])
        #expect(bench.reception.counters.committed == 50 && bench.reception.counters.addUp)
    }

    @Test("a source beyond its rate is told so; twins and reuse raise alerts that are stored")
    func alerts() throws {
        var bench = try Bench()
        bench.control(Say.hello(1, 1))
        for seq in UInt64(1)...5 { bench.receive(Message(Given.weighing(seq: seq))) }
        bench.control(Say.hello(1, 6))
        bench.control(Say.hello(1, 3, instance: 2), at: .noon(plus: 1_000))
        bench.control(Say.hello(1, 6, instance: 1), at: .noon(plus: 5_000))
        bench.tick(.noon(plus: 30_000))
        bench.control(Say.hello(1, 6, instance: 1), at: .noon(plus: 31_000))
        let alerts = try bench.commit().alerts
        #expect(alerts.map(\.alert.kind) == [.seqReused, .duplicateSource, .silent, .silent])
        #expect(alerts.map(\.isWithdrawn) == [false, false, false, true])
        #expect(Set(alerts.suffix(2).map(\.alert.id)).count == 1, "the same alert is withdrawn")
    }

    @Test("a silence that a restart of the daemon has interrupted does not stay open for ever")
    func silenceOverRestart() throws {
        var bench = try Bench()
        bench.control(Say.hello(1, 1))
        try bench.commit()
        bench.tick(.noon(plus: 20_000))
        let raised = try bench.commit().alerts.map(\.alert.id)
        #expect(raised.count == 1)
        bench = try bench.killed(startedAt: .noon(plus: 30_000))
        bench.control(Say.hello(1, 1), at: .noon(plus: 31_000))
        let withdrawn = try bench.commit().alerts.filter(\.isWithdrawn).map(\.alert.id)
        #expect(withdrawn == raised)
    }
}

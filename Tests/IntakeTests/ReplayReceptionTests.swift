import Enforcement
import FeedContract
import Journal
import Readings
import TestSupport
import Testing
import Units

@testable import Intake

@Suite("Reception of what is sent again")
struct ReplayReceptionTests {
    /// A bench with a hole from 2 to 3 that was asked for.
    private func asking() throws -> Bench {
        var bench = try Bench()
        bench.control(Say.hello(1, 1))
        bench.receive(Message(Given.weighing(seq: 1)))
        bench.receive(Message(Given.weighing(seq: 4)))
        try bench.commit()
        bench.settle()
        bench.tick(.noon(plus: 500))
        #expect(bench.said().asked == [2...3])
        return bench
    }

    private func through(_ bench: Bench) throws -> [UInt64] {
        try bench.reader.sources().flatMap(\.marks).map(\.mark.through)
    }

    @Test("DATA fills the hole, is counted as replayed and acknowledged")
    func data() throws {
        var bench = try asking()
        bench.control(Say.data(2), at: .noon(plus: 600))
        bench.control(Say.data(3), at: .noon(plus: 600))
        bench.control(Say.data(3), at: .noon(plus: 600))
        try bench.commit()
        bench.settle()
        bench.tick(.noon(plus: 900))
        #expect(bench.said().told == [4])
        let counters = try bench.reader.counters()
        #expect(counters.committed == 4 && counters.replayed == 3 && counters.duplicates == 1 && counters.addUp)
        #expect(try through(bench) == [4])
    }

    static let good = String(decoding: Message(Given.weighing(seq: 2)).payload, as: UTF8.self)

    @Test(
        "DATA with a payload that cannot be read, or is another's, settles its seq and is quarantined",
        arguments: [
            ("weigh/S1/1", "{"),
            ("", ""),
            ("weigh/S9/1", good.replacing("S1/wim-1", with: "S9/wim-1")),
            ("camera/S1/1", good),
            ("weigh/S1/1", good.replacing("\"seq\":2", with: "\"seq\":1")),
            ("weigh/S1/1", good.replacing("\"seq\":2", with: "\"seq\":9")),
            ("weigh/S1/1", good.replacing("\"epoch\":1", with: "\"epoch\":9")),
            ("weigh/S1/1", good.replacing("S1/wim-1", with: "S1/wim-9")),
            ("weigh/S1/9", good.replacing("\"lane\":1", with: "\"lane\":9")),
            ("weigh/S1/1", good.replacing("\"speed_kmh\":60", with: "\"speed_kmh\":301")),
        ]
    )
    func unreadable(topic: String, payload: String) throws {
        for speaker in [KeyRing.Speaker.anyone, .station(Given.name("S1"))] {
            var bench = try asking()
            let message = Say.data(2, payload: Array(payload.utf8), topic: topic)
            bench.control(message, at: .noon(plus: 600), speaker: speaker)
            bench.control(message, at: .noon(plus: 600), speaker: speaker)
            let batch = try bench.commit()
            #expect(batch.quarantined.count == 1 && batch.quarantined.first?.isCounted == true)
            #expect(try through(bench) == [2])
            let counters = bench.reception.counters
            #expect(counters.quarantined == 1 && counters.duplicates == 1 && counters.addUp)
            let marks = try bench.reader.sources().flatMap(\.marks)
            #expect(marks.count == 1 && marks.first?.mark.tail == 4, "what it says to be is not believed")
        }
    }

    @Test("LOST persists gaps, their count and an alert; a restart keeps holes, gaps, epochs and the newest")
    func lost() throws {
        var bench = try asking()
        bench.control(Say.lost(2...2), at: .noon(plus: 600))
        bench.control(Say.hello(1, 3, epoch: 2), at: .noon(plus: 700))
        bench.tick(.noon(plus: 800))
        try bench.commit()
        #expect(try bench.reader.lostReadings() == 1)
        #expect(try bench.reader.gaps(limit: 9).map(\.gap.first) == [2])
        let before = bench.reception.sources.sessions.map(\.tracker)
        bench = try bench.killed(startedAt: .noon(plus: 1_000))
        let after = bench.reception.sources.sessions.map(\.tracker)
        #expect(after.map(\.newest) == [2] && after.map(\.newest) == before.map(\.newest))
        #expect(after.first?.epochs.map(\.gaps) == before.first?.epochs.map(\.gaps))
        #expect(after.first?.epochs.map { $0.holes.map(\.seqs) } == [[3...3], [1...2]])
        bench.tick(.noon(plus: 2_000))
        #expect(bench.said().isEmpty, "nobody is there yet")
        bench.control(Say.hello(1, 5), at: .noon(plus: 2_000))
        #expect(bench.said().told == [2])
        bench.tick(.noon(plus: 2_050))
        #expect(bench.said().asked == [3...3])
        bench.receive(Message(Given.weighing(seq: 2)), at: .noon(plus: 2_100))
        try bench.commit()
        #expect(try bench.reader.lostReadings() == 0 && bench.reader.gaps(limit: 9).isEmpty)
    }

    @Test("an older epoch is not given up before a daemon that was down for long has heard anyone")
    func longOutage() throws {
        var bench = try asking()
        bench.control(Say.hello(1, 1, epoch: 2), at: .noon(plus: 700))
        try bench.commit()
        let later = Given.noon + .hours(50)
        bench = try bench.killed(startedAt: later)
        bench.tick(later + .seconds(10))
        bench.control(Say.hello(2, 5), at: later + .seconds(11))
        bench.tick(later + .seconds(12))
        #expect(bench.said().asked == [2...3])
        #expect(!bench.reception.batch.alerts.contains { $0.alert.kind == .lost })
        #expect(try bench.reader.gaps(limit: 9).isEmpty)
    }

    @Test("a reset is stored at once")
    func reset() throws {
        var bench = try asking()
        let (known, unknown) = (
            bench.reception.reset(Given.source("S1/wim-1")), bench.reception.reset(Given.source("S1/wim-7"))
        )
        #expect(known && !unknown && bench.reception.hasNews)
        try bench.commit()
        #expect(try bench.reader.sources().map(\.epoch) == [nil])
    }

    @Test("a passage waits while the holes of its lane are being asked for")
    func passageWaits() throws {
        var bench = try Bench()
        bench.control(Say.hello(1, 1, source: "S1/cam-1"))
        bench.receive(Message(Given.weighing(seq: 1)))
        bench.control(Say.hello(1, 2, source: "S1/cam-1"), at: .noon(plus: 1_000))
        bench.tick(.noon(plus: 10_000))
        try bench.commit()
        #expect(bench.reception.counters.passages == 0)
        let picture = Message(Given.picture(seq: 1))
        bench.control(Say.data(1, picture, source: "S1/cam-1"), at: .noon(plus: 11_000))
        bench.tick(.noon(plus: 11_100))
        #expect(bench.reception.counters.passages == 1 && bench.reception.counters.unpaired == 0)
        #expect(bench.reception.counters.addUp)
    }

    @Test("and not for a hole that HELLO has opened at the very moment when it would have been settled")
    func passageWaitsAtOnce() throws {
        var bench = try Bench()
        bench.control(Say.hello(1, 1, source: "S1/cam-1"))
        bench.receive(Message(Given.weighing(seq: 1)))
        bench.tick(.noon(plus: 100))
        bench.control(Say.hello(1, 2, source: "S1/cam-1"), at: .noon(plus: 120))
        bench.tick(.noon(plus: 5_000))
        #expect(bench.reception.counters.passages == 0)
    }

    @Test("no more is outstanding of all sources together than memory was given, and every source has its turn")
    func outstanding() throws {
        let sources = (1...40).map { "S\($0)/wim-1" }
        var bench = try Bench((1...40).map { Given.station("S\($0)") })
        var now = Given.noon
        for source in sources { bench.control(Say.hello(1, 2, source: source), at: now) }
        now = .noon(plus: 1_000)
        bench.tick(now)
        var (asked, open): (Set<String>, [String: ClosedRange<UInt64>]) = ([], [:])
        for source in sources { bench.control(Say.hello(1, 100_001, source: source), at: now) }
        for round in 0..<60 {
            now = now + Milliseconds(50)
            bench.tick(now)
            for case .replay(let range) in bench.said() {
                asked.insert(range.source.description)
                open[range.source.description] = range.seqs
            }
            let sum = open.values.reduce(0) { $0 + $1.upperBound - $1.lowerBound + 1 }
            #expect(sum <= 16_000, "round \(round): \(sum)")
            for (source, seqs) in open {
                let id = ReadingID(source: Given.source(source), epoch: 1, seq: seqs.lowerBound)
                let last = ControlMessage.SeqRange(source: id.source, epoch: 1, seqs: seqs)
                open[source] = nil
                bench.control(.lost(last), at: now)
                for case .replay(let range) in bench.said() { open[range.source.description] = range.seqs }
            }
        }
        #expect(asked.count == 40, "\(asked.count) had their turn")
    }
}

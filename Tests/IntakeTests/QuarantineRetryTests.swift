import Enforcement
import FeedContract
import Journal
import Readings
import TestSupport
import Testing
import Units

@testable import Intake

@Suite("Messages in quarantine that are tried again")
struct QuarantineRetryTests {
    private let later = Given.noon + .seconds(3_600)

    /// The station once lane 9 has been listed.
    private var mended: [StationProfile] {
        [
            Given.station {
                $0.lanes.append(Given.lane(9))
                $0.devices = $0.devices.map {
                    DeviceProfile(source: $0.source, kind: $0.kind, lanes: [1, 2, 9].map(Given.lane))
                }
            }
        ]
    }

    /// A reception that has one good reading and one of an unlisted lane, seq 2, in quarantine.
    private func bench() throws -> Bench {
        var bench = try Bench()
        bench.receive(Message(Given.weighing(seq: 1)))
        bench.receive(unlisted)
        try bench.commit()
        bench.tick(later)
        return bench
    }

    private let unlisted = Message(Given.weighing(seq: 2, lane: 9))

    private func expectSum(_ counters: Counters) {
        let sum =
            counters.committed + counters.duplicates + counters.quarantined + counters.refused + counters.notTaken
        #expect(counters.received == sum, "\(counters)")
    }

    @Test("become readings once they are valid, received when they first came and marked as replayed")
    func released() throws {
        var bench = try bench()
        bench.admit(mended)
        let outcomes = try bench.retry(1)
        #expect(outcomes.withLock { $0 } == nil, "nobody is answered before it is on disk")
        try bench.commit()
        let id = ReadingID(source: Given.source("S1/wim-1"), epoch: 1, seq: 2)
        #expect(outcomes.withLock { $0 } == [.committed(id)])
        let stored = try #require(try bench.reader.readings([2]).first)
        #expect(stored.id == id && stored.receivedAt == Given.noon && stored.isReplayed)
        #expect(stored.payload == unlisted.payload)
        let counters = try bench.reader.counters()
        #expect(counters.committed == 2 && counters.quarantined == 0)
        expectSum(counters)
        let entry = try #require(try bench.reader.quarantined(1)).entry
        #expect(entry.released?.at == later && entry.released?.outcome == .committed)
        #expect(try bench.reader.quarantined(limit: 9).isEmpty)
        #expect(try bench.reader.quarantined(.released, limit: 9).map(\.id) == [1])
        // It becomes a passage like any other, and its copy is still a copy.
        bench.receive(unlisted, at: later)
        bench.tick(later + .seconds(10))
        try bench.commit()
        #expect(try bench.reader.counters().passages == 2 && bench.reader.counters().duplicates == 1)
        #expect(try bench.reader.sources().flatMap(\.marks).map(\.mark.through) == [2])
    }

    @Test("are taken once, however often that is asked for: in one batch, after it, and by the next daemon")
    func once() throws {
        var bench = try bench()
        bench.admit(mended)
        let first = try bench.retry(1, 1)
        let second = try bench.retry(1)
        try bench.commit()
        let third = try bench.retry(1)
        let id = ReadingID(source: Given.source("S1/wim-1"), epoch: 1, seq: 2)
        #expect(first.withLock { $0 } == [.committed(id), .underWay] && second.withLock { $0 } == [.underWay])
        #expect(third.withLock { $0 } == [.releasedBefore(.committed)], "with nothing to commit it is answered at once")
        bench = try bench.killed(startedAt: later)
        bench.admit(mended)
        let fourth = try bench.retry(1)
        #expect(fourth.withLock { $0 } == [.releasedBefore(.committed)])
        try bench.commit()
        #expect(try bench.reader.counters().committed == 2)
    }

    @Test("wait on where the daemon dies before the commit, and its successor takes them once")
    func killedBetween() throws {
        var bench = try bench()
        bench.admit(mended)
        let outcomes = try bench.retry(1)
        bench = try bench.killed(startedAt: later)
        #expect(outcomes.withLock { $0 } == nil)
        #expect(try bench.reader.quarantined(limit: 9).map(\.id) == [1])
        #expect(try bench.reader.counters().quarantined == 1)
        bench.admit(mended)
        _ = try bench.retry(1)
        try bench.commit()
        #expect(try bench.reader.counters().committed == 2 && bench.reader.counters().quarantined == 0)
        #expect(try bench.reader.readings([1, 2, 3]).map(\.id.seq) == [1, 2])
    }

    @Test("whoever asks is told when the daemon ends before the commit")
    func unanswered() throws {
        let told = Monitor(false)
        do {
            var bench = try bench()
            bench.admit(mended)
            try bench.reception.retry(
                [1],
                from: bench.reader,
                RetryAnswer { given in told.withLock { $0 = given == nil } }
            )
        }
        #expect(told.withLock { $0 })
    }

    @Test("stay with what is wrong with them now")
    func stays() throws {
        var bench = try bench()
        bench.admit([])
        let outcomes = try bench.retry(1, 7)
        try bench.commit()
        guard case .stillInvalid(let faults)? = outcomes.withLock({ $0?.first }) else {
            Issue.record("not as expected: \(outcomes.withLock { "\(String(describing: $0))" })")
            return
        }
        #expect(faults.first?.pointer == "/source" && outcomes.withLock { $0?.last } == .notFound)
        #expect(try bench.reader.quarantined(1)?.entry.message.faults == faults)
        #expect(try bench.reader.counters().quarantined == 1)
    }

    @Test("whose seq does not count go through the tracker: a copy that came meanwhile resolves them")
    func uncounted() throws {
        let unknown = Message(
            Given.weighing(seq: 5) {
                $0.header.id = ReadingID(source: Given.source("S1/wim-9"), epoch: 1, seq: 5)
            }
        )
        var bench = try Bench()
        bench.receive(unknown)
        bench.receive(unknown)
        try bench.commit()
        #expect(try bench.reader.counters().quarantined == 2)
        bench.admit([
            Given.station {
                $0.devices.append(
                    DeviceProfile(source: Given.source("S1/wim-9"), kind: .weigh, lanes: [Given.lane(1)])
                )
            }
        ])
        let outcomes = try bench.retry(1, 2)
        try bench.commit()
        let id = ReadingID(source: Given.source("S1/wim-9"), epoch: 1, seq: 5)
        #expect(outcomes.withLock { $0 } == [.committed(id), .duplicate(id)])
        let counters = try bench.reader.counters()
        #expect(counters.committed == 1 && counters.duplicates == 1 && counters.quarantined == 0)
        expectSum(counters)
        let mark = try #require(try bench.reader.sources().first?.marks.first?.mark)
        #expect(mark.missing == 4, "what lies before it is asked for")
    }

    @Test("sent again under another identity than they bear never become a second copy of that one")
    func misplaced() throws {
        var bench = try Bench()
        let other = Message(Given.weighing(seq: 7))
        bench.reception.take(
            ControlIncoming(
                frames: [
                    Array("DATA".utf8), Array(#"{"source":"S1/wim-1","epoch":1,"seq":3}"#.utf8),
                    Array(other.topic.utf8), other.payload,
                ],
                route: SourceSession.Route([1]),
                receivedAt: Given.noon,
                speaker: .anyone,
                isDrained: true,
                sender: nil
            )
        )
        bench.receive(other)
        try bench.commit()
        let entry = try #require(try bench.reader.quarantined(1)).entry
        #expect(entry.isCounted && entry.settledAs?.seq == 3 && entry.message.identity?.seq == 7)
        let outcomes = try bench.retry(1)
        guard case .stillInvalid? = outcomes.withLock({ $0?.first }) else {
            Issue.record("it was taken")
            return
        }
        try bench.commit()
        #expect(try bench.reader.counters().committed == 1)
    }

    @Test("of an old epoch are taken after the source was reset")
    func afterReset() throws {
        func message(epoch: UInt64, seq: UInt64) -> Message {
            Message(
                Given.weighing(seq: seq) {
                    $0.header.id = ReadingID(source: $0.header.id.source, epoch: epoch, seq: seq)
                }
            )
        }
        var bench = try Bench()
        bench.receive(message(epoch: 9, seq: 1))
        bench.receive(message(epoch: 5, seq: 1))
        try bench.commit()
        let before = try bench.retry(1)
        guard case .stillInvalid? = before.withLock({ $0?.first }) else {
            Issue.record("an old epoch was taken")
            return
        }
        let wasHeard = bench.reset(Given.source("S1/wim-1"))
        #expect(wasHeard)
        _ = try bench.retry(1)
        try bench.commit()
        let counters = try bench.reader.counters()
        #expect(counters.committed == 2 && counters.quarantined == 0)
    }

    @Test("lose nothing and double nothing wherever the daemon dies")
    func anywhere() throws {
        for seed in Seeds.run(ci: 10) {
            var generator = SeededGenerator(seed: seed)
            var bench = try Bench()
            for seq in 1...30 as ClosedRange<UInt64> {
                bench.receive(Message(Given.weighing(seq: seq, lane: seq % 3 == 0 ? 9 : 1)))
            }
            try bench.commit()
            bench.admit(mended)
            for _ in 0..<60 {
                _ = try bench.retry(Int64.random(in: 1...10, using: &generator))
                if Int.random(in: 0..<3, using: &generator) == 0 { try bench.commit() }
                if Int.random(in: 0..<9, using: &generator) == 0 {
                    bench = try bench.killed(startedAt: later)
                    bench.admit(mended)
                }
            }
            for id in 1...10 as ClosedRange<Int64> { _ = try bench.retry(id) }
            try bench.commit()
            let seqs = try bench.reader.readings(Array(1...40)).map(\.id.seq)
            #expect(seqs.sorted() == Array(1...30), "seed \(seed)")
            let counters = try bench.reader.counters()
            #expect(counters.committed == 30 && counters.quarantined == 0 && counters.received == 30, "seed \(seed)")
        }
    }
}

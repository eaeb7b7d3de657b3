import Enforcement
import FeedContract
import Journal
import Law
import Readings
import TestSupport
import Testing
import Units

@testable import Intake

@Suite("Reception")
struct ReceptionTests {
    private let weighing = Message(Given.weighing(seq: 1, gross: 60_000, trigger: "7"))
    private let picture = Message(Given.picture(seq: 1, trigger: "7"))

    @Test("stores readings as received, and the counters with them")
    func stores() throws {
        var bench = try Bench()
        bench.receive(weighing)
        bench.receive(picture)
        let batch = try bench.commit()
        #expect(batch.verdicts.map(\.verdict) == [.overloaded], "the verdict goes out with the commit of its readings")
        let stored = try bench.reader.readings([1, 2])
        #expect(stored.map(\.payload) == [weighing.payload, picture.payload])
        #expect(stored.map(\.topic.description) == [weighing.topic, picture.topic])
        let counters = try bench.reader.counters()
        #expect(counters.received == 2 && counters.committed == 2 && counters.passages == 0)
        bench.tick(Given.noon + .seconds(5))
        try bench.commit()
        #expect(try bench.reader.counters().overloaded == 1 && bench.reader.outboxEnd() == 1)
    }

    @Test("ignores a second copy, also after a restart")
    func duplicates() throws {
        var bench = try Bench()
        bench.receive(weighing)
        bench.receive(weighing)
        try bench.commit()
        bench = try bench.killed()
        bench.receive(weighing)
        try bench.commit()
        let counters = try bench.reader.counters()
        #expect(counters.received == 3 && counters.committed == 1 && counters.duplicates == 2)
        #expect(try bench.reader.readings([1, 2]).count == 1)
    }

    @Test("counts strangers and stores nothing of theirs, unless they are accepted")
    func strangers() throws {
        let stranger = Message(Given.weighing(seq: 1, station: "S9"))
        var bench = try Bench()
        bench.receive(stranger)
        bench.receive("weigh/S9/1", Array("{".utf8))
        bench.receive("weigh/S9/1", [])
        #expect(bench.reception.counters.refused == 3 && bench.reception.batch.isEmpty)
        #expect(bench.reception.hasNews, "the count is committed all the same")
        var open = try Bench(unknownStations: .accept)
        open.receive(stranger)
        #expect(open.reception.counters.committed == 1)
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        let name: String
        let topic: String
        let payload: [UInt8]
        let pointer: String
        var testDescription: String { name }
    }

    private static let good = String(decoding: Message(Given.weighing(seq: 1)).payload, as: UTF8.self)

    @Test(
        "quarantines what is not valid, with its bytes, reason and pointer",
        arguments: [
            Bad(name: "no JSON", topic: "weigh/S1/1", payload: Array("{\"v\":".utf8), pointer: ""),
            Bad(
                name: "wrong type",
                topic: "weigh/S1/1",
                payload: Array(good.replacing("\"lane\":1", with: "\"lane\":\"one\"").utf8),
                pointer: "/lane"
            ),
            Bad(
                name: "missing header",
                topic: "weigh/S1/1",
                payload: Array(good.replacing("\"epoch\":1,", with: "").utf8),
                pointer: "/epoch"
            ),
            Bad(name: "65 KiB", topic: "weigh/S1/1", payload: [UInt8](repeating: 32, count: 65 << 10), pointer: ""),
            Bad(name: "invalid UTF-8", topic: "weigh/S1/1", payload: [0x7B, 0x22, 0xFF, 0x22, 0x7D], pointer: ""),
            Bad(name: "wrong topic", topic: "weight/S1/1", payload: Array(good.utf8), pointer: ""),
            Bad(name: "topic of another lane", topic: "weigh/S1/2", payload: Array(good.utf8), pointer: ""),
            Bad(
                name: "unlisted device",
                topic: "weigh/S1/1",
                payload: Array(good.replacing("S1/wim-1", with: "S1/wim-9").utf8),
                pointer: "/source"
            ),
            Bad(
                name: "unlisted lane",
                topic: "weigh/S1/9",
                payload: Array(good.replacing("\"lane\":1", with: "\"lane\":9").utf8),
                pointer: "/lane"
            ),
        ]
    )
    func quarantines(bad: Bad) throws {
        var bench = try Bench()
        bench.receive(bad.topic, bad.payload)
        let batch = try bench.commit()
        let item = try #require(batch.quarantined.first)
        #expect(item.frames == [Array(bad.topic.utf8), bad.payload] && item.sender == "127.0.0.1")
        #expect(item.message.faults.first?.pointer == bad.pointer)
        #expect(item.message.faults.first?.reason.isEmpty == false)
        #expect(try bench.reader.counters().quarantined == 1)
    }

    @Test("quarantines a message of too many frames, or of one", arguments: [1, 3])
    func frames(count: Int) throws {
        var bench = try Bench()
        bench.receive(malformed: Array(repeating: Array("weigh/S1/1".utf8), count: count))
        let item = try #require(try bench.commit().quarantined.first)
        #expect(item.frames.count == count && item.message.faults.first?.pointer == "")
    }

    @Test("a message in quarantine counts as received for its seq")
    func quarantinedSeq() throws {
        let bad = ReceptionTests.good.replacing("\"speed_kmh\":60", with: "\"speed_kmh\":301")
        var bench = try Bench()
        bench.receive("weigh/S1/1", Array(bad.utf8))
        bench.receive("weigh/S1/1", Array(bad.utf8))
        try bench.commit()
        let counters = try bench.reader.counters()
        #expect(counters.quarantined == 1 && counters.duplicates == 1)
        #expect(try bench.reader.sources().flatMap(\.marks).map(\.mark.through) == [1])
    }

    @Test("so does a reading of a listed device that does not fit the station's file")
    func unlistedLaneSeq() throws {
        var bench = try Bench()
        bench.receive(Message(Given.weighing(seq: 1)))
        for _ in 0..<2 { bench.receive(Message(Given.weighing(seq: 2, lane: 9))) }
        bench.receive(Message(Given.weighing(seq: 3)))
        try bench.commit()
        let counters = try bench.reader.counters()
        #expect(counters.committed == 2 && counters.quarantined == 1 && counters.duplicates == 1)
        #expect(try bench.reader.sources().flatMap(\.marks).map(\.mark.through) == [3])
    }

    @Test("a batch of messages that are not valid is bounded like one of readings")
    func boundedQuarantine() throws {
        var bench = try Bench()
        for _ in 0..<Batch.quarantinedMax {
            #expect(!bench.reception.batch.isFull)
            bench.receive("weigh/S1/1", Array("{".utf8))
        }
        #expect(bench.reception.batch.isFull)
        try bench.commit()
        for _ in 0..<(Batch.bytesMax >> 16) { bench.receive("weigh/S1/1", [UInt8](repeating: 32, count: 1 << 16)) }
        #expect(bench.reception.batch.isFull)
    }

    @Test("readings of an older epoch fill its holes, or go to quarantine")
    func oldEpoch() throws {
        func message(epoch: UInt64, seq: UInt64) -> Message {
            Message(
                Given.weighing(seq: seq) {
                    $0.header.id = ReadingID(source: $0.header.id.source, epoch: epoch, seq: seq)
                }
            )
        }
        var bench = try Bench()
        bench.receive(message(epoch: 5, seq: 1))
        bench.receive(message(epoch: 5, seq: 3))
        bench.receive(message(epoch: 6, seq: 1))
        bench.receive(message(epoch: 5, seq: 2))
        bench.receive(message(epoch: 5, seq: 2))
        bench.receive(message(epoch: 5, seq: 4))
        bench.receive(message(epoch: 4, seq: 1))
        let counters = bench.reception.counters
        #expect(counters.committed == 4 && counters.duplicates == 1 && counters.quarantined == 2)
    }

    @Test("an epoch more than a day ahead is refused")
    func absurdEpoch() throws {
        let absurd = UInt64(Given.noon.millisecondsSince1970) + 86_400_001
        var bench = try Bench()
        bench.receive(
            Message(
                Given.weighing(seq: 1) { $0.header.id = ReadingID(source: $0.header.id.source, epoch: absurd, seq: 1) }
            )
        )
        #expect(bench.reception.counters.refused == 1)
    }
}

@Suite("A daemon that dies")
struct CrashTests {
    /// What a feed comes to: each passage with what it is made of, and the overloads in order.
    private struct Outcome: Equatable {
        var passages: [String: String] = [:]
        var overloads: [String] = []

        mutating func add(_ batch: Batch) {
            for stored in batch.passages {
                let passage = stored.passage
                let text = "\(passage.plate?.number ?? "-") \(passage.verdict) \(passage.sightings.count)"
                let before = passages.updateValue(text, forKey: passage.id.description)
                #expect((before != nil) == stored.isAmendment, "\(passage.id) was stored twice")
            }
            for case .overload(let opening) in batch.caseInputs { overloads.append(opening.passage) }
        }
    }

    private func feed(seed: UInt64) -> [(message: Message, at: Instant)] {
        var generator = SeededGenerator(seed: seed)
        var feed: [(message: Message, at: Instant)] = []
        for number in 1...80 {
            let at = Given.noon + Milliseconds(Int64(number) * 1_100)
            let trigger = number % 2 == 0 ? "\(number)" : nil
            let gross = Int.random(in: 30_000...70_000, using: &generator)
            feed.append((Message(Given.weighing(seq: UInt64(number), at: at, gross: gross, trigger: trigger)), at))
            let plate = "豫A\(10_000 + number)"
            feed.append(
                (
                    Message(
                        Given.picture(seq: UInt64(number), at: at + Milliseconds(100), plate: plate, trigger: trigger)
                    ), at
                )
            )
        }
        return feed
    }

    @Test("loses nothing, doubles nothing and decides nothing otherwise, wherever it dies")
    func anywhere() throws {
        for seed in Seeds.run(ci: 12) {
            var generator = SeededGenerator(seed: seed &+ 1_000)
            let feed = feed(seed: seed)
            var whole = Outcome()
            var undisturbed = try Bench()
            for (message, at) in feed { undisturbed.receive(message, at: at) }
            undisturbed.tick(Given.noon + .seconds(1_000))
            whole.add(try undisturbed.commit())

            var outcome = Outcome()
            var bench = try Bench()
            var next = 0
            var deaths = 0
            var committed = 0
            var clock = Given.noon
            while next < feed.count {
                // What comes again comes later: the daemon's clock does not go back with the feed.
                clock = max(clock, feed[next].at)
                bench.receive(feed[next].message, at: clock)
                next += 1
                if Int.random(in: 0..<4, using: &generator) == 0 {
                    outcome.add(try bench.commit())
                    committed = next
                }
                if Int.random(in: 0..<9, using: &generator) == 0 {
                    bench = try bench.killed(startedAt: clock)
                    deaths += 1
                    // What was not committed is not acknowledged, and comes again, with some that was.
                    next = max(0, committed - Int.random(in: 0...5, using: &generator))
                }
            }
            bench.tick(Given.noon + .seconds(1_000))
            outcome.add(try bench.commit())
            #expect(outcome.passages == whole.passages, "seed \(seed), \(deaths) deaths")
            #expect(outcome.overloads.sorted() == whole.overloads.sorted(), "seed \(seed), \(deaths) deaths")
            let counters = try bench.reader.counters()
            #expect(counters.committed == feed.count && counters.passages == 80, "seed \(seed)")
        }
    }
}

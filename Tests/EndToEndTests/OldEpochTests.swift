import FeedContract
import Foundation
import Readings
import TestSupport
import Testing
import Units

@Suite("Frames of a closed epoch that somebody sends again, with the real daemon", .timeLimit(.minutes(60)))
struct OldEpochTests {
    private typealias Frames = (topic: [UInt8], payload: [UInt8])

    private static let station = "410184-07"
    private static let (weighs, cameras) = (station + "/wim-1", station + "/cam-1")
    private static let passages: UInt64 = 6

    private let daemon: RunningDaemon
    private let speaker: Speaker
    private let begun = UInt64(Date().timeIntervalSince1970 * 1_000)

    init() throws {
        daemon = try RunningDaemon(extra: Roadside.quick)
        speaker = try Speaker(daemon.data, daemon.control)
        try speaker.waitForSubscription()
    }

    /// Overloaded trucks of one epoch, each a picture and a weighing.
    private func record(_ epoch: UInt64, _ numbers: ClosedRange<UInt64>, gross: Int = 60_000) -> [Frames] {
        let now = Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000))
        return numbers.flatMap { number -> [Frames] in
            let trigger = "\(epoch)-\(number)"
            var seen = Given.picture(seq: number, at: now, trigger: trigger, station: OldEpochTests.station)
            var weighed = Given.weighing(seq: number, at: now, gross: gross, station: OldEpochTests.station)
            seen.header.id = ReadingID(source: seen.header.id.source, epoch: epoch, seq: number)
            weighed.header.id = ReadingID(source: weighed.header.id.source, epoch: epoch, seq: number)
            (seen.plate, seen.trigger, weighed.trigger) = ("豫A0\(epoch % 10)\(number)00", trigger, trigger)
            weighed.instrument = "ZZ-113"
            return [
                (Array(MessageEncoder.topic(of: seen).description.utf8), MessageEncoder.payload(of: seen)),
                (Array(MessageEncoder.topic(of: weighed).description.utf8), MessageEncoder.payload(of: weighed)),
            ]
        }
    }

    private func publish(_ frames: [Frames]) throws {
        for (topic, payload) in frames { try speaker.publish(topic, payload) }
    }

    private func hello(_ epoch: UInt64, next: UInt64, instance: Int) throws {
        for source in [OldEpochTests.weighs, OldEpochTests.cameras] {
            try speaker.say(Array("HELLO".utf8), Speaker.hello(source, epoch: epoch, next: next, instance: instance))
        }
    }

    /// What is stored, and what rests on it.
    private func stored() throws -> [String] {
        try daemon.rows("SELECT id, source, epoch, seq, hex(payload) FROM reading ORDER BY id")
            + daemon.rows("SELECT id, reading, amends, verdict FROM passage ORDER BY id")
            + daemon.rows("SELECT id, passage FROM case_current ORDER BY id", of: "cases.sqlite")
    }

    @Test("nothing is stored twice, no second case is made; what the epoch never had is quarantined as old-epoch")
    func replayed() throws {
        let (all, next) = (OldEpochTests.passages, OldEpochTests.passages + 1)
        let (old, new) = (begun, begun + 1)
        let recorded = record(old, 1...all)
        try hello(old, next: 1, instance: 1)
        try publish(recorded)
        _ = try daemon.status { $0.isSettled(passages: Int(all)) && $0.cases["pending"] != 0 }
        // The station has restarted and begun another epoch; of the old one it holds nothing any more.
        try hello(old, next: next, instance: 2)
        try hello(new, next: 1, instance: 2)
        try publish(record(new, 1...2))
        let count = Int(all + 2)
        let before = try daemon.status { $0.isSettled(passages: count) }
        #expect(before.committed == count * 2 && before.duplicates == 0 && before.quarantined == 0, "\(before)")
        let kept = try stored()
        #expect(try daemon.cases().count == count)

        // The same bytes live and as an answer that nobody asked for, and other bytes under the same numbers.
        try publish(recorded)
        for (topic, payload) in recorded {
            let source = topic.starts(with: Array("weigh".utf8)) ? OldEpochTests.weighs : OldEpochTests.cameras
            let seq = recorded.firstIndex { $0.payload == payload }.map { $0 / 2 + 1 } ?? 0
            let about = Array(#"{"source":"\#(source)","epoch":\#(old),"seq":\#(seq)}"#.utf8)
            try speaker.say(Array("DATA".utf8), about, topic, payload)
        }
        try publish(record(old, 1...all, gross: 20_000))
        let copies = recorded.count * 3
        let again = try daemon.status { $0.duplicates == copies }
        #expect(again.committed == before.committed && again.quarantined == 0 && again.addsUp, "\(again)")

        // What the closed epoch never had.
        try publish(record(old, (all + 1)...(all + 2)))
        let forged = try daemon.status { $0.quarantined == 4 }
        #expect(forged.committed == before.committed && forged.addsUp, "\(forged)")
        let reasons = try daemon.zhichao("quarantine", "list", "--lang", "en").output
        #expect(reasons.contains("old-epoch"), "\(reasons)")
        // An epoch that nobody has heard of, and that is no new one.
        try hello(old - 1, next: 5, instance: 2)
        var told: [String] = []
        while !told.contains(where: { $0.contains("stale-epoch") && $0.contains("\(new)") }) {
            told += try #require(try speaker.hear(), "no stale-epoch: \(told)")
        }
        #expect(try stored() == kept && daemon.status().missing == 0)
        #expect(try daemon.cases().count == count)
        #expect(daemon.stop() == 0)
    }
}

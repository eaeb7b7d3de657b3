import Enforcement
import Journal
import Readings
import TestSupport
import Testing
import Units

@testable import Intake

@Suite("The quarantine's bounds")
struct QuarantineBoundsTests {
    private static let day = Milliseconds.hours(24)

    /// A reception with so many messages in quarantine, a day apart, each of a thousand bytes.
    private func bench(_ count: Int) throws -> Bench {
        var bench = try Bench()
        for number in 0..<count {
            bench.receive("weigh/S1/1", [UInt8](repeating: 0x20, count: 1_000), at: instant(number))
            try bench.commit()
        }
        return bench
    }

    private func instant(_ days: Int) -> Instant {
        Given.noon + Milliseconds(QuarantineBoundsTests.day.rawValue * Int64(days))
    }

    private func bounds(bytes: Int64? = nil, days: Int = 1_000) -> QuarantineBounds {
        var bounds = QuarantineBounds(megabytes: 1, days: days)
        bounds.bytesMax = bytes ?? bounds.bytesMax
        return bounds
    }

    @Test("beyond its size the oldest go, are counted, and their bytes with them")
    func size() throws {
        let bench = try bench(10)
        let each = try #require(try bench.reader.quarantined(1)).entry.bytes
        #expect(bench.ledger.bytes == Int64(10 * each))
        #expect(try bench.trim(to: bounds(bytes: Int64(10 * each)), at: instant(10)) == nil)
        let trim = try #require(try bench.trim(to: bounds(bytes: Int64(6 * each)), at: instant(10)))
        #expect(trim.waiting == 5 && trim.span == instant(0)...instant(4) && !trim.isPartial)
        #expect(try bench.reader.quarantined(limit: 99).map(\.id) == [10, 9, 8, 7, 6])
        let (ledger, oldest) = try bench.reader.quarantine()
        #expect(ledger == bench.ledger && ledger.agedOut == 5 && ledger.bytes == Int64(5 * each))
        #expect(oldest == instant(5))
        #expect(try bench.reader.quarantined(1) == nil)
        // The next daemon knows it without looking at all of it.
        #expect(try bench.killed(startedAt: instant(10)).ledger == ledger)
    }

    @Test("beyond their age they go, and it is looked for that once a minute")
    func age() throws {
        let bench = try bench(5)
        #expect(try bench.trim(to: bounds(days: 3), at: instant(2)) == nil)
        #expect(try bench.trim(to: bounds(days: 3), at: instant(2) + .seconds(30)) == nil)
        let trim = try #require(try bench.trim(to: bounds(days: 3), at: instant(5)))
        #expect(trim.waiting == 2 && trim.span == instant(0)...instant(1))
        #expect(try bench.trim(to: bounds(days: 1), at: instant(5) + .seconds(59)) == nil)
        #expect(try bench.trim(to: bounds(days: 1), at: instant(5) + .seconds(60))?.waiting == 3)
        #expect(bench.ledger.bytes == 0 && bench.ledger.agedOut == 5)
    }

    @Test("what a retry has taken goes first, and is no loss")
    func released() throws {
        var bench = try Bench()
        for number in 0..<4 { bench.receive("weigh/S1/1", [UInt8](repeating: 0x20, count: 1_000), at: instant(number)) }
        bench.receive(Message(Given.weighing(seq: 1, lane: 9)), at: instant(5))
        try bench.commit()
        bench.admit([
            Given.station {
                $0.devices = $0.devices.map { .init(source: $0.source, kind: $0.kind, lanes: [Given.lane(9)]) }
            }
        ])
        _ = try bench.retry(5)
        try bench.commit()
        let trim = try bench.trim(to: bounds(bytes: bench.ledger.bytes - 1), at: instant(6))
        #expect(trim?.released == 1 && trim?.waiting == 0 && bench.ledger.agedOut == 0)
        #expect(try bench.reader.quarantined(limit: 9).count == 4)
    }

    @Test("one that goes while it is being taken is not counted as lost")
    func taken() throws {
        var bench = try Bench()
        bench.receive(Message(Given.weighing(seq: 1, lane: 9)))
        try bench.commit()
        bench.admit([
            Given.station {
                $0.devices = $0.devices.map { .init(source: $0.source, kind: $0.kind, lanes: [Given.lane(9)]) }
            }
        ])
        _ = try bench.retry(1)
        #expect(try bench.trim(to: bounds(days: 1), at: instant(9))?.waiting == 1)
        try bench.commit()
        #expect(bench.ledger.bytes == 0 && bench.ledger.agedOut == 0)
        #expect(try bench.reader.counters().committed == 1 && bench.reader.counters().quarantined == 0)
    }

    @Test("many go in transactions of bounded size")
    func parts() throws {
        var bench = try Bench()
        for _ in 0..<1_200 { bench.receive("weigh/S1/1", Array("{".utf8)) }
        try bench.commit()
        let first = try #require(try bench.trim(to: bounds(days: 1), at: instant(9)))
        let second = try #require(try bench.trim(to: bounds(days: 1), at: instant(9)))
        #expect(first.waiting == 1_000 && first.isPartial && second.waiting == 200 && !second.isPartial)
        #expect(bench.ledger.bytes == 0 && bench.ledger.agedOut == 1_200)
    }

    @Test("are near at four fifths of the size, and thirty days before the oldest goes")
    func near() {
        let bounds = bounds(bytes: 1_000, days: 365)
        #expect(!bounds.isNearlyFull(bytes: 799) && bounds.isNearlyFull(bytes: 800))
        #expect(!bounds.isNearlyTooOld(Given.noon, at: instant(334)))
        #expect(bounds.isNearlyTooOld(Given.noon, at: instant(335)))
        // Messages kept for a week are not warned of as soon as they come.
        #expect(!self.bounds(days: 7).isNearlyTooOld(Given.noon, at: instant(3)))
        #expect(self.bounds(days: 7).isNearlyTooOld(Given.noon, at: instant(4)))
    }
}

import Foundation
import Readings
import StationFeed
import TestSupport
import Testing
import Units

/// The instant of a test's beginning; its milliseconds are the first epoch.
let spoolStart = Instant(millisecondsSince1970: 1_700_000_000_000)

/// A spool on a simulated disk, and what was given to it.
struct SpoolFixture {
    let disk: SimulatedDisk
    var settings = SpoolSettings()
    var now = spoolStart
    let source = Given.source("S1/wim-1")
    private(set) var given = 0

    init(seed: UInt64 = 1) {
        disk = SimulatedDisk(seed: seed)
    }

    func open() throws -> SourceSpool {
        try SourceSpool(source, in: "spool/S1/wim-1", on: disk, settings: settings, now: now)
    }

    /// Appends the next readings: the n-th says n, and comes from place n.
    mutating func append(_ count: Int, to spool: inout SourceSpool) throws {
        for _ in 0..<count {
            given += 1
            try SpoolFixture.append(given, to: &spool, now: now)
        }
    }

    static func append(_ number: Int, to spool: inout SourceSpool, now: Instant) throws {
        try spool.append(now: now, origin: Array(String(number).utf8)) { id in
            (Array("weigh/S1/1".utf8), payload(number, id))
        }
    }

    static func payload(_ number: Int, _ id: ReadingID) -> [UInt8] {
        let text = String(repeating: "x", count: 40)
        return Array(#"{"n":\#(number),"epoch":\#(id.epoch),"seq":\#(id.seq),"text":"\#(text)"}"#.utf8)
    }

    /// Commits, and says which numbers may be given out.
    func commit(_ spool: inout SourceSpool) throws -> [UInt64] { try spool.commit(now: now).map(\.seq) }

    func acknowledge(_ spool: inout SourceSpool, _ through: UInt64) -> Bool {
        spool.acknowledge(epoch: spool.epoch, through: through)
    }

    /// The number that a reading says.
    static func number(_ payload: [UInt8]) -> Int {
        Int(String(decoding: payload.dropFirst(5).prefix { $0 != UInt8(ascii: ",") }, as: UTF8.self)) ?? -1
    }

    /// Everything that is held, by epoch and number.
    static func content(of spool: inout SourceSpool) throws -> [ReadingID: [UInt8]] {
        var content: [ReadingID: [UInt8]] = [:]
        for holding in spool.holdings {
            var seq = holding.first
            while let piece = spool.piece(epoch: holding.epoch, from: seq, to: .max) {
                switch piece {
                case .lost(let seqs): seq = seqs.upperBound + 1
                case .held(let seqs):
                    let readings = try spool.read(epoch: holding.epoch, from: seqs.lowerBound, max: 7)
                    for reading in readings {
                        let id = ReadingID(source: spool.source, epoch: holding.epoch, seq: reading.seq)
                        content[id] = reading.payload
                    }
                    seq = (readings.last?.seq ?? seqs.upperBound) + 1
                }
            }
        }
        return content
    }
}

@Suite("Spool of a source") struct SpoolTests {
    private let epoch = UInt64(spoolStart.millisecondsSince1970)

    @Test("CRC-32C of the check string is the one of its specification")
    func checksum() {
        let checksum = Array("123456789".utf8).withUnsafeBytes { Checksum.of($0) }
        #expect(checksum == 0xE306_9283)
    }

    @Test("a new spool begins an epoch from the clock, numbers from 1, and gives a reading out only when it is on disk")
    func begins() throws {
        var fixture = SpoolFixture()
        var spool = try fixture.open()
        #expect(spool.holdings == [.init(epoch: epoch, first: 1, next: 1, through: 0)])
        try fixture.append(3, to: &spool)
        #expect(spool.holdings[0].next == 1)
        let numbers0 = try fixture.commit(&spool)
        #expect(numbers0 == [1, 2, 3])
        #expect(spool.holdings == [.init(epoch: epoch, first: 1, next: 4, through: 0)])
        #expect(spool.unsettled == 3)
    }

    @Test("what was committed is there after a power cut, in the same epoch, and numbering goes on")
    func survives() throws {
        var fixture = SpoolFixture()
        var spool = try fixture.open()
        try fixture.append(5, to: &spool)
        _ = try spool.commit(now: fixture.now)
        fixture.disk.restart()
        var again = try fixture.open()
        #expect(again.holdings == [.init(epoch: epoch, first: 1, next: 6, through: 0)])
        #expect(String(decoding: again.origin, as: UTF8.self) == "5")
        let held = try again.read(epoch: epoch, from: 2, max: 2).map(\.payload)
        #expect(held == [2, 3].map { SpoolFixture.payload(Int($0), again.id(epoch, $0)) })
    }

    @Test("an unfinished write at the end is cut off; nothing of it was given out")
    func tornTail() throws {
        for seed in 1...20 as ClosedRange<UInt64> {
            var fixture = SpoolFixture(seed: seed)
            var spool = try fixture.open()
            try fixture.append(2, to: &spool)
            _ = try spool.commit(now: fixture.now)
            try fixture.append(3, to: &spool)
            fixture.disk.stepsLeft = 0
            #expect(throws: DiskError.self) { try spool.commit(now: fixture.now) }
            fixture.disk.restart()
            let again = try fixture.open()
            #expect(again.epoch == epoch && (3...6).contains(again.holdings[0].next), "seed \(seed)")
            #expect(again.notices.filter(\.isSevere).isEmpty, "seed \(seed)")
        }
    }

    @Test("settled segments are deleted as a whole; the last one stays and knows where the spool is")
    func settled() throws {
        var fixture = SpoolFixture()
        fixture.settings.bytesMax = 1 << 14
        var spool = try fixture.open()
        for _ in 0..<200 {
            try fixture.append(1, to: &spool)
            _ = try spool.commit(now: fixture.now)
        }
        let before = fixture.disk.paths.count
        #expect(before > 3)
        let isKnown1 = fixture.acknowledge(&spool, 200)
        #expect(isKnown1)
        #expect(fixture.disk.paths.count == 1 && spool.unsettled == 0)
        fixture.disk.restart()
        var again = try fixture.open()
        #expect(again.holdings[0].next == 201 && again.holdings[0].first > 100)
        again.compact(now: fixture.now)
        #expect(again.holdings[0].first > 100)
        let isKnown2 = fixture.acknowledge(&again, 200)
        #expect(isKnown2)
        again.compact(now: fixture.now)
        #expect(again.holdings == [.init(epoch: epoch, first: 201, next: 201, through: 200)])
        #expect(String(decoding: try fixture.open().origin, as: UTF8.self) == "200")
    }

    @Test("numbers that were never given out settle nothing")
    func unknownNumbers() throws {
        var fixture = SpoolFixture()
        var spool = try fixture.open()
        try fixture.append(2, to: &spool)
        _ = try spool.commit(now: fixture.now)
        let isKnown = spool.acknowledge(epoch: epoch, through: 3)
        #expect(!isKnown && spool.unsettled == 2)
    }

    @Test("damage in the middle is told, kept aside and lost; a new epoch begins, and the old one is still spoken of")
    func damagedEnd() throws {
        var fixture = SpoolFixture()
        var spool = try fixture.open()
        try fixture.append(9, to: &spool)
        _ = try spool.commit(now: fixture.now)
        let path = try #require(fixture.disk.paths.first)
        fixture.disk.flipBit(of: path, at: try fixture.disk.size(of: path) / 2)
        fixture.now = fixture.now + .seconds(1)
        let again = try fixture.open()
        #expect(again.notices.contains { if case .damaged = $0 { true } else { false } })
        #expect(fixture.disk.paths.contains(path + ".damaged"))
        let old = try #require(again.holdings.first)
        #expect(again.holdings.count == 2 && old.epoch == epoch && old.next == 10)
        let end = try #require(again.piece(epoch: epoch, from: old.first, to: 9))
        guard case .held(let held) = end else {
            Issue.record("nothing is held")
            return
        }
        #expect(held.upperBound < 9)
        #expect(again.piece(epoch: epoch, from: held.upperBound + 1, to: 100) == .lost(held.upperBound + 1...9))
        // It is not told again, and nothing changes by another start.
        fixture.disk.restart()
        let third = try fixture.open()
        #expect(third.notices.isEmpty && third.holdings == again.holdings)
    }

    @Test("damage in an older segment costs what it holds, and not the epoch")
    func damagedMiddle() throws {
        var fixture = SpoolFixture()
        fixture.settings.bytesMax = 1 << 14
        var spool = try fixture.open()
        for _ in 0..<100 {
            try fixture.append(1, to: &spool)
            _ = try spool.commit(now: fixture.now)
        }
        fixture.disk.flipBit(of: fixture.disk.paths[0], at: 10)
        var again = try fixture.open()
        #expect(again.notices.map(\.isSevere) == [true])
        #expect(again.holdings.map(\.epoch) == [epoch] && again.holdings[0].next == 101)
        let content = try SpoolFixture.content(of: &again)
        #expect(content.count < 100 && content.count > 40)
        guard case .lost(let lost)? = again.piece(epoch: epoch, from: 1, to: 100) else {
            Issue.record("nothing is lost")
            return
        }
        #expect(lost.count + content.count == 100)
    }

    @Test("a bit that turns over while the spool is in use is found by reading")
    func damagedWhileRunning() throws {
        var fixture = SpoolFixture()
        var spool = try fixture.open()
        try fixture.append(9, to: &spool)
        _ = try spool.commit(now: fixture.now)
        let path = try #require(fixture.disk.paths.first)
        fixture.disk.flipBit(of: path, at: try fixture.disk.size(of: path) - 30)
        let readings = try spool.read(epoch: epoch, from: 9, max: 1)
        #expect(readings.isEmpty)
        #expect(spool.piece(epoch: epoch, from: 9, to: 9) == .lost(9...9))
        #expect(!spool.notices.filter(\.isSevere).isEmpty)
        try fixture.append(1, to: &spool)
        let numbers3 = try fixture.commit(&spool)
        #expect(numbers3 == [10])
    }

    @Test("a failed sync gives nothing out; the next commit writes the same numbers anew")
    func syncFails() throws {
        var fixture = SpoolFixture()
        var spool = try fixture.open()
        try fixture.append(2, to: &spool)
        fixture.disk.syncFailures = 1
        #expect(throws: DiskError.self) { try spool.commit(now: fixture.now) }
        #expect(spool.holdings[0].next == 1)
        let numbers4 = try fixture.commit(&spool)
        #expect(numbers4 == [1, 2])
        fixture.disk.restart()
        var again = try fixture.open()
        let content = try SpoolFixture.content(of: &again)
        #expect(content.count == 2)
        #expect(again.notices.filter(\.isSevere).isEmpty)
    }

    @Test("a full disk keeps what was given until there is room")
    func diskFull() throws {
        var fixture = SpoolFixture()
        var spool = try fixture.open()
        try fixture.append(4, to: &spool)
        fixture.disk.bytesMax = fixture.disk.bytes + 100
        let error = #expect(throws: DiskError.self) { try spool.commit(now: fixture.now) }
        #expect(error?.isFull == true)
        fixture.disk.bytesMax = .max
        let numbers5 = try fixture.commit(&spool)
        #expect(numbers5 == [1, 2, 3, 4])
    }

    @Test("without forcing, an unclean end begins a new epoch, and a clean one does not")
    func unsynced() throws {
        var fixture = SpoolFixture()
        fixture.settings.sync = .none
        var spool = try fixture.open()
        try fixture.append(2, to: &spool)
        _ = try spool.commit(now: fixture.now)
        try spool.close()
        fixture.disk.restart()
        fixture.now = fixture.now + .seconds(1)
        var again = try fixture.open()
        #expect(again.epoch == epoch && again.holdings[0].next == 3)
        try fixture.append(1, to: &again)
        _ = try again.commit(now: fixture.now)
        fixture.disk.restart()
        let third = try fixture.open()
        #expect(third.epoch == epoch + 1_000)
        #expect(third.notices.contains(.newEpoch(source: fixture.source, epoch: epoch + 1_000, reason: .unsynced)))
        // Another policy does not forget it.
        #expect(third.holdings.map(\.epoch) == [epoch, epoch + 1_000])
    }

    @Test("a given-up epoch's unsettled readings get new numbers, keep what they say, and only that")
    func moves() throws {
        var fixture = SpoolFixture()
        var spool = try fixture.open()
        try fixture.append(6, to: &spool)
        _ = try spool.commit(now: fixture.now)
        let isKnown6 = fixture.acknowledge(&spool, 2)
        #expect(isKnown6)
        try spool.giveUp(epoch, newest: epoch + 50, .stale, now: fixture.now)
        #expect(spool.epoch == epoch + 51 && spool.holdings.map(\.epoch) == [epoch + 51])
        var moved: [UInt64] = []
        while spool.isMoving {
            try spool.moveSome(max: 3, now: fixture.now)
            moved += try spool.commit(now: fixture.now).map(\.seq)
        }
        #expect(moved == [1, 2, 3, 4])
        let content = try SpoolFixture.content(of: &spool)
        #expect(content.count == 4)
        for seq in 1...4 as ClosedRange<UInt64> {
            let id = spool.id(epoch + 51, seq)
            #expect(content[id] == SpoolFixture.payload(Int(seq) + 2, id))
        }
        #expect(spool.notices.last == .moved(source: fixture.source, from: epoch, to: epoch + 51))
        #expect(String(decoding: spool.origin, as: UTF8.self) == "6")
        #expect(String(decoding: try fixture.open().origin, as: UTF8.self) == "6")
    }

    @Test("a directory of another source is not used")
    func misplaced() throws {
        let fixture = SpoolFixture()
        _ = try fixture.open()
        let other = Given.source("S1/wim-2")
        #expect(throws: SpoolError.self) {
            _ = try SourceSpool(other, in: "spool/S1/wim-1", on: fixture.disk, settings: .init(), now: fixture.now)
        }
    }

    @Test("an epoch cannot be greater than the contract carries")
    func exhausted() throws {
        let fixture = SpoolFixture()
        var spool = try fixture.open()
        #expect(throws: SpoolError.exhausted(fixture.source)) {
            try spool.giveUp(epoch, newest: ReadingID.greatest, .stale, now: fixture.now)
        }
        #expect(spool.holdings.map(\.epoch) == [epoch])
    }
}

extension SourceSpool {
    func id(_ epoch: UInt64, _ seq: UInt64) -> ReadingID { ReadingID(source: source, epoch: epoch, seq: seq) }
}

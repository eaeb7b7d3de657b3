import FeedContract
import Readings
import StationFeed
import TestSupport
import Testing
import Units

/// A session on a simulated disk, with shorthands for what a test says and asks.
private struct SessionFixture {
    let disk: SimulatedDisk
    var settings: StationSession.Settings
    var now = spoolStart
    var session: StationSession
    let source = Given.source("S1/wim-1")
    let epoch = UInt64(spoolStart.millisecondsSince1970)
    private var given = 0

    init(change: (inout StationSession.Settings) -> Void = { _ in }) throws {
        disk = SimulatedDisk(seed: 1)
        settings = StationSession.Settings(directory: "spool", instance: 7)
        change(&settings)
        session = try StationSession(settings, on: disk, now: now)
    }

    mutating func restart(instance: UInt64) throws {
        disk.restart()
        settings.instance = instance
        session = try StationSession(settings, on: disk, now: now)
    }

    /// Appends and commits readings.
    @discardableResult
    mutating func spool(_ count: Int, of source: Source? = nil) throws -> [StationSession.Output] {
        for _ in 0..<count {
            given += 1
            let number = given
            try session.append(source ?? self.source, now: now) { id in
                (Array("weigh/S1/1".utf8), SpoolFixture.payload(number, id))
            }
        }
        return session.commit(now: now)
    }

    mutating func tick(after milliseconds: Int64 = 0, replayMax: Int = 100) -> [StationSession.Output] {
        now = now + Milliseconds(milliseconds)
        return session.tick(now: now, replayMax: replayMax)
    }

    @discardableResult
    mutating func say(_ message: ControlMessage) -> [StationSession.Output] {
        session.handle(message, now: now)
    }

    func range(_ seqs: ClosedRange<UInt64>, epoch: UInt64? = nil) -> ControlMessage.SeqRange {
        .init(source: source, epoch: epoch ?? self.epoch, seqs: seqs)
    }

    mutating func settle(_ through: UInt64, epoch: UInt64? = nil) {
        say(.have(.init(source: source, epoch: epoch ?? self.epoch, through: through)))
    }

    mutating func refuse(_ code: ControlError.Code, newest: UInt64? = nil) -> [StationSession.Output] {
        say(.error(ControlError(code, "no", source: source, epoch: epoch, newest: newest)))
    }
}

extension [StationSession.Output] {
    fileprivate var published: Int { count { if case .publish = $0 { true } else { false } } }
    fileprivate var notices: [StationNotice] { compactMap { if case .tell(let notice) = $0 { notice } else { nil } } }
    fileprivate var messages: [ControlMessage] {
        compactMap { if case .send(let message) = $0 { message } else { nil } }
    }
    fileprivate var hellos: [ControlMessage.Hello] {
        messages.compactMap { if case .hello(let hello) = $0 { hello } else { nil } }
    }
    fileprivate var data: [ControlMessage.ReplayedReading] {
        messages.compactMap { if case .data(let reading) = $0 { reading } else { nil } }
    }
    fileprivate var lost: [ClosedRange<UInt64>] {
        messages.compactMap { if case .lost(let range) = $0 { range.seqs } else { nil } }
    }
}

@Suite("A station's side of the feed contract") struct StationSessionTests {
    @Test("HELLO on connect and every second as heartbeat, with what is held, the clock and the instance")
    func heartbeat() throws {
        var fixture = try SessionFixture()
        let outputs0 = try fixture.spool(2)
        #expect(outputs0.published == 2)
        let first = fixture.tick().hellos
        let expected = ControlMessage.Hello(
            source: fixture.source,
            epoch: fixture.epoch,
            first: 1,
            next: 3,
            now: fixture.now,
            instance: 7
        )
        #expect(first == [expected])
        let outputs1 = fixture.tick(after: 999)
        #expect(outputs1.hellos.isEmpty)
        let outputs2 = fixture.tick(after: 1)
        #expect(outputs2.hellos.count == 1)
        let outputs3 = fixture.tick()
        #expect(outputs3.hellos.isEmpty)
        fixture.session.connected()
        let outputs4 = fixture.tick()
        #expect(outputs4.hellos.count == 1)
        // The clock was set back.
        let outputs5 = fixture.tick(after: -5_000)
        #expect(outputs5.hellos.count == 1)
    }

    @Test("`first` = `next` when nothing is held")
    func nothingHeld() throws {
        var fixture = try SessionFixture()
        try fixture.spool(3)
        fixture.settle(3)
        let hello = try #require(fixture.tick().hellos.first)
        // The last segment is held until another is begun: what is held may be asked for.
        #expect(hello.first == 1 && hello.next == 4)
        #expect(fixture.session.status.waiting == 0)
    }

    @Test("a reading is published when it is on disk, and not before")
    func nothingBeforeTheDisk() throws {
        var fixture = try SessionFixture()
        try fixture.spool(1)
        fixture.disk.syncFailures = 1
        let outputs = try fixture.spool(2)
        #expect(outputs.published == 0 && !outputs.notices.filter(\.isSevere).isEmpty)
        let outputs6 = fixture.tick()
        #expect(outputs6.hellos.map(\.next) == [2])
        let outputs7 = fixture.tick(after: 9_000)
        #expect(outputs7.published == 0)
        let outputs8 = fixture.tick(after: 1_000)
        #expect(outputs8.published == 2)
        let outputs9 = fixture.tick(after: 1_000)
        #expect(outputs9.hellos.map(\.next) == [4])
    }

    @Test("readings are published in the order in which they came, over all devices")
    func order() throws {
        var fixture = try SessionFixture()
        let (scale, camera) = (fixture.source, Given.source("S1/cam-1"))
        var topics: [String] = []
        for source in [scale, camera, camera, scale, camera] {
            try fixture.session.append(source, now: fixture.now) { id in
                (Array("\(id.source.device)".utf8), SpoolFixture.payload(1, id))
            }
        }
        for case .publish(let topic, _) in fixture.session.commit(now: fixture.now) {
            topics.append(String(decoding: topic, as: UTF8.self))
        }
        #expect(topics == ["wim-1", "cam-1", "cam-1", "wim-1", "cam-1"])
    }

    @Test("REPLAY is answered with DATA in bounded turns, and with LOST for what is no longer held")
    func replay() throws {
        var fixture = try SessionFixture { $0.spool.bytesMax = 1 << 16 }
        for _ in 0..<300 { try fixture.spool(1) }
        fixture.settle(100)
        _ = fixture.tick()
        fixture.say(.replay(fixture.range(1...300)))
        let outputs10 = fixture.tick(replayMax: 0)
        #expect(outputs10.messages.isEmpty)
        var (data, lost, turns) = ([] as [UInt64], [] as [ClosedRange<UInt64>], 0)
        while case let outputs = fixture.tick(replayMax: 40), !outputs.messages.isEmpty {
            #expect(outputs.messages.count <= 40)
            data += outputs.data.map(\.id.seq)
            lost += outputs.lost
            turns += 1
        }
        let first = try #require(lost.first)
        #expect(lost.count == 1 && first.lowerBound == 1 && first.upperBound < 101)
        #expect(data == Array((first.upperBound + 1)...300) && turns > 4)
        #expect(fixture.session.status.lost == UInt64(first.count))
    }

    @Test("what the daemon says to have after it asked for it is neither sent nor called lost")
    func settledMeanwhile() throws {
        var fixture = try SessionFixture { $0.spool.bytesMax = 1 << 16 }
        for _ in 0..<300 { try fixture.spool(1) }
        _ = fixture.tick()
        fixture.say(.replay(fixture.range(1...120)))
        fixture.settle(100)
        let outputs = fixture.tick()
        #expect(outputs.lost.isEmpty && outputs.data.map(\.id.seq) == Array(101...120))
        fixture.say(.replay(fixture.range(101...120)))
        fixture.settle(120)
        let others = fixture.tick()
        #expect(others.messages.isEmpty && fixture.session.status.lost == 0)
        // A journal restored from a backup asks once more for what is gone.
        fixture.settle(0)
        fixture.say(.replay(fixture.range(1...120)))
        let restored = fixture.tick()
        #expect(restored.lost.first?.lowerBound == 1)
    }

    @Test("DATA is byte by byte what was published")
    func sameBytes() throws {
        var fixture = try SessionFixture()
        var published: [[UInt8]] = []
        for case .publish(let topic, let payload) in try fixture.spool(5) { published += [topic, payload] }
        fixture.say(.replay(fixture.range(1...5)))
        let outputs11 = fixture.tick()
        #expect(outputs11.data.flatMap { [$0.topic, $0.payload] } == published)
    }

    @Test("what was never assigned is neither sent nor called lost; an epoch of which nothing is known is lost")
    func unknownRanges() throws {
        var fixture = try SessionFixture()
        try fixture.spool(3)
        _ = fixture.tick()
        fixture.say(.replay(fixture.range(3...9)))
        let outputs12 = fixture.tick()
        #expect(outputs12.messages.count == 1)
        fixture.say(.replay(fixture.range(1...9, epoch: fixture.epoch - 1)))
        let outputs13 = fixture.tick()
        #expect(outputs13.lost == [1...9])
        fixture.say(.replay(fixture.range(1...9, epoch: fixture.epoch + 1)))
        let outputs14 = fixture.tick()
        #expect(outputs14.messages.isEmpty)
    }

    @Test("two sources' replays share a turn")
    func fairness() throws {
        var fixture = try SessionFixture()
        let camera = Given.source("S1/cam-1")
        try fixture.spool(50)
        try fixture.spool(50, of: camera)
        _ = fixture.tick()
        fixture.say(.replay(fixture.range(1...50)))
        fixture.say(.replay(.init(source: camera, epoch: fixture.epoch, seqs: 1...50)))
        let sources = [fixture.tick(replayMax: 30), fixture.tick(replayMax: 30)].flatMap(\.data).map(\.id.source)
        #expect(Set(sources).count == 2)
    }

    @Test("FETCH is for whoever has the media, and the session says nothing of its own")
    func fetch() throws {
        var fixture = try SessionFixture()
        let digits = Array(repeating: UInt8(ascii: "a"), count: 64)
        let digest = try #require(digits.withUnsafeBytes { SHA256Digest(hexDigits: $0) })
        let key = ControlMessage.MediumKey(source: fixture.source, sha256: digest)
        let outputs15 = fixture.say(.fetch(key))
        #expect(outputs15 == [.supply(key)])
    }

    @Test("seq-reused: a new epoch, and the unacknowledged readings again under it")
    func seqReused() throws {
        var fixture = try SessionFixture()
        try fixture.spool(5)
        fixture.settle(2)
        _ = fixture.tick()
        fixture.now = fixture.now + .seconds(3)
        _ = fixture.refuse(.seqReused)
        let outputs = fixture.tick()
        #expect(outputs.published == 3)
        #expect(outputs.hellos.map(\.epoch) == [fixture.epoch + 3_000])
        #expect(outputs.hellos.map(\.next) == [4])
        // Said again of an epoch that is gone, it changes nothing.
        _ = fixture.refuse(.seqReused)
        let outputs16 = fixture.tick(after: 1_000)
        #expect(outputs16.hellos.map(\.epoch) == [fixture.epoch + 3_000])
    }

    @Test("stale-epoch: the new epoch is above the newest that the daemon knows")
    func staleEpoch() throws {
        var fixture = try SessionFixture()
        try fixture.spool(2)
        _ = fixture.refuse(.staleEpoch, newest: fixture.epoch + 90_000)
        let outputs = fixture.tick()
        #expect(outputs.published == 2)
        #expect(outputs.hellos.map(\.epoch) == [fixture.epoch + 90_001])
    }

    @Test("numbers settled that this spool never gave out are a reuse, too; nothing is forgotten for them")
    func settledTooMuch() throws {
        var fixture = try SessionFixture()
        try fixture.spool(2)
        let notices = fixture.say(.have(.init(source: fixture.source, epoch: fixture.epoch, through: 9))).notices
        #expect(notices.first == .unknownNumbers(fixture.source, through: 9))
        let outputs17 = fixture.tick()
        #expect(outputs17.published == 2)
    }

    @Test("a daemon that always refuses the epoch does not drive the station through epochs")
    func noEpochStorm() throws {
        var fixture = try SessionFixture()
        try fixture.spool(1)
        var epochs: Set<UInt64> = []
        for _ in 0..<100 {
            for hello in fixture.tick(after: 200).hellos {
                epochs.insert(hello.epoch)
                fixture.say(.error(ControlError(.seqReused, "no", source: hello.source, epoch: hello.epoch)))
            }
        }
        #expect(epochs.count <= 3)
        #expect(fixture.session.status.waiting == 1)
    }

    @Test(
        "what another HELLO would only provoke again is told once, and waited out",
        arguments: [ControlError.Code.absurdEpoch, .unauthorisedSource, .rateLimited, .malformed]
    )
    func refused(code: ControlError.Code) throws {
        var fixture = try SessionFixture()
        try fixture.spool(1)
        var (hellos, notices) = (0, 0)
        for _ in 0..<55 {
            let outputs = fixture.tick(after: 1_000)
            for _ in outputs.hellos {
                hellos += 1
                notices += fixture.refuse(code).notices.count
            }
        }
        #expect(hellos <= 6 && hellos >= 5 && notices == 1)
        let outputs18 = try fixture.spool(1)
        #expect(outputs18.published == 1)
    }

    @Test("two devices under one name: told, and neither falls silent")
    func duplicateSource() throws {
        var fixture = try SessionFixture()
        try fixture.spool(1)
        _ = fixture.tick()
        let outputs19 = fixture.refuse(.duplicateSource)
        #expect(outputs19.notices.count == 1)
        let outputs20 = fixture.tick(after: 1_000)
        #expect(outputs20.hellos.count == 1)
    }

    @Test("a full spool refuses new readings, counts them and says so once; it takes them again when there is room")
    func full() throws {
        var fixture = try SessionFixture { $0.spool.bytesMax = 1 << 14 }
        var error: (any Error)?
        while error == nil {
            do { try fixture.spool(1) } catch let refused { error = refused }
        }
        #expect(error as? SpoolError == .full(bytesMax: 1 << 14))
        let held = fixture.session.status.waiting
        #expect(throws: SpoolError.self) { try fixture.spool(1) }
        let outputs21 = fixture.tick()
        #expect(outputs21.notices == [.refusing(.full(bytesMax: 1 << 14))])
        #expect(fixture.session.status.refused == 2 && fixture.session.status.waiting == held)
        fixture.settle(held)
        let outputs22 = try fixture.spool(1)
        #expect(outputs22.published == 1)
        #expect(fixture.session.status.refused == 2)
    }

    @Test("readings that have waited for too long bar new ones")
    func age() throws {
        var fixture = try SessionFixture { $0.spool.ageMax = .seconds(60) }
        try fixture.spool(1)
        fixture.now = fixture.now + .seconds(61)
        #expect(throws: SpoolError.tooOld(ageMax: .seconds(60))) { try fixture.spool(1) }
        fixture.settle(1)
        let outputs23 = try fixture.spool(1)
        #expect(outputs23.published == 1)
    }

    @Test("all sources of the spool are spoken for after a restart, also those without new readings")
    func restart() throws {
        var fixture = try SessionFixture()
        try fixture.spool(2)
        try fixture.spool(3, of: Given.source("S1/cam-1"))
        try fixture.spool(1, of: Given.source("../.."))
        try fixture.restart(instance: 8)
        let hellos = fixture.tick().hellos
        #expect(hellos.map(\.source.description) == ["../..", "S1/cam-1", "S1/wim-1"])
        #expect(hellos.map(\.next) == [2, 4, 3] && Set(hellos.map(\.instance)) == [8])
        #expect(fixture.disk.paths.allSatisfy { $0.hasPrefix("spool/") && !$0.contains("/../") })
    }

    @Test("an older epoch is spoken for beside the current one until it is settled")
    func heldEpochs() throws {
        var fixture = try SessionFixture { $0.spool.sync = .none }
        try fixture.spool(3)
        _ = fixture.session.close(now: fixture.now)
        try fixture.spool(2)
        fixture.now = fixture.now + .seconds(5)
        try fixture.restart(instance: 8)
        let hellos = fixture.tick().hellos
        #expect(hellos.map(\.epoch) == [fixture.epoch, fixture.epoch + 5_000])
        let old = try #require(hellos.first)
        #expect((4...6).contains(old.next))
        fixture.settle(old.next - 1)
        let outputs24 = fixture.tick(after: 1_000)
        #expect(outputs24.hellos.map(\.epoch) == [fixture.epoch + 5_000])
    }

    @Test("a clock that is set back by a day silences nothing and holds nothing up")
    func clockSetBack() throws {
        var fixture = try SessionFixture()
        try fixture.spool(1)
        _ = fixture.refuse(.rateLimited)
        fixture.disk.syncFailures = 1
        try fixture.spool(1)
        let outputs = fixture.tick(after: -86_400_000)
        #expect(outputs.hellos.count == 1 && outputs.published == 1)
    }

    @Test("a station has no more sources than it may have")
    func sources() throws {
        var fixture = try SessionFixture()
        for number in 0..<StationSession.sourcesMax { try fixture.spool(1, of: Given.source("S1/d\(number)")) }
        #expect(throws: SpoolError.tooManySources(StationSession.sourcesMax)) { try fixture.spool(1) }
    }
}

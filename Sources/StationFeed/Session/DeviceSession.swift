import FeedContract
import Readings
import Units

/// One source of a station: its spool, and what the daemon wants of it.
struct DeviceSession {
    var spool: SourceSpool
    /// When HELLO was last said; `nil` when it is due at once.
    var helloAt: Instant?
    /// Nothing is said meanwhile: the daemon refused the last HELLO, and would refuse the next one.
    var quiet = Pause()
    /// Nothing is written meanwhile: the last write failed.
    private var writing = Pause()
    /// No other epoch begins meanwhile, whatever the daemon says.
    private var renewing = Pause()
    /// What to send again, oldest epoch first, one range an epoch: a later one takes its place.
    private var replays: [Replay] = []

    private(set) var spooled = 0
    private(set) var replayed = 0
    private(set) var lost: UInt64 = 0

    private struct Replay {
        let epoch: UInt64
        var from: UInt64
        var to: UInt64
    }

    /// Readings read from disk at once.
    private static let chunkMax = 100

    init(_ spool: SourceSpool) {
        self.spool = spool
    }

    var isReplaying: Bool { !replays.isEmpty }

    func mayCommit(_ now: Instant) -> Bool { writing.isOver(now) }

    mutating func commit(now: Instant, _ notices: inout NoticeBoard) -> [SpooledReading] {
        do {
            let readings = try spool.commit(now: now)
            spooled += readings.count
            return readings
        } catch {
            pauseWriting(.disk(error), now, &notices)
            return []
        }
    }

    mutating func close(now: Instant, _ notices: inout NoticeBoard) {
        do {
            try spool.close()
        } catch {
            notices.add(.failed(spool.source, .disk(error)), now: now)
        }
    }

    /// Gives the next readings of an epoch that was given up new numbers.
    mutating func move(max: Int, now: Instant, _ notices: inout NoticeBoard) {
        guard spool.isMoving else { return }
        do {
            try spool.moveSome(max: max, now: now)
        } catch {
            pauseWriting(error, now, &notices)
        }
    }

    /// Gives up an epoch that the daemon will not have.
    mutating func giveUp(
        _ epoch: UInt64,
        newest: UInt64,
        _ reason: EpochReason,
        now: Instant,
        _ notices: inout NoticeBoard
    ) {
        guard renewing.isOver(now) else { return }
        do {
            try spool.giveUp(epoch, newest: newest, reason, now: now)
            renewing.begin(now)
            helloAt = nil
        } catch {
            pauseWriting(error, now, &notices)
        }
    }

    mutating func hellos(_ settings: StationSession.Settings, now: Instant) -> [StationSession.Output] {
        guard quiet.isOver(now) else { return [] }
        // A clock that was set back is no reason to fall silent.
        if let helloAt, now >= helloAt, now < helloAt + settings.heartbeat { return [] }
        helloAt = now
        return spool.holdings.map { holding in
            .send(
                .hello(
                    .init(
                        source: spool.source,
                        epoch: holding.epoch,
                        first: holding.first,
                        next: holding.next,
                        now: now,
                        instance: settings.instance
                    )
                )
            )
        }
    }

    /// Takes note of what the daemon wants again.
    mutating func want(_ epoch: UInt64, _ seqs: ClosedRange<UInt64>) {
        replays.removeAll { $0.epoch == epoch }
        replays.append(Replay(epoch: epoch, from: seqs.lowerBound, to: seqs.upperBound))
        replays.sort { $0.epoch < $1.epoch }
        // An honest daemon asks for epochs that it was told of, and those are fewer.
        if replays.count > 100 { replays.removeFirst() }
    }

    /// Takes note of what the daemon has settled.
    ///
    /// - Returns: false when it speaks of numbers that the spool has not assigned, so that nothing was done.
    mutating func settle(_ epoch: UInt64, through: UInt64) -> Bool {
        guard spool.acknowledge(epoch: epoch, through: through) else { return false }
        // It asked for these before it had them. They may be deleted now, and are not lost.
        for place in replays.indices where replays[place].epoch == epoch {
            replays[place].from = max(replays[place].from, through + 1)
        }
        return true
    }

    /// Sends again what is held, and says what is lost.
    mutating func replay(max: Int, now: Instant, _ notices: inout NoticeBoard) -> [StationSession.Output] {
        var outputs: [StationSession.Output] = []
        while outputs.count < max, let replay = replays.first {
            let piece = spool.piece(epoch: replay.epoch, from: replay.from, to: replay.to)
            switch piece {
            case nil: replays.removeFirst()
            case .lost(let seqs):
                outputs.append(.send(.lost(.init(source: spool.source, epoch: replay.epoch, seqs: seqs))))
                lost += UInt64(seqs.count)
                replays[0].from = seqs.upperBound + 1
            case .held(let seqs):
                let count = min(seqs.count, max - outputs.count, DeviceSession.chunkMax)
                guard let data = data(replay.epoch, from: seqs.lowerBound, max: count, now, &notices) else {
                    return outputs
                }
                outputs += data
                replays[0].from = seqs.lowerBound + UInt64(data.count)
            }
        }
        return outputs
    }

    /// Reads readings to be sent again; `nil` when the disk fails, none when they turn out to be lost.
    private mutating func data(
        _ epoch: UInt64,
        from: UInt64,
        max: Int,
        _ now: Instant,
        _ notices: inout NoticeBoard
    ) -> [StationSession.Output]? {
        do {
            let readings = try spool.read(epoch: epoch, from: from, max: max)
            replayed += readings.count
            return readings.map { reading in
                let id = ReadingID(source: spool.source, epoch: epoch, seq: reading.seq)
                return .send(.data(.init(id: id, topic: reading.topic, payload: reading.payload)))
            }
        } catch {
            // The daemon asks again.
            replays.removeFirst()
            notices.add(.failed(spool.source, error), now: now)
            return nil
        }
    }

    private mutating func pauseWriting(_ error: SpoolError, _ now: Instant, _ notices: inout NoticeBoard) {
        writing.begin(now)
        notices.add(.failed(spool.source, error), now: now)
    }

    /// Takes over what the spool has to tell.
    mutating func collect(_ notices: inout NoticeBoard, now: Instant) {
        for notice in spool.notices { notices.add(.spool(notice), now: now) }
        spool.notices = []
    }
}

/// A time in which something is not tried again.
struct Pause {
    private var begun: Instant?

    /// How long it is.
    static let length = Milliseconds.seconds(10)

    mutating func begin(_ now: Instant) {
        begun = now
    }

    /// Also when the clock was set back: nothing may wait for it to come round again.
    func isOver(_ now: Instant) -> Bool {
        begun.map { now < $0 || now - $0 >= Pause.length } ?? true
    }
}

import FeedContract
import Readings
import Units
import ZeroMQ

/// What a station's thread does, turn by turn: take readings, put them on disk, publish them, hear the daemon, do what
/// is due. A turn is bounded, and live readings go before replays.
struct LinkLoop<Input: StationInput> {
    private let settings: StationLink.Settings
    private let state: LinkState
    let tell: @Sendable (StationNotice) -> Void
    private var session: StationSession
    let sockets: LinkSockets
    let media: MediaKeep
    var desk = MediaDesk()
    var mediaTally = MediaTally()
    private var input: Input

    private var supply = Supply.waiting
    private let begun = ContinuousClock.now
    /// When the end was asked for.
    private var stoppedAt: ContinuousClock.Instant?
    /// Since when the data socket has had no room.
    private var blockedSince: ContinuousClock.Instant?
    /// What waited for the daemon when last looked at, and when that changed.
    private var waiting: UInt64 = 0
    private var movedAt = ContinuousClock.now

    /// Messages heard, and sent again, in one turn.
    private static var turnMax: Int { 200 }
    /// Input that comes while nothing happens is noticed after this time.
    private static var idleMilliseconds: Int { 10 }
    /// The daemon may take so long to subscribe before readings are taken that it will have to ask for.
    private static var patience: Duration { .seconds(2) }
    /// The end does not wait for longer than this until what was begun is published.
    private static var stopping: Duration { .seconds(5) }

    init(
        _ settings: StationLink.Settings,
        _ state: LinkState,
        _ tell: @escaping @Sendable (StationNotice) -> Void,
        input: StationLink.InputMaker<Input>
    ) throws(PublishError) {
        self.settings = settings
        self.state = state
        self.tell = tell
        let disk = try LinkLoop.disk(settings)
        var session = StationSession.Settings(
            directory: settings.directory,
            instance: UInt64.random(in: 0...ReadingID.greatest)
        )
        session.spool = settings.spool
        do {
            self.session = try StationSession(session, on: disk, now: WallClock.now)
        } catch {
            throw .spool(error)
        }
        do {
            let directory = SpoolPath.media(settings.directory)
            media = try MediaKeep(settings.media, in: directory, on: disk, now: WallClock.now)
        } catch {
            throw .spool(.disk(error))
        }
        sockets = try LinkSockets(settings)
        self.input = try input(disk, media, WallClock.now)
    }

    private static func disk(_ settings: StationLink.Settings) throws(PublishError) -> any Disk {
        if let bytes = settings.memoryMax { return MemoryDisk(bytesMax: bytes) }
        let disk = PosixDisk()
        try lock(settings.directory, on: disk)
        return disk
    }

    private static func lock(_ directory: String, on disk: PosixDisk) throws(PublishError) {
        let isLocked: Bool
        do {
            try disk.makeDirectory(directory)
            isLocked = try disk.lock(SpoolPath.lock(directory))
        } catch {
            throw .spool(.disk(error))
        }
        guard isLocked else { throw .spoolInUse(directory) }
    }

    mutating func run() throws(PublishError) {
        var failure: PublishError?
        while failure == nil, !isOver {
            do throws(PublishError) {
                try takeInput()
            } catch {
                // What was taken before is still put on disk.
                failure = error
            }
            try turn()
        }
        try perform(session.close(now: WallClock.now))
        if session.isCommitted { try input.settle(now: WallClock.now, isLast: true) }
        report()
        if let failure { throw failure }
        let waiting = session.status.waiting
        if settings.isUntilAcknowledged, !state.stop.isRaised, waiting > 0 {
            throw .unacknowledged(count: waiting, waitedMilliseconds: Int(settings.wait.rawValue))
        }
        if settings.isUntilFetched, !state.stop.isRaised, media.unsent > 0 {
            throw .unfetched(count: media.unsent, waitedMilliseconds: Int(settings.wait.rawValue))
        }
    }

    private var isOver: Bool {
        if let stoppedAt, stoppedAt.duration(to: .now) > LinkLoop.stopping { return true }
        guard supply == .ended, sockets.mayPublish else { return false }
        guard settings.isUntilAcknowledged || settings.isUntilFetched, stoppedAt == nil else { return true }
        return waiting == 0 && (!settings.isUntilFetched || mediaTally.unsent == 0)
            || movedAt.duration(to: .now) > .milliseconds(settings.wait.rawValue)
    }

    private mutating func takeInput() throws(PublishError) {
        if stoppedAt == nil, state.stop.isRaised {
            stoppedAt = .now
            input.finish()
        }
        // Before the daemon has subscribed, what is published is dropped; a replay is slower.
        guard
            sockets.isSubscribed || !settings.isLive || begun.duration(to: .now) > LinkLoop.patience || stoppedAt != nil
        else { return }
        guard supply != .ended, canPublish() else { return }
        supply = try input.feed(&session, now: WallClock.now, max: settings.spool.batchMax)
    }

    /// Whether the data socket has room, or has had none for so long that readings are left to the replay.
    private mutating func canPublish() -> Bool {
        guard !sockets.mayPublish else {
            blockedSince = nil
            return true
        }
        let since = blockedSince ?? .now
        blockedSince = since
        guard since.duration(to: .now) > LinkLoop.patience else { return false }
        sockets.dropUnpublished()
        return true
    }

    private mutating func turn() throws(PublishError) {
        let now = WallClock.now
        try perform(session.commit(now: now))
        if session.isCommitted { try input.settle(now: now, isLast: false) }
        // The first HELLO shows all that there is to ask for.
        guard settings.isLive || supply == .ended else { return report() }
        if try sockets.refresh() { session.connected() }
        for _ in 0..<LinkLoop.turnMax {
            guard let message = try sockets.receive() else { break }
            try perform(session.handle(message, now: now))
        }
        try perform(session.tick(now: now, replayMax: sockets.mayReplay ? LinkLoop.turnMax : 0))
        try serve(now)
        report()
        var isBusy = supply == .more && sockets.mayPublish || session.isBusy && sockets.mayReplay
        if !isBusy { isBusy = try hasMediaToSend() }
        try sockets.wait(milliseconds: isBusy ? 0 : LinkLoop.idleMilliseconds)
    }

    private mutating func perform(_ outputs: [StationSession.Output]) throws(PublishError) {
        for output in outputs {
            switch output {
            case .publish(let topic, let payload): if settings.isLive { try sockets.publish(topic, payload) }
            case .send(let message): try sockets.post(message)
            case .supply(let key): try supply(key)
            case .tell(let notice): tell(notice)
            }
        }
    }

    private mutating func report() {
        var progress = StationLink.Progress()
        progress.input = input.tally
        progress.status = session.status
        progress.isConnected = sockets.isConnected
        progress.hasInputEnded = supply == .ended
        // Counted only where the end depends on it: it looks at each.
        if settings.isUntilFetched { mediaTally.unsent = media.unsent }
        if progress.status.waiting != waiting || mediaTally != progress.media || supply != .ended { movedAt = .now }
        progress.media = mediaTally
        waiting = progress.status.waiting
        state.report(progress)
    }
}

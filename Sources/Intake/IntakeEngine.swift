public import Enforcement
import FeedContract
import Foundation
public import Journal
public import Logging
public import Readings
public import Units
public import ZeroMQ

/// The daemon's heart: the thread that owns the data socket, and the committer behind it.
///
/// Receive everything there is, up to a batch; tell the core; commit; only then publish. An idle feed is committed at
/// once, so that its latency is one fsync; a busy one in groups, because the next batch fills while the last one syncs.
public final class IntakeEngine: Sendable {
    /// What the engine needs to know.
    public struct Settings: Sendable {
        /// The data directory.
        public var directory: String
        /// Where the sockets bind and connect.
        public var endpoints: FeedEndpoints
        /// Who may speak.
        public var admission: Admission
        /// With which key.
        public var keys: KeyRing
        /// Readings a second that a source may send; the rest is asked for again later.
        public var readingsPerSecondMax: Int
        /// The share of the work that a backlog may take while live readings wait, 0.05…0.95.
        public var replayShare: Double
        /// Connections refused so far, for want of a listed key or at the handshake; asked for often, so it costs nothing.
        public var refusedPeers: @Sendable () -> Int = { 0 }
        /// Told of handshakes that fail at a socket with keys; must not wait.
        public var handshakeFailed: @Sendable (HandshakeFailure) -> Void = { _ in }
        /// How much the quarantine may hold.
        public var quarantine = QuarantineBounds.byDefault
        /// How long readings are kept.
        public var readings = ReadingsBounds.byDefault
        /// Told of every message that is refused because of who sent it; must not wait.
        public var messageRefused: @Sendable (MessageRefusal) -> Void = { _ in }
        /// Told after each commit how long it took, and when its oldest reading was received; must not wait.
        public var committed: @Sendable (Duration, Instant?) -> Void = { _, _ in }
        /// Called at each turn of the thread that receives, many times a second: it is not stuck.
        public var alive: @Sendable () -> Void = {}
        /// Takes what stations have sent for FETCH; must not wait, and gives false when it has no room.
        public var mediumArrived: @Sendable (MediumArrival) -> Bool = { _ in true }
        /// The registers.
        public var registers: RegisterSource
        /// The core, having heard nothing.
        public var pipeline: Pipeline

        /// Makes settings.
        public init(
            directory: String,
            endpoints: FeedEndpoints,
            admission: Admission,
            keys: KeyRing = KeyRing([:]),
            readingsPerSecondMax: Int = 100_000,
            replayShare: Double = 0.25,
            registers: RegisterSource = .empty,
            pipeline: Pipeline
        ) {
            self.registers = registers
            self.directory = directory
            self.endpoints = endpoints
            self.admission = admission
            self.keys = keys
            self.readingsPerSecondMax = readingsPerSecondMax
            self.replayShare = replayShare
            self.pipeline = pipeline
        }
    }

    /// Bytes of one frame on data; larger ones cut the connection, so the payload's own check is far below it.
    static let dataBytesMax = 1 << 20
    /// Bytes of one frame on control, for media.
    static let controlBytesMax = 16 << 20
    /// How long after a stop was asked for the disk may still refuse before what it refuses is given up.
    static let stopRetryingSeconds = 5.0
    /// Longest time that the thread waits for a message before it looks whether it should stop.
    static let pollMilliseconds = 50
    /// The same where nothing has come for `quietAfter`: an idle daemon wakes seldom.
    static let quietPollMilliseconds = 250
    /// How long nothing has come before that.
    static let quietAfter = Milliseconds.seconds(10)

    /// Where the data socket is bound, with the port that was chosen.
    public let endpoint: String
    /// Where the control socket is bound, with the port that was chosen.
    public let controlEndpoint: String
    private let requests: IntakeRequests
    private let ended: Monitor<Result<Void, any Error>?>
    private let committer: Committer
    private let thread: FeedThread

    /// Opens the journal, takes up where the last daemon stopped, binds, and starts receiving.
    ///
    /// - Parameters:
    ///   - now: the daemon's clock.
    ///   - caseInputsCommitted: called after a commit that has something for the case store.
    /// - Throws: `StoreError`, GRDB's errors and `ZeroMQError`, when it cannot start.
    public init(
        _ settings: Settings,
        context: Context,
        results: ResultsPublisher,
        logger: Logger,
        now: @escaping @Sendable () -> Instant,
        caseInputsCommitted: @escaping @Sendable () -> Void
    ) throws {
        let journal = try JournalWriter(directory: settings.directory)
        let reader = try JournalReader(directory: settings.directory)
        let resumption = try reader.resumption()
        let watch = QuarantineWatch(bounds: settings.quarantine, logger: logger, now: now)
        let committer = try Committer(
            journal: journal,
            quarantine: watch,
            readings: ReadingsWatch(bounds: settings.readings, logger: logger, now: now),
            logger: logger
        ) { [settings] batch, duration in
            settings.committed(duration, batch.readings.first?.receivedAt)
            // Whoever is looked out for is told of before the verdict that lets him pass.
            results.publish(batch.alerts.map { AlertMessage($0.alert, isWithdrawn: $0.isWithdrawn) })
            results.publish(batch.verdicts.map { VerdictMessage($0) })
            if !batch.caseInputs.isEmpty { caseInputsCommitted() }
        }
        self.committer = committer
        let requests = IntakeRequests()
        let outcome = Monitor<Result<Void, any Error>?>(nil)
        let bound = Monitor<Result<(data: String, control: String), any Error>?>(nil)
        thread = try FeedThread(name: "intake") {
            let ended = Result {
                let sockets = try FeedSockets(
                    settings.endpoints,
                    context,
                    stations: settings.admission.stationCount,
                    settings.handshakeFailed
                ) { data, control in bound.withLock { $0 = .success((data, control)) } }
                let failedHandshakes = sockets.failedHandshakes
                var loop = IntakeLoop(
                    sockets: sockets,
                    reception: Reception(
                        pipeline: settings.pipeline,
                        settings: Reception.Settings(
                            admission: settings.admission,
                            registers: settings.registers,
                            readingsPerSecondMax: settings.readingsPerSecondMax,
                            refusedPeers: { settings.refusedPeers() + failedHandshakes() },
                            droppedResults: { results.dropped },
                            mediumArrived: settings.mediumArrived
                        ),
                        resumption: resumption,
                        now: now()
                    ),
                    committer: committer,
                    keys: settings.keys,
                    journal: reader,
                    replayShare: settings.replayShare,
                    messageRefused: settings.messageRefused,
                    alive: settings.alive,
                    now: now
                )
                try loop.run(requests)
            }
            requests.stop()
            committer.stop()
            bound.withLock { if $0 == nil, case .failure(let error) = ended { $0 = .failure(error) } }
            outcome.withLock { $0 = ended }
        }
        self.requests = requests
        ended = outcome
        let endpoints = try bound.wait(for: { $0 })?.get()
        endpoint = endpoints?.data ?? settings.endpoints.data.endpoint
        controlEndpoint = endpoints?.control ?? settings.endpoints.control.endpoint
    }

    /// Takes what a reload has brought.
    public func take(_ change: IntakeChange) async -> IntakeChange.Outcome {
        await withCheckedContinuation { continuation in
            let isTaken = requests.add(.change(change) { continuation.resume(returning: $0) })
            if !isTaken { continuation.resume(returning: .stopping) }
        }
    }

    /// Whether the disk refuses what was received; nothing is acknowledged meanwhile.
    public var isRefused: Bool { committer.readiness == .refused }

    /// Forgets which epoch a source is in, so that any may begin; what was taken of it stays known.
    ///
    /// - Returns: whether the source was heard before; `nil` when the daemon is stopping.
    public func reset(_ source: Source) async -> Bool? {
        await withCheckedContinuation { continuation in
            let isTaken = requests.add(.reset(source) { continuation.resume(returning: $0) })
            if !isTaken { continuation.resume(returning: nil) }
        }
    }

    /// Asks a station for a medium, if it can be reached; when nothing comes, whoever asks will ask again.
    public func fetch(_ medium: WantedMedium) { _ = requests.add(.fetch(medium)) }

    /// The sources that can be asked for something now; none when the daemon is stopping.
    public func reachable() async -> Set<Source> {
        let sources: [Source]? = await withCheckedContinuation { continuation in
            let isTaken = requests.add(.reachable { continuation.resume(returning: $0) })
            if !isTaken { continuation.resume(returning: nil) }
        }
        return Set(sources ?? [])
    }

    /// Tries messages of the quarantine again, as if they came now; those that are valid become readings.
    ///
    /// - Parameter ids: their numbers, `retriedMax` at most; those beyond are not looked at.
    /// - Returns: what has become of each, once that is committed; `nil` when the daemon is stopping.
    public func retry(_ ids: [Int64]) async -> [RetriedMessage]? {
        await withCheckedContinuation { continuation in
            let answer = RetryAnswer { continuation.resume(returning: $0) }
            // Where it is not taken, the answer is given as it goes.
            _ = requests.add(.retry(Array(ids.prefix(IntakeEngine.retriedMax)), answer))
        }
    }

    /// Notes where the case store's chain ends, with what is committed next; where it comes too late, it is noted after the
    /// next start.
    public func note(_ witness: CaseWitness) { _ = requests.add(.note(witness)) }

    /// Ends it with an error of the journal's that somebody else has met; what is not committed is not acknowledged.
    public func end(because error: any Error) { _ = requests.add(.end(error)) }

    /// Messages tried again in one request at most: the intake reads them between two passes.
    public static let retriedMax = 100

    /// Asks it to stop receiving, to commit everything received, and to close the journal; returns at once.
    public func requestStop() {
        requests.stop()
        committer.stopRetrying(after: IntakeEngine.stopRetryingSeconds)
    }

    /// Waits until it has ended, by `requestStop()` or by itself; blocks the thread that calls it.
    ///
    /// - Throws: what ended it before it was asked to stop.
    public func waitForEnd() throws {
        thread.join()
        try ended.read { $0 }?.get()
    }
}

import Synchronization
public import Units
public import ZeroMQ

/// A station with a spool, on a thread of its own: takes readings from an input, and gets them to the daemon.
///
/// What reaches the spool reaches the daemon, however often either is started anew: the live readings are only the
/// faster way. See `StationSession` for what is said, `LinkLoop` for who does what when.
public final class StationLink: Sendable {
    /// What a station needs to run.
    public struct Settings: Sendable {
        /// The daemon's data endpoint.
        public var data: String
        /// The daemon's control endpoint.
        public var control: String
        /// The spool's directory, which no other process may use at the same time.
        public var directory: String
        /// How the spool keeps readings.
        public var spool = SpoolSettings()
        /// How media are kept.
        public var media = MediaSettings()
        /// Keeps everything in memory, so many bytes at most, rather than in the directory; for one run.
        public var memoryMax: Int?
        /// Whether readings are published as they come; else the daemon asks for them all.
        public var isLive = true
        /// Encryption; none when `nil`.
        public var curve: CurveRole?
        /// Whether the run ends when the daemon has settled everything, rather than when everything is in the spool.
        public var isUntilAcknowledged = false
        /// Whether the run ends when the daemon has fetched all media, too.
        public var isUntilFetched = false
        /// How long the daemon may settle and fetch nothing before such a run fails.
        public var wait = Milliseconds.seconds(60)

        /// Describes a station.
        public init(data: String, control: String, directory: String) {
            (self.data, self.control, self.directory) = (data, control, directory)
        }
    }

    /// How far a run is.
    public struct Progress: Sendable {
        /// What was read.
        public var input = InputTally()
        /// How the spool is.
        public var status = StationSession.Status()
        /// What became of media.
        public var media = MediaTally()
        /// Whether the control socket has a connection.
        public var isConnected = false
        /// Whether the input has ended.
        public var hasInputEnded = false

        /// Nothing done.
        public init() {}
    }

    /// Makes an input with the disk that the spool is on, the keep of media, and the time.
    public typealias InputMaker<Input> = @Sendable (any Disk, MediaKeep, Instant) throws(PublishError) -> Input

    private let state: LinkState
    private let thread: FeedThread

    /// Starts a station.
    ///
    /// - Parameters:
    ///   - settings: how it is run.
    ///   - tell: what the operator must know, one thing a call, from the station's thread.
    ///   - input: makes the input, on the station's thread.
    /// - Throws: `socket` when the system has no room for another thread.
    public init<Input: StationInput>(
        _ settings: Settings,
        tell: @escaping @Sendable (StationNotice) -> Void,
        input: @escaping InputMaker<Input>
    ) throws(PublishError) {
        let state = LinkState()
        self.state = state
        do {
            thread = try FeedThread(name: "station") {
                state.end(
                    Result { () throws(PublishError) in
                        var loop = try LinkLoop(settings, state, tell, input: input)
                        try loop.run()
                    }
                )
            }
        } catch {
            throw PublishError(error, endpoint: settings.data)
        }
    }

    /// How far the run is; it may lag by a moment.
    public var progress: Progress { state.progress }

    /// Whether everything is over.
    public var hasEnded: Bool { state.hasEnded }

    /// Ends the run: what was read is put into the spool, and stays there.
    public func stop() {
        state.stop.raise()
    }

    /// Waits for the end.
    ///
    /// - Returns: what was done.
    public func result() throws(PublishError) -> Progress {
        thread.join()
        try state.outcome?.get()
        return state.progress
    }
}

/// What a station's thread and its owner share.
final class LinkState: Sendable {
    let stop = StopFlag()
    private let shared = Mutex(Shared())

    private struct Shared {
        var progress = StationLink.Progress()
        var outcome: Result<Void, PublishError>?
    }

    var progress: StationLink.Progress { shared.withLock { $0.progress } }
    var hasEnded: Bool { shared.withLock { $0.outcome != nil } }
    var outcome: Result<Void, PublishError>? { shared.withLock { $0.outcome } }

    func report(_ progress: StationLink.Progress) {
        shared.withLock { $0.progress = progress }
    }

    func end(_ outcome: Result<Void, PublishError>) {
        shared.withLock { $0.outcome = outcome }
    }
}

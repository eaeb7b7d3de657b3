import Synchronization
public import Units
public import ZeroMQ

/// Sends messages to the daemon, on a thread of its own.
///
/// It begins when the daemon has subscribed, so that nothing is lost to a slow joiner; it waits rather than drops when
/// the daemon is slow; and it ends when all that was sent has left. What a broken connection swallows is not sent
/// again: that is for the spool and the control socket.
public final class Publisher: Sendable {
    /// Where to send, and how long to wait for the daemon.
    public struct Settings: Sendable {
        /// The daemon's data endpoint.
        public var endpoint: String
        /// How long to wait for its subscription.
        public var wait: Milliseconds
        /// How long to wait at the end until all has left.
        public var linger = Milliseconds.seconds(30)
        /// Messages queued at most, before sending waits.
        public var queue = 10_000
        /// Encryption; none when `nil`.
        public var curve: CurveRole?

        /// Sends to an endpoint.
        public init(endpoint: String, wait: Milliseconds = .seconds(60)) {
            self.endpoint = endpoint
            self.wait = wait
        }
    }

    private let state: PublisherState
    private let thread: FeedThread

    /// Starts sending.
    ///
    /// - Parameters:
    ///   - settings: where to.
    ///   - pacing: when each message leaves.
    ///   - messages: what to send; asked once, with the time at which sending begins.
    /// - Throws: `socket` when the system has no room for another thread.
    public init<Messages: MessageSource>(
        _ settings: Settings,
        pacing: Pacing,
        messages: @escaping @Sendable (_ start: Instant) -> Messages
    ) throws(PublishError) {
        let state = PublisherState()
        self.state = state
        do {
            thread = try FeedThread(name: "publisher") {
                let delivery = Delivery(settings: settings, state: state)
                state.end(Result { () throws(PublishError) in try delivery.run(pacing, messages) })
            }
        } catch {
            throw PublishError(error, endpoint: settings.endpoint)
        }
    }

    /// What was sent up to now; it may lag by a moment.
    public var progress: Tally { state.tally }

    /// Whether the daemon has subscribed.
    public var hasBegun: Bool { state.hasBegun }

    /// Whether everything is over.
    public var hasEnded: Bool { state.hasEnded }

    /// Lets no further passage begin; what was sent is still delivered.
    public func stop() {
        state.stop.raise()
    }

    /// Waits for the end.
    ///
    /// - Returns: what was sent.
    public func result() throws(PublishError) -> Tally {
        thread.join()
        try state.outcome?.get()
        return state.tally
    }
}

/// What the publisher's thread and its owner share.
final class PublisherState: Sendable {
    let stop = StopFlag()
    private let shared = Mutex(Shared())

    private struct Shared {
        var tally = Tally()
        var hasBegun = false
        var outcome: Result<Void, PublishError>?
    }

    var tally: Tally { shared.withLock { $0.tally } }
    var hasBegun: Bool { shared.withLock { $0.hasBegun } }
    var hasEnded: Bool { shared.withLock { $0.outcome != nil } }
    var outcome: Result<Void, PublishError>? { shared.withLock { $0.outcome } }

    func begin() {
        shared.withLock { $0.hasBegun = true }
    }

    func report(_ tally: Tally) {
        shared.withLock { $0.tally = tally }
    }

    func end(_ outcome: Result<Void, PublishError>) {
        shared.withLock { $0.outcome = outcome }
    }
}

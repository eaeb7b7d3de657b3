public import Enforcement
import FeedContract
import Foundation
import Journal
public import Logging
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
        /// Where the data socket binds.
        public var dataEndpoint: String
        /// Who may speak.
        public var admission: Admission
        /// The registers.
        public var registers: RegisterSource
        /// The core, having heard nothing.
        public var pipeline: Pipeline

        /// Makes settings.
        public init(
            directory: String,
            dataEndpoint: String,
            admission: Admission,
            registers: RegisterSource = .empty,
            pipeline: Pipeline
        ) {
            self.registers = registers
            self.directory = directory
            self.dataEndpoint = dataEndpoint
            self.admission = admission
            self.pipeline = pipeline
        }
    }

    /// Bytes of one message; larger ones cut the connection, so the payload's own check is far below it.
    static let messageBytesMax = 1 << 20
    /// How long after a stop was asked for the disk may still refuse before what it refuses is given up.
    static let stopRetryingSeconds = 5.0
    /// Longest time that the thread waits for a message before it looks whether it should stop.
    static let pollMilliseconds = 50

    /// Where the data socket is bound, with the port that was chosen.
    public let endpoint: String
    private let control: Monitor<Control>
    private let committer: Committer
    private let thread: FeedThread

    private struct Control {
        var isStopping = false
        var ended: Result<Void, any Error>?
    }

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
        let resumption = try JournalReader(directory: settings.directory).resumption()
        let committer = try Committer(journal: journal, logger: logger) { batch in
            // Whoever is looked out for is told of before the verdict that lets him pass.
            results.publish(batch.alerts.map { AlertMessage($0.alert, isWithdrawn: $0.isWithdrawn) })
            results.publish(batch.verdicts.map { VerdictMessage($0) })
            if !batch.caseInputs.isEmpty { caseInputsCommitted() }
        }
        self.committer = committer
        let control = Monitor(Control())
        let bound = Monitor<Result<String, any Error>?>(nil)
        thread = try FeedThread(name: "intake") {
            let ended = Result {
                var loop = try IntakeLoop(
                    socket: IntakeLoop.bind(settings.dataEndpoint, context) { endpoint in
                        bound.withLock { $0 = .success(endpoint) }
                    },
                    reception: Reception(
                        pipeline: settings.pipeline,
                        admission: settings.admission,
                        registers: settings.registers,
                        resumption: resumption,
                        now: now()
                    ),
                    committer: committer,
                    now: now
                )
                try loop.run { control.withLock { $0.isStopping } }
            }
            committer.stop()
            bound.withLock { if $0 == nil, case .failure(let error) = ended { $0 = .failure(error) } }
            control.withLock { $0.ended = ended }
        }
        self.control = control
        endpoint = try bound.wait(for: { $0 })?.get() ?? settings.dataEndpoint
    }

    /// Asks it to stop receiving, to commit everything received, and to close the journal; returns at once.
    public func requestStop() {
        control.withLock { $0.isStopping = true }
        committer.stopRetrying(after: IntakeEngine.stopRetryingSeconds)
    }

    /// Waits until it has ended, by `requestStop()` or by itself; blocks the thread that calls it.
    ///
    /// - Throws: what ended it before it was asked to stop.
    public func waitForEnd() throws {
        thread.join()
        try control.withLock { $0.ended }?.get()
    }
}

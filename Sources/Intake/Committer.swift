import Foundation
import GRDB
import Journal
import Logging
import ZeroMQ

/// Commits batches on a thread of its own, so that one batch is decoded while the one before goes to disk.
///
/// One batch at a time: while it is being committed the intake fills the next, and when that is full it waits, libzmq's
/// queues fill, and the stations' own queues hold the rest.
final class Committer: Sendable {
    private enum State {
        /// Nothing to do; holds an emptied batch whose memory can be used again.
        case idle(spare: Batch)
        case waiting(Batch)
        /// Whether the disk has refused it so far.
        case committing(isRefused: Bool)
        case stopped
        case failed(any Error)

        var isIdle: Bool { if case .idle = self { true } else { false } }
    }

    private let state: Monitor<State>
    /// When a disk that refuses is given up; set when the daemon is told to stop.
    private let patience: Monitor<Date?>
    private let thread: FeedThread

    /// How long the disk is given before a commit that failed is tried again.
    static let retryInterval: TimeInterval = 1

    /// Starts the thread; the journal belongs to it from here on.
    ///
    /// - Parameter committed: called on the thread after each commit, with the time that it took.
    init(
        journal: sending JournalWriter,
        quarantine: QuarantineWatch,
        readings: ReadingsWatch,
        logger: Logger,
        committed: @escaping @Sendable (borrowing Batch, Duration) -> Void
    ) throws {
        let state = Monitor<State>(.idle(spare: Batch()))
        let patience = Monitor<Date?>(nil)
        let owned = Unchecked(journal)
        self.state = state
        self.patience = patience
        thread = try FeedThread(name: "commit") {
            Committer.run(owned.value, quarantine, readings, state, patience, logger, committed)
        }
    }

    /// What a batch handed over now would meet.
    enum Readiness {
        /// It would be committed at once.
        case idle
        /// Another one is being committed.
        case busy
        /// The disk refuses the one before it, which is tried on.
        case refused
        /// It would not be committed any more.
        case ended
    }

    /// Hands a batch over and returns an empty one.
    ///
    /// - Returns: `nil` unless the committer is idle: the batch is not taken then.
    func submit(_ batch: Batch) -> Batch? {
        state.withLock { state in
            guard case .idle(let spare) = state else { return nil }
            state = .waiting(batch)
            return spare
        }
    }

    /// What a batch handed over now would meet.
    var readiness: Readiness { state.read { Committer.readiness($0) } }

    /// Waits while a batch is being committed by a disk that takes it.
    func waitUntilReady() -> Readiness {
        state.wait { state in
            let readiness = Committer.readiness(state)
            return readiness == .busy ? nil : readiness
        } ?? .ended
    }

    private static func readiness(_ state: borrowing State) -> Readiness {
        switch state {
        case .idle: .idle
        case .waiting: .busy
        case .committing(let isRefused): isRefused ? .refused : .busy
        case .stopped, .failed: .ended
        }
    }

    /// Gives a disk that refuses so many more seconds; then the committer ends with the error.
    func stopRetrying(after seconds: TimeInterval) {
        patience.withLock { $0 = $0 ?? Date(timeIntervalSinceNow: seconds) }
    }

    /// Waits until everything handed over is committed.
    func waitUntilIdle() {
        _ = state.wait { state -> Bool? in
            switch state {
            case .idle, .stopped, .failed: true
            case .waiting, .committing: nil
            }
        }
    }

    /// Why the committer has ended by itself.
    var failure: (any Error)? {
        state.read { if case .failed(let error) = $0 { error } else { nil } }
    }

    /// Commits what was handed over, closes the journal and ends the thread.
    func stop() {
        waitUntilIdle()
        state.withLock { if case .idle = $0 { $0 = .stopped } }
        thread.join()
    }

    private static func run(
        _ journal: JournalWriter,
        _ quarantine: QuarantineWatch,
        _ readings: ReadingsWatch,
        _ state: Monitor<State>,
        _ patience: Monitor<Date?>,
        _ logger: Logger,
        _ committed: (borrowing Batch, Duration) -> Void
    ) {
        var (quarantine, readings) = (quarantine, readings)
        while true {
            var batch: Batch
            let begun: ContinuousClock.Instant
            do {
                // Also where nothing comes: messages go for their age, too.
                try quarantine.look(at: journal) { state.read { $0.isIdle } }
                try readings.look(at: journal) { state.read { $0.isIdle } }
                switch next(state) {
                case .batch(let next): batch = next
                case .pause: continue
                case .end: return close(journal, logger)
                }
                begun = .now
                try commit(batch, to: journal, state, patience, logger)
            } catch {
                state.withLock { $0 = .failed(error) }
                return
            }
            committed(batch, .now - begun)
            // In place: nobody else holds it by now, so its memory is used again and not allocated anew.
            batch.removeAll()
            state.withLock { if case .committing = $0 { $0 = .idle(spare: batch) } }
        }
    }

    private static func close(_ journal: JournalWriter, _ logger: Logger) {
        do {
            try journal.close()
        } catch {
            logger.warning("journal not closed cleanly; nothing is lost", metadata: ["error": "\(error)"])
        }
    }

    /// What the thread does next.
    private enum Next {
        case batch(Batch)
        case pause
        case end
    }

    /// Waits for something to commit, and at most a minute.
    private static func next(_ state: Monitor<State>) -> Next {
        state.wait(until: Date(timeIntervalSinceNow: QuarantineWatch.interval)) { state -> Next? in
            switch state {
            case .waiting(let batch):
                state = .committing(isRefused: false)
                return .batch(batch)
            case .stopped: return .end
            case .idle, .committing, .failed: return nil
            }
        } ?? .pause
    }

    /// Tries until the disk takes the batch: while it does not, nothing is acknowledged and nothing is lost.
    private static func commit(
        _ batch: Batch,
        to journal: JournalWriter,
        _ state: Monitor<State>,
        _ patience: Monitor<Date?>,
        _ logger: Logger
    ) throws {
        var refusedSince: Date?
        while true {
            do {
                try journal.commit(batch)
                guard let refusedSince else { return }
                let seconds = Int(Date().timeIntervalSince(refusedSince).rounded())
                return logger.notice("journal takes commits again", metadata: ["after_s": "\(seconds)"])
            } catch let error as DatabaseError where error.isPassing {
                if refusedSince == nil {
                    logger.error(
                        "journal does not take a commit, trying on; nothing is acknowledged meanwhile",
                        metadata: ["error": "\(error)", "what_to_do": "\(error.whatToDo)"]
                    )
                    state.withLock { $0 = .committing(isRefused: true) }
                }
                refusedSince = refusedSince ?? Date()
                if let end = patience.read({ $0 }), Date() > end {
                    logger.error(
                        "stopped before the journal took them",
                        metadata: ["readings": "\(batch.readings.count)"]
                    )
                    throw error
                }
                _ = patience.wait(until: Date(timeIntervalSinceNow: retryInterval)) { _ -> Bool? in nil }
            }
        }
    }
}

extension DatabaseError {
    fileprivate var whatToDo: String {
        resultCode == .SQLITE_FULL
            ? "make room on the disk of data_dir"
            : "see that data_dir can be written and that nothing else holds the file"
    }

    /// Whether the same commit may succeed later: the disk is full, or another process holds the file.
    fileprivate var isPassing: Bool {
        switch resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_NOMEM: true
        default: false
        }
    }
}

/// Carries a value onto the one thread that owns it from then on.
private struct Unchecked<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}

import CaseStore
import Foundation
import Intake
import Journal
import Logging
import ServiceLifecycle
import Units

/// Signs the case store's chain every hour and at the stop, and notes outside the store where it ends.
///
/// The note goes to the journal at most once a second, with the batch that is committed next; a checkpoint's digest goes
/// to the log, too.
struct CheckpointService: Service {
    /// Between two checkpoints.
    static let interval = Duration.seconds(3_600)
    /// Between two notes of where the chain ends.
    static let noteInterval = Duration.seconds(1)

    let cases: CaseStoreOwner
    let key: SigningKey
    let engine: IntakeEngine
    /// What the journal knew of the store before this start.
    let witness: CaseWitness?
    let logger: Logger

    func run() async throws {
        guard await isWholeOnceThere() else {
            // A service that returned would end the daemon; the intake goes on.
            try? await gracefulShutdown()
            return
        }
        await cases.allowSigning()
        await noteLastCheckpoint()
        let clock = ContinuousClock()
        var due = clock.now
        var noted: StoreEnd?
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            // A store that is away is tried again a second later; the forwarder says so.
            if clock.now >= due, await sign() { due = clock.now + CheckpointService.interval }
            noted = await note(unless: noted)
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: CheckpointService.noteInterval) }
        }
    }

    /// Asks until the store can be asked; false when the daemon stops before.
    private func isWholeOnceThere() async -> Bool {
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            if let answer = try? await isWhole() { return answer }
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: CheckpointService.noteInterval) }
        }
        return false
    }

    /// Whether the store still has what the journal knows of it.
    ///
    /// Where it has not, nothing is signed or noted: that would wipe the trace.
    /// - Throws: when the store is away.
    private func isWhole() async throws -> Bool {
        // Of another life of the store the journal knows nothing, and of one without events nothing to be lost.
        guard let witness, witness.event > 0 else { return true }
        guard try await cases.end().generation == witness.generation else { return true }
        if try await cases.holds(StoreHead(event: witness.event, hash: .init(witness.hash))) { return true }
        logger.critical(
            """
            cases.sqlite is not the store that the journal knows: events were changed or cut off, and nothing is signed. \
            Keep both files, run zhichao verify, and restore the last backup
            """,
            metadata: ["event": "\(witness.event)", "hash": "\(witness.hash.hex)"]
        )
        return false
    }

    /// The one of the last stop was written when the journal was closed.
    private func noteLastCheckpoint() async {
        guard let checkpoint = try? await cases.lastCheckpoint(), let position = try? await cases.position() else {
            return
        }
        engine.note(CaseWitness(checkpoint, position: position))
    }

    /// - Returns: whether the store could be reached.
    private func sign() async -> Bool {
        do {
            let now = SystemClock.now()
            guard let checkpoint = try await cases.checkpoint(key, at: now) else { return true }
            logger.notice(checkpoint)
            engine.note(CaseWitness(checkpoint, position: try await cases.position()))
            return true
        } catch {
            return false
        }
    }

    private func note(unless noted: StoreEnd?) async -> StoreEnd? {
        guard let end = try? await cases.end(), end != noted else { return noted }
        engine.note(
            CaseWitness(
                generation: end.generation,
                event: end.head?.event ?? 0,
                hash: end.head.map { Array($0.hash) } ?? [],
                position: end.position,
                notedAt: SystemClock.now()
            )
        )
        return end
    }
}

extension CaseWitness {
    /// What is to be known of a checkpoint.
    init(_ checkpoint: Checkpoint, position: Int64) {
        self.init(
            generation: checkpoint.generation,
            event: checkpoint.head.event,
            hash: Array(checkpoint.head.hash),
            position: position,
            checkpoint: .init(n: checkpoint.n, digest: Array(checkpoint.digest)),
            notedAt: SystemClock.now()
        )
    }
}

extension Logger {
    /// A checkpoint's digest, so that it is known outside the store.
    func notice(_ checkpoint: Checkpoint) {
        notice(
            "checkpoint",
            metadata: [
                "n": "\(checkpoint.n)", "event": "\(checkpoint.head.event)", "digest": "\(checkpoint.digest.hex)",
            ]
        )
    }
}

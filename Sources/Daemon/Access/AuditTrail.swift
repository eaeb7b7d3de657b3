import Access
import Units

/// Writes down who looks at which case before they are shown it; what comes at the same time is committed together.
///
/// Bounded: with `waitingMax` entries waiting, and while the store does not take them, whoever asks for a case is refused.
actor AuditTrail {
    /// Entries that may wait for a commit.
    static let waitingMax = 2_000

    private struct Waiting {
        let entry: AuditEntry
        let continuation: CheckedContinuation<Void, any Error>
    }

    private let access: AccessKeeper
    private var waiting: [Waiting] = []
    private var isWriting = false

    init(access: AccessKeeper) { self.access = access }

    /// Notes an access; returns once that is on disk.
    ///
    /// - Throws: `Problem.notAudited` when it is not.
    func note(
        _ context: APIContext,
        _ action: String,
        _ outcome: AuditEntry.Outcome = .shown,
        detail: String = "",
        cases: [String]
    ) async throws {
        guard waiting.count < AuditTrail.waitingMax else { throw Problem.notAudited }
        let entry = AuditEntry(
            at: SystemClock.now(),
            actor: context.caller?.user ?? "?",
            origin: context.origin,
            action: action,
            outcome: outcome,
            detail: detail,
            cases: cases
        )
        try await withCheckedThrowingContinuation { continuation in
            waiting.append(Waiting(entry: entry, continuation: continuation))
            guard !isWriting else { return }
            isWriting = true
            Task { await drain() }
        }
    }

    /// Where the audit ends, for the log.
    func head() async throws -> AuditHead? { try await access.run { try $0.auditHead() } }

    private func drain() async {
        while !waiting.isEmpty {
            let batch = waiting
            waiting = []
            let entries = batch.map(\.entry)
            do {
                try await access.run { try $0.append(entries) }
                for item in batch { item.continuation.resume() }
            } catch {
                // The keeper has said why.
                for item in batch { item.continuation.resume(throwing: Problem.notAudited) }
            }
        }
        isWriting = false
    }
}

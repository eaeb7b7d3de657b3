import Synchronization

/// What many ask at once is worked out once: of equal questions since the last ring the first one is answered, and the
/// others get the same.
///
/// Bounded: beyond `looksMax` different questions a further one is worked out for itself alone.
final class SharedLooks<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
    /// Different questions that are remembered until the next ring.
    static var looksMax: Int { 16 }

    private struct State {
        var ring: UInt64 = 0
        var looks: [Question: Task<Answer, any Error>] = [:]
    }

    private let keeps: @Sendable (Answer) -> Bool
    private let state = Mutex(State())

    /// - Parameter keeps: whether an answer is kept for who asks later; those who ask meanwhile get it in any case.
    init(keeps: @escaping @Sendable (Answer) -> Bool) { self.keeps = keeps }

    /// The answer to a question, worked out after that ring or a later one.
    ///
    /// - Throws: as `work` does; a failure is told to those who wait for it, and not kept.
    func value(
        of question: Question,
        at ring: UInt64,
        _ work: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        let look = state.withLock { state in
            if ring > state.ring { state = State(ring: ring) }
            if let look = state.looks[question] { return look }
            // A task of its own: who goes away takes nothing from the others.
            let look = Task { try await work() }
            if state.looks.count < Self.looksMax { state.looks[question] = look }
            return look
        }
        do {
            let answer = try await look.value
            if !keeps(answer) { forget(question, look) }
            return answer
        } catch {
            forget(question, look)
            throw error
        }
    }

    private func forget(_ question: Question, _ look: Task<Answer, any Error>) {
        state.withLock { state in
            if state.looks[question] == look { state.looks[question] = nil }
        }
    }
}

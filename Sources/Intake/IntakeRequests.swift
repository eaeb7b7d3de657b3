import Journal
import Readings

/// What the intake thread is asked to do between two messages.
enum IntakeRequest: Sendable {
    /// Take what a reload has brought.
    case change(IntakeChange, @Sendable (IntakeChange.Outcome) -> Void)
    /// Forget which epoch a source is in; the answer is whether it was heard before, `nil` when nothing came of it.
    case reset(Source, @Sendable (Bool?) -> Void)
    /// Try messages of the quarantine again, by their numbers.
    case retry([Int64], RetryAnswer)
    /// Note where the case store's chain ends.
    case note(CaseWitness)
    /// Ask a station for a medium.
    case fetch(WantedMedium)
    /// Say which sources can be asked; `nil` when nothing came of it.
    case reachable(@Sendable ([Source]?) -> Void)
    /// End with an error that somebody else has met: the journal is damaged.
    case end(any Error)
}

/// Requests to the intake thread, from any thread; it looks at them at least twenty times a second, and four times
/// where nothing has come for ten seconds.
final class IntakeRequests: Sendable {
    /// Requests that may wait: people make them one at a time, and media are fetched a few at a time.
    static let waitingMax = 100

    private let state = Monitor(State())

    private struct State {
        var waiting: [IntakeRequest] = []
        var isStopping = false
    }

    /// Whether the thread is to end.
    var isStopping: Bool { state.read { $0.isStopping } }

    /// Asks the thread to end; what was asked of it and not done yet is not done any more.
    func stop() {
        let waiting = state.withLock { state in
            defer { state = State(isStopping: true) }
            return state.waiting
        }
        for request in waiting {
            switch request {
            case .reset(_, let answer): answer(nil)
            case .reachable(let answer): answer(nil)
            case .change(_, let answer): answer(.stopping)
            case .retry, .note, .fetch, .end: break
            }
        }
    }

    /// Hands a request over.
    ///
    /// - Returns: false when too many wait, or the thread is to end: nothing will come of it.
    func add(_ request: IntakeRequest) -> Bool {
        state.withLock { state in
            guard !state.isStopping, state.waiting.count < IntakeRequests.waitingMax else { return false }
            state.waiting.append(request)
            return true
        }
    }

    /// The requests that wait, in their order.
    func take() -> [IntakeRequest] {
        guard state.read({ !$0.waiting.isEmpty }) else { return [] }
        return state.withLock { state in
            defer { state.waiting.removeAll() }
            return state.waiting
        }
    }
}

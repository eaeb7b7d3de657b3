import Logging
import Synchronization

/// Says when every listener takes connections, or has said that it cannot for now; and which of them do.
final class ListeningSignal: Sendable {
    private struct State {
        var missing: Set<String>
        var endpoints: Logger.Metadata = [:]
        var areListening: Set<String> = []
    }

    private let listeners: Set<String>
    private let allListen: @Sendable () -> Void
    private let state: Mutex<State>
    private let reports: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    /// - Parameter allListen: called whenever one more listens and all of them do.
    init(_ listeners: Set<String>, allListen: @escaping @Sendable () -> Void = {}) {
        self.listeners = listeners
        self.allListen = allListen
        state = Mutex(State(missing: listeners))
        (reports, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// For `wait()` and `endpoints` a listener's first word counts.
    ///
    /// - Parameter endpoint: where it listens, for the log; `nil` when it does not.
    func report(_ listener: String, _ endpoint: String?) {
        let (isComplete, doAllListen) = state.withLock { state in
            if state.missing.remove(listener) != nil, let endpoint { state.endpoints[listener] = "\(endpoint)" }
            if endpoint == nil { state.areListening.remove(listener) } else { state.areListening.insert(listener) }
            return (state.missing.isEmpty, endpoint != nil && state.areListening == listeners)
        }
        if isComplete { continuation.finish() }
        if doAllListen { allListen() }
    }

    /// Waits for all of them.
    func wait() async { for await _ in reports {} }

    /// Whether a listener takes connections now.
    func isListening(_ listener: String) -> Bool { state.withLock { $0.areListening.contains(listener) } }

    /// Where those listen that have said so.
    var endpoints: Logger.Metadata { state.withLock { $0.endpoints } }
}

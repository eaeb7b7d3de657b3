import Logging
import Synchronization

/// Says when every listener takes connections, or has said that it cannot for now.
final class ListeningSignal: Sendable {
    private struct State {
        var missing: Set<String>
        var endpoints: Logger.Metadata = [:]
    }

    private let state: Mutex<State>
    private let reports: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init(_ listeners: Set<String>) {
        state = Mutex(State(missing: listeners))
        (reports, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// A listener's first word counts.
    ///
    /// - Parameter endpoint: where it listens, for the log.
    func report(_ listener: String, _ endpoint: String?) {
        let isComplete = state.withLock { state in
            if state.missing.remove(listener) != nil, let endpoint { state.endpoints[listener] = "\(endpoint)" }
            return state.missing.isEmpty
        }
        if isComplete { continuation.finish() }
    }

    /// Waits for all of them.
    func wait() async { for await _ in reports {} }

    /// Where those listen that have said so.
    var endpoints: Logger.Metadata { state.withLock { $0.endpoints } }
}

import Journal
import Synchronization
import Units

/// How long commits of the journal take, and how long readings wait until they are on disk.
final class CommitMeter: Sendable {
    private static let bounds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5]

    private struct State {
        var commits = Histogram(CommitMeter.bounds)
        var lag = Histogram(CommitMeter.bounds)
        var longestLag: Milliseconds?
    }

    private let state = Mutex(State())

    /// Told on the committing thread.
    ///
    /// - Parameter oldest: when the oldest reading of the batch was received; `nil` where it has none.
    func note(_ duration: Duration, oldest: Instant?) {
        let waited = oldest.map { SystemClock.now() - $0 }
        state.withLock { state in
            state.commits.note(duration)
            guard let waited else { return }
            state.lag.note(.milliseconds(max(0, waited.rawValue)))
            state.longestLag = max(state.longestLag ?? .zero, waited)
        }
    }

    /// How long the reading had waited that waited longest since this was asked for last; `nil` where none has come.
    func takeLongestLag() -> Milliseconds? {
        state.withLock { state in
            defer { state.longestLag = nil }
            return state.longestLag
        }
    }

    func write(to page: inout Exposition) {
        let (commits, lag) = state.withLock { ($0.commits, $0.lag) }
        page.histograms(
            "zhichao_journal_commit_duration_seconds",
            "Time that a commit of the journal took, its fsync included.",
            [([], commits)]
        )
        page.histograms(
            "zhichao_intake_lag_seconds",
            "Time from the receipt of a batch's oldest reading until it was on disk.",
            [([], lag)]
        )
    }
}

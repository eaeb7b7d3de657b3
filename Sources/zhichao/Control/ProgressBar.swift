import Foundation
import Synchronization

/// A line on standard error that shows how far a long work is; nothing where that is no terminal.
final class ProgressBar: Sendable {
    /// How often it is drawn at most.
    private static let interval = Duration.milliseconds(100)
    /// Columns of the bar itself.
    private static let width = 30

    private struct State {
        var done: Int64 = 0
        var drawn: ContinuousClock.Instant?
        var isShown = false
    }

    private let total: Int64?
    private let isOn: Bool
    private let begun = ContinuousClock.now
    private let state = Mutex(State())

    /// - Parameter total: bytes; `nil` when nobody knows, then there is no bar and no percentage.
    init(total: Int64?) {
        self.total = total
        isOn = isatty(STDERR_FILENO) == 1
    }

    func advance(by bytes: Int) {
        guard isOn else { return }
        let line = state.withLock { state -> String? in
            state.done += Int64(bytes)
            let now = ContinuousClock.now
            let isDue = state.drawn.map { now - $0 >= ProgressBar.interval } ?? true
            guard isDue || state.done == total else { return nil }
            state.drawn = now
            state.isShown = true
            return ProgressBar.line(done: state.done, total: total, after: now - begun)
        }
        if let line { write("\r\u{1B}[K" + line) }
    }

    /// Takes the line away.
    func finish() {
        let wasShown = state.withLock { state in
            defer { state.isShown = false }
            return state.isShown
        }
        if wasShown { write("\r\u{1B}[K") }
    }

    /// `[=====>     ]  43 %  12.3 / 28.1 MB  8.2 MB/s`
    static func line(done: Int64, total: Int64?, after time: Duration) -> String {
        let seconds = max(0.001, Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18)
        let rate = megabytes(Int64(Double(done) / seconds)) + " MB/s"
        guard let total, total > 0 else { return "\(megabytes(done)) MB  \(rate)" }
        let share = min(100, done * 100 / total)
        let filled = Int(share) * width / 100
        let bar = String(repeating: "=", count: filled) + (filled < width ? ">" : "")
        let percent = String(repeating: " ", count: max(0, 3 - "\(share)".count)) + "\(share) %"
        return "[\(bar.padding(toLength: width, withPad: " ", startingAt: 0))] \(percent)  "
            + "\(megabytes(done)) / \(megabytes(total)) MB  \(rate)"
    }

    private static func megabytes(_ bytes: Int64) -> String { "\(bytes / 1_000_000).\(bytes / 100_000 % 10)" }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

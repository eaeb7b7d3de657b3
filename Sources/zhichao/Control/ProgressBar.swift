import Foundation
import Synchronization

/// A line on standard error that shows how far a long work is; nothing where that is no terminal.
final class ProgressBar: Sendable {
    /// How often it is drawn at most.
    private static let interval = Duration.milliseconds(100)
    /// Columns of the bar itself.
    private static let width = 30

    /// What is counted.
    enum Unit {
        /// Shown as MB.
        case bytes
        /// Shown by this word.
        case things(String)
    }

    private struct State {
        var done: Int64 = 0
        var total: Int64?
        var drawn: ContinuousClock.Instant?
        var isShown = false
    }

    private let unit: Unit
    private let isOn: Bool
    private let begun = ContinuousClock.now
    private let state: Mutex<State>

    /// - Parameter total: `nil` when nobody knows, then there is no bar and no percentage.
    init(total: Int64?, unit: Unit = .bytes) {
        self.unit = unit
        state = Mutex(State(total: total))
        isOn = isatty(STDERR_FILENO) == 1
    }

    func advance(by count: Int) { draw { $0.done += Int64(count) } }

    /// Says how far it is of how much, where that is known only now.
    func advance(to done: Int, of total: Int) { draw { ($0.done, $0.total) = (Int64(done), Int64(total)) } }

    private func draw(_ change: (inout State) -> Void) {
        guard isOn else { return }
        let line = state.withLock { state -> String? in
            change(&state)
            let now = ContinuousClock.now
            let isDue = state.drawn.map { now - $0 >= ProgressBar.interval } ?? true
            guard isDue || state.done == state.total else { return nil }
            state.drawn = now
            state.isShown = true
            return ProgressBar.line(done: state.done, total: state.total, after: now - begun, unit: unit)
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

    /// `[=====>     ]  43 %  12.3 / 28.1 MB  8.2 MB/s`, `[=====>     ]  43 %  1234 / 2871 events  9876 events/s`
    static func line(done: Int64, total: Int64?, after time: Duration, unit: Unit = .bytes) -> String {
        let seconds = max(0.001, Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18)
        let rate = "\(unit.figure(Int64(Double(done) / seconds))) \(unit.name)/s"
        guard let total, total > 0 else { return "\(unit.figure(done)) \(unit.name)  \(rate)" }
        return bar(done: done, total: total) + "\(unit.figure(done)) / \(unit.figure(total)) \(unit.name)  \(rate)"
    }

    /// `[=====>     ]  43 %  `
    static func bar(done: Int64, total: Int64) -> String {
        let share = min(100, done * 100 / total)
        let filled = Int(share) * width / 100
        let bar = String(repeating: "=", count: filled) + (filled < width ? ">" : "")
        let percent = String(repeating: " ", count: max(0, 3 - "\(share)".count)) + "\(share) %"
        return "[\(bar.padding(toLength: width, withPad: " ", startingAt: 0))] \(percent)  "
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

extension ProgressBar.Unit {
    fileprivate var name: String {
        switch self {
        case .bytes: "MB"
        case .things(let name): name
        }
    }

    fileprivate func figure(_ count: Int64) -> String {
        switch self {
        case .bytes: "\(count / 1_000_000).\(count / 100_000 % 10)"
        case .things: "\(count)"
        }
    }
}

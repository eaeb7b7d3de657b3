import Synchronization
import Units

/// How the daemon stands, in one line of words: what comes in and how fast it is on disk, and what is wrong.
final class Standing: Sendable {
    /// What was seen at the last look.
    struct Figures: Equatable {
        /// Devices heard lately.
        var heard = 0
        /// Devices that have fallen silent.
        var silent = 0
        /// Readings stored a second.
        var perSecond = 0.0
        /// The longest that a reading has waited until it was on disk.
        var lag: Milliseconds?
        /// Readings that are asked for again.
        var missing: UInt64 = 0
        /// Overloads that the case store has not taken yet.
        var backlog: Int64 = 0
        /// Whether the disk refuses what was received.
        var journalRefuses = false
        /// What keeps cases, pictures, answers from being written or given.
        var problems: [String] = []

        /// Overloads on their way that are worth a word.
        static let backlogMin: Int64 = 1_000
    }

    private struct State {
        var figures: Figures?
        var reloadProblem: String?
    }

    private let state = Mutex(State())

    func note(_ figures: Figures) { state.withLock { $0.figures = figures } }

    /// What was wrong with the last reload; `nil` when it was good.
    func note(reloadProblem: String?) { state.withLock { $0.reloadProblem = reloadProblem } }

    /// The line.
    var words: String {
        let state = state.withLock { $0 }
        let wrong =
            (state.reloadProblem.map { ["reload refused, the old configuration goes on: \($0)"] } ?? [])
            + (state.figures?.wrong ?? [])
        let flow = state.figures?.flow ?? "begins"
        return wrong.isEmpty ? flow : "WRONG: " + wrong.joined(separator: "; ") + " | " + flow
    }
}

extension Standing.Figures {
    fileprivate var flow: String {
        guard heard + silent > 0 else { return "no device heard yet" }
        let rate = perSecond < 10 ? "\((perSecond * 10).rounded() / 10)" : "\(Int(perSecond.rounded()))"
        let delay = lag.map { ", on disk within \(max(1, $0.rawValue)) ms" } ?? ""
        return "\(devices(heard)) heard, \(rate) readings/s\(delay)"
    }

    private func devices(_ count: Int) -> String { count == 1 ? "1 device" : "\(count) devices" }

    fileprivate var wrong: [String] {
        [
            journalRefuses ? "the journal does not take commits, nothing is acknowledged" : nil,
            silent > 0 ? "\(devices(silent)) silent" : nil,
            missing > 0 ? "\(missing) readings are missing and asked for again" : nil,
            backlog >= Standing.Figures.backlogMin ? "\(backlog) overloads wait for the case store" : nil,
        ].compactMap { $0 } + problems
    }
}

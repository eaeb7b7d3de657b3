import FeedContract
import Foundation
import Synchronization
import Units

/// The latest verdicts by plate, for barriers: what the intake has committed, in memory.
///
/// Bounded: two halves of `platesMax / 2` plates; when the newer one is full, the older one is forgotten. What is forgotten
/// is answered as unknown, and a person decides.
final class EntryBoard: Sendable {
    /// Plates that are remembered.
    static let platesMax = 200_000
    /// Stations of one plate that are remembered, the latest ones.
    static let stationsMax = 4

    /// A verdict that is older says nothing of the load that stands before the barrier.
    static let freshFor = Milliseconds.hours(12)

    /// What a barrier is told of a verdict, and no more: there are very many.
    struct Verdict: Sendable {
        var station: String
        /// The weighing, `source:epoch:seq`.
        var passage: String
        /// When the vehicle was weighed.
        var at: Instant
        /// `compliant`, `overloaded` …
        var verdict: String
        var assessed: Kilograms
        var limit: Kilograms?
        var excess: Kilograms?
    }

    private struct State {
        var newer: [String: [Verdict]] = [:]
        var older: [String: [Verdict]] = [:]
    }

    private let state = Mutex(State())

    /// Takes verdicts in the order in which they were committed.
    func take(_ messages: [any ResultMessage]) {
        state.withLock { state in
            for case let message as VerdictMessage in messages {
                guard let plate = message.plate, let station = message.stationName else { continue }
                let verdict = Verdict(
                    station: station,
                    passage: message.pass,
                    at: message.at,
                    verdict: message.verdict,
                    assessed: message.assessed,
                    limit: message.limit,
                    excess: message.excess
                )
                EntryBoard.note(verdict, plate, &state)
            }
        }
    }

    /// Takes a verdict from before the start.
    func take(_ verdict: Verdict, on plate: String) {
        state.withLock { EntryBoard.note(verdict, plate, &$0) }
    }

    private static func note(_ verdict: Verdict, _ plate: String, _ state: inout State) {
        var verdicts = state.newer[plate] ?? state.older[plate] ?? []
        // Of one station the latest weighing counts, and of that the latest word.
        if let index = verdicts.firstIndex(where: { $0.station == verdict.station }) {
            guard verdicts[index].at <= verdict.at else { return }
            verdicts[index] = verdict
        } else {
            verdicts.append(verdict)
        }
        if verdicts.count > stationsMax {
            let oldest = verdicts.indices.min { verdicts[$0].at < verdicts[$1].at }
            if let oldest { verdicts.remove(at: oldest) }
        }
        state.newer[plate] = verdicts
        guard state.newer.count > platesMax / 2 else { return }
        state.older = state.newer
        state.newer = [:]
    }

    /// The latest verdicts on a plate, the newest first.
    func verdicts(_ plate: String) -> [Verdict] {
        state.withLock { state in state.newer[plate] ?? state.older[plate] ?? [] }.sorted {
            $0.at > $1.at
        }
    }
}

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

    /// A verdict.
    struct Verdict: Hashable, Sendable {
        var station: String
        var message: VerdictMessage

        static func == (first: Verdict, second: Verdict) -> Bool { first.message.pass == second.message.pass }
        func hash(into hasher: inout Hasher) { hasher.combine(message.pass) }
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
                EntryBoard.note(Verdict(station: station, message: message), plate, &state)
            }
        }
    }

    private static func note(_ verdict: Verdict, _ plate: String, _ state: inout State) {
        var verdicts = state.newer[plate] ?? state.older[plate] ?? []
        // Of one station the latest weighing counts, and of that the latest word.
        if let index = verdicts.firstIndex(where: { $0.station == verdict.station }) {
            guard verdicts[index].message.at <= verdict.message.at else { return }
            verdicts.remove(at: index)
        }
        verdicts.append(verdict)
        if verdicts.count > stationsMax {
            let oldest = verdicts.indices.min { verdicts[$0].message.at < verdicts[$1].message.at }
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
            $0.message.at > $1.message.at
        }
    }
}

import Daemon
import Enforcement
import Law
import Readings
import TestSupport
import Units

/// A pipeline with the shipped rules, driven by hand: readings come in order of the calls, one ordinal each.
struct Core {
    var pipeline: Pipeline
    private(set) var effects: [Effect] = []
    private var ordinal: Int64 = 0
    private var clock = Given.noon

    init(
        _ stations: [StationProfile] = [Given.station()],
        settings: PipelineSettings = PipelineSettings()
    ) throws {
        pipeline = Pipeline(settings: settings, stations: stations, rules: try RulePackFile.loadAll(Project.rules))
    }

    /// Receives a weighing so many milliseconds after noon.
    mutating func receive(_ reading: WeighReading, after milliseconds: Int64 = 0) {
        let arrival = arrive(after: milliseconds)
        pipeline.apply(.weighed(reading, arrival), effects: &effects)
    }

    /// Receives a picture so many milliseconds after noon.
    mutating func receive(_ reading: CameraReading, after milliseconds: Int64 = 0) {
        let arrival = arrive(after: milliseconds)
        pipeline.apply(.sighted(reading, arrival), effects: &effects)
    }

    mutating func tick(after milliseconds: Int64) {
        pipeline.apply(.tick(Given.noon + Milliseconds(milliseconds)), effects: &effects)
    }

    private mutating func arrive(after milliseconds: Int64) -> Arrival {
        ordinal += 1
        clock = max(clock, Given.noon + Milliseconds(milliseconds))
        return Arrival(ordinal: ordinal, receivedAt: clock)
    }

    /// Lets all windows pass by the clock.
    mutating func settleAll() { tick(after: 10_000_000) }

    /// What the passages have come to, in the order of settling.
    var outcomes: [Passage] {
        let last = Dictionary(amended.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        return passages.map { last[$0.id] ?? $0 }
    }

    /// The passages settled, each as it was settled.
    var passages: [Passage] {
        effects.compactMap { if case .settled(let passage) = $0 { passage } else { nil } }
    }

    /// What late readings have made of them.
    var amended: [Passage] {
        effects.compactMap { if case .amended(let passage, _) = $0 { passage } else { nil } }
    }

    var alerts: [Alert] {
        effects.compactMap { if case .alert(let alert) = $0 { alert } else { nil } }
    }

    var withdrawn: [Alert] {
        effects.compactMap { if case .withdrawn(let alert) = $0 { alert } else { nil } }
    }

    var unmatched: [Int64] {
        effects.reduce(into: []) { if case .unmatched(let ordinals) = $1 { $0 += ordinals } }
    }

    var verdicts: [Verdict] {
        effects.compactMap { if case .verdict(let passage) = $0 { passage.verdict } else { nil } }
    }

    var overloads: [CaseOpening] {
        effects.compactMap { if case .toCases(.overload(let opening)) = $0 { opening } else { nil } }
    }
}

extension Instant {
    /// So many milliseconds after noon.
    static func noon(_ milliseconds: Int64) -> Instant { Given.noon + Milliseconds(milliseconds) }
}

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
    mutating func receive(_ reading: WeighReading, after milliseconds: Int64 = 0, isReplayed: Bool = false) {
        let arrival = arrive(after: milliseconds, isReplayed: isReplayed)
        pipeline.apply(.weighed(reading, arrival), effects: &effects)
    }

    /// Receives a picture so many milliseconds after noon.
    mutating func receive(_ reading: CameraReading, after milliseconds: Int64 = 0, isReplayed: Bool = false) {
        let arrival = arrive(after: milliseconds, isReplayed: isReplayed)
        pipeline.apply(.sighted(reading, arrival), effects: &effects)
    }

    mutating func tick(after milliseconds: Int64) { tell(.tick(Given.noon + Milliseconds(milliseconds))) }

    /// Tells anything else.
    mutating func tell(_ event: Event) { pipeline.apply(event, effects: &effects) }

    /// Forgets what has come out so far, so that a test sees what comes next.
    mutating func forgetEffects() { effects.removeAll() }

    /// The next reading's arrival.
    mutating func arrive(after milliseconds: Int64 = 0, isReplayed: Bool = false) -> Arrival {
        ordinal += 1
        clock = max(clock, Given.noon + Milliseconds(milliseconds))
        return Arrival(ordinal: ordinal, receivedAt: clock, isReplayed: isReplayed)
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

extension Core {
    /// What was handed to the case store.
    var toCases: [CaseInput] {
        effects.compactMap { if case .toCases(let input) = $0 { input } else { nil } }
    }

    /// What handed-over passages have become.
    var amendments: [PassageAmendment] {
        toCases.compactMap { if case .amended(let amendment) = $0 { amendment } else { nil } }
    }

    /// What the registers were asked.
    var questions: [RegisterQuestion] {
        effects.compactMap { if case .lookup(let question) = $0 { question } else { nil } }
    }

    /// A device's heartbeat so many milliseconds after noon, its clock being off by so much.
    mutating func hear(_ device: String, after milliseconds: Int64, off: Int64 = 0) {
        let receivedAt = Instant.noon(milliseconds)
        tell(.heard(Given.source(device), now: receivedAt + Milliseconds(off), receivedAt: receivedAt))
    }

    /// Both devices of lane 1 of station S1 are heard, so that everything before is known to have been received.
    mutating func hearBoth(after milliseconds: Int64) {
        for device in ["S1/wim-1", "S1/cam-1"] { hear(device, after: milliseconds) }
    }
}

extension CivilDate {
    /// So many days after the day of `Given.noon`.
    static func noon(_ days: Int) -> CivilDate { CivilDate(dayNumber: Given.noon.day.dayNumber + days) }
}

extension Instant {
    /// So many milliseconds after noon.
    static func noon(_ milliseconds: Int64) -> Instant { Given.noon + Milliseconds(milliseconds) }
}

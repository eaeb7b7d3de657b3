import Daemon
import Enforcement
import Law
import Readings
import TestSupport
import Units

/// The core under test, in the world's words. This file alone knows the core's public API.
struct SimulatedCore {
    private var pipeline: Pipeline
    private var effects: [Effect] = []

    /// Whether the core says which pictures it has given up.
    static let tellsUnmatched = true
    /// Whether the core raises alerts.
    static let raisesAlerts = true

    /// The shipped rules, loaded once: that takes a good part of a second.
    static let rules = Result { try RulePackFile.loadAll(Project.rules) }

    /// A core that knows the stations of a world.
    init(_ stations: [SimulatedStation]) throws {
        let profiles = stations.map(\.profile)
        pipeline = Pipeline(settings: PipelineSettings(), stations: profiles, rules: try SimulatedCore.rules.get())
    }

    var openPassages: Int { pipeline.openPassages }

    /// Tells the core something, and hands over what it wants done.
    mutating func apply(_ event: WorldEvent, _ take: (WorldEffect) -> Void) {
        pipeline.apply(Event(event), effects: &effects)
        guard !effects.isEmpty else { return }
        for effect in effects.compactMap(WorldEffect.init) { take(effect) }
        effects.removeAll(keepingCapacity: true)
    }
}

/// What the core wants done, in the world's words.
enum WorldEffect: Sendable {
    case verdict(Passage)
    case settled(Passage)
    case amended(Passage)
    case overload(CaseOpening)
    case unmatched([Int64])
    case alert(WorldAlert)
    case withdrawn(WorldAlert)
}

/// An alert, as far as the world knows the truth of it.
struct WorldAlert: Sendable {
    let id: String
    let kind: String
    /// The reading that it rests on.
    let record: ReadingID
}

extension WorldAlert {
    init?(_ alert: Alert) {
        guard let record = alert.record else { return nil }
        self.init(id: alert.id, kind: alert.kind.rawValue, record: record)
    }
}

extension WorldEffect {
    /// `nil` for what the world knows no truth of: instruments, and questions that it does not let the core ask.
    init?(_ effect: Effect) {
        switch effect {
        case .verdict(let passage): self = .verdict(passage)
        case .settled(let passage): self = .settled(passage)
        case .amended(let passage, _): self = .amended(passage)
        case .toCases(.overload(let opening)): self = .overload(opening)
        case .unmatched(let ordinals): self = .unmatched(ordinals)
        case .alert(let alert):
            guard let alert = WorldAlert(alert) else { return nil }
            self = .alert(alert)
        case .withdrawn(let alert):
            guard let alert = WorldAlert(alert) else { return nil }
            self = .withdrawn(alert)
        case .toCases, .lookup: return nil
        }
    }
}

extension Event {
    fileprivate init(_ event: WorldEvent) {
        switch event {
        case .weighed(let reading, let arrival): self = .weighed(reading, Arrival(arrival))
        case .sighted(let reading, let arrival): self = .sighted(reading, Arrival(arrival))
        case .tick(let instant): self = .tick(instant)
        case .heard(let source, let now, let receivedAt): self = .heard(source, now: now, receivedAt: receivedAt)
        }
    }
}

extension Arrival {
    fileprivate init(_ arrival: WorldArrival) {
        self.init(ordinal: arrival.ordinal, receivedAt: arrival.receivedAt, isReplayed: arrival.isReplayed)
    }
}

extension SimulatedStation {
    /// The station's file.
    fileprivate var profile: StationProfile {
        Given.station(name, siteType: siteType) { profile in
            profile.lanes = (1...lanes).map(Given.lane)
            profile.devices = devices.map(\.profile).map { device in
                DeviceProfile(
                    source: device.source,
                    kind: device.kind,
                    lanes: device.lanes,
                    offset: device.offset.map { Milliseconds(Int64($0)) }
                )
            }
        }
    }
}

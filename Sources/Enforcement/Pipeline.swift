import DequeModule
public import Law
import Readings
public import Units

/// The core: readings in, verdicts, passages and overloads out.
///
/// A value without clock, file or randomness: the same events give the same effects in any process. Its state is
/// bounded by the open passages and loose pictures of the lanes (`PipelineSettings`), never by history.
public struct Pipeline: Sendable {
    private let settings: PipelineSettings
    private let rules: RuleBook
    private var stations: [StationProfile]
    private var stationIndex: [Name: Int]
    private var lanes: [LaneState] = []
    private var laneIndex: [LaneKey: Int] = [:]
    /// Where the readings of each device and lane belong: looked up for every reading, worked out once.
    private var places: [PlaceKey: Place] = [:]
    /// Weighings in the order of receipt, for settling by time; those settled already are passed over.
    private var weighings: Deque<Waiting> = []
    /// Pictures in the order of receipt, for giving them up by time; those paired already are passed over.
    private var pictures: Deque<Waiting> = []
    private var openOrdinals: Set<Int64> = []
    private var now: Instant?
    /// Readings come in order of time, so nearly all fall on the day of the one before.
    private var dayInForce: (day: CivilDate, rules: RulesInForce?)?

    private struct LaneKey: Hashable {
        let station: Int
        let lane: Lane
    }

    private struct PlaceKey: Hashable {
        let source: Source
        let lane: Lane
        let kind: DeviceProfile.Kind
    }

    private struct Place {
        let lane: Int
        /// How far the device's clock is ahead.
        let offset: Milliseconds
    }

    private struct Waiting {
        let arrival: Arrival
        let lane: Int
    }

    /// A core that has heard nothing.
    ///
    /// - Parameter stations: the stations that are known. Readings of another station are taken as from one without
    ///   instruments; whether they are let in at all is decided before the core.
    public init(settings: PipelineSettings, stations: [StationProfile], rules: RuleBook) {
        self.settings = settings
        self.rules = rules
        self.stations = stations
        stationIndex = Dictionary(stations.enumerated().map { ($1.station, $0) }, uniquingKeysWith: { $1 })
    }

    /// Weighings that are not settled yet.
    public var openPassages: Int { lanes.reduce(0) { $0 + $1.open.count } }

    /// The earliest reading that the core still needs; after a restart everything from there is to be told again,
    /// except for what settled passages have used.
    public mutating func oldestOpenOrdinal() -> Int64? {
        while let first = weighings.first, !openOrdinals.contains(first.arrival.ordinal) { weighings.removeFirst() }
        while let first = pictures.first, !openOrdinals.contains(first.arrival.ordinal) { pictures.removeFirst() }
        return [weighings.first, pictures.first].compactMap { $0?.arrival.ordinal }.min()
    }

    /// When the core next has something to do though nothing arrives; `nil` when nothing is open.
    public var nextDeadline: Instant? { weighings.first.map { $0.arrival.receivedAt + settings.settleAfter } }

    /// Takes one event and appends what follows from it.
    public mutating func apply(_ event: Event, effects: inout [Effect]) {
        switch event {
        case .weighed(let reading, let arrival): weighed(reading, arrival, &effects)
        case .sighted(let reading, let arrival): sighted(reading, arrival, &effects)
        case .tick(let instant): expire(at: instant, &effects)
        }
    }
}

// MARK: - Readings

extension Pipeline {
    private mutating func weighed(_ reading: WeighReading, _ arrival: Arrival, _ effects: inout [Effect]) {
        expire(at: arrival.receivedAt, &effects)
        let (lane, at) = place(reading.header, kind: .weigh)
        var passage = OpenPassage(reading: reading, arrival: arrival, at: at)
        passage.namedNumber = reading.inspection?.plate
        if let trigger = reading.trigger {
            for sighting in lanes[lane].takeLoose(trigger: trigger, receivedAt: arrival.receivedAt) {
                passage.linked.append(sighting)
                if passage.namedNumber == nil { passage.namedNumber = sighting.reading.truckNumber }
            }
        }
        lanes[lane].insert(passage)
        lanes[lane].advance(reading.header.id.source, kind: .weigh, at: at, receivedAt: arrival.receivedAt)
        openOrdinals.insert(arrival.ordinal)
        weighings.append(Waiting(arrival: arrival, lane: lane))
        if passage.namedNumber != nil, let index = lanes[lane].indexOfOpen(ordinal: arrival.ordinal) {
            publish(lane: lane, index: index, &effects)
        }
        if lanes[lane].open.count > PipelineSettings.openPassagesPerLaneMax { settle(lane: lane, index: 0, &effects) }
        settlePassed(lane: lane, &effects)
    }

    private mutating func sighted(_ reading: CameraReading, _ arrival: Arrival, _ effects: inout [Effect]) {
        expire(at: arrival.receivedAt, &effects)
        let (lane, at) = place(reading.header, kind: .camera)
        let sighting = Sighting(reading: reading, arrival: arrival, at: at)
        openOrdinals.insert(arrival.ordinal)
        pictures.append(Waiting(arrival: arrival, lane: lane))
        let linked = reading.trigger.flatMap {
            lanes[lane].indexOfOpen(trigger: $0, receivedAt: arrival.receivedAt)
        }
        lanes[lane].advance(reading.header.id.source, kind: .camera, at: at, receivedAt: arrival.receivedAt)
        if let linked {
            lanes[lane].link(sighting, toOpenAt: linked)
            if lanes[lane].open[linked].namedNumber != nil { publish(lane: lane, index: linked, &effects) }
        } else {
            lanes[lane].insert(sighting)
            if lanes[lane].loose.count > PipelineSettings.looseSightingsPerLaneMax,
                let oldest = lanes[lane].loose.first,
                lanes[lane].removeLoose(ordinal: oldest.arrival.ordinal)
            {
                openOrdinals.remove(oldest.arrival.ordinal)
            }
        }
        settlePassed(lane: lane, &effects)
    }

    /// The lane that a reading belongs to, and when it was taken with the device's offset taken off.
    private mutating func place(_ header: ReadingHeader, kind: DeviceProfile.Kind) -> (lane: Int, at: Instant) {
        let key = PlaceKey(source: header.id.source, lane: header.lane, kind: kind)
        let place = places[key] ?? makePlace(key)
        return (place.lane, header.at + -place.offset)
    }

    private mutating func makePlace(_ key: PlaceKey) -> Place {
        let station = indexOfStation(key.source.station)
        let profile = stations[station]
        let device = profile.devices.first { $0.source == key.source && $0.kind == key.kind }
        let lane = indexOfLane(profile.laneMap[key.lane] ?? key.lane, ofStation: station)
        let place = Place(lane: lane, offset: device?.offset ?? .zero)
        places[key] = place
        return place
    }

    private mutating func indexOfStation(_ name: Name) -> Int {
        if let index = stationIndex[name] { return index }
        stations.append(StationProfile(station: name))
        stationIndex[name] = stations.count - 1
        return stations.count - 1
    }

    private mutating func indexOfLane(_ lane: Lane, ofStation station: Int) -> Int {
        let key = LaneKey(station: station, lane: lane)
        if let index = laneIndex[key] { return index }
        let profile = stations[station]
        let devices = profile.devices.filter { device in
            device.lanes.contains { (profile.laneMap[$0] ?? $0) == lane }
        }
        lanes.append(LaneState(station: station, devices: devices))
        laneIndex[key] = lanes.count - 1
        return lanes.count - 1
    }
}

// MARK: - Settling

extension Pipeline {
    /// Settles what has waited long enough by the daemon's clock.
    private mutating func expire(at instant: Instant, _ effects: inout [Effect]) {
        if let now, instant <= now { return }
        now = instant
        while let first = weighings.first, instant - first.arrival.receivedAt >= settings.settleAfter {
            weighings.removeFirst()
            if let index = lanes[first.lane].indexOfOpen(ordinal: first.arrival.ordinal) {
                settle(lane: first.lane, index: index, &effects)
            }
        }
        while let first = pictures.first, instant - first.arrival.receivedAt > PipelineSettings.triggerSpan {
            pictures.removeFirst()
            if lanes[first.lane].removeLoose(ordinal: first.arrival.ordinal) {
                openOrdinals.remove(first.arrival.ordinal)
            }
        }
    }

    /// Settles the passages whose window every device of the lane has passed, and publishes what can no longer be
    /// contested.
    private mutating func settlePassed(lane: Int, _ effects: inout [Effect]) {
        while let first = lanes[lane].open.first, lanes[lane].hasPassed(first.at + settings.after, kind: .camera),
            lanes[lane].hasPassed(lastRival(lane: lane), kind: .weigh)
        {
            settle(lane: lane, index: 0, &effects)
        }
        for index in lanes[lane].open.indices {
            let passage = lanes[lane].open[index]
            guard lanes[lane].hasPassed(passage.at + settings.after, kind: .camera) else { break }
            if passage.published == nil { publish(lane: lane, index: index, &effects) }
        }
        if let watermark = lanes[lane].watermark {
            for sighting in lanes[lane].removeLoose(takenBefore: watermark + -PipelineSettings.triggerSpan) {
                openOrdinals.remove(sighting.arrival.ordinal)
            }
        }
    }

    /// The latest instant of a weighing that could still claim a picture of the lane's oldest open passage.
    private func lastRival(lane: Int) -> Instant {
        let nearby = lanes[lane].nearby(openAt: 0, settings: settings)
        let window = lanes[lane].open[0].at + settings.after
        return nearby.sightings.reduce(window) { max($0, $1.at + settings.before) }
    }

    private mutating func publish(lane: Int, index: Int, _ effects: inout [Effect]) {
        let passage = judge(lane: lane, index: index)
        guard passage.plate != nil, lanes[lane].open[index].published?.verdict != passage.verdict else { return }
        lanes[lane].markPublished(passage, openAt: index)
        effects.append(.verdict(passage))
    }

    private mutating func settle(lane: Int, index: Int, _ effects: inout [Effect]) {
        let passage = judge(lane: lane, index: index)
        let open = lanes[lane].settle(openAt: index, using: passage.verdict == .ambiguous ? [] : passage.sightings)
        openOrdinals.remove(passage.ordinal)
        for ordinal in passage.sightings { openOrdinals.remove(ordinal) }
        if open.published?.verdict != passage.verdict { effects.append(.verdict(passage)) }
        effects.append(.settled(passage))
        if let opening = CaseOpening(passage, reading: open.reading) { effects.append(.overload(opening)) }
    }

    private mutating func judge(lane: Int, index: Int) -> Passage {
        let open = lanes[lane].open[index]
        let nearby = lanes[lane].nearby(openAt: index, settings: settings)
        // Nearly all passages are judged when their trigger links them, and nothing has come since when they settle.
        if let published = open.published, nearby.sightings.isEmpty,
            published.sightings.elementsEqual(open.linked.lazy.map(\.arrival.ordinal))
        {
            return published
        }
        let judge = PassageJudge(
            open: open,
            nearby: nearby,
            station: stations[lanes[lane].station],
            settings: settings,
            rules: rules(on: open.reading.header.at.day)
        )
        return judge.passage
    }

    private mutating func rules(on day: CivilDate) -> RulesInForce? {
        if let dayInForce, dayInForce.day == day { return dayInForce.rules }
        let rules = rules.rules(on: day)
        dayInForce = (day, rules)
        return rules
    }
}

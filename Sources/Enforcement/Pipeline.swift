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
    /// While what was open before a restart is told again: the time from which it waits, since its pictures could not
    /// be received meanwhile.
    private var restoringAt: Instant?

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
        let ordinal: Int64
        /// When it was received or, if that was before a restart, when that was.
        let since: Instant
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
    public var openPassages: Int { lanes.reduce(0) { $0 + $1.unsettled } }

    /// The earliest reading that the core still needs; after a restart everything from there is to be told again,
    /// except for what settled passages have used.
    public mutating func oldestOpenOrdinal() -> Int64? {
        forgetClosed()
        return [weighings.first, pictures.first].compactMap { $0?.ordinal }.min()
    }

    /// When the core next has something to do though nothing arrives; `nil` when nothing is open.
    public var nextDeadline: Instant? { weighings.first.map { $0.since + settings.settleAfter } }

    /// Takes one event and appends what follows from it.
    public mutating func apply(_ event: Event, effects: inout [Effect]) {
        switch event {
        case .weighed(let reading, let arrival): weighed(reading, arrival, &effects)
        case .sighted(let reading, let arrival): sighted(reading, arrival, &effects)
        case .tick(let instant): expire(at: instant, &effects)
        case .settled(let reading, let arrival, let namedNumber): remember(reading, arrival, namedNumber)
        case .resuming(let instant): (restoringAt, now) = (instant, instant)
        case .resumed: restoringAt = nil
        }
    }

    /// What is closed leaves the queues from the front at once, and from within when it outnumbers what is open.
    private mutating func forgetClosed() {
        while let first = weighings.first, !openOrdinals.contains(first.ordinal) { weighings.removeFirst() }
        while let first = pictures.first, !openOrdinals.contains(first.ordinal) { pictures.removeFirst() }
        let most = 2 * openOrdinals.count + 1_024
        if weighings.count > most { weighings.removeAll { !openOrdinals.contains($0.ordinal) } }
        if pictures.count > most { pictures.removeAll { !openOrdinals.contains($0.ordinal) } }
    }
}

// MARK: - After a restart

extension Pipeline {
    private mutating func remember(_ reading: WeighReading, _ arrival: Arrival, _ namedNumber: String?) {
        let (lane, at) = place(reading.header, kind: .weigh)
        var passage = OpenPassage(reading: reading, arrival: arrival, at: at)
        passage.namedNumber = namedNumber
        lanes[lane].remember(SettledMark(passage))
    }
}

// MARK: - Readings

extension Pipeline {
    private mutating func weighed(_ reading: WeighReading, _ arrival: Arrival, _ effects: inout [Effect]) {
        let since = restoringAt ?? arrival.receivedAt
        expire(at: since, &effects)
        let (lane, at) = place(reading.header, kind: .weigh)
        var passage = OpenPassage(reading: reading, arrival: arrival, at: at)
        if let trigger = reading.trigger {
            for sighting in lanes[lane].takeLoose(trigger: trigger, receivedAt: arrival.receivedAt) {
                passage.link(sighting)
            }
        }
        lanes[lane].insert(passage)
        lanes[lane].advance(reading.header.id.source, kind: .weigh, at: at, receivedAt: arrival.receivedAt)
        openOrdinals.insert(arrival.ordinal)
        weighings.append(Waiting(ordinal: arrival.ordinal, since: since, lane: lane))
        if passage.namedNumber != nil, let place = lanes[lane].place(ofOrdinal: arrival.ordinal) {
            publish(lane: lane, place, &effects)
        }
        if lanes[lane].unsettled > PipelineSettings.openPassagesPerLaneMax {
            settle(lane: lane, lanes[lane].overdue.isEmpty ? .open(0) : .overdue(0), &effects)
        }
        settlePassed(lane: lane, &effects)
    }

    private mutating func sighted(_ reading: CameraReading, _ arrival: Arrival, _ effects: inout [Effect]) {
        let since = restoringAt ?? arrival.receivedAt
        expire(at: since, &effects)
        let (lane, at) = place(reading.header, kind: .camera)
        let instant = lanes[lane].instant(ofSighting: reading, at: at)
        let sighting = Sighting(reading: reading, arrival: arrival, at: instant)
        lanes[lane].advance(reading.header.id.source, kind: .camera, at: at, receivedAt: arrival.receivedAt)
        let linked = reading.trigger.flatMap { lanes[lane].place(ofTrigger: $0, receivedAt: arrival.receivedAt) }
        if let linked {
            // Beyond the bound a picture stays in the journal and decides nothing.
            guard lanes[lane][linked].linked.count < PipelineSettings.picturesPerPassageMax else { return }
            lanes[lane][linked].link(sighting)
            if lanes[lane][linked].namedNumber != nil { publish(lane: lane, linked, &effects) }
        } else {
            lanes[lane].insert(sighting)
        }
        openOrdinals.insert(arrival.ordinal)
        pictures.append(Waiting(ordinal: arrival.ordinal, since: since, lane: lane))
        if lanes[lane].loose.count > PipelineSettings.looseSightingsPerLaneMax,
            let oldest = lanes[lane].loose.first?.arrival.ordinal, lanes[lane].removeLoose(ordinal: oldest)
        {
            openOrdinals.remove(oldest)
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
        while let first = weighings.first, instant - first.since >= settings.settleAfter {
            weighings.removeFirst()
            if openOrdinals.contains(first.ordinal), let place = lanes[first.lane].place(ofOrdinal: first.ordinal) {
                settle(lane: first.lane, place, &effects)
            }
        }
        while let first = pictures.first, instant - first.since > PipelineSettings.triggerSpan {
            if openOrdinals.contains(first.ordinal) {
                // One that is linked goes with its weighing, which settles before long.
                guard lanes[first.lane].removeLoose(ordinal: first.ordinal) else { break }
                openOrdinals.remove(first.ordinal)
            }
            pictures.removeFirst()
        }
    }

    /// Settles the passages whose window every device of the lane has passed, and publishes what can no longer be
    /// contested. Those without any picture are set aside: they are `unpaired` only when their time is over.
    private mutating func settlePassed(lane: Int, _ effects: inout [Effect]) {
        while let first = lanes[lane].open.first, lanes[lane].hasPassed(first.at + settings.after, kind: .camera) {
            let nearby = lanes[lane].nearby(openAt: 0, settings: settings)
            // A weighing still to come could claim a picture that is taken up to `before` earlier.
            let last = nearby.sightings.reduce(first.at + settings.after) { max($0, $1.at + settings.before) }
            guard lanes[lane].hasPassed(last, kind: .weigh) else { break }
            if first.linked.isEmpty, nearby.sightings.isEmpty, first.namedNumber == nil {
                lanes[lane].setOldestAside()
            } else {
                settle(lane: lane, .open(0), &effects)
            }
        }
        for index in lanes[lane].open.indices where !lanes[lane].open[index].wasExamined {
            guard lanes[lane].hasPassed(lanes[lane].open[index].at + settings.after, kind: .camera) else { break }
            lanes[lane][.open(index)].wasExamined = true
            if lanes[lane].open[index].published == nil { publish(lane: lane, .open(index), &effects) }
        }
        if let watermark = lanes[lane].watermark {
            for sighting in lanes[lane].removeLoose(takenBefore: watermark + -PipelineSettings.triggerSpan) {
                openOrdinals.remove(sighting.arrival.ordinal)
            }
        }
    }

    private mutating func publish(lane: Int, _ place: LaneState.Place, _ effects: inout [Effect]) {
        let passage = judge(lane: lane, place).passage
        if let published = lanes[lane][place].published {
            guard !published.says(theSameAs: passage) else { return }
        } else if passage.plate == nil {
            return
        }
        lanes[lane][place].published = passage
        effects.append(.verdict(passage))
    }

    private mutating func settle(lane: Int, _ place: LaneState.Place, _ effects: inout [Effect]) {
        let (passage, contested) = judge(lane: lane, place)
        let used = passage.sightings.filter { !contested.contains($0) }
        let open = lanes[lane].settle(place, using: used)
        openOrdinals.remove(passage.ordinal)
        for ordinal in used { openOrdinals.remove(ordinal) }
        if open.published.map({ !$0.says(theSameAs: passage) }) ?? true { effects.append(.verdict(passage)) }
        effects.append(.settled(passage))
        if let opening = CaseOpening(passage, reading: open.reading) { effects.append(.overload(opening)) }
    }

    /// What came of a passage, and which of its pictures fit another weighing equally well.
    private mutating func judge(lane: Int, _ place: LaneState.Place) -> (passage: Passage, contested: [Int64]) {
        let open = lanes[lane][place]
        var nearby = LaneState.Nearby()
        if case .open(let index) = place { nearby = lanes[lane].nearby(openAt: index, settings: settings) }
        // Nearly all passages are judged when their trigger links them, and nothing has come since when they settle.
        if let published = open.published, nearby.sightings.isEmpty,
            published.sightings.elementsEqual(open.linked.lazy.map(\.arrival.ordinal))
        {
            return (published, [])
        }
        let judge = PassageJudge(
            open: open,
            nearby: nearby,
            station: stations[lanes[lane].station],
            settings: settings,
            rules: rules
        )
        return (judge.passage, nearby.contested)
    }
}

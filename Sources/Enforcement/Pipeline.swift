import DequeModule
public import Law
import Readings
public import Units

/// The core: readings in, verdicts, passages, alerts and what the case store is told out.
///
/// A value without clock, file or randomness: the same events give the same effects in any process. Its state is
/// bounded by what the lanes have open and remember (`PipelineSettings`), never by history.
public struct Pipeline: Sendable {
    let settings: PipelineSettings
    let rules: RuleBook
    var stations: [StationProfile]
    private var stationIndex: [Name: Int]
    var lanes: [LaneState] = []
    private var laneIndex: [LaneKey: Int] = [:]
    /// Where the readings of each device and lane belong: looked up for every reading, worked out once.
    private var places: [PlaceKey: ReadingPlace] = [:]
    var clocks = DeviceClocks()
    var instruments = InstrumentBook()
    var healths = InstrumentHealths()
    var certificates = CertificateWatch()
    /// Weighings in the order of receipt, for settling by time; those settled already are passed over.
    var weighings: Deque<Waiting> = []
    /// Weighings whose time is over and whose lane waits for readings that are being asked for.
    var postponed: Deque<Waiting> = []
    /// Loose pictures in the order of receipt: first looked at for a truck that was not weighed, then given up.
    var fresh: Deque<Waiting> = []
    var stale: Deque<Waiting> = []
    /// Passages by time that were settled, and may yet tell of their devices' clocks.
    var telling: Deque<Waiting> = []
    /// Readings that are neither settled nor given up.
    var openOrdinals: Set<Int64> = []
    var registers = RegisterDesk()
    /// Trucks of which it was said lately that they were not weighed.
    var accused: Deque<Accused> = []
    /// Plates seen on a watchlist lately, so that one truck's pictures raise one alert.
    var watched: Deque<Watched> = []
    var now: Instant?
    /// While what was open before a restart is told again: the time from which it waits, since its pictures could not
    /// be received meanwhile.
    var restoringAt: Instant?

    private struct LaneKey: Hashable {
        let station: Int
        let lane: Lane
    }

    private struct PlaceKey: Hashable {
        let source: Source
        let lane: Lane
    }

    /// Where a reading belongs.
    struct ReadingPlace {
        let lane: Int
        let device: Int
        /// How far the device's clock is ahead, as configured.
        let offset: Milliseconds
    }

    /// A reading that waits for a time.
    struct Waiting {
        let key: TimeKey
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
        for station in stations { place(station) }
    }

    private mutating func place(_ station: StationProfile) {
        for device in station.devices { _ = clocks.place(of: device.source, kind: device.kind, profile: device) }
    }

    private mutating func add(_ profiles: [StationProfile]) {
        for profile in profiles where stationIndex[profile.station] == nil {
            stations.append(profile)
            stationIndex[profile.station] = stations.count - 1
            place(profile)
        }
    }

    /// Weighings that are not settled yet.
    public var openPassages: Int { lanes.reduce(0) { $0 + $1.unsettled } }

    /// The earliest reading that the core still needs; after a restart everything from there is to be told again,
    /// except for what settled passages have used.
    public mutating func oldestOpenOrdinal() -> Int64? {
        forgetClosed()
        let fronts = [weighings.first, postponed.first, fresh.first, stale.first].compactMap { $0?.key.ordinal }
        return (fronts + [registers.oldestOrdinal].compactMap { $0 }).min()
    }

    /// When the core next has something to do though nothing arrives; `nil` when nothing is open.
    public var nextDeadline: Instant? {
        [
            registers.waitsSince.map { $0 + settings.settleAfter },
            weighings.first.map { $0.since + settings.settleAfter },
            postponed.first.map { $0.since + PipelineSettings.holesWaitMax },
            fresh.first.map { $0.since + settings.settleAfter },
            stale.first.map { $0.since + PipelineSettings.triggerSpan },
        ].compactMap { $0 }.min()
    }

    /// What instruments have shown, of the days that have changed since this was asked for last.
    public mutating func takeInstrumentDays() -> [InstrumentDay] { healths.takeChanged() }

    /// Whether `takeLearntOffsets` gives any.
    public var hasLearntOffsets: Bool { clocks.hasChanged }

    /// The clock offsets that have changed since this was asked for last.
    public mutating func takeLearntOffsets() -> [LearntOffset] { clocks.takeChanged() }

    /// Takes one event and appends what follows from it.
    public mutating func apply(_ event: consuming Event, effects: inout [Effect]) {
        switch consume event {
        case .weighed(let reading, let arrival): weighed(reading, arrival, &effects)
        case .sighted(let reading, let arrival): sighted(reading, arrival, &effects)
        case .heard(let source, let now, let receivedAt): heard(source, now, receivedAt, &effects)
        case .holes(let source, let areOpen, let instant): holes(source, areOpen, instant, &effects)
        case .answered(let question, let answer): answered(question, answer, &effects)
        case .registers(let instruments, let knowPlates):
            self.instruments = InstrumentBook(registered: instruments)
            registers.knowPlates = knowPlates
        case .stations(let profiles): add(profiles)
        case .tick(let instant): expire(at: instant, &effects)
        case .recalled(let reading, let arrival, let outcome): recall(reading, arrival, outcome, &effects)
        case .recalledPicture(let reading, let arrival): recall(reading, arrival, &effects)
        case .recalledDays(let days): for day in days { recall(day) }
        case .recalledOffsets(let offsets): for offset in offsets { recall(offset) }
        case .resuming(let instant): (restoringAt, now) = (instant, instant)
        case .resumed:
            restoringAt = nil
            clocks.forgetDues()
        }
    }

    /// What is closed leaves the queues from the front at once, and from within when it outnumbers what is open.
    private mutating func forgetClosed() {
        forgetClosed(in: \.weighings)
        forgetClosed(in: \.postponed)
        forgetClosed(in: \.fresh)
        forgetClosed(in: \.stale)
    }

    private mutating func forgetClosed(in queue: WritableKeyPath<Pipeline, Deque<Waiting>>) {
        while let first = self[keyPath: queue].first, !openOrdinals.contains(first.key.ordinal) {
            self[keyPath: queue].removeFirst()
        }
        guard self[keyPath: queue].count > 2 * openOrdinals.count + 1_024 else { return }
        let open = openOrdinals
        self[keyPath: queue].removeAll { !open.contains($0.key.ordinal) }
    }
}

// MARK: - Places

extension Pipeline {
    /// Where a reading belongs.
    mutating func place(_ header: ReadingHeader, kind: DeviceProfile.Kind) -> ReadingPlace {
        let key = PlaceKey(source: header.id.source, lane: header.lane)
        return places[key] ?? makePlace(key, kind)
    }

    private mutating func makePlace(_ key: PlaceKey, _ kind: DeviceProfile.Kind) -> ReadingPlace {
        let station = indexOfStation(key.source.station)
        let profile = stations[station]
        let device = clocks.place(
            of: key.source,
            kind: kind,
            profile: profile.devices.first { $0.source == key.source && $0.kind == kind }
        )
        let lane = indexOfLane(profile.laneMap[key.lane] ?? key.lane, ofStation: station)
        connect(device, to: lane)
        let place = ReadingPlace(lane: lane, device: device, offset: clocks[device].offset ?? .zero)
        places[key] = place
        return place
    }

    private mutating func connect(_ device: Int, to lane: Int) {
        // What was learnt before a restart is known before its lane is.
        for offset in clocks.learntOffsets(with: device, of: lanes[lane].devices) { lanes[lane].widen(to: offset) }
        lanes[lane].add(device, clocks[device])
        guard !clocks[device].lanes.contains(where: { $0.lane == lane }) else { return }
        clocks[device].lanes.append(DeviceClocks.FedLane(lane: lane, due: .distantPast))
    }

    mutating func indexOfStation(_ name: Name) -> Int {
        if let index = stationIndex[name] { return index }
        stations.append(StationProfile(station: name))
        stationIndex[name] = stations.count - 1
        return stations.count - 1
    }

    private mutating func indexOfLane(_ lane: Lane, ofStation station: Int) -> Int {
        let key = LaneKey(station: station, lane: lane)
        if let index = laneIndex[key] { return index }
        lanes.append(LaneState(station: station, settings: settings))
        let index = lanes.count - 1
        laneIndex[key] = index
        let profile = stations[station]
        for device in profile.devices where device.lanes.contains(where: { (profile.laneMap[$0] ?? $0) == lane }) {
            connect(clocks.place(of: device.source, kind: device.kind, profile: device), to: index)
        }
        return index
    }
}

import Readings
public import Units

/// Made-up traffic of Henan over the demo stations, from a seed: the same settings give the same messages.
///
/// About half are cars; the rest are trucks of two to six axles, among them a fleet that comes again and again, and in
/// eleven trucks about one that is overloaded. Pictures are missing, plates misread, instruments complain: as rarely as
/// in life, but often enough to be seen.
public struct Traffic: MessageSource {
    /// What traffic to make.
    public struct Settings: Sendable {
        /// Names the traffic.
        public var seed: UInt64
        /// How many of the demo stations it passes.
        public var stations: Int
        /// Passages a second in all, on average.
        public var perSecond: Double
        /// How long vehicles come; for ever when `nil`.
        public var length: Milliseconds?
        /// Whether messages have scenes, of trucks that may become a case: over 95 % of their limit.
        public var hasScenes = false

        /// Describes traffic.
        public init(seed: UInt64, stations: Int, perSecond: Double, length: Milliseconds?) {
            self.seed = seed
            self.stations = stations
            self.perSecond = perSecond
            self.length = length
        }
    }

    private var random: SplitMix64
    private var fleet: Fleet
    private var lanes: Lanes
    private var stations: [StationTraffic]
    private var arrivals: Arrivals
    private var pending = PendingPictures()
    private let start: Instant
    private let hasScenes: Bool

    /// From how many hundredths of the limit on a truck is pictured.
    private static let picturedPercent = 95

    /// Begins traffic.
    ///
    /// - Parameters:
    ///   - settings: what traffic to make.
    ///   - start: when it begins; every time is counted from there.
    ///   - epoch: the epoch of all sources.
    public init(_ settings: Settings, start: Instant, epoch: UInt64) {
        random = SplitMix64(seed: settings.seed)
        fleet = Fleet(&random)
        stations = DemoStation.all.prefix(settings.stations).compactMap { StationTraffic($0, epoch: epoch) }
        lanes = Lanes(stations: stations.count)
        arrivals = Arrivals(perSecond: settings.perSecond, length: settings.length, &random)
        self.start = start
        hasScenes = settings.hasScenes
    }

    /// When the next message is taken; `nil` at the end.
    public var nextAt: Instant? {
        switch (nextPassageAt, pending.firstAt) {
        case (let passage?, let picture?): min(passage, picture)
        case (let passage, let picture): passage ?? picture
        }
    }

    /// Makes the next message; `nil` at the end.
    public mutating func next() -> StationMessage? {
        if let passage = nextPassageAt, pending.firstAt.map({ passage <= $0 }) ?? true {
            return pass(at: passage)
        }
        return pending.takeFirst().map { numbered($0) }
    }

    /// Lets no further vehicle come.
    public mutating func finish() {
        arrivals.end()
    }

    private var nextPassageAt: Instant? {
        arrivals.nextMicroseconds.map { start + Milliseconds($0 / 1_000) }
    }

    /// Lets a vehicle pass: gives its weighing, and puts its pictures by until they are taken.
    private mutating func pass(at: Instant) -> StationMessage {
        let passing = nextPassing(at: at)
        let station = passing.lane.station
        let header = stations[station].weighHeader(at: at, lane: passing.lane.lane)
        var weighing = passing.weighing(header: header, instrument: stations[station].station.instrument, &random)
        if random.chance(perThousand: Shares.missingPictures) {
            weighing.intent.insert(.missingPicture)
        } else {
            putBy(picturesOf: passing, areDrawn: hasScenes && isPictured(weighing, passing.vehicle.layout))
        }
        arrivals.step(&random)
        return weighing
    }

    private mutating func nextPassing(at: Instant) -> Passing {
        let now = arrivals.nextMicroseconds ?? 0
        let vehicle = nextVehicle(atMicroseconds: now)
        let tenths = random.within(vehicle.layout.form == .car ? 500...950 : 350...880)
        let speed = MetresPerHour(tenths * 100)
        let lane = lanes.take(for: vehicle, speed: speed, atMicroseconds: now, &random)
        let isLinked = random.chance(perThousand: Shares.triggered)
        let trigger = stations[lane.station].nextTrigger()
        return Passing(
            vehicle: vehicle,
            lane: lane,
            at: at,
            speed: speed,
            trigger: isLinked ? trigger : nil
        )
    }

    private mutating func nextVehicle(atMicroseconds now: Int64) -> Vehicle {
        let kind = random.below(1_000)
        if kind < Shares.cars { return .car(&random) }
        if kind < Shares.cars + Shares.buses { return .bus(&random) }
        if random.chance(perThousand: Shares.fleet), let known = fleet.meet(atMicroseconds: now, &random) {
            return known
        }
        return .truck(overloadsPerThousand: Fleet.ordinaryPerThousand, &random)
    }

    private func isPictured(_ message: StationMessage, _ layout: VehicleLayout) -> Bool {
        guard case .weigh(let weighing) = message.reading, layout.mayBeOverloaded else { return false }
        return weighing.gross.rawValue * 100 > layout.limit.rawValue * Traffic.picturedPercent
    }

    private mutating func putBy(picturesOf passing: Passing, areDrawn: Bool) {
        let lane = passing.lane.lane
        let station = stations[passing.lane.station]
        let frontAt = passing.frontAt(&random)
        var front = passing.frontPicture(header: station.pictureHeader(at: frontAt, lane: lane), &random)
        // A case needs the front and the rear or the side (law.md §5), and not every passage has a message of the rear.
        if areDrawn { front.scene = passing.scene([.front, .side], at: frontAt, station: station.station) }
        pending.add(front)
        guard passing.hasRearPicture(&random) else { return }
        let rearAt = passing.rearAt(front: frontAt)
        var rear = passing.rearPicture(header: station.pictureHeader(at: rearAt, lane: lane), &random)
        if areDrawn { rear.scene = passing.scene([.rear], at: rearAt, station: station.station) }
        pending.add(rear)
    }

    private mutating func numbered(_ message: StationMessage) -> StationMessage {
        guard case .camera(var picture) = message.reading else { return message }
        let device = picture.header.id.source
        for index in stations.indices where stations[index].isOwner(of: device) {
            stations[index].number(&picture)
        }
        return StationMessage(.camera(picture), intent: message.intent, scene: message.scene)
    }
}

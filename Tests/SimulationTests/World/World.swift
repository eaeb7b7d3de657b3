import Enforcement
import Readings
import TestSupport
import Units

/// A made-up city: its traffic, what its stations tell of it, and what really happened.
struct World: Sendable {
    let seed: UInt64
    let stations: [SimulatedStation]
    let street: Street
    /// In the order of receipt.
    private(set) var events: [WorldEvent] = []
    /// What each reading really is, by its ordinal less one.
    private(set) var origins: [Origin] = []

    private let parameters: WorldParameters
    /// The top of an hour; the world begins before.
    private let start: Instant

    /// Makes the world of a seed.
    init(seed: UInt64, _ parameters: WorldParameters = WorldParameters()) {
        self.seed = seed
        self.parameters = parameters
        var generator = SeededGenerator(seed: seed, part: 0)
        let lanes = parameters.links.map { _ in generator.int(parameters.lanes) }
        street = Street(lanes: lanes, parameters, seed: seed)
        let topOfHour = street.end * 2 / 5
        start = Given.noon + Milliseconds(Int64(-topOfHour))
        stations = parameters.links.enumerated().map { number, link in
            var own = SeededGenerator(seed: seed, part: 100 + UInt64(number))
            return SimulatedStation(
                number: number,
                link: link,
                lanes: lanes[number],
                topOfHour: topOfHour,
                parameters,
                &own
            )
        }
        receive(stations.indices.flatMap { stationEvents($0) })
    }

    /// The instant so many ms after the beginning.
    func instant(_ time: Int) -> Instant { start + Milliseconds(Int64(time)) }

    /// When everything has arrived and every span is over.
    var farFuture: Instant { instant(street.end) + .hours(48) }

    private func stationEvents(_ number: Int) -> [Pending] {
        let (station, part) = (stations[number], UInt64(number))
        var scale = Scale(
            station: station,
            parameters: parameters,
            start: start,
            generator: SeededGenerator(seed: seed, part: 200 + part)
        )
        var camera = Camera(
            station: station,
            parameters: parameters,
            start: start,
            fleet: street.fleet,
            generator: SeededGenerator(seed: seed, part: 300 + part)
        )
        var drafts: [Draft] = []
        let crossings = street.crossings.filter { $0.station == number }.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
        for (count, crossing) in crossings.enumerated() {
            let trigger = station.trigger(count: count, at: crossing.at)
            drafts += scale.weigh(crossing, kind: street.fleet.vehicles[crossing.vehicle].kind, trigger: trigger)
            drafts += camera.see(crossing, trigger: trigger)
        }
        var network = Network(
            station: station,
            parameters: parameters,
            generator: SeededGenerator(seed: seed, part: 400 + part)
        )
        var pending = network.deliver(drafts).map { Pending(station: number, content: .delivery($0)) }
        if parameters.heartbeats, !parameters.muteStations.contains(number) {
            pending += network.heartbeats(until: street.end + 10_000)
                .map { Pending(station: number, content: .heartbeat($0)) }
        }
        return pending
    }
}

// MARK: - Receipt

extension World {
    /// What is on its way.
    private struct Pending {
        let station: Int
        let content: Content

        enum Content {
            case delivery(Delivery)
            case heartbeat(Heartbeat)
            case tick(Int)
        }

        var receivedAt: Int {
            switch content {
            case .delivery(let delivery): delivery.receivedAt
            case .heartbeat(let heartbeat): heartbeat.receivedAt
            case .tick(let time): time
            }
        }
    }

    private mutating func receive(_ pending: [Pending]) {
        let ticks = stride(from: 0, to: street.end + 120_000, by: 1_000).map { Pending(station: 0, content: .tick($0)) }
        let all = (pending + ticks).map { (receivedAt: $0.receivedAt, pending: $0) }
        let order = all.indices.sorted { (all[$0].receivedAt, $0) < (all[$1].receivedAt, $1) }
        events.reserveCapacity(order.count)
        for index in order { receive(all[index].pending) }
    }

    private mutating func receive(_ pending: Pending) {
        switch pending.content {
        case .delivery(let delivery): receive(delivery, from: pending.station)
        case .heartbeat(let heartbeat):
            let source = stations[pending.station].devices[heartbeat.device].source
            let receivedAt = instant(heartbeat.receivedAt)
            events.append(.heard(source, now: instant(heartbeat.now), receivedAt: receivedAt))
        case .tick(let time): events.append(.tick(instant(time)))
        }
    }

    private mutating func receive(_ delivery: Delivery, from station: Int) {
        let arrival = WorldArrival(
            ordinal: Int64(origins.count + 1),
            receivedAt: instant(delivery.receivedAt),
            isReplayed: delivery.isReplayed
        )
        switch delivery.draft.content {
        case .weighing(let reading):
            origins.append(Origin(delivery, station: station, id: reading.header.id, at: reading.header.at))
            events.append(.weighed(reading, arrival))
        case .picture(let reading):
            var origin = Origin(delivery, station: station, id: reading.header.id, at: reading.header.at)
            origin.picture = reading
            origins.append(origin)
            events.append(.sighted(reading, arrival))
        }
    }
}

/// What the core is told, in the world's own words.
enum WorldEvent: Sendable {
    case weighed(WeighReading, WorldArrival)
    case sighted(CameraReading, WorldArrival)
    case heard(Source, now: Instant, receivedAt: Instant)
    case tick(Instant)
}

/// How a reading came in.
struct WorldArrival: Sendable {
    var ordinal: Int64
    var receivedAt: Instant
    var isReplayed: Bool
}

/// What a reading really is.
struct Origin: Sendable {
    let crossing: Int
    let station: Int
    let id: ReadingID
    /// By the device's clock.
    let at: Instant
    let faults: Faults
    let isLinked: Bool
    /// The picture; `nil` of a weighing.
    var picture: CameraReading?

    init(_ delivery: Delivery, station: Int, id: ReadingID, at: Instant) {
        crossing = delivery.draft.crossing
        faults = delivery.draft.faults
        isLinked = delivery.draft.isLinked
        self.station = station
        self.id = id
        self.at = at
    }

    /// The truck's number in a picture, not the trailer's.
    var truckNumber: String? {
        guard let picture, let plate = picture.plate else { return nil }
        return picture.view == .rear && Plate.isTrailer(plate) ? nil : plate
    }

    /// The recogniser's confidence in parts per million; 0 of a weighing.
    var confidence: Int { picture?.confidence.rawValue ?? 0 }

    /// Whether one camera takes two pictures to be of one vehicle.
    func isSameObject(as other: Origin) -> Bool {
        guard let object = picture?.object else { return false }
        return object == other.picture?.object && id.source == other.id.source
    }
}

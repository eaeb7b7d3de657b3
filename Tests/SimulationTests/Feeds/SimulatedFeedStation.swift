import Enforcement
import FeedContract
import Readings
import StationFeed
import TestSupport
import Units

/// A station with a scale and a camera: the production session on a made-up disk.
struct SimulatedFeedStation {
    /// Trucks take them in turn. With all of them in one lane, to pair them would be most of a run's work.
    private static let lanes = 8

    let name: String
    let disk: SimulatedDisk
    private(set) var session: StationSession?
    private var settings: StationSession.Settings
    private let decoder = MessageDecoder()
    private var trucks = 0
    /// How far its clock is from the daemon's.
    var clock = Milliseconds.zero
    /// What it has published, by identity: it must be stored, or still spooled, or recorded as a gap.
    private(set) var published: [ReadingID: [UInt8]] = [:]
    /// Whether one identity was given to two readings.
    private(set) var reused: [ReadingID] = []
    private(set) var acknowledged: [ControlMessage.SettledThrough] = []
    private(set) var notices: [String] = []

    init(_ name: String, seed: UInt64, _ faults: FeedFaults, now: Instant) throws {
        self.name = name
        disk = SimulatedDisk(seed: seed)
        settings = StationSession.Settings(directory: "/spool", instance: seed &* 31)
        settings.spool.sync = faults.isUnsynced ? .none : .group
        if faults.smallSpool { settings.spool.bytesMax = 256 << 10 }
        try start(now)
    }

    /// What its file says.
    static func profile(_ name: String) -> StationProfile {
        Given.station(name) {
            $0.lanes = (1...lanes).map(Given.lane)
            for device in $0.devices.indices { $0.devices[device].lanes = $0.lanes }
        }
    }

    var waiting: UInt64 { session?.status.waiting ?? 0 }

    mutating func start(_ now: Instant) throws {
        settings.instance &+= 1
        session = try StationSession(settings, on: disk, now: now + clock)
    }

    /// The power goes, and with it what was not synced.
    mutating func loseMind() {
        session = nil
        disk.restart()
    }

    /// A truck passes: a weighing and its picture.
    mutating func pass(at now: Instant) {
        trucks += 1
        let (name, number, at) = (name, trucks, now + clock)
        let lane = 1 + number % SimulatedFeedStation.lanes
        let plate = "豫A\(String(10_000 + number % 90_000))"
        append("wim-1", now) { id in
            let gross = number % 4 == 0 ? 60_000 : 40_000
            var reading = Given.weighing(seq: id.seq, at: at, gross: gross, lane: lane, station: name)
            reading.trigger = String(number)
            reading.header.id = id
            return (Array(MessageEncoder.topic(of: reading).description.utf8), MessageEncoder.payload(of: reading))
        }
        append("cam-1", now) { id in
            var reading = Given.picture(seq: id.seq, at: at, plate: plate, lane: lane, station: name)
            reading.trigger = String(number)
            reading.header.id = id
            return (Array(MessageEncoder.topic(of: reading).description.utf8), MessageEncoder.payload(of: reading))
        }
    }

    private mutating func append(
        _ device: String,
        _ now: Instant,
        _ frames: (ReadingID) -> (topic: [UInt8], payload: [UInt8])
    ) {
        // A reading that is refused was never spooled: nothing is promised of it.
        _ = try? session?.append(Given.source("\(name)/\(device)"), now: now + clock, frames)
    }

    /// Does what its thread does in one turn.
    mutating func turn(_ wire: inout SimulatedWire, at now: Instant, _ world: inout FeedWorld.Chance) {
        guard session != nil else { return }
        var outputs: [StationSession.Output] = session?.commit(now: now + clock) ?? []
        for message in wire.takeDown(at: now) {
            if case .have(let have) = message { acknowledged.append(have) }
            outputs += session?.handle(message, now: now + clock) ?? []
        }
        outputs += session?.tick(now: now + clock, replayMax: min(200, wire.room)) ?? []
        for output in outputs { perform(output, &wire, at: now, &world) }
    }

    mutating func reconnected() { session?.connected() }

    private mutating func perform(
        _ output: StationSession.Output,
        _ wire: inout SimulatedWire,
        at now: Instant,
        _ world: inout FeedWorld.Chance
    ) {
        switch output {
        case .publish(let topic, let payload):
            note(topic, payload)
            wire.publish(topic, payload, at: now, world.faults, &world.random)
        case .send(let message):
            if case .data(let reading) = message { note(reading.topic, reading.payload) }
            wire.send(message, at: now, delay: world.random.int(0...world.faults.delayMax))
        // Nobody fetches here.
        case .supply: break
        case .tell(let notice): notices.append("\(notice)")
        }
    }

    private mutating func note(_ topic: [UInt8], _ payload: [UInt8]) {
        let id: ReadingID
        switch decoder.decode(topic: topic, payload: payload) {
        case .weigh(let reading): id = reading.header.id
        case .camera(let reading): id = reading.header.id
        case .invalid: return
        }
        if let before = published[id], before != payload { reused.append(id) }
        published[id] = payload
    }
}

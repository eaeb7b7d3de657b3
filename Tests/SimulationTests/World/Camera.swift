import Enforcement
import Readings
import TestSupport
import Units

/// Makes the cameras' messages about a vehicle.
struct Camera {
    let station: SimulatedStation
    let parameters: WorldParameters
    let start: Instant
    let fleet: Fleet
    var generator: SeededGenerator
    private var objects = 0

    init(
        station: SimulatedStation,
        parameters: WorldParameters,
        start: Instant,
        fleet: Fleet,
        generator: SeededGenerator
    ) {
        self.station = station
        self.parameters = parameters
        self.start = start
        self.fleet = fleet
        self.generator = generator
    }

    /// The messages about one crossing, from all cameras of its lane.
    mutating func see(_ crossing: Crossing, trigger: String?) -> [Draft] {
        var drafts: [Draft] = []
        var isDropped = false
        for index in station.devices.indices {
            let device = station.devices[index]
            guard device.kind == .camera, device.lanes.contains(crossing.lane) else { continue }
            if generator.chance(parameters.droppedPictures) {
                isDropped = true
                continue
            }
            drafts += pictures(crossing, index, trigger: trigger)
        }
        if isDropped { for index in drafts.indices { drafts[index].faults.insert(.dropped) } }
        return drafts
    }

    private mutating func pictures(_ crossing: Crossing, _ index: Int, trigger: String?) -> [Draft] {
        let device = station.devices[index]
        objects += 1
        let lost = station.link == .mostly && generator.once(in: 15)
        let glimpse = Glimpse(
            device: index,
            object: device.followsObjects ? "o\(objects)" : nil,
            trigger: lost ? nil : trigger,
            tail: device.waitsForTail ? Int(fleet.vehicles[crossing.vehicle].kind.length / crossing.speed) : 0
        )
        let messages = device.followsObjects ? generator.int(1...3) : 1
        var drafts = (0..<messages).map { number in
            draft(crossing, glimpse, number: number, isLast: number == messages - 1)
        }
        if let last = drafts.last, generator.chance(parameters.doubledPictures) {
            var copy = Draft(
                device: index,
                sentAt: last.sentAt + generator.int(20...200),
                content: last.content,
                crossing: crossing.id,
                faults: last.faults.union(.doubled)
            )
            copy.isLinked = last.isLinked
            drafts.append(copy)
        }
        return drafts
    }

    /// What the messages about one object share.
    private struct Glimpse {
        let device: Int
        let object: String?
        let trigger: String?
        /// How long the camera waits for the vehicle's end, in ms.
        let tail: Int
    }

    private mutating func draft(_ crossing: Crossing, _ glimpse: Glimpse, number: Int, isLast: Bool) -> Draft {
        let device = station.devices[glimpse.device]
        let time = crossing.at + glimpse.tail + number * 180 + Int(generator.normal(device.jitter))
        var (reading, faults) = picture(of: crossing, device, at: time)
        reading.object = glimpse.object
        reading.trigger = glimpse.trigger
        // The first messages about an object are the less sure ones; the plate gets better.
        if !isLast { reading.confidence = PartsPerMillion(reading.confidence.rawValue * 8 / 10) }
        var sentAt = time + generator.int(100...450)
        if glimpse.trigger != nil, isLast, generator.chance(parameters.latePictures) {
            sentAt += generator.int(5_000...50_000)
            faults.insert(.late)
        }
        var draft = Draft(
            device: glimpse.device,
            sentAt: sentAt,
            content: .picture(reading),
            crossing: crossing.id,
            faults: faults
        )
        draft.isLinked = glimpse.trigger != nil && !station.isStuck(at: crossing.at)
        return draft
    }

    private mutating func picture(
        of crossing: Crossing,
        _ device: SimulatedDevice,
        at time: Int
    ) -> (CameraReading, Faults) {
        let vehicle = fleet.vehicles[crossing.vehicle]
        let isRear = (device.view == .rear) != (crossing.manner == .reverse) && device.view != .side
        var faults: Faults = []
        var shown = isRear ? vehicle.trailerPlate ?? vehicle.plate : vehicle.plate
        var confidence = generator.int(880_000...995_000)
        if generator.chance(parameters.misreads) {
            faults.insert(.misread)
            shown = misread(shown, of: crossing.vehicle, isTrailer: isRear && vehicle.trailerPlate != nil)
            if !generator.chance(parameters.sureMisreads) { confidence = generator.int(400_000...790_000) }
        }
        // A side view seldom shows the plate; that is no fault of it.
        let isUnread = device.view == .side ? generator.chance(0.8) : generator.chance(parameters.unread)
        if isUnread, device.view != .side { faults.insert(.unread) }
        if isUnread { faults.remove(.misread) }
        if device.clock.hasJumped(time) { faults.insert(.jumped) }
        let synced = device.clock.isSynced(time)
        if synced == false { faults.insert(.unsynced) }
        let reading = CameraReading(
            header: ReadingHeader(
                id: ReadingID(source: device.source, epoch: 1, seq: 0),
                at: start + Milliseconds(Int64(device.clock.reading(time))),
                lane: Given.lane(crossing.lane)
            ),
            plate: isUnread ? nil : shown,
            plateColour: isUnread ? .unknown : vehicle.colour,
            confidence: PartsPerMillion(isUnread ? 0 : confidence),
            view: isRear ? .rear : device.view == .side ? .side : .front,
            vehicleForm: generator.chance(0.97) ? vehicle.kind.form : .unknown,
            driveAxles: vehicle.kind.code == "159" ? 2 : nil,
            clockSynced: synced
        )
        return (reading, faults)
    }

    private mutating func misread(_ plate: String, of vehicle: Int, isTrailer: Bool) -> String {
        if !isTrailer, generator.chance(parameters.twinMisreads) { return fleet.vehicles[vehicle ^ 1].plate }
        let once = Fleet.changed(plate, &generator)
        return generator.chance(0.3) ? Fleet.changed(once, &generator) : once
    }
}

import Enforcement
import Readings
import Units

/// Which readings are of one vehicle, and what may fairly be asked about them.
struct Truth {
    let world: World
    /// Which passages have taken a picture; for the telling alone.
    var takers: [Int64: [ReadingID]] = [:]
    private var weighings: [[Int64]]
    private var pictures: [[Int64]]

    /// After so many vehicles of its lane a core may be asked to know a camera's offset.
    static let learntAfter = 60
    /// Nearer than this in one lane, vehicles without trigger may honestly be ambiguous: a rear camera may see one up
    /// to 1.4 s after the scale, and the picture must then still be nearer to its own weighing. In ms.
    static let honestClearance = 2_500

    init(_ world: World) {
        self.world = world
        weighings = Array(repeating: [], count: world.street.crossings.count)
        pictures = weighings
        for (index, origin) in world.origins.enumerated() {
            if origin.picture == nil {
                weighings[origin.crossing].append(Int64(index + 1))
            } else {
                pictures[origin.crossing].append(Int64(index + 1))
            }
        }
    }

    func origin(_ ordinal: Int64) -> Origin { world.origins[Int(ordinal) - 1] }
    func crossing(_ ordinal: Int64) -> Crossing { world.street.crossings[origin(ordinal).crossing] }
    func link(_ ordinal: Int64) -> Link { world.stations[origin(ordinal).station].link }

    /// The pictures of a weighing's vehicle that were received.
    func pictures(ofWeighing ordinal: Int64) -> [Origin] { pictures[origin(ordinal).crossing].map(origin) }
    func pictures(of crossing: Crossing) -> [Origin] { pictures[crossing.id].map(origin) }
    func weighings(of crossing: Crossing) -> [Int64] { weighings[crossing.id] }

    /// Whether some picture of a weighing's vehicle shows a truck's plate.
    func isReadable(_ ordinal: Int64) -> Bool { pictures(ofWeighing: ordinal).contains { $0.truckNumber != nil } }

    /// Whether a weighing is **clean**, so that it has to be paired:
    /// - one ordinary weighing of one vehicle, and at least one picture of it with a truck's plate were received;
    /// - on it and on no picture of the vehicle was a fault injected (`Faults.serious`: misread, unread, late, clock,
    ///   silence, replay, dropped picture); second copies do not count as faults;
    /// - the trigger links it and all pictures of the vehicle; or the offset is calibrated or was to be learnt by now
    ///   (`learntAfter` vehicles of the lane), and no other vehicle came to the lane within `honestClearance`.
    func isClean(_ ordinal: Int64) -> Bool {
        let (weighing, crossing) = (origin(ordinal), crossing(ordinal))
        guard crossing.manner == .ordinary, weighing.faults.isDisjoint(with: .serious), isReadable(ordinal) else {
            return false
        }
        let pictures = pictures(ofWeighing: ordinal)
        guard pictures.allSatisfy({ $0.faults.isDisjoint(with: .serious) }) else { return false }
        if weighing.isLinked, pictures.allSatisfy(\.isLinked) { return true }
        return isApart(crossing)
    }

    /// Whether time alone tells a vehicle from the others of its lane, once the offsets are known.
    private func isApart(_ crossing: Crossing) -> Bool {
        let isLearnt = world.stations[crossing.station].link.isCalibrated || crossing.rank >= Truth.learntAfter
        return isLearnt && crossing.clearance >= Truth.honestClearance
    }

    /// Whether a vehicle is a **plain bypass**: a truck that the scale lost though it worked, that a sound picture
    /// names, and that nobody else's weighing could be meant by (as for `isClean`).
    func isPlainBypass(_ crossing: Crossing) -> Bool {
        let pictures = pictures(of: crossing)
        guard crossing.manner == .bypass, world.street.fleet.vehicles[crossing.vehicle].kind.isTruck,
            pictures.contains(where: { $0.truckNumber != nil }),
            pictures.allSatisfy({ $0.faults.isDisjoint(with: .serious) }),
            pictures.allSatisfy(\.isLinked) || isApart(crossing)
        else { return false }
        let scale = world.stations[crossing.station].devices
            .first { $0.kind == .weigh && $0.lanes.contains(crossing.lane) }
        guard let scale else { return false }
        return !scale.isSilent(crossing.at) && !scale.clock.hasJumped(crossing.at)
    }
}

/// Whether a passage is made of one vehicle's readings.
enum Join: String {
    /// All pictures are of the vehicle that was weighed, and the plate was read in one of them (rightly or not).
    case right
    /// A picture of another vehicle is in it.
    case foreignPicture = "another vehicle's picture"
    /// Its plate was read in no picture of the vehicle.
    case wrongPlate = "another vehicle's plate"
}

extension Truth {
    /// Judges a passage by its readings, never by the text of a plate alone.
    func join(weighing: Int64, sightings: [Int64], plate: String?) -> Join {
        let own = pictures(ofWeighing: weighing)
        if let plate, !own.contains(where: { $0.truckNumber == plate }) { return .wrongPlate }
        let crossing = origin(weighing).crossing
        return sightings.allSatisfy { origin($0).crossing == crossing } ? .right : .foreignPicture
    }

    func join(_ passage: Passage) -> Join {
        join(weighing: passage.ordinal, sightings: passage.sightings, plate: passage.plate?.number)
    }

    /// Whether a passage's plate is not the one that its vehicle has.
    func isMisread(_ passage: Passage) -> Bool {
        guard let plate = passage.plate else { return false }
        return plate.number != world.street.fleet.vehicles[crossing(passage.ordinal).vehicle].plate
    }

    /// A passage's readings with everything that is needed to see what went wrong.
    func describe(weighing ordinal: Int64, sightings: [Int64], plate: String?) -> String {
        let (weighing, crossing) = (origin(ordinal), crossing(ordinal))
        let vehicle = world.street.fleet.vehicles[crossing.vehicle]
        let head = """
            seed \(world.seed) \(weighing.id) lane \(crossing.lane) #\(ordinal) at \(weighing.at), vehicle \
            \(crossing.id) \(vehicle.plate) (\(vehicle.kind.form)), nearest neighbour \(crossing.clearance) ms, \
            plate given \(plate ?? "none")
            """
        let received = pictures[crossing.id]
        let taken = sightings.map { describe($0, of: ordinal, received.contains($0) ? "own" : "FOREIGN") }
        let missed = received.filter { !sightings.contains($0) }.map { describe($0, of: ordinal, "not taken") }
        return ([head] + taken + missed).joined(separator: "\n    ")
    }

    private func describe(_ picture: Int64, of weighing: Int64, _ role: String) -> String {
        let origin = origin(picture)
        let device = world.stations[origin.station].devices.first { $0.source == origin.id.source }
        return """
            \(role): \(origin.id) #\(picture) \(origin.picture?.view.rawValue ?? "") lag \
            \(origin.at - self.origin(weighing).at), offset \(Int(device?.clock.constant ?? 0)) ms, vehicle \
            \(origin.crossing) came \(world.street.crossings[origin.crossing].at - crossing(weighing).at) ms after, \
            plate \(origin.picture?.plate ?? "none"), faults \(origin.faults.rawValue)\
            \(origin.isLinked ? ", linked" : ""), taken by \(takers[picture, default: []].map(\.description))
            """
    }
}

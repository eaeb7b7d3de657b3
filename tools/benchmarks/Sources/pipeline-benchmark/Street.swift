import Enforcement
import Law
import MadeUpRoad
import Readings
import Units

/// Made-up traffic over many lanes: every lane has a truck each two seconds, what a lane can carry at most.
///
/// Stations have five lanes, one scale, a camera for the fronts and, with two pictures, one for the rears. A truck's
/// pictures come some tenths of a second after its weighing, and other lanes' readings lie between them. One truck in fifty
/// is overloaded.
struct Street {
    struct Plan {
        var lanes = 10
        var pictures = 1
        /// Whether the stations link weighings and pictures; else calibrated clocks do, and near neighbours contest.
        var isTriggered = true
    }

    static let headway = Milliseconds.seconds(2)
    private static let lanesPerStation = 5
    private static let start = Instant(rfc3339: "2026-11-23T08:00:00+08:00") ?? Instant(millisecondsSince1970: 0)
    /// A picture is taken and received so long after the weighing.
    private static let pictureLag = Milliseconds(200)

    let plan: Plan
    let stations: [StationProfile]
    private var trucks = 0
    private var ordinal: Int64 = 0

    init(_ plan: Plan) {
        self.plan = plan
        let count = (plan.lanes + Street.lanesPerStation - 1) / Street.lanesPerStation
        stations = (0..<count).map { Street.station($0, cameras: plan.pictures) }
    }

    /// The next readings in the order of receipt, with as many weighings as are asked for.
    mutating func next(_ weighings: Int) -> [Event] {
        var events: [Event] = []
        events.reserveCapacity(weighings * (1 + plan.pictures))
        let (lanes, headway) = (plan.lanes, Int(Street.headway.rawValue))
        let lag = max(1, Int(Street.pictureLag.rawValue) * lanes / headway)
        for _ in 0..<weighings {
            // Whole milliseconds, as far as one after the other goes: many lanes have several trucks in one.
            let now = Street.start + Milliseconds(Int64(trucks * headway / lanes))
            events.append(.weighed(weighing(trucks, at: now), arrive(now)))
            for picture in 1...plan.pictures where trucks >= lag * picture {
                events.append(.sighted(self.picture(trucks - lag * picture, number: picture, at: now), arrive(now)))
            }
            trucks += 1
        }
        return events
    }

    private mutating func arrive(_ now: Instant) -> Arrival {
        ordinal += 1
        return Arrival(ordinal: ordinal, receivedAt: now + Milliseconds(30))
    }
}

// MARK: - One truck

extension Street {
    private func header(_ truck: Int, _ device: Int, seq: UInt64, at: Instant) -> ReadingHeader {
        // Neighbours in time are of different stations: a station's own lanes follow each other as far apart as can be.
        let place = truck % plan.lanes
        let source = stations[place % stations.count].devices[device].source
        guard let lane = Lane(place / stations.count + 1) else { preconditionFailure("no lane") }
        return ReadingHeader(id: ReadingID(source: source, epoch: 1, seq: seq), at: at, lane: lane)
    }

    private func trigger(_ truck: Int) -> String? { plan.isTriggered ? String(truck % 1_000_000) : nil }

    private func weighing(_ truck: Int, at: Instant) -> WeighReading {
        let (code, limit, _) = Truck.classes[truck % Truck.classes.count]
        let gross = truck % 50 == 7 ? limit * 112 / 100 : limit * (50 + truck * 7 % 47) / 100
        return WeighReading(
            header: header(truck, 0, seq: UInt64(truck + 1), at: at),
            kind: .dynamic,
            instrument: "I1",
            direction: .up,
            speed: MetresPerHour(kilometresPerHour: 40 + truck % 30),
            gross: Kilograms(gross),
            axles: Truck.axles(code, gross: gross),
            axleCode: code,
            trigger: trigger(truck),
            imbalance: PartsPerThousand(truck % 60),
            clockSynced: true
        )
    }

    private func picture(_ truck: Int, number: Int, at: Instant) -> CameraReading {
        let (_, _, form) = Truck.classes[truck % Truck.classes.count]
        let isFront = number == 1
        return CameraReading(
            header: header(truck, number, seq: UInt64(truck + 1), at: at),
            plate: "豫A\(10_000 + truck * 7_919 % 90_000)\(!isFront && form == .articulated ? "挂" : "")",
            plateColour: .yellow,
            confidence: PartsPerMillion(930_000 + truck % 60_000),
            view: isFront ? .front : .rear,
            vehicleForm: form,
            driveAxles: form == .articulated ? 2 : nil,
            trigger: trigger(truck),
            clockSynced: true
        )
    }

    private static func station(_ number: Int, cameras: Int) -> StationProfile {
        guard let name = Name("41\(10_000 + number)-07") else { preconditionFailure("no name") }
        let lanes = (1...lanesPerStation).compactMap(Lane.init)
        let day = start.day.dayNumber
        // The cameras are calibrated: what a truck takes to pass from the scale to one of them is known.
        let devices = (0...cameras).map { device in
            DeviceProfile(
                source: source(name, device == 0 ? "wim-1" : "cam-\(device)"),
                kind: device == 0 ? .weigh : .camera,
                lanes: lanes,
                offset: Milliseconds(Int64(device) * pictureLag.rawValue)
            )
        }
        return StationProfile(
            station: name,
            lanes: lanes,
            devices: devices,
            instruments: [
                "I1": InstrumentProfile(
                    id: "I1",
                    accuracyClass: "5",
                    certificate: "C1",
                    validFrom: CivilDate(dayNumber: day - 100),
                    validUntil: CivilDate(dayNumber: day + 3_000),
                    speeds: MetresPerHour(kilometresPerHour: 5)...MetresPerHour(kilometresPerHour: 120)
                )
            ]
        )
    }

    private static func source(_ station: Name, _ device: String) -> Source {
        guard let device = Name(device) else { preconditionFailure("no name: \(device)") }
        return Source(station: station, device: device)
    }
}

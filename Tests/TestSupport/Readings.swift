public import Enforcement
public import Readings
public import Units

/// Readings and stations for tests, with everything in order unless a test says otherwise.
public enum Given {
    /// A day on which all shipped rules are in force.
    public static let noon = Instant(rfc3339: "2026-11-23T12:00:00.000+08:00") ?? Instant(millisecondsSince1970: 0)

    /// A name that is known to be one.
    public static func name(_ text: String) -> Name {
        guard let name = Name(text) else { preconditionFailure("no name: \(text)") }
        return name
    }

    /// A source that is known to be one.
    public static func source(_ text: String) -> Source {
        guard let source = Source(text) else { preconditionFailure("no source: \(text)") }
        return source
    }

    /// A lane that is known to be one.
    public static func lane(_ number: Int) -> Lane {
        guard let lane = Lane(number) else { preconditionFailure("no lane: \(number)") }
        return lane
    }

    /// A station with one scale and one camera for lanes 1 and 2, and an instrument of class 5.
    public static func station(
        _ station: String = "S1",
        siteType: SiteType = .offSite,
        change: (inout StationProfile) -> Void = { _ in }
    ) -> StationProfile {
        let lanes = [lane(1), lane(2)]
        var profile = StationProfile(
            station: name(station),
            siteType: siteType,
            lanes: lanes,
            devices: [
                DeviceProfile(source: source("\(station)/wim-1"), kind: .weigh, lanes: lanes),
                DeviceProfile(source: source("\(station)/cam-1"), kind: .camera, lanes: lanes),
            ],
            instruments: [
                "I1": InstrumentProfile(
                    id: "I1",
                    accuracyClass: "5",
                    certificate: "C1",
                    validFrom: CivilDate(dayNumber: noon.day.dayNumber - 100),
                    validUntil: CivilDate(dayNumber: noon.day.dayNumber + 100),
                    speeds: MetresPerHour(kilometresPerHour: 5)...MetresPerHour(kilometresPerHour: 120)
                )
            ]
        )
        change(&profile)
        return profile
    }

    /// A six-axle articulated truck (code 159) of a gross mass, weighed in motion.
    public static func weighing(
        seq: UInt64,
        at: Instant = noon,
        gross: Int = 40_000,
        trigger: String? = nil,
        lane: Int = 1,
        station: String = "S1",
        change: (inout WeighReading) -> Void = { _ in }
    ) -> WeighReading {
        let spacings: [Int?] = [nil, 3_300, 1_350, 7_000, 1_310, 1_310]
        let axles = spacings.enumerated().map { index, spacing in
            Axle(
                load: Kilograms(index == 0 ? gross - 5 * (gross / 6) : gross / 6),
                spacing: spacing.map { Millimetres($0) },
                tyres: index == 0 ? .single : .dual
            )
        }
        var reading = WeighReading(
            header: ReadingHeader(
                id: ReadingID(source: source("\(station)/wim-1"), epoch: 1, seq: seq),
                at: at,
                lane: Given.lane(lane)
            ),
            kind: .dynamic,
            instrument: "I1",
            direction: .up,
            speed: MetresPerHour(kilometresPerHour: 60),
            gross: Kilograms(gross),
            axles: axles,
            axleCode: "159",
            trigger: trigger,
            clockSynced: true
        )
        change(&reading)
        return reading
    }

    /// A sure front picture of an articulated truck.
    public static func picture(
        seq: UInt64,
        at: Instant = noon,
        plate: String? = "豫A12345",
        trigger: String? = nil,
        lane: Int = 1,
        station: String = "S1",
        change: (inout CameraReading) -> Void = { _ in }
    ) -> CameraReading {
        var reading = CameraReading(
            header: ReadingHeader(
                id: ReadingID(source: source("\(station)/cam-1"), epoch: 1, seq: seq),
                at: at,
                lane: Given.lane(lane)
            ),
            plate: plate,
            plateColour: .yellow,
            confidence: PartsPerMillion(970_000),
            view: .front,
            vehicleForm: .articulated,
            driveAxles: 2,
            trigger: trigger,
            clockSynced: true
        )
        change(&reading)
        return reading
    }
}

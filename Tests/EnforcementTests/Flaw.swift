import Enforcement
import Law
import Readings
import TestSupport
import Testing
import Units

/// One thing wrong with an overloaded passage that is otherwise perfect: 60 t against 49 t, linked by a trigger.
struct Flaw: Sendable, CustomTestStringConvertible {
    let reason: Reason
    /// What it is, where one reason has several.
    var name = ""
    /// What its step must name in both languages: what was found, and what would have been needed.
    var figures: [String] = []
    var station: @Sendable (inout StationProfile) -> Void = { _ in }
    /// What the core hears before the weighing.
    var before: @Sendable (inout Core) -> Void = { _ in }
    var weighing: @Sendable (inout WeighReading) -> Void = { _ in }
    var picture: @Sendable (inout CameraReading) -> Void = { _ in }
    /// When the picture is received, in milliseconds after noon.
    var pictureAfter: Int64 = 0
    var isReplayed = false
    var settings = PipelineSettings()
    /// What a barrier at a site of type 31 does with it.
    var action = Passage.Action.stopForWeighing

    var testDescription: String { "\(reason.rawValue) \(name)" }

    /// What comes of the passage.
    func core() throws -> Core {
        var core = try Core([Given.station(change: station)], settings: settings)
        before(&core)
        core.receive(Given.weighing(seq: 1, gross: 60_000, trigger: "7", change: weighing), isReplayed: isReplayed)
        let picture = Given.picture(seq: 1, at: .noon(100), trigger: "7", change: picture)
        core.receive(picture, after: pictureAfter, isReplayed: isReplayed)
        core.settleAll()
        return core
    }

    /// The passage.
    func passage() throws -> Passage { try #require(try core().outcomes.first { $0.id.seq == 1 }) }
}

extension Flaw {
    static let all = instruments + readings + clocks + plates + laws

    static let instruments = [
        // A dynamic weighing by an unknown instrument lacks its class as well; a static one lacks nothing else.
        Flaw(
            reason: .instrumentUnknown,
            figures: ["I2"],
            weighing: {
                $0.instrument = "I2"
                $0.kind = .static
            }
        ),
        Flaw(
            reason: .instrumentUnverified,
            figures: ["I1", "C1", "2026-08-15", "2026-11-22", "2026-11-23"],
            station: { $0.instruments["I1"]?.validUntil = .noon(-1) }
        ),
        Flaw(
            reason: .instrumentDrift,
            figures: ["I1", "2026-11-22"],
            before: { $0.tell(.recalledDays(InstrumentDay.drifted(since: -1))) }
        ),
        Flaw(
            reason: .speedRange,
            name: "too fast",
            figures: ["120.001 km/h", "5 km/h", "120 km/h"],
            weighing: { $0.speed = MetresPerHour(120_001) }
        ),
        Flaw(
            reason: .speedRange,
            name: "too slow",
            figures: ["4.999 km/h", "5 km/h", "120 km/h"],
            weighing: { $0.speed = MetresPerHour(4_999) }
        ),
        Flaw(reason: .speedUnknown, figures: ["5 km/h", "120 km/h"], weighing: { $0.speed = nil }),
    ]

    static let readings =
        QualityFlag.allCases.map { flag in
            Flaw(reason: marked(flag), name: "by its own mark", weighing: { $0.quality = QualityFlags(flag) })
        } + [
            Flaw(
                reason: .imbalance,
                name: "by its figure",
                figures: ["151‰", "150‰"],
                weighing: { $0.imbalance = PartsPerThousand(151) }
            )
        ]
        + [DataStatus.edited, .split, .merged].map { status in
            Flaw(
                reason: .dataStatus,
                name: status.rawValue,
                figures: [status.rawValue, "raw"],
                weighing: { $0.dataStatus = status }
            )
        }

    static let clocks = [
        Flaw(
            reason: .clockSuspect,
            name: "scale unsynced",
            figures: ["S1/wim-1"],
            weighing: { $0.clockSynced = false }
        ),
        Flaw(
            reason: .clockSuspect,
            name: "camera unsynced",
            figures: ["S1/cam-1"],
            picture: { $0.clockSynced = false }
        ),
        Flaw(
            reason: .clockSuspect,
            name: "both ahead",
            figures: ["S1/wim-1", "300001 ms"],
            weighing: { $0.header.at = .noon(300_001) },
            picture: { $0.header.at = .noon(300_000) }
        ),
        Flaw(
            reason: .clockSuspect,
            name: "both behind max_lag",
            figures: ["S1/cam-1", "86400001 ms", "86400000 ms"],
            weighing: { $0.header.at = .noon(-86_400_000) },
            picture: { $0.header.at = .noon(-86_400_001) }
        ),
        Flaw(
            reason: .clockSuspect,
            name: "heartbeat off",
            figures: ["S1/wim-1"],
            before: { $0.hear("S1/wim-1", after: 0, off: -300_001) }
        ),
        Flaw(
            reason: .clockSuspect,
            name: "camera's heartbeat off",
            figures: ["S1/cam-1"],
            before: { $0.hear("S1/cam-1", after: 0, off: 300_001) }
        ),
        Flaw(
            reason: .clockSuspect,
            name: "linked picture far off",
            figures: ["S1/cam-1", "300001 ms"],
            picture: { $0.header.at = .noon(-300_001) }
        ),
    ]

    static let plates = [
        Flaw(reason: .plateMissing, picture: { $0.plate = nil }),
        Flaw(
            reason: .plateConfidence,
            figures: ["0.799999", "0.8"],
            picture: { $0.confidence = PartsPerMillion(799_999) }
        ),
        // A neighbour 1.5 s behind, and nobody has calibrated the camera: which of the two was seen is not certain.
        Flaw(
            reason: .vehicleUncertain,
            station: { $0.devices[1].offset = nil },
            before: { $0.receive(Given.weighing(seq: 2, at: .noon(1_500))) },
            weighing: { $0.trigger = nil },
            picture: { $0.trigger = nil }
        ),
    ]

    /// What the law itself finds against a weighing (law.md §1, §2).
    static let laws = [
        Flaw(reason: .instrumentClass, station: { $0.instruments["I1"]?.accuracyClass = "7" }),
        Flaw(reason: .axleSum, weighing: { $0.axles[0].load = $0.axles[0].load + Kilograms(601) }),
        // Without a rule there is no limit either, and so nothing to stop it for.
        Flaw(
            reason: .noRuleInForce,
            station: { $0.instruments["I1"]?.validFrom = CivilDate(dayNumber: 0) },
            weighing: { $0.header.at = beforeTheRules },
            picture: { $0.header.at = beforeTheRules },
            isReplayed: true,
            action: .pass
        ),
    ]

    private static let beforeTheRules = Instant(rfc3339: "2012-07-04T00:00:00+08:00") ?? Given.noon

    private static func marked(_ flag: QualityFlag) -> Reason {
        switch flag {
        case .straddling: .straddling
        case .tailgating: .tailgating
        case .speedChange: .speedChange
        case .stopAndGo: .stopAndGo
        case .offScale: .offScale
        case .imbalance: .imbalance
        case .sensorFault: .sensorFault
        }
    }
}

extension InstrumentDay {
    /// A day on which so many loaded combinations had a mean steering-axle load.
    static func day(_ days: Int, vehicles: Int, mean: Int64 = 6_000) -> InstrumentDay {
        var day = InstrumentDay(station: Given.name("S1"), instrument: "I1", day: .noon(days))
        day.steered = vehicles
        day.steeringSum = Int64(vehicles) * mean
        return day
    }

    /// Four weeks of 6 000 kg, and 6 300 kg from a day on until the day before noon's.
    static func drifted(since days: Int) -> [InstrumentDay] {
        (days - 28..<days).map { day($0, vehicles: 100) } + (days...(-1)).map { day($0, vehicles: 250, mean: 6_300) }
    }
}

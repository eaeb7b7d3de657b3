public import Units

/// One weighing of one vehicle, as its instrument showed it (feed contract, `weigh`).
public struct WeighReading: Hashable, Sendable {
    /// Who sent it and when it was taken.
    public var header: ReadingHeader
    /// How it was weighed.
    public var kind: WeighingKind
    /// Key into the instrument register.
    public var instrument: String
    /// The way the vehicle went over the sensor.
    public var direction: Direction
    /// Speed over the sensor, 0…300 km/h; `nil` unknown.
    public var speed: MetresPerHour?
    /// Gross combination mass as shown, 0…500 000 kg.
    public var gross: Kilograms
    /// The axles from the front, 1…20.
    public var axles: [Axle]
    /// The station's axle-type code as sent, in the station's dialect.
    public var axleCode: String?
    /// Outer dimensions, each `nil` where not measured.
    public var dimensions: Dimensions?
    /// Links the camera messages of the same passage.
    public var trigger: String?
    /// What the instrument found wrong with its own reading; any of them bars it from being evidence.
    public var quality: QualityFlags
    /// Left/right imbalance of the whole vehicle.
    public var imbalance: PartsPerThousand?
    /// Whether an operator changed the reading.
    public var dataStatus: DataStatus
    /// Whether the device says that its clock is synchronised; `nil` unknown.
    public var clockSynced: Bool?
    /// The on-site record, for `static` and `after-unloading`.
    public var inspection: Inspection? {
        get {
            guard case .record(let inspection) = onSite else { return nil }
            return inspection
        }
        set { onSite = newValue.map(OnSite.record) }
    }

    /// Behind a pointer: it is large, and nearly no weighing has one.
    private indirect enum OnSite: Hashable, Sendable {
        case record(Inspection)
    }

    private var onSite: OnSite?

    /// Makes a weighing; what the contract lets be absent has its default.
    public init(
        header: ReadingHeader,
        kind: WeighingKind,
        instrument: String,
        direction: Direction,
        speed: MetresPerHour? = nil,
        gross: Kilograms,
        axles: [Axle],
        axleCode: String? = nil,
        dimensions: Dimensions? = nil,
        trigger: String? = nil,
        quality: QualityFlags = [],
        imbalance: PartsPerThousand? = nil,
        dataStatus: DataStatus = .raw,
        clockSynced: Bool? = nil,
        inspection: Inspection? = nil
    ) {
        self.header = header
        self.kind = kind
        self.instrument = instrument
        self.direction = direction
        self.speed = speed
        self.gross = gross
        self.axles = axles
        self.axleCode = axleCode
        self.dimensions = dimensions
        self.trigger = trigger
        self.quality = quality
        self.imbalance = imbalance
        self.dataStatus = dataStatus
        self.clockSynced = clockSynced
        onSite = inspection.map(OnSite.record)
    }
}

/// What every reading begins with: who sent it, its identity, and when and where it was taken.
public struct ReadingHeader: Hashable, Sendable {
    /// The reading's identity.
    public var id: ReadingID
    /// When the first axle (camera: the picture) was taken, by the device's clock.
    public var at: Instant
    /// The lane.
    public var lane: Lane

    /// Makes a header.
    public init(id: ReadingID, at: Instant, lane: Lane) {
        self.id = id
        self.at = at
        self.lane = lane
    }
}

/// How a vehicle was weighed.
public enum WeighingKind: String, CaseIterable, Sendable {
    /// In motion.
    case dynamic
    /// Standing, on-site.
    case `static`
    /// Standing again, after unloading the excess.
    case afterUnloading = "after-unloading"
}

/// The way a vehicle went over the sensor.
public enum Direction: String, CaseIterable, Sendable {
    /// The lane's one way.
    case up
    /// The lane's other way.
    case down
    /// Against the lane's way: wrong-way driving over the sensor.
    case reverse
}

/// What an instrument may find wrong with its own reading.
public enum QualityFlag: String, CaseIterable, Sendable {
    /// Not within one lane.
    case straddling
    /// Too close behind another vehicle.
    case tailgating
    /// Accelerated or braked on the sensor.
    case speedChange = "speed-change"
    /// Stopped on the sensor.
    case stopAndGo = "stop-and-go"
    /// Partly beside the sensor.
    case offScale = "off-scale"
    /// Left and right differ too much.
    case imbalance
    /// The sensor reports itself faulty.
    case sensorFault = "sensor-fault"
}

/// A set of quality flags that lists them in one order, so that equal readings give equal bytes.
public struct QualityFlags: OptionSet, Hashable, Sendable {
    /// One bit a flag.
    public let rawValue: UInt8

    /// Takes the bits as they are.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// A set of one flag.
    public init(_ flag: QualityFlag) {
        rawValue = 1 << (QualityFlag.allCases.firstIndex(of: flag) ?? 0)
    }

    /// The flags in the set, in the order of their declaration.
    public var flags: [QualityFlag] {
        isEmpty ? [] : QualityFlag.allCases.filter { contains(QualityFlags($0)) }
    }
}

/// Whether an operator changed a reading.
public enum DataStatus: String, CaseIterable, Sendable {
    /// As measured.
    case raw
    /// Figures changed by hand.
    case edited
    /// One record made into two.
    case split
    /// Two records made into one.
    case merged
}

/// One axle of a weighing.
public struct Axle: Hashable, Sendable {
    /// Axle load, 0…100 000 kg.
    public var load: Kilograms
    /// Distance to the axle in front, 100…30 000 mm; `nil` on the first axle only.
    public var spacing: Millimetres?
    /// Single or dual tyres; `nil` unknown.
    public var tyres: Tyres?

    /// Makes an axle.
    public init(load: Kilograms, spacing: Millimetres? = nil, tyres: Tyres? = nil) {
        self.load = load
        self.spacing = spacing
        self.tyres = tyres
    }
}

/// Single or dual tyres on an axle; the number is that of its tyres.
public enum Tyres: Int, CaseIterable, Sendable {
    /// Single, one each side.
    case single = 2
    /// Dual, two each side.
    case dual = 4
}

/// A vehicle's outer dimensions, each 0…100 000 mm or `nil` where not measured.
public struct Dimensions: Hashable, Sendable {
    /// Overall length.
    public var length: Millimetres?
    /// Overall width.
    public var width: Millimetres?
    /// Overall height.
    public var height: Millimetres?

    /// Makes dimensions.
    public init(length: Millimetres? = nil, width: Millimetres? = nil, height: Millimetres? = nil) {
        self.length = length
        self.width = width
        self.height = height
    }
}

public import Units

/// What is known of one axle as far as the law asks.
public struct AxleDescription: Hashable, Sendable {
    /// Distance to the axle in front; `nil` on the first and where unknown.
    public var spacing: Millimetres?
    /// Whether the tyres are dual; `nil` unknown.
    public var dualTyres: Bool?
    /// The load as shown; `nil` unknown.
    public var load: Kilograms?

    /// Describes an axle.
    public init(spacing: Millimetres? = nil, dualTyres: Bool? = nil, load: Kilograms? = nil) {
        self.spacing = spacing
        self.dualTyres = dualTyres
        self.load = load
    }
}

/// What the vehicle register says (车辆登记信息), as of the day of the act; it goes before every other source.
public struct Registration: Hashable, Sendable {
    /// The form; `unknown` where the register does not say.
    public var form: VehicleForm
    /// The tractor's driven axles.
    public var driveAxles: Int?
    /// The kind.
    public var kind: VehicleKind?
    /// The total mass on the vehicle licence (行驶证总质量).
    public var licenceMass: Kilograms?
    /// The rated load (核定载质量).
    public var ratedLoad: Kilograms?
    /// The kerb mass (整备质量).
    public var kerbMass: Kilograms?

    /// Gives an entry.
    public init(
        form: VehicleForm = .unknown,
        driveAxles: Int? = nil,
        kind: VehicleKind? = nil,
        licenceMass: Kilograms? = nil,
        ratedLoad: Kilograms? = nil,
        kerbMass: Kilograms? = nil
    ) {
        self.form = form
        self.driveAxles = driveAxles
        self.kind = kind
        self.licenceMass = licenceMass
        self.ratedLoad = ratedLoad
        self.kerbMass = kerbMass
    }
}

/// What the law needs to know of a vehicle: what stood on the scale, and what is on record of it.
public struct VehicleDescription: Hashable, Sendable {
    /// The axles from the front.
    public var axles: [AxleDescription]
    /// The axle-type code as the station sent it.
    public var axleCode: String?
    /// How the station spells its codes.
    public var dialect: AxleCodeDialect
    /// The form that the camera saw.
    public var cameraForm: VehicleForm
    /// The tractor's driven axles that the camera saw; `nil` unknown.
    public var driveAxles: Int?
    /// Whether the drive axles have dual tyres; `nil` unknown.
    public var driveDual: Bool?
    /// Whether the drive axles have air suspension; `nil` unknown.
    public var airSuspension: Bool?
    /// Whether single tyres are wide ones; `nil` unknown.
    public var wideTyres: Bool?
    /// Outer dimensions.
    public var dimensions = OuterDimensions()
    /// What kind of vehicle it is said to be, where the register does not say it.
    public var kind: VehicleKind?
    /// The total mass on the vehicle licence as shown on the spot.
    public var licenceMass: Kilograms?
    /// The rated load as shown on the spot.
    public var ratedLoad: Kilograms?
    /// The kerb mass as shown on the spot.
    public var kerbMass: Kilograms?
    /// The register's entry; `nil` when there is none.
    public var registration: Registration?
    /// The permit for an over-limit transport (超限运输通行证) that was found for plate, trailer, route and day.
    public var permit: TransportPermit?

    /// Describes a vehicle.
    public init(
        axles: [AxleDescription],
        axleCode: String? = nil,
        dialect: AxleCodeDialect = .b,
        cameraForm: VehicleForm = .unknown,
        driveAxles: Int? = nil,
        driveDual: Bool? = nil,
        airSuspension: Bool? = nil,
        wideTyres: Bool? = nil
    ) {
        self.axles = axles
        self.axleCode = axleCode
        self.dialect = dialect
        self.cameraForm = cameraForm
        self.driveAxles = driveAxles
        self.driveDual = driveDual
        self.airSuspension = airSuspension
        self.wideTyres = wideTyres
    }
}

/// The figures of a permit for an over-limit transport (超限运输车辆通行证; 公路安全保护条例 Art. 35–36).
///
/// Whether it is this vehicle's permit, and for this road and day, is decided before the law is asked: here count
/// what it allows.
public struct TransportPermit: Hashable, Sendable {
    /// The permit's number.
    public var number: String
    /// Greatest total mass; `nil` when the permit is for dimensions only.
    public var mass: Kilograms?
    /// Greatest dimensions; open ones are those of any vehicle.
    public var dimensions: OuterDimensions

    /// Gives a permit.
    public init(number: String, mass: Kilograms?, dimensions: OuterDimensions = OuterDimensions()) {
        self.number = number
        self.mass = mass
        self.dimensions = dimensions
    }
}

/// What the law needs to know of a weighing to find the mass that is judged.
public struct Weighing: Hashable, Sendable {
    /// Gross mass as shown.
    public var gross: Kilograms
    /// Whether it was weighed in motion.
    public var isDynamic: Bool
    /// The instrument's accuracy class; `nil` when unknown.
    public var accuracyClass: String?
    /// Whether it was weighed at an expressway entrance (site type 41), where the raw mass counts.
    public var isAtEntrance: Bool
    /// Whether officers weighed it on the spot (现场), which decides who fines.
    public var isOnSite: Bool

    /// Describes a weighing.
    public init(
        gross: Kilograms,
        isDynamic: Bool,
        accuracyClass: String? = nil,
        isAtEntrance: Bool = false,
        isOnSite: Bool = false
    ) {
        self.gross = gross
        self.isDynamic = isDynamic
        self.accuracyClass = accuracyClass
        self.isAtEntrance = isAtEntrance
        self.isOnSite = isOnSite
    }
}

public import Units

/// A set of rules from one legal instrument, in force over a range of days: one file under `conf/rules/`.
public struct RulePack: Hashable, Sendable {
    /// The pack's name, unique among all packs.
    public var id: String
    /// First day in force.
    public var effectiveFrom: CivilDate
    /// Last day in force; `nil` while no end is known.
    public var effectiveUntil: CivilDate?
    /// The instrument that the rules come from.
    public var source: LegalSource
    /// How sure the encoding is.
    public var confidence: Confidence
    /// What a reader has to know; names the points that are disputed.
    public var notes: String
    /// Gross-mass limits by axle count and form.
    public var grossMass: [GrossMassRule]
    /// Gross-mass limits by axle-type code.
    public var axleCodes: [AxleCodeRule]
    /// Gross mass up to which a two-axle vehicle is taken for no goods vehicle.
    public var lightVehicleMax: Kilograms?
    /// Accuracy classes of weighing instruments.
    public var accuracyClasses: [AccuracyClass]
    /// Whether the in-service error is deducted from a dynamic weighing before it is judged.
    public var deductsInServiceError: Bool?
    /// Share of the limit beyond which an expressway entrance refuses a vehicle, on the raw mass.
    public var entranceShare: PartsPerTenThousand?

    /// Makes a pack without any rule.
    public init(
        id: String,
        effectiveFrom: CivilDate,
        effectiveUntil: CivilDate? = nil,
        source: LegalSource,
        confidence: Confidence = .high,
        notes: String = ""
    ) {
        self.id = id
        self.effectiveFrom = effectiveFrom
        self.effectiveUntil = effectiveUntil
        self.source = source
        self.confidence = confidence
        self.notes = notes
        grossMass = []
        axleCodes = []
        accuracyClasses = []
    }

    /// Whether the pack is in force on a day, both ends included.
    public func isInForce(on day: CivilDate) -> Bool {
        effectiveFrom <= day && effectiveUntil.map { day <= $0 } ?? true
    }
}

/// Where a rule stands: the instrument and its article.
public struct LegalSource: Hashable, Sendable {
    /// The instrument, 交通运输部令2016年第62号.
    public var instrument: String
    /// The article, 第三条.
    public var article: String

    /// Names a source.
    public init(instrument: String, article: String) {
        self.instrument = instrument
        self.article = article
    }
}

/// How sure the encoding of a pack is.
public enum Confidence: String, CaseIterable, Sendable {
    /// The text says so.
    case high
    /// Second-hand or read together from several texts.
    case medium
    /// A guess that must stay configurable.
    case low
}

/// What a rule asks of a vehicle's form.
public enum FormClass: String, CaseIterable, Sendable {
    /// Any goods vehicle.
    case any
    /// A rigid truck (货车).
    case rigid
    /// A combination (汽车列车).
    case combination
}

/// A gross-mass limit by axle count and form (Order 62 Art. 3).
public struct GrossMassRule: Hashable, Sendable {
    /// The rule's name, cited in every case that rests on it.
    public var id: String
    /// Fewest axles.
    public var axlesMin: Int
    /// Most axles; `nil` for "and more".
    public var axlesMax: Int?
    /// The form it is for.
    public var form: FormClass
    /// The tractor's driven axles it is for; `nil` for any.
    public var driveAxles: Int?
    /// Over when the mass is strictly greater.
    public var limit: Kilograms
    /// The article, down to the item.
    public var source: LegalSource

    /// Makes a rule.
    public init(
        id: String,
        axlesMin: Int,
        axlesMax: Int?,
        form: FormClass,
        driveAxles: Int? = nil,
        limit: Kilograms,
        source: LegalSource
    ) {
        self.id = id
        self.axlesMin = axlesMin
        self.axlesMax = axlesMax
        self.form = form
        self.driveAxles = driveAxles
        self.limit = limit
        self.source = source
    }

    func covers(axles: Int) -> Bool { axles >= axlesMin && axlesMax.map { axles <= $0 } ?? true }
}

/// A gross-mass limit by axle-type code (the annex to Order 62).
public struct AxleCodeRule: Hashable, Sendable {
    /// The rule's name, cited in every case that rests on it.
    public var id: String
    /// The axle groups.
    public var code: AxleTypeCode
    /// The form that the code stands for.
    public var form: VehicleForm
    /// The tractor's driven axles it is for; `nil` for any.
    public var driveAxles: Int?
    /// Over when the mass is strictly greater.
    public var limit: Kilograms
    /// The instrument and article.
    public var source: LegalSource

    /// Makes a rule.
    public init(
        id: String,
        code: AxleTypeCode,
        form: VehicleForm,
        driveAxles: Int? = nil,
        limit: Kilograms,
        source: LegalSource
    ) {
        self.id = id
        self.code = code
        self.form = form
        self.driveAxles = driveAxles
        self.limit = limit
        self.source = source
    }
}

/// An accuracy class of weighing instruments and its maximum permissible errors of total mass (JJG 907-2006).
public struct AccuracyClass: Hashable, Sendable {
    /// The class as certificates write it: `0.2`, `5`.
    public var name: String
    /// Error allowed at verification.
    public var initialError: PartsPerTenThousand
    /// Error allowed in service.
    public var inServiceError: PartsPerTenThousand

    /// Makes a class.
    public init(name: String, initialError: PartsPerTenThousand, inServiceError: PartsPerTenThousand) {
        self.name = name
        self.initialError = initialError
        self.inServiceError = inServiceError
    }
}

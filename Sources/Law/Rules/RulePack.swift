public import Units

/// A set of rules from one legal instrument, in force over a range of days: one file under `conf/rules/`.
public struct RulePack: Hashable, Sendable {
    /// The pack's name, unique among all packs.
    public var id: String
    /// Who made the rules.
    public var jurisdiction: Jurisdiction
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
    public var grossMass: [GrossMassRule] = []
    /// What is a goods vehicle at all.
    public var goodsVehicles: GoodsVehicleRule?
    /// Gross-mass limits by axle-type code.
    public var axleCodes: [AxleCodeRule] = []
    /// Limits of axle groups.
    public var axleGroups: AxleGroupTable?
    /// What changes a limit for one vehicle.
    public var adjustments: LimitAdjustments?
    /// Kinds of vehicles that no class's limit is for.
    public var vehicleKinds: [VehicleKindRule] = []
    /// Limits of dimensions.
    public var dimensions: DimensionRules?
    /// Accuracy classes of weighing instruments.
    public var instruments: InstrumentRules?
    /// Expressway entrances.
    public var entrance: EntranceRule?
    /// The transport department's fines.
    public var transportFines: TransportFineRules?
    /// The police's fines.
    public var policeFines: PoliceFineRules?
    /// The driver's points.
    public var points: PointsRules?
    /// The four penalties.
    public var penalties: [PenaltyRule] = []
    /// Fines of loading sites.
    public var loadingSiteFines: [LoadingSiteFine] = []
    /// What is handed over to other authorities.
    public var handOvers: [HandOver] = []
    /// Principles that every determination is bound by.
    public var principles: LegalPrinciples?
    /// What electronic evidence needs.
    public var evidence: EvidenceRules?
    /// Terms of procedure.
    public var deadlines: [Deadline] = []
    /// Points on which the law leaves a choice.
    public var settings = RuleSettings()

    /// Makes a pack without any rule.
    public init(
        id: String,
        jurisdiction: Jurisdiction = .national,
        effectiveFrom: CivilDate,
        effectiveUntil: CivilDate? = nil,
        source: LegalSource,
        confidence: Confidence = .high,
        notes: String = ""
    ) {
        self.id = id
        self.jurisdiction = jurisdiction
        self.effectiveFrom = effectiveFrom
        self.effectiveUntil = effectiveUntil
        self.source = source
        self.confidence = confidence
        self.notes = notes
    }

    /// Whether the pack is in force on a day, both ends included.
    public func isInForce(on day: CivilDate) -> Bool {
        effectiveFrom <= day && effectiveUntil.map { day <= $0 } ?? true
    }
}

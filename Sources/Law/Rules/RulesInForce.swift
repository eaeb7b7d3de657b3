import Units

/// The rules of one day, looked up many times; an object, since every assessment refers to it.
public final class RulesInForce: Sendable {
    let grossMass: [GrossMassRule]
    let axleCodes: [AxleTypeCode: AxleCodeRows]
    let goodsVehicles: GoodsVehicleRule?
    /// With the highest limits first.
    let axleGroups: AxleGroupTable?
    let adjustments: Shared<LimitAdjustments>?
    let vehicleKinds: [VehicleKindRule]
    let dimensions: DimensionRules?
    let instruments: InstrumentRules?
    let entrance: EntranceRule?
    let transportFines: TransportFineRules?
    let policeFines: PoliceFineRules?
    let points: PointsRules?
    let principles: LegalPrinciples?

    /// The four penalties.
    public let penalties: [PenaltyRule]
    /// Fines of loading sites.
    public let loadingSiteFines: [LoadingSiteFine]
    /// What is handed over to other authorities.
    public let handOvers: [HandOver]
    /// What electronic evidence needs.
    public let evidence: EvidenceRules?
    /// Terms of procedure.
    public let deadlines: [Deadline]
    /// Points on which the law leaves a choice, as the most local pack decides them.
    public let settings: RuleSettings

    /// Takes the rules of packs that are in force together, the state's first; `RuleBook.problems` keeps two packs from
    /// saying the same thing.
    init(packs: [RulePack]) {
        grossMass = packs.flatMap(\.grossMass)
        axleCodes = Dictionary(grouping: packs.flatMap(\.axleCodes), by: \.code).compactMapValues(AxleCodeRows.init)
        goodsVehicles = packs.compactMap(\.goodsVehicles).last
        axleGroups = packs.compactMap(\.axleGroups).last?.highestFirst
        adjustments = packs.compactMap(\.adjustments).last.map(Shared.init)
        vehicleKinds = packs.flatMap(\.vehicleKinds)
        dimensions = packs.compactMap(\.dimensions).last
        instruments = packs.compactMap(\.instruments).last
        entrance = packs.compactMap(\.entrance).last
        transportFines = packs.compactMap(\.transportFines).last
        policeFines = packs.compactMap(\.policeFines).last
        points = packs.compactMap(\.points).last
        penalties = packs.flatMap(\.penalties)
        loadingSiteFines = packs.flatMap(\.loadingSiteFines)
        handOvers = packs.flatMap(\.handOvers)
        principles = packs.compactMap(\.principles).last
        evidence = packs.compactMap(\.evidence).last
        deadlines = packs.flatMap(\.deadlines)
        settings = packs.reduce(RuleSettings()) { $0.overridden(by: $1.settings) }
    }

    func accuracyClass(named name: String) -> AccuracyClass? {
        instruments?.classes.first { $0.name == name }
    }

    /// A deadline by the id of its rule.
    public func deadline(named id: String) -> Deadline? { deadlines.first { $0.rule.id == id } }
}

/// The annex's rows for one axle-type code; there is one at least.
struct AxleCodeRows {
    let rows: [AxleCodeRule]
    /// The form that the code stands for.
    let form: VehicleForm

    init?(_ rows: [AxleCodeRule]) {
        guard let first = rows.first else { return nil }
        self.rows = rows
        form = first.form
    }
}

/// What every assessment looks at and none copies.
final class Shared<Value: Sendable>: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
}

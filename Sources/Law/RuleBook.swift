public import Units

/// All rule packs, and which of them are in force on a day.
public struct RuleBook: Hashable, Sendable {
    /// The packs, by their first day and then by name.
    public let packs: [RulePack]

    /// Makes a book from packs in any order.
    public init(packs: [RulePack]) {
        self.packs = packs.sorted { ($0.effectiveFrom, $0.id) < ($1.effectiveFrom, $1.id) }
    }

    /// The accuracy classes of all packs, whenever they are in force.
    public var accuracyClassNames: Set<String> { Set(packs.flatMap { $0.accuracyClasses.map(\.name) }) }

    /// The rules in force on a day.
    ///
    /// - Returns: `nil` when no pack with gross-mass limits is: then nothing can be judged on that day.
    public func rules(on day: CivilDate) -> RulesInForce? {
        let inForce = packs.filter { $0.isInForce(on: day) }
        guard inForce.contains(where: { !$0.grossMass.isEmpty }) else { return nil }
        return RulesInForce(packs: inForce)
    }
}

/// The rules of one day, looked up many times.
public struct RulesInForce: Sendable {
    let grossMass: [GrossMassRule]
    let axleCodes: [AxleTypeCode: [AxleCodeRule]]
    let accuracyClasses: [AccuracyClass]
    let lightVehicleMax: Kilograms?
    let deductsInServiceError: Bool
    let entranceShare: PartsPerTenThousand?

    /// A later pack overrides an earlier one in single settings, and adds to its lists.
    init(packs: [RulePack]) {
        grossMass = packs.flatMap(\.grossMass)
        axleCodes = Dictionary(grouping: packs.flatMap(\.axleCodes), by: \.code)
        accuracyClasses = packs.flatMap(\.accuracyClasses)
        lightVehicleMax = packs.compactMap(\.lightVehicleMax).last
        deductsInServiceError = packs.compactMap(\.deductsInServiceError).last ?? true
        entranceShare = packs.compactMap(\.entranceShare).last
    }

    func accuracyClass(named name: String) -> AccuracyClass? {
        accuracyClasses.first { $0.name == name }
    }
}

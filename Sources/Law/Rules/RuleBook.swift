public import Units

/// All rule packs, and which of them are in force on a day.
public struct RuleBook: Sendable {
    /// Days on which the same rules are in force, up to the next period.
    struct Period: Sendable {
        let from: CivilDate
        /// `nil` while no pack with gross-mass limits is in force: then nothing can be judged.
        let rules: RulesInForce?
    }

    /// The packs, the state's before the more local ones, then by their first day and name.
    public let packs: [RulePack]
    let periods: [Period]

    /// Makes a book from packs in any order.
    public init(packs: [RulePack]) {
        self.packs = packs.sorted {
            ($0.jurisdiction, $0.effectiveFrom, $0.id) < ($1.jurisdiction, $1.effectiveFrom, $1.id)
        }
        let sorted = self.packs
        periods = RuleBook.changes(of: sorted).map { day in
            let inForce = sorted.filter { $0.isInForce(on: day) }
            let canJudge = inForce.contains { !$0.grossMass.isEmpty }
            return Period(from: day, rules: canJudge ? RulesInForce(packs: inForce) : nil)
        }
    }

    /// The accuracy classes of all packs, whenever they are in force.
    public var accuracyClassNames: Set<String> {
        Set(packs.flatMap { $0.instruments?.classes.map(\.name) ?? [] })
    }

    /// The rules in force on a day.
    ///
    /// - Returns: `nil` when no pack with gross-mass limits is: then nothing can be judged on that day.
    public func rules(on day: CivilDate) -> RulesInForce? {
        periods.last { $0.from <= day }?.rules
    }

    /// The days from which other rules are in force, in order.
    static func changes(of packs: [RulePack]) -> [CivilDate] {
        let ends = packs.compactMap { $0.effectiveUntil?.adding(days: 1) }
        return Set(packs.map(\.effectiveFrom) + ends).sorted()
    }
}

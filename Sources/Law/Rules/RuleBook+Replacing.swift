public import Units

extension RuleBook {
    /// The rules of a day as they would be if a pack were in force on it, in place of the packs of its jurisdiction that rule
    /// the same sections.
    ///
    /// - Returns: `nil` when no gross-mass limits would be in force.
    public func rules(on day: CivilDate, with pack: RulePack) -> RulesInForce? {
        var pack = pack
        (pack.effectiveFrom, pack.effectiveUntil) = (day, day)
        let topics = Set(pack.topics.map(\.rawValue))
        let others = packs.filter { other in
            other.jurisdiction != pack.jurisdiction || topics.isDisjoint(with: other.topics.map(\.rawValue))
        }
        return RuleBook(packs: others + [pack]).rules(on: day)
    }
}

public import Units

extension RuleBook {
    /// The rules of a day as they would be if a pack were in force on it, in place of what the packs of its jurisdiction say
    /// in the same sections; their other sections stay.
    ///
    /// - Returns: `nil` when no gross-mass limits would be in force.
    public func rules(on day: CivilDate, with pack: RulePack) -> RulesInForce? {
        var pack = pack
        (pack.effectiveFrom, pack.effectiveUntil) = (day, day)
        let topics = Set(pack.topics)
        let others = packs.map { $0.jurisdiction == pack.jurisdiction ? $0.without(topics) : $0 }
        return RuleBook(packs: others + [pack]).rules(on: day)
    }
}

extension RulePack {
    /// Whether two packs rule a section in common, so that one can take the other's place.
    public func sharesSection(with other: RulePack) -> Bool { !Set(topics).isDisjoint(with: other.topics) }
}

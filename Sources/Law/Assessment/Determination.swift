public import Units

/// What the law of the day of an act says of it, and a milder law of a later day where there is one.
public struct Determination: Hashable, Sendable {
    /// The day of the act.
    public let day: CivilDate
    /// By the rules of that day.
    public let assessment: Assessment
    /// By later rules, where these are milder (行政处罚法 Art. 37); both results are to be shown.
    public let milder: Later?
    /// Where it stands that the law of the day counts, and a later milder one.
    public let rule: AppliedRule?

    /// A result by rules of a later day.
    public struct Later: Hashable, Sendable {
        /// The first day of those rules.
        public let from: CivilDate
        /// By those rules.
        public let assessment: Assessment
    }
}

extension RuleBook {
    /// Judges an act by the rules of its day, and by the mildest of the later rules that are milder.
    ///
    /// Later are all rules that the book knows, also those that a pack announces for a day to come: the first day stands
    /// beside the result.
    public func determine(_ vehicle: VehicleDescription, weighing: Weighing, on day: CivilDate) -> Determination {
        guard let rules = rules(on: day) else {
            return Determination(
                day: day,
                assessment: .noRuleInForce(vehicle: vehicle, weighing: weighing),
                milder: nil,
                rule: nil
            )
        }
        let assessment = rules.assess(vehicle, weighing: weighing)
        var milder: Determination.Later?
        if assessment.isPenalised || assessment.police.fine != nil {
            for period in periods where period.from > day {
                guard let later = period.rules?.assess(vehicle, weighing: weighing) else { continue }
                if later.isMilder(than: milder?.assessment ?? assessment) {
                    milder = Determination.Later(from: period.from, assessment: later)
                }
            }
        }
        return Determination(day: day, assessment: assessment, milder: milder, rule: rules.principles?.milderLaw)
    }
}

extension Assessment {
    /// Milder: less in something, and more in nothing; what cannot be compared does not count.
    fileprivate func isMilder(than other: Assessment) -> Bool {
        let pairs: [(Int?, Int?)] = [
            (verdict == .overloaded ? 1 : 0, other.verdict == .overloaded ? 1 : 0),
            (transport.fine?.min.rawValue ?? 0, other.transport.fine?.min.rawValue ?? 0),
            (transport.fine?.max.rawValue ?? 0, other.transport.fine?.max.rawValue ?? 0),
            (police.fine?.min.rawValue ?? 0, other.police.fine?.min.rawValue ?? 0),
            (police.fine?.max.rawValue ?? 0, other.police.fine?.max.rawValue ?? 0),
            (police.points, other.police.points),
        ]
        let differences = pairs.compactMap { mine, theirs -> Int? in
            guard let mine, let theirs else { return nil }
            return mine - theirs
        }
        return differences.contains { $0 < 0 } && differences.allSatisfy { $0 <= 0 }
    }
}

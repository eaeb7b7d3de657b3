import Units

// What follows from a verdict (law.md §3): the transport department's side, the police's side, and who fines.
extension Assessment {
    mutating func decideConsequences(under rules: RulesInForce) {
        // What is no evidence grounds no penalty, and what is exempt or no goods vehicle earns none.
        guard verdict == .overloaded || verdict == .compliant, limit != nil else {
            police.overloadRatio = overloadRatio
            police.points = 0
            return
        }
        if let fines = rules.transportFines { transport = consequence(of: fines, rules.fineFraction) }
        decidePolice(under: rules)
        if isPenalised { finedByRule = rules.principles?.oneActOneFine }
    }

    /// Whether the transport department or, in its place, the police would fine or warn.
    var isPenalised: Bool { verdict == .overloaded || transport.fine != nil }

    /// A warning or a fine for mass, a band for dimensions; several breaches add up to the cap.
    private func consequence(of rules: TransportFineRules, _ fraction: FineFraction) -> TransportConsequence {
        var consequence = TransportConsequence()
        if verdict == .overloaded, let excess {
            consequence.massFine = rules.fine(forExcess: excess, fraction: fraction)
            consequence.warning = consequence.massFine == nil
            consequence.massRule = rules.massRule
        }
        if let dimensions, dimensions.isOver {
            let band = rules.dimensionBands.first { dimensions.measured.fit($0.within) }
            consequence.dimensionFine = band?.fine
            consequence.dimensionRule = rules.dimensionRule
        }
        guard consequence.massFine != nil || consequence.dimensionFine != nil else { return consequence }
        let mass = consequence.massFine ?? .zero
        consequence.fine = FineRange(
            min: min(rules.most, mass + (consequence.dimensionFine?.min ?? .zero)),
            max: min(rules.most, mass + (consequence.dimensionFine?.max ?? .zero))
        )
        return consequence
    }

    /// Fine by rated load and points by the table of the day.
    ///
    /// What is over the rated load alone is no overload by the policy (郑政文〔2016〕186号): the verdict stays as it is, and the
    /// figure is shown for what the police's law says.
    private mutating func decidePolice(under rules: RulesInForce) {
        police.overloadRatio = overloadRatio
        if let ratio = police.overloadRatio, isOverRatedLoad {
            police.fine = rules.policeFines?.bands.first { ratio >= $0.from }?.fine
            police.fineRule = rules.policeFines?.rule
        }
        police.points = points(by: rules.points)
        if police.points != 0 { police.pointsRule = rules.points?.rule }
    }

    /// The points, 0 when not over; `nil` where rated load or kerb mass are needed and not known.
    private func points(by rules: PointsRules?) -> Int? {
        switch rules?.basis {
        case .ratedLoad?: overloadRatio.map { isOverRatedLoad ? rules?.points(for: $0) ?? 0 : 0 }
        case .permittedMass?: verdict == .overloaded ? excessRatio.flatMap { rules?.points(for: $0) } : 0
        case nil: nil
        }
    }

    /// The load beyond the rated one: gross mass less kerb mass less rated load; negative when there is room.
    private var beyondRatedLoad: Kilograms? {
        guard let ratedLoad, let kerbMass, ratedLoad > .zero else { return nil }
        return gross - kerbMass - ratedLoad
    }

    private var isOverRatedLoad: Bool { beyondRatedLoad.map { $0 > .zero } ?? false }

    /// In parts per ten thousand of the rated load, cut; 0 when it is not over.
    private var overloadRatio: PartsPerTenThousand? {
        guard let ratedLoad, let beyondRatedLoad else { return nil }
        return max(.zero, beyondRatedLoad).ratio(to: ratedLoad)
    }
}

extension PointsRules {
    fileprivate func points(for ratio: PartsPerTenThousand) -> Int { steps.first { ratio >= $0.from }?.points ?? 0 }
}

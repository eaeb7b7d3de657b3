public import Units

// What follows from a verdict (law.md §3): the transport department's side, the police's side, and who fines.
extension Assessment {
    mutating func decideConsequences(under rules: RulesInForce) {
        police.overloadRatio = overloadRatio
        // What is no evidence grounds no penalty, and what is exempt or no goods vehicle earns none.
        guard verdict == .overloaded || verdict == .compliant, limit != nil else {
            police.points = verdict == .notEvidence && !isSurelyNotOver(rules.points?.basis) ? nil : 0
            return
        }
        if verdict == .overloaded || dimensions?.isOver == true, let fines = rules.transportFines {
            transport = consequence(of: fines, rules.settings.fineFraction)
        }
        decidePolice(under: rules)
        if isPenalised { finedByRule = rules.principles?.oneActOneFine }
    }

    /// Whether the transport department or, in its place, the police would fine or warn.
    var isPenalised: Bool { verdict == .overloaded || transport.fine != nil }

    /// A warning or a fine for mass, a band for dimensions; several breaches add up to the cap.
    private func consequence(of rules: TransportFineRules, _ fraction: Setting<FineFraction>?)
        -> TransportConsequence
    {
        var consequence = TransportConsequence()
        if verdict == .overloaded, let excess {
            consequence.massCount = rules.count(forExcess: excess, fraction: fraction)
            consequence.massFine = consequence.massCount?.fine
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
        if let ratio = police.overloadRatio, isOverRatedLoad == true {
            police.fine = rules.policeFines?.bands.first { ratio >= $0.from }?.fine
        }
        // Named also where an overload's fine cannot be known, for then that has to be said.
        if police.fine != nil || (police.overloadRatio == nil && verdict == .overloaded) {
            police.fineRule = rules.policeFines?.rule
        }
        if let points = rules.points { decidePoints(by: points) }
    }

    /// Whether a weighing that is no evidence shows no overload even as it stands: then there are no points to be known.
    private func isSurelyNotOver(_ basis: PointsRules.Basis?) -> Bool {
        switch basis {
        case .ratedLoad?: isOverRatedLoad == false
        case .permittedMass?: limit.map { gross <= $0 } ?? false
        case nil: false
        }
    }

    /// 0 points when not over; none that could be said where rated load and kerb mass are needed and not known.
    private mutating func decidePoints(by rules: PointsRules) {
        let (isOver, share): (Bool?, PartsPerTenThousand?) =
            switch rules.basis {
            case .ratedLoad: (isOverRatedLoad, police.overloadRatio)
            case .permittedMass: (verdict == .overloaded, excessRatio)
            }
        switch isOver {
        case nil: police.pointsRule = rules.rule
        case false?: police.points = 0
        case true?:
            let step = share.flatMap { share in rules.steps.first { share >= $0.from } }
            police.points = step?.points ?? 0
            (police.pointsRule, police.pointsBasis) = (step?.rule ?? rules.rule, rules.basis)
        }
    }

    /// The load beyond the rated one: gross mass less kerb mass less rated load; negative when there is room.
    private var beyondRatedLoad: Kilograms? {
        guard let ratedLoad, let kerbMass, ratedLoad > .zero else { return nil }
        return gross - kerbMass - ratedLoad
    }

    private var isOverRatedLoad: Bool? { beyondRatedLoad.map { $0 > .zero } }

    /// In parts per ten thousand of the rated load, cut; 0 when it is not over.
    private var overloadRatio: PartsPerTenThousand? {
        guard let ratedLoad, let beyondRatedLoad else { return nil }
        return max(.zero, beyondRatedLoad).ratio(to: ratedLoad)
    }
}

extension MassFineCount {
    /// The fine: so many steps, up to the most for one act.
    public var fine: Yuan { min(most, steps * yuanPerStep) }
}

import Units

// What follows from a verdict (law.md §3): the transport department's side, the police's side, and who fines.
extension RulesInForce {
    func decideConsequences(_ assessment: inout Assessment) {
        assessment.transport = transportConsequence(assessment)
        assessment.police = policeConsequence(assessment)
        if assessment.isPenalised { assessment.finedByRule = principles?.oneActOneFine }
    }

    /// A warning or a fine for mass, a band for dimensions; several breaches add up to the cap.
    private func transportConsequence(_ assessment: Assessment) -> TransportConsequence {
        var consequence = TransportConsequence()
        guard let rules = transportFines else { return consequence }
        if assessment.verdict == .overloaded, let excess = assessment.excess {
            consequence.massFine = rules.fine(forExcess: excess, fraction: fineFraction)
            consequence.warning = consequence.massFine == nil
            consequence.massRule = rules.massRule
        }
        // What is no evidence grounds no penalty, and what is exempt or no goods vehicle earns none.
        if assessment.verdict == .overloaded || assessment.verdict == .compliant,
            let dimensions = assessment.dimensions, dimensions.isOver
        {
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
    private func policeConsequence(_ assessment: Assessment) -> PoliceConsequence {
        var consequence = PoliceConsequence()
        consequence.overloadRatio = assessment.overloadRatio
        // What is no evidence grounds no penalty, and what is exempt or no goods vehicle earns none.
        guard assessment.verdict == .overloaded || assessment.verdict == .compliant, assessment.limit != nil else {
            consequence.points = 0
            return consequence
        }
        if let ratio = assessment.overloadRatio, assessment.isOverRatedLoad {
            consequence.fine = policeFines?.bands.first { ratio >= $0.from }?.fine
            consequence.fineRule = policeFines?.rule
        }
        consequence.points = points.flatMap { $0.points(for: assessment) }
        if consequence.points != 0 { consequence.pointsRule = points?.rule }
        return consequence
    }
}

extension PointsRules {
    /// The points, 0 when not over; `nil` where rated load or kerb mass are needed and not known.
    fileprivate func points(for assessment: Assessment) -> Int? {
        switch basis {
        case .ratedLoad:
            assessment.overloadRatio.map { assessment.isOverRatedLoad ? points(for: $0) : 0 }
        case .permittedMass:
            assessment.verdict == .overloaded ? assessment.excessRatio.map(points) : 0
        }
    }

    private func points(for ratio: PartsPerTenThousand) -> Int { steps.first { ratio >= $0.from }?.points ?? 0 }
}

extension Assessment {
    /// Whether the transport department or, in its place, the police would fine or warn.
    var isPenalised: Bool { verdict == .overloaded || transport.fine != nil }

    /// The load beyond the rated one: gross mass less kerb mass less rated load; negative when there is room.
    private var beyondRatedLoad: Kilograms? {
        guard let ratedLoad, let kerbMass, ratedLoad > .zero else { return nil }
        return gross - kerbMass - ratedLoad
    }

    fileprivate var isOverRatedLoad: Bool { beyondRatedLoad.map { $0 > .zero } ?? false }

    /// In parts per ten thousand of the rated load, cut; 0 when it is not over.
    fileprivate var overloadRatio: PartsPerTenThousand? {
        guard let ratedLoad, let beyondRatedLoad else { return nil }
        return max(.zero, beyondRatedLoad).ratio(to: ratedLoad)
    }
}

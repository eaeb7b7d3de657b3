public import Units

/// What a fine may be; a fixed fine has both ends equal.
public struct FineRange: Hashable, Sendable {
    /// The least.
    public var min: Yuan
    /// The most.
    public var max: Yuan

    /// Makes a range.
    public init(min: Yuan, max: Yuan) {
        self.min = min
        self.max = max
    }
}

/// The transport department's fines (Order 62 Art. 43).
public struct TransportFineRules: Hashable, Sendable {
    /// A band of dimensions and its fine.
    public struct DimensionBand: Hashable, Sendable {
        /// A vehicle is in the band when none of its dimensions is greater; empty for any vehicle.
        public var within: OuterDimensions
        /// The fine.
        public var fine: FineRange

        /// Makes a band.
        public init(within: OuterDimensions, fine: FineRange) {
            self.within = within
            self.fine = fine
        }
    }

    /// The rule for excess mass.
    public var massRule: AppliedRule
    /// Up to this excess: a warning.
    public var warningUpTo: Kilograms
    /// The step in which excess mass is counted.
    public var step: Kilograms
    /// For each step.
    public var yuanPerStep: Yuan
    /// The rule for excess dimensions.
    public var dimensionRule: AppliedRule
    /// From the mildest band to the gravest; the first that holds the vehicle counts.
    public var dimensionBands: [DimensionBand]
    /// Most for one act, all breaches together.
    public var most: Yuan

    /// Makes the rules.
    public init(
        massRule: AppliedRule,
        warningUpTo: Kilograms,
        step: Kilograms,
        yuanPerStep: Yuan,
        dimensionRule: AppliedRule,
        dimensionBands: [DimensionBand],
        most: Yuan
    ) {
        precondition(step > .zero, "a step of excess mass must be more than nothing")
        self.massRule = massRule
        self.warningUpTo = warningUpTo
        self.step = step
        self.yuanPerStep = yuanPerStep
        self.dimensionRule = dimensionRule
        self.dimensionBands = dimensionBands
        self.most = most
    }

    /// How an excess of mass is fined.
    ///
    /// - Returns: `nil` up to the excess that is only warned of.
    func count(forExcess excess: Kilograms, fraction: Setting<FineFraction>?) -> MassFineCount? {
        guard excess > warningUpTo else { return nil }
        let reading = fraction?.value ?? .floor
        let steps =
            switch reading {
            case .floor: excess.rawValue / step.rawValue
            case .ceiling: (excess.rawValue + step.rawValue - 1) / step.rawValue
            case .aboveFirstTonne: (excess.rawValue - warningUpTo.rawValue) / step.rawValue
            }
        return MassFineCount(
            steps: steps,
            step: step,
            yuanPerStep: yuanPerStep,
            most: most,
            fraction: reading,
            fractionRule: fraction?.rule
        )
    }
}

/// How the last, incomplete step of excess mass counts: disputed, hence a setting (law.md §3, *check*).
public enum FineFraction: String, CaseIterable, Sendable {
    /// Full steps of the whole excess.
    case floor
    /// Every begun step of the whole excess.
    case ceiling
    /// Full steps beyond the first tonne.
    case aboveFirstTonne = "above-first-tonne"
}

/// The police's fines by rated load (道路交通安全法 Art. 92).
public struct PoliceFineRules: Hashable, Sendable {
    /// A band of the share over the rated load.
    public struct Band: Hashable, Sendable {
        /// The least share of the rated load that is in the band.
        public var from: PartsPerTenThousand
        /// The fine.
        public var fine: FineRange

        /// Makes a band.
        public init(from: PartsPerTenThousand, fine: FineRange) {
            self.from = from
            self.fine = fine
        }
    }

    /// The rule.
    public var rule: AppliedRule
    /// From the gravest band to the mildest; the first that is reached counts.
    public var bands: [Band]

    /// Makes the rules.
    public init(rule: AppliedRule, bands: [Band]) {
        self.rule = rule
        self.bands = bands
    }
}

/// The driver's penalty points for an overload (记分).
public struct PointsRules: Hashable, Sendable {
    /// What the overload is measured against.
    public enum Basis: String, CaseIterable, Sendable {
        /// The rated load (核定载质量).
        case ratedLoad = "rated-load"
        /// The maximum permitted total mass (最大允许总质量): the limit of this law.
        case permittedMass = "permitted-mass"
    }

    /// A step of the table.
    public struct Step: Hashable, Sendable {
        /// The least share over the basis that is in the step.
        public var from: PartsPerTenThousand
        /// The points.
        public var points: Int
        /// The article of the step.
        public var rule: AppliedRule

        /// Makes a step.
        public init(from: PartsPerTenThousand, points: Int, rule: AppliedRule) {
            self.from = from
            self.points = points
            self.rule = rule
        }
    }

    /// The rule.
    public var rule: AppliedRule
    /// What the overload is measured against.
    public var basis: Basis
    /// From the gravest step to the mildest; the first that is reached counts.
    public var steps: [Step]

    /// Makes the rules.
    public init(rule: AppliedRule, basis: Basis, steps: [Step]) {
        self.rule = rule
        self.basis = basis
        self.steps = steps
    }
}

public import Units

/// What changes the gross-mass limit of a class for one vehicle (annex to Order 62, GB 1589-2016 §4.2).
public struct LimitAdjustments: Hashable, Sendable {
    /// Taken off for each axle with single tyres where dual ones are assumed.
    public struct SingleTyres: Hashable, Sendable {
        /// The rule.
        public var rule: AppliedRule
        /// Off for each such axle.
        public var reduction: Kilograms

        /// Makes a rule.
        public init(rule: AppliedRule, reduction: Kilograms) {
            self.rule = rule
            self.reduction = reduction
        }
    }

    /// Added for rigid trucks whose drive axles have dual tyres and air suspension.
    public struct AirSuspension: Hashable, Sendable {
        /// The rule.
        public var rule: AppliedRule
        /// Axles of the rigid trucks that it is for.
        public var axles: ClosedRange<Int>
        /// What is added.
        public var addition: Kilograms

        /// Makes a rule.
        public init(rule: AppliedRule, axles: ClosedRange<Int>, addition: Kilograms) {
            self.rule = rule
            self.axles = axles
            self.addition = addition
        }
    }

    /// The greater limit of articulated vehicles with two spread semitrailer axles, where the drive axle has dual tyres
    /// and air suspension.
    public struct SpreadSemitrailer: Hashable, Sendable {
        /// The rule.
        public var rule: AppliedRule
        /// Axles of the vehicle.
        public var axles: Int
        /// Least distance between the two semitrailer axles.
        public var spacingMin: Millimetres
        /// The limit, in place of the class's.
        public var limit: Kilograms

        /// Makes a rule.
        public init(rule: AppliedRule, axles: Int, spacingMin: Millimetres, limit: Kilograms) {
            self.rule = rule
            self.axles = axles
            self.spacingMin = spacingMin
            self.limit = limit
        }
    }

    /// The total mass on the vehicle licence (行驶证) bounds trucks of so many axles.
    public struct LicenceMass: Hashable, Sendable {
        /// The rule.
        public var rule: AppliedRule
        /// Axles of the trucks that it is for.
        public var axles: Int

        /// Makes a rule.
        public init(rule: AppliedRule, axles: Int) {
            self.rule = rule
            self.axles = axles
        }
    }

    /// Single tyres.
    public var singleTyres: SingleTyres
    /// Air suspension.
    public var airSuspension: AirSuspension
    /// Spread semitrailer axles.
    public var spreadSemitrailer: SpreadSemitrailer
    /// The licence's mass.
    public var licenceMass: LicenceMass
    /// The limit is never more than the sum of the axle-group limits.
    public var axleSum: AppliedRule

    /// Makes the rules.
    public init(
        singleTyres: SingleTyres,
        airSuspension: AirSuspension,
        spreadSemitrailer: SpreadSemitrailer,
        licenceMass: LicenceMass,
        axleSum: AppliedRule
    ) {
        self.singleTyres = singleTyres
        self.airSuspension = airSuspension
        self.spreadSemitrailer = spreadSemitrailer
        self.licenceMass = licenceMass
        self.axleSum = axleSum
    }
}

/// A kind of vehicle whose limit is the total mass on its licence, not that of a class (law.md §1).
public struct VehicleKindRule: Hashable, Sendable {
    /// What follows where the licence's mass is not known.
    public enum WithoutLicenceMass: String, CaseIterable, Sendable {
        /// Nothing can be judged.
        case notEvidence = "not-evidence"
        /// The vehicle is exempt.
        case exempt
    }

    /// The rule.
    public var rule: AppliedRule
    /// The kind that it is for.
    public var kind: VehicleKind
    /// What follows where the licence's mass is not known.
    public var withoutLicenceMass: WithoutLicenceMass

    /// Makes a rule.
    public init(rule: AppliedRule, kind: VehicleKind, withoutLicenceMass: WithoutLicenceMass) {
        self.rule = rule
        self.kind = kind
        self.withoutLicenceMass = withoutLicenceMass
    }
}

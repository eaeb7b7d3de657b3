public import Units

/// What the law says of one weighing of one vehicle: which limit, which mass, and what follows (law.md §1–§3).
public struct Assessment: Hashable, Sendable {
    /// Axles weighed.
    public internal(set) var axles: Int
    /// The axle-type code that was used, reported or derived.
    public internal(set) var code: AxleTypeCode?
    /// Where the code came from.
    public internal(set) var codeOrigin: Origin = .none
    /// Which axles are one group: from the reported code, else from the spacings; `nil` where neither says it.
    public internal(set) var grouping: AxleGrouping?
    /// The form that was taken.
    public internal(set) var form: VehicleForm = .unknown
    /// Where the form came from.
    public internal(set) var formOrigin: Origin = .none
    /// The kind of vehicle.
    public internal(set) var kind: VehicleKind = .ordinary
    /// The tractor's driven axles, as far as they are known.
    public internal(set) var driveAxles: Int?
    /// Where the driven axles came from.
    public internal(set) var driveAxlesOrigin: Origin = .none
    /// Total mass on the vehicle licence.
    public internal(set) var licenceMass: Kilograms?
    /// Rated load.
    public internal(set) var ratedLoad: Kilograms?
    /// Kerb mass.
    public internal(set) var kerbMass: Kilograms?

    /// Gross mass that is allowed; `nil` when no class holds the vehicle.
    public internal(set) var limit: Kilograms?
    /// The rule that decided the limit: the class's, or the bound that lies below it.
    public internal(set) var rule: AppliedRule?
    /// Where it stands why there is no limit; `nil` where there is one.
    public internal(set) var noLimitRule: AppliedRule?
    /// How the limit came about.
    public internal(set) var limitSteps: [LimitStep] = []

    /// Gross mass as shown.
    public internal(set) var gross: Kilograms
    /// Gross mass as judged (认定质量).
    public internal(set) var assessed: Kilograms
    /// The instrument's accuracy class, where the rules know it.
    public internal(set) var accuracyClass: AccuracyClass?
    /// The rule of the accuracy classes.
    public internal(set) var instrumentRule: AppliedRule?
    /// The setting that decides what comes off a dynamic weighing; `nil` for a static one.
    public internal(set) var toleranceRule: AppliedRule?
    /// What was deducted for the instrument's error in service; `nil` when nothing was.
    public internal(set) var deduction: PartsPerTenThousand?
    /// At an expressway entrance: the share of the limit beyond which the vehicle is refused.
    public internal(set) var entrance: EntranceRule?

    /// The axle groups with their loads, where loads are known.
    public internal(set) var groups: [GroupAssessment] = []
    /// The dimensions against their limits; `nil` where none was measured or they are not judged.
    public internal(set) var dimensions: DimensionAssessment?
    /// The permit that was applied.
    public internal(set) var permit: TransportPermit?

    /// `overloaded`, `compliant`, `notEvidence` or `exempt`; pairing and the evidence gate come on top.
    public internal(set) var verdict: Verdict = .compliant
    /// Every reason for the verdict.
    public internal(set) var reasons: [Reason] = []
    /// Everything that was not known.
    public internal(set) var unknowns: [Unknown] = []
    /// Contradictions between sources, and breaches that are no case by themselves.
    public internal(set) var findings: [Finding] = []

    /// The transport department's side.
    public internal(set) var transport = TransportConsequence()
    /// The police's side.
    public internal(set) var police = PoliceConsequence()
    /// Who fines: one act, one fine (行政处罚法 Art. 29).
    public internal(set) var finedBy: Authority = .transport
    /// Where that stands.
    public internal(set) var finedByRule: AppliedRule?
    /// Where it stands that a permit counts; `nil` where none was applied.
    public internal(set) var permitRule: AppliedRule?
    /// Where it stands that a weighing which is no evidence grounds no penalty; `nil` where it is evidence.
    public internal(set) var noEvidenceRule: AppliedRule?
    /// Where it stands that the vehicle's kind has figures of its own; `nil` for an ordinary vehicle.
    public internal(set) var kindRule: AppliedRule?

    /// How far the judged mass is over the limit, never negative; `nil` without a limit.
    public var excess: Kilograms? { limit.map { max(.zero, assessed - $0) } }

    /// The excess in parts per ten thousand of the limit, cut; `nil` without a limit.
    public var excessRatio: PartsPerTenThousand? {
        guard let limit, let excess else { return nil }
        return excess.ratio(to: limit)
    }

    /// Whether no limit is for the vehicle, so that its weighing need not be evidence.
    public var needsNoEvidence: Bool { reasons.first == .notGoodsVehicle || reasons.first == .specialOperation }

    /// Whether the mass as shown is beyond an entrance's share of the limit, in integers.
    func isOver(_ entrance: EntranceRule) -> Bool {
        guard let limit else { return false }
        return gross.rawValue * PartsPerTenThousand.one.rawValue > limit.rawValue * entrance.share.rawValue
    }

    /// Whether the mass as shown is over the limit, evidence or not: a barrier closes on it.
    public var isGrossOverLimit: Bool { limit.map { gross > $0 } ?? false }

    init(axles: Int, gross: Kilograms) {
        self.axles = axles
        self.gross = gross
        assessed = gross
    }

    /// The assessment of a day on which no rule is in force.
    public static func noRuleInForce(vehicle: VehicleDescription, weighing: Weighing) -> Assessment {
        var assessment = Assessment(axles: vehicle.axles.count, gross: weighing.gross)
        assessment.verdict = .notEvidence
        assessment.reasons = [.noRuleInForce]
        return assessment
    }
}

/// One step on the way to a limit: what it did, by which rule, and the limit after it.
public struct LimitStep: Hashable, Sendable {
    /// What a step does.
    public enum Kind: Hashable, Sendable {
        /// The annex's value of an axle-type code.
        case axleCode
        /// The value of Art. 3 for the axle count and form.
        case axleCount
        /// The total mass on the licence, for a kind that is judged by it.
        case licenceOfKind
        /// Off for so many axles with single tyres.
        case singleTyres(axles: Int, each: Kilograms)
        /// On for air suspension.
        case airSuspension(Kilograms)
        /// On for spread semitrailer axles.
        case spreadSemitrailer(Kilograms)
        /// Bounded by the total mass on the licence.
        case licenceMass
        /// Bounded by the sum of the axle-group limits.
        case axleSum([GroupLimit])
    }

    /// What was done.
    public let kind: Kind
    /// By which rule.
    public let rule: AppliedRule
    /// The limit after it.
    public let limit: Kilograms
}

/// What an axle group may carry.
public struct GroupLimit: Hashable, Sendable {
    /// Its axles, by their place from the front.
    public let axles: Range<Int>
    /// Over when strictly greater.
    public let limit: Kilograms
    /// The row of the table.
    public let rule: AppliedRule
}

/// An axle group: what it carries and what it may carry.
public struct GroupAssessment: Hashable, Sendable {
    /// Its axles, by their place from the front.
    public let axles: Range<Int>
    /// Its digit in dialect b; `nil` where its tyres are not known.
    public let group: AxleGroup?
    /// What it carries.
    public let load: Kilograms
    /// What it may carry, taken in the driver's favour; `nil` where no row of the table holds it.
    public let limit: Kilograms?
    /// The row of the table.
    public let rule: AppliedRule?

    /// Whether it carries more than it may.
    public var isOver: Bool { limit.map { load > $0 } ?? false }
}

/// The dimensions of a vehicle against their limits.
public struct DimensionAssessment: Hashable, Sendable {
    /// As measured.
    public let measured: OuterDimensions
    /// As allowed.
    public let limits: OuterDimensions
    /// The rules: that of all vehicles, and those of the vehicle's own figures.
    public let rules: [AppliedRule]

    /// Whether any dimension is over its limit.
    public var isOver: Bool { !measured.fit(limits) }
}

/// Who fines an overload.
public enum Authority: String, CaseIterable, Sendable {
    /// The police (公安机关交通管理部门), on-site.
    case police
    /// The transport department (交通运输主管部门), off-site.
    case transport
}

/// What the transport department may do (Order 62 Art. 43).
public struct TransportConsequence: Hashable, Sendable {
    /// Whether the excess mass is only warned of.
    public internal(set) var warning = false
    /// The fine for excess mass; `nil` where there is none.
    public internal(set) var massFine: Yuan?
    /// The fine of all breaches together; `nil` where there is none.
    public internal(set) var fine: FineRange?
    /// The rule for mass.
    public internal(set) var massRule: AppliedRule?
    /// How the fine for mass was counted; `nil` where there is none.
    public internal(set) var massCount: MassFineCount?
    /// The fine for excess dimensions alone; `nil` where none is over.
    public internal(set) var dimensionFine: FineRange?
    /// The rule for dimensions.
    public internal(set) var dimensionRule: AppliedRule?
}

/// How a fine for excess mass was counted.
public struct MassFineCount: Hashable, Sendable {
    /// Steps that are fined.
    public let steps: Int
    /// The step.
    public let step: Kilograms
    /// For each step.
    public let yuanPerStep: Yuan
    /// The most for one act.
    public let most: Yuan
    /// How the last, incomplete step counts.
    public let fraction: FineFraction
    /// The setting that decides it.
    public let fractionRule: AppliedRule?
}

/// What the police may do (道路交通安全法 Art. 92 and the table of points of the day).
public struct PoliceConsequence: Hashable, Sendable {
    /// How far the load is over the rated load, in parts per ten thousand of it, cut, 0 when it is not; `nil` where
    /// rated load or kerb mass are not known.
    public internal(set) var overloadRatio: PartsPerTenThousand?
    /// The fine; `nil` where there is none or it cannot be known.
    public internal(set) var fine: FineRange?
    /// The rule of the fine.
    public internal(set) var fineRule: AppliedRule?
    /// The driver's points; `nil` where they cannot be known.
    public internal(set) var points: Int?
    /// The step of the table of points; the table where the points cannot be known; `nil` when not over.
    public internal(set) var pointsRule: AppliedRule?
    /// What the overload was measured against; `nil` when not over.
    public internal(set) var pointsBasis: PointsRules.Basis?
}

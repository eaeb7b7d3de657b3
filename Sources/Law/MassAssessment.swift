public import Units

/// What the law needs to know of a vehicle to find its gross-mass limit.
public struct VehicleDescription: Hashable, Sendable {
    /// The axles from the front.
    public var axles: [AxleDescription]
    /// The axle-type code as the station sent it.
    public var axleCode: String?
    /// How the station spells its codes.
    public var dialect: AxleCodeDialect
    /// The form that the camera saw.
    public var cameraForm: VehicleForm
    /// The tractor's driven axles; `nil` unknown.
    public var driveAxles: Int?

    /// Describes a vehicle.
    public init(
        axles: [AxleDescription],
        axleCode: String? = nil,
        dialect: AxleCodeDialect = .b,
        cameraForm: VehicleForm = .unknown,
        driveAxles: Int? = nil
    ) {
        self.axles = axles
        self.axleCode = axleCode
        self.dialect = dialect
        self.cameraForm = cameraForm
        self.driveAxles = driveAxles
    }
}

/// What the law needs to know of a weighing to find the mass that is judged.
public struct Weighing: Hashable, Sendable {
    /// Gross mass as shown.
    public var gross: Kilograms
    /// Whether it was weighed in motion.
    public var isDynamic: Bool
    /// The instrument's accuracy class; `nil` when unknown.
    public var accuracyClass: String?
    /// Whether it was weighed at an expressway entrance (site type 41), where the raw mass counts.
    public var isAtEntrance: Bool

    /// Describes a weighing.
    public init(gross: Kilograms, isDynamic: Bool, accuracyClass: String? = nil, isAtEntrance: Bool = false) {
        self.gross = gross
        self.isDynamic = isDynamic
        self.accuracyClass = accuracyClass
        self.isAtEntrance = isAtEntrance
    }
}

/// A rule that was applied: its id and where it stands.
public struct AppliedRule: Hashable, Sendable {
    /// The rule's id in its pack.
    public let id: String
    /// Where the rule stands.
    public let source: LegalSource
}

/// The mass side of a verdict: which limit, which mass, and what follows (law.md §1 and §2).
public struct MassAssessment: Hashable, Sendable {
    /// Axles weighed.
    public internal(set) var axles: Int
    /// The axle-type code that was used, reported or derived.
    public internal(set) var code: AxleTypeCode?
    /// The form that was taken.
    public internal(set) var form: VehicleForm = .unknown
    /// Where the form came from.
    public internal(set) var formOrigin: FormOrigin = .none
    /// Gross mass that is allowed; `nil` when no class holds the vehicle.
    public internal(set) var limit: Kilograms?
    /// The rule that gave the limit.
    public internal(set) var rule: AppliedRule?
    /// Gross mass as shown.
    public internal(set) var gross: Kilograms
    /// Gross mass as judged (认定质量).
    public internal(set) var assessed: Kilograms
    /// The instrument's accuracy class, where the rules know it.
    public internal(set) var accuracyClass: AccuracyClass?
    /// What was deducted for the instrument's error in service; `nil` when nothing was.
    public internal(set) var deduction: PartsPerTenThousand?
    /// At an expressway entrance: the share of the limit beyond which the vehicle is refused.
    public internal(set) var entranceShare: PartsPerTenThousand?
    /// `overloaded`, `compliant` or `notEvidence`; pairing and the evidence gate come on top.
    public internal(set) var verdict: Verdict = .compliant
    /// Every reason for the verdict.
    public internal(set) var reasons: [Reason] = []
    /// Everything that was not known.
    public internal(set) var unknowns: [Unknown] = []
    /// Contradictions between sources.
    public internal(set) var findings: [Finding] = []

    /// How far the judged mass is over the limit, never negative; `nil` without a limit.
    public var excess: Kilograms? { limit.map { max(.zero, assessed - $0) } }

    /// The excess in parts per ten thousand of the limit, cut; `nil` without a limit.
    public var excessRatio: PartsPerTenThousand? {
        guard let limit, let excess else { return nil }
        return excess.ratio(to: limit)
    }

    /// Whether the mass as shown is over the limit, evidence or not: a barrier closes on it.
    public var isGrossOverLimit: Bool { limit.map { gross > $0 } ?? false }

    init(axles: Int, gross: Kilograms) {
        self.axles = axles
        self.gross = gross
        assessed = gross
    }

    /// The assessment of a day on which no rule is in force.
    public static func noRuleInForce(vehicle: VehicleDescription, weighing: Weighing) -> MassAssessment {
        var assessment = MassAssessment(axles: vehicle.axles.count, gross: weighing.gross)
        assessment.verdict = .notEvidence
        assessment.reasons = [.noRuleInForce]
        return assessment
    }
}

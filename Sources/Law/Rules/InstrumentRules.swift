public import Units

/// An accuracy class of weighing instruments and its maximum permissible errors of total mass (JJG 907-2006).
public struct AccuracyClass: Hashable, Sendable {
    /// The class as certificates write it: `0.2`, `5`.
    public var name: String
    /// Error allowed at verification (首次检定).
    public var initialError: PartsPerTenThousand
    /// Error allowed in service (使用中检查).
    public var inServiceError: PartsPerTenThousand

    /// Makes a class.
    public init(name: String, initialError: PartsPerTenThousand, inServiceError: PartsPerTenThousand) {
        self.name = name
        self.initialError = initialError
        self.inServiceError = inServiceError
    }
}

/// The accuracy classes that an instrument may have.
public struct InstrumentRules: Hashable, Sendable {
    /// The rule.
    public var rule: AppliedRule
    /// The classes.
    public var classes: [AccuracyClass]
    /// A verification is good for so many years.
    public var verificationYears: Int

    /// Makes the rules.
    public init(rule: AppliedRule, classes: [AccuracyClass], verificationYears: Int) {
        self.rule = rule
        self.classes = classes
        self.verificationYears = verificationYears
    }
}

/// Expressway entrances (site type 41): refused only above a share of the limit, on the raw mass.
public struct EntranceRule: Hashable, Sendable {
    /// The rule.
    public var rule: AppliedRule
    /// Share of the limit; over when the raw mass is strictly greater.
    public var share: PartsPerTenThousand

    /// Makes a rule.
    public init(rule: AppliedRule, share: PartsPerTenThousand) {
        self.rule = rule
        self.share = share
    }
}

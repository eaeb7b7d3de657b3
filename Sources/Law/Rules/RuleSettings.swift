/// How much of an instrument's error comes off a dynamic weighing: no national deduction is published, hence a
/// setting (law.md §2, *check*).
public enum TolerancePolicy: String, CaseIterable, Sendable {
    /// The maximum permissible error in service.
    case inServiceError = "in-service-error"
    /// Nothing: the mass as shown is judged.
    case none
}

/// Which of the two years issues referrals (law.md §4).
public enum ReferralYear: String, CaseIterable, Sendable {
    /// The rolling year (民法典 Art. 201–202).
    case rolling
    /// The year from the first issue of the certificate (Order 62 Art. 46 para 2).
    case anchored
}

/// A point on which the law leaves a choice, as a pack decides it.
public struct Setting<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The choice.
    public var value: Value
    /// The pack's own source, with the setting's name for an id.
    public var rule: AppliedRule

    /// Decides a point.
    public init(_ value: Value, by rule: AppliedRule) {
        self.value = value
        self.rule = rule
    }
}

/// The points on which the law leaves a choice; a pack names those that it decides, a more local pack overrides.
public struct RuleSettings: Hashable, Sendable {
    /// What comes off a dynamic weighing.
    public var tolerance: Setting<TolerancePolicy>?
    /// How the last, incomplete tonne is fined.
    public var fineFraction: Setting<FineFraction>?
    /// Which year issues referrals.
    public var referralYear: Setting<ReferralYear>?
    /// Whether a case that ended with a warning counts towards the four penalties.
    public var warningsCount: Setting<Bool>?
    /// Passages of one vehicle within so many hours without unloading are one act.
    public var oneActHours: Setting<Int>?

    /// Decides nothing.
    public init() {}

    /// These settings with those of a more local pack over them.
    func overridden(by local: RuleSettings) -> RuleSettings {
        var settings = self
        settings.tolerance = local.tolerance ?? tolerance
        settings.fineFraction = local.fineFraction ?? fineFraction
        settings.referralYear = local.referralYear ?? referralYear
        settings.warningsCount = local.warningsCount ?? warningsCount
        settings.oneActHours = local.oneActHours ?? oneActHours
        return settings
    }
}

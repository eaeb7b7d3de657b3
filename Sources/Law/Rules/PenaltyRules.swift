public import Units

/// Whom one overload reaches (一超四罚).
public enum PenaltySubject: String, CaseIterable, Sendable {
    /// The vehicle (车辆).
    case vehicle
    /// The driver (驾驶人).
    case driver
    /// The transport company (运输企业).
    case company
    /// The loading site (货运源头单位).
    case loadingSite = "loading-site"
}

/// One of the four penalties: what triggers it and what is asked of whom (公路安全保护条例 Art. 66 and others).
public struct PenaltyRule: Hashable, Sendable {
    /// What crosses the threshold; always strictly more (超过).
    public enum Trigger: Hashable, Sendable {
        /// More than so many violations within one year.
        case violations(over: Int)
        /// More than such a share of a company's trucks with a violation within one year.
        case shareOfTrucks(over: PartsPerTenThousand)
        /// Every overloaded vehicle that was let out.
        case every
    }

    /// The rule.
    public var rule: AppliedRule
    /// Whom it reaches.
    public var subject: PenaltySubject
    /// What triggers it.
    public var trigger: Trigger
    /// What is asked for, in Chinese.
    public var referral: String
    /// What is asked for, in English.
    public var referralEnglish: String

    /// Makes a rule.
    public init(
        rule: AppliedRule,
        subject: PenaltySubject,
        trigger: Trigger,
        referral: String,
        referralEnglish: String
    ) {
        self.rule = rule
        self.subject = subject
        self.trigger = trigger
        self.referral = referral
        self.referralEnglish = referralEnglish
    }

    /// Whether so many violations within one year cross the threshold: 超过3次 is crossed by the fourth.
    ///
    /// - Returns: `nil` when the rule does not count violations.
    public func isCrossed(byViolations count: Int) -> Bool? {
        switch trigger {
        case .violations(let most): count > most
        case .shareOfTrucks: nil
        case .every: count > 0
        }
    }

    /// Whether so many trucks of a fleet cross the threshold, in integers: 10 of 100 do not cross 10 %, 11 do.
    ///
    /// - Returns: `nil` when the rule counts no trucks, or the fleet has none: then there is no ratio.
    public func isCrossed(byTrucks count: Int, ofFleet fleet: Int) -> Bool? {
        guard case .shareOfTrucks(let most) = trigger, fleet > 0 else { return nil }
        return count * PartsPerTenThousand.one.rawValue > fleet * most.rawValue
    }
}

/// What has to be handed over to another authority, whatever the counters say.
public struct HandOver: Hashable, Sendable {
    /// Who takes it.
    public enum Authority: String, CaseIterable, Sendable {
        /// The police (公安机关).
        case police
        /// The judiciary (司法机关).
        case judiciary
    }

    /// The rule.
    public var rule: AppliedRule
    /// Who takes it.
    public var to: Authority
    /// In which cases, in Chinese.
    public var chinese: String
    /// In which cases, in English.
    public var english: String

    /// Makes a rule.
    public init(rule: AppliedRule, to: Authority, chinese: String, english: String) {
        self.rule = rule
        self.to = to
        self.chinese = chinese
        self.english = english
    }
}

/// The fine of a loading site that let an overloaded vehicle out.
public struct LoadingSiteFine: Hashable, Sendable {
    /// What kind of site it is.
    public enum Kind: String, CaseIterable, Sendable {
        /// A licensed road freight station (道路货运站).
        case freightStation = "freight-station"
        /// Any other source site (其他货运源头单位).
        case other
    }

    /// The rule.
    public var rule: AppliedRule
    /// The kind of site that it is for.
    public var kind: Kind
    /// The fine.
    public var fine: FineRange

    /// Makes a rule.
    public init(rule: AppliedRule, kind: Kind, fine: FineRange) {
        self.rule = rule
        self.kind = kind
        self.fine = fine
    }
}

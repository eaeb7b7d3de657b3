/// One thing that evidence by instruments needs (行政处罚法 2021 Art. 41).
public struct EvidenceRequirement: Hashable, Sendable {
    /// The rule.
    public var rule: AppliedRule
    /// What is needed, in Chinese.
    public var chinese: String
    /// What is needed, in English.
    public var english: String

    /// Makes a requirement.
    public init(rule: AppliedRule, chinese: String, english: String) {
        self.rule = rule
        self.chinese = chinese
        self.english = english
    }
}

/// Principles that every determination is bound by, with where they stand.
public struct LegalPrinciples: Hashable, Sendable {
    /// One act, one fine (一事不再罚, 行政处罚法 Art. 29).
    public var oneActOneFine: AppliedRule
    /// A later milder law counts (从旧兼从轻, 行政处罚法 Art. 37).
    public var milderLaw: AppliedRule
    /// A permit makes an over-limit transport lawful (公路安全保护条例 Art. 36).
    public var permit: AppliedRule
    /// What was weighed by an unverified instrument, or otherwise not validly, grounds no penalty (Order 62 Art. 38).
    public var noEvidence: AppliedRule
    /// Vehicles that are judged by figures of their own (Order 62 Art. 3 para 2).
    public var ownFigures: AppliedRule

    /// Names the principles.
    public init(
        oneActOneFine: AppliedRule,
        milderLaw: AppliedRule,
        permit: AppliedRule,
        noEvidence: AppliedRule,
        ownFigures: AppliedRule
    ) {
        self.oneActOneFine = oneActOneFine
        self.milderLaw = milderLaw
        self.permit = permit
        self.noEvidence = noEvidence
        self.ownFigures = ownFigures
    }
}

/// What an off-site case needs before it is evidence.
public struct EvidenceRules: Hashable, Sendable {
    /// What is needed.
    public var requirements: [EvidenceRequirement]
    /// Officers that a case needs at least (行政处罚法 Art. 42).
    public var officersMin: Int
    /// The rule for the officers.
    public var officersRule: AppliedRule

    /// Makes the rules.
    public init(requirements: [EvidenceRequirement], officersMin: Int, officersRule: AppliedRule) {
        self.requirements = requirements
        self.officersMin = officersMin
        self.officersRule = officersRule
    }
}

/// A term of procedure; the day on which it begins is not counted.
public struct Deadline: Hashable, Sendable {
    /// How a term is counted.
    public enum Unit: String, CaseIterable, Sendable {
        /// Calendar days.
        case days
        /// Working days, by the State Council's notices.
        case workingDays = "working-days"
        /// Years, ending on the corresponding day.
        case years
    }

    /// The rule; its id names the deadline.
    public var rule: AppliedRule
    /// How many of the unit.
    public var count: Int
    /// What is counted.
    public var unit: Unit
    /// What has to be done, in Chinese.
    public var chinese: String
    /// What has to be done, in English.
    public var english: String

    /// Makes a deadline.
    public init(rule: AppliedRule, count: Int, unit: Unit, chinese: String, english: String) {
        self.rule = rule
        self.count = count
        self.unit = unit
        self.chinese = chinese
        self.english = english
    }
}

public import Units

/// One act of a subject, as the counters see it (law.md §4): it counts on its own day, whenever it is decided.
public struct Violation: Hashable, Comparable, Sendable {
    /// The case's id.
    public let caseID: String
    /// The day of the act, UTC+8: it decides the window.
    public let day: CivilDate
    /// The truck, by plate and colour: a company's are counted once each.
    public let truck: String
    /// Whether the case is decided or closed; else it counts as provisional alone.
    public let isEffective: Bool

    /// Describes an act.
    public init(caseID: String, day: CivilDate, truck: String, isEffective: Bool) {
        self.caseID = caseID
        self.day = day
        self.truck = truck
        self.isEffective = isEffective
    }

    /// - Returns: `nil` in a state that does not count.
    public init?(caseID: String, day: CivilDate, truck: String, state: CaseState) {
        guard let standing = state.counts else { return nil }
        self.init(caseID: caseID, day: day, truck: truck, isEffective: standing == .effective)
    }

    /// By day; by case within a day.
    public static func < (left: Violation, right: Violation) -> Bool {
        (left.day, left.caseID) < (right.day, right.caseID)
    }
}

/// How a case counts.
public enum CountStanding: Sendable {
    /// Not decided yet: shown, and grounds nothing.
    case provisional
    /// Decided or closed: grounds referrals. Warnings count as well.
    case effective
}

extension CaseState {
    /// How a case in this state counts; `nil` where it does not.
    public var counts: CountStanding? {
        switch self {
        case .detected, .confirmed, .notified: .provisional
        case .decided, .closed: .effective
        case .dismissed, .revoked: nil
        }
    }
}

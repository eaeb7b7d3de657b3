public import Law
public import Units

/// The violations of one subject: a set, of which every count is a function, so that late, corrected and revoked cases just
/// change the set.
public struct ViolationRecord: Hashable, Sendable {
    /// In the order of their days.
    public private(set) var violations: [Violation] = []

    /// A subject without violations.
    public init() {}

    /// A subject with some; one case counts once.
    public init(_ violations: some Sequence<Violation>) {
        for violation in violations { set(violation) }
    }

    /// Those of some that ground nothing as well, which are in their order already, each case once.
    public init(sorted violations: [Violation]) {
        self.violations = violations
    }

    /// Those of some that ground something, which are sorted already.
    init(effectiveOf violations: [Violation]) {
        self.violations = violations.filter(\.isEffective)
    }

    /// Counts within a year.
    public struct Counts: Hashable, Sendable {
        /// Nothing counted.
        public init() {}

        /// All that are not dropped.
        public var provisional = 0
        /// Those decided or closed.
        public var effective = 0
    }

    /// Puts a case in, or in another place.
    public mutating func set(_ violation: Violation) {
        remove(violation.caseID)
        violations.insert(violation, at: index(of: violation))
    }

    /// Takes a case out: it was dismissed, revoked, or is another subject's.
    public mutating func remove(_ caseID: String) {
        if let index = violations.firstIndex(where: { $0.caseID == caseID }) { violations.remove(at: index) }
    }

    private func index(of violation: Violation) -> Int {
        var (low, high) = (0, violations.count)
        while low < high {
            let middle = (low + high) / 2
            if violations[middle] < violation { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The first violation on a day or later.
    func index(from day: CivilDate) -> Int {
        var (low, high) = (0, violations.count)
        while low < high {
            let middle = (low + high) / 2
            if violations[middle].day < day { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The violations in a year.
    public func within(_ year: LegalYear) -> ArraySlice<Violation> {
        let first = index(from: year.first)
        return violations[first..<max(first, index(from: year.last.adding(days: 1)))]
    }

    /// Counts in a year.
    public func counts(in year: LegalYear) -> Counts {
        within(year).reduce(into: Counts()) { counts, violation in
            counts.provisional += 1
            if violation.isEffective { counts.effective += 1 }
        }
    }

    /// Counts in the rolling year that ends on a day (law.md §4): those whose own year reaches the day.
    public func counts(endingOn day: CivilDate) -> Counts {
        counts(in: LegalYear.rolling(endingOn: day))
    }
}

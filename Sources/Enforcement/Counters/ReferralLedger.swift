public import Law
public import Units

/// Which referrals (移送) of one subject by one threshold stand.
///
/// law.md §4: a referral is known by the first day of its year. It is issued once; while it stands no other year that touches
/// its own counts, also where an earlier violation is found late; it is withdrawn when its own year no longer crosses, and
/// may be issued again when it does again.
public struct ReferralLedger: Hashable, Sendable {
    /// The years of those that stand, in their order; no two touch.
    public private(set) var standing: [LegalYear] = []

    /// None.
    public init() {}

    /// Those that stand already.
    public init(standing: [LegalYear]) {
        self.standing = standing.sorted { $0.first < $1.first }
    }

    /// What a change of the violations, the fleet or the day has made of the referrals.
    public enum Change: Hashable, Sendable {
        /// A year crosses the threshold.
        case issued(ThresholdWindow)
        /// A year no longer crosses it.
        case withdrawn(LegalYear)
    }

    /// Brings the ledger up to what a subject's violations say.
    ///
    /// - Parameter threshold: what crosses.
    /// - Returns: what has changed: withdrawals first, each in the order of their years.
    public mutating func reconcile(_ record: ViolationRecord, by threshold: Threshold) -> [Change] {
        let (kept, gone) = standing.reduce(into: ([LegalYear](), [LegalYear]())) { lists, year in
            if threshold.isCrossed(in: year, by: record) { lists.0.append(year) } else { lists.1.append(year) }
        }
        let issued = threshold.windows(of: record, besides: kept)
        standing = (kept + issued.map(\.year)).sorted { $0.first < $1.first }
        return gone.map(Change.withdrawn) + issued.map(Change.issued)
    }
}

/// What crosses in a year, of what, and which year it is.
public enum Threshold: Hashable, Sendable {
    /// More than so many violations of a vehicle or a driver.
    case violations(over: Int, within: CountedYear = .rolling)
    /// More than such a share of a company's trucks, on any day up to today.
    case trucks(over: PartsPerTenThousand, fleet: Fleet, upTo: CivilDate, within: CountedYear = .rolling)

    /// Whether a year by itself crosses, whatever lies beside it, and of which of the two kinds it is.
    func isCrossed(in year: LegalYear, by record: ViolationRecord) -> Bool {
        let own = ViolationRecord(effectiveOf: Array(record.within(year)))
        return switch self {
        case .violations(let most, _): own.violations.count > most
        case .trucks(let share, let fleet, let today, _):
            own.fleetWindows(over: share, fleet: fleet, upTo: min(today, year.last)).contains {
                $0.standing == .crossed
            }
        }
    }

    /// The years that cross and touch none of some, greedily from the earliest.
    func windows(of record: ViolationRecord, besides kept: [LegalYear]) -> [ThresholdWindow] {
        var found: [ThresholdWindow] = []
        // Between two that stand only whole years fit: each stretch is looked at by itself.
        var from = CivilDate(dayNumber: Int.min / 2)
        for year in kept {
            found += windows(of: record, from: from, before: year.first)
            from = year.last.adding(days: 1)
        }
        return found + windows(of: record, from: from, before: nil)
    }

    private func windows(of record: ViolationRecord, from first: CivilDate, before end: CivilDate?) -> [ThresholdWindow]
    {
        let stretch = ViolationRecord(
            effectiveOf: record.violations.filter { violation in
                violation.day >= first && end.map { violation.day < $0 } ?? true
            }
        )
        return windows(of: stretch).filter { window in
            window.standing == .crossed && window.year.first >= first && end.map { window.year.last < $0 } ?? true
        }
    }

    /// The years that cross, and those right before it, whatever stands.
    public func windows(of record: ViolationRecord) -> [ThresholdWindow] {
        switch self {
        case .violations(let most, .rolling): record.rollingWindows(over: most)
        case .violations(let most, .anchored(let issued)): record.anchoredWindows(over: most, issued: issued)
        case .trucks(let share, let fleet, let today, .rolling):
            record.fleetWindows(over: share, fleet: fleet, upTo: today)
        case .trucks(let share, let fleet, let today, .anchored(let issued)):
            record.anchoredFleetWindows(over: share, fleet: fleet, upTo: today, issued: issued)
        }
    }
}

/// Which of the law's two years is counted (law.md §4).
public enum CountedYear: Hashable, Sendable {
    /// Any year from day to day (民法典 Art. 201–202).
    case rolling
    /// The years from the first issue of the certificate (Order 62 Art. 46 para 2).
    case anchored(issued: CivilDate)
}

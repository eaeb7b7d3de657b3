public import Law
public import Units

/// A year in which a subject has crossed a threshold, or stands right before it.
public struct ThresholdWindow: Hashable, Sendable {
    /// What it has come to.
    public enum Standing: Hashable, Sendable {
        /// Over the threshold: a referral (移送).
        case crossed
        /// One below it: a warning.
        case warning
    }

    /// What it has come to.
    public let standing: Standing
    /// The year; by its first day a referral is known.
    public let year: LegalYear
    /// The effective violations in it, in their order.
    public let violations: [Violation]
}

extension ViolationRecord {
    /// The rolling years in which more than so many effective violations lie, taken greedily from the earliest: while one
    /// stands, the next counts only years that begin after its last day (law.md §4). Between them, years with exactly so
    /// many: one more would cross.
    ///
    /// - Parameter most: 超过3次 has 3.
    public func rollingWindows(over most: Int) -> [ThresholdWindow] {
        let effective = ViolationRecord(effectiveOf: violations)
        var windows: [ThresholdWindow] = []
        var (start, warned) = (0, -1)
        while start < effective.violations.count {
            let year = LegalYear.rolling(from: effective.violations[start].day)
            let within = effective.within(year)
            if within.count > most {
                // A warning for a year that has crossed by now is none.
                windows.removeAll { $0.standing == .warning && $0.year.last >= year.first }
                windows.append(ThresholdWindow(standing: .crossed, year: year, violations: Array(within)))
                start = within.endIndex
            } else {
                if within.count == most, start > warned {
                    windows.append(ThresholdWindow(standing: .warning, year: year, violations: Array(within)))
                    warned = within.endIndex - 1
                }
                start = effective.index(from: effective.violations[start].day.adding(days: 1))
            }
        }
        return windows
    }

    /// The anchored years (Order 62 Art. 46 para 2) in which more than so many effective violations lie, or exactly so many.
    public func anchoredWindows(over most: Int, issued: CivilDate) -> [ThresholdWindow] {
        let effective = ViolationRecord(effectiveOf: violations)
        var windows: [ThresholdWindow] = []
        var start = effective.index(from: issued)
        while start < effective.violations.count,
            let year = LegalYear.anchored(holding: effective.violations[start].day, issued: issued)
        {
            let within = effective.within(year)
            if within.count >= most {
                let standing: ThresholdWindow.Standing = within.count > most ? .crossed : .warning
                windows.append(ThresholdWindow(standing: standing, year: year, violations: Array(within)))
            }
            start = within.endIndex
        }
        return windows
    }
}

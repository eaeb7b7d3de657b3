import Law
public import Units

/// A company's trucks with a violation, against its fleet.
public struct FleetCount: Hashable, Sendable {
    /// Distinct trucks with an effective violation in the year ending on the day.
    public let trucks: Int
    /// Trucks registered on the day; `nil` when nobody knows.
    public let fleet: Int?
    /// The day.
    public let day: CivilDate

    /// Whether the threshold is crossed, in integers: 10 of 100 do not cross 10 %, 11 do.
    ///
    /// - Returns: `nil` where the fleet is unknown or empty.
    public func isOver(_ share: PartsPerTenThousand) -> Bool? { isOver(share, trucks) }

    /// Whether one truck more would cross.
    func isOneBelow(_ share: PartsPerTenThousand) -> Bool {
        isOver(share, trucks) == false && isOver(share, trucks + 1) == true
    }

    private func isOver(_ share: PartsPerTenThousand, _ count: Int) -> Bool? {
        guard let fleet, fleet > 0 else { return nil }
        return count * PartsPerTenThousand.one.rawValue > fleet * share.rawValue
    }
}

extension ViolationRecord {
    /// The count of a company on a day.
    public func fleetCount(on day: CivilDate, fleet: Fleet) -> FleetCount {
        let trucks = Set(within(.rolling(endingOn: day)).filter(\.isEffective).map(\.truck))
        return FleetCount(trucks: trucks.count, fleet: fleet.trucks(on: day), day: day)
    }

    /// The years in which more than a share of a company's trucks have a violation: the earliest day on which they pass it
    /// decides, and the year begins with the earliest violation that counts on that day. While one stands, the next counts
    /// only violations after its last day (law.md §4). Between them, where one truck more would cross.
    ///
    /// - Parameter today: fleets change on days without a violation, up to this one.
    public func fleetWindows(over share: PartsPerTenThousand, fleet: Fleet, upTo today: CivilDate) -> [ThresholdWindow]
    {
        let effective = violations.filter(\.isEffective)
        guard let first = effective.first?.day else { return [] }
        var windows: [ThresholdWindow] = []
        var sliding = SlidingTrucks(effective)
        for day in Set(effective.map(\.day) + fleet.changes).sorted() where day >= first && day <= today {
            sliding.advance(to: day)
            let count = FleetCount(trucks: sliding.count, fleet: fleet.trucks(on: day), day: day)
            guard let earliest = sliding.earliest else { continue }
            let year = LegalYear.rolling(from: earliest.day)
            if count.isOver(share) == true {
                windows.removeAll { $0.standing == .warning && $0.year.last >= year.first }
                let within = ViolationRecord(effectiveOf: effective).within(year)
                windows.append(ThresholdWindow(standing: .crossed, year: year, violations: Array(within)))
                sliding.drop(upTo: year.last)
            } else if count.isOneBelow(share), windows.last.map({ $0.year.last < day }) ?? true {
                windows.append(ThresholdWindow(standing: .warning, year: year, violations: sliding.within))
            }
        }
        return windows
    }
}

extension ViolationRecord {
    /// The anchored years (Order 62 Art. 46 para 2) on a day of which more than a share of a company's trucks had a violation
    /// since the year's first day, and those in which one truck more would have crossed.
    public func anchoredFleetWindows(
        over share: PartsPerTenThousand,
        fleet: Fleet,
        upTo today: CivilDate,
        issued: CivilDate
    ) -> [ThresholdWindow] {
        let effective = ViolationRecord(effectiveOf: violations)
        var windows: [ThresholdWindow] = []
        var start = effective.index(from: issued)
        while start < effective.violations.count,
            let year = LegalYear.anchored(holding: effective.violations[start].day, issued: issued)
        {
            let within = effective.within(year)
            let counts = FleetCount.each(of: within, fleet: fleet, upTo: min(today, year.last))
            let standing: ThresholdWindow.Standing? =
                if counts.contains(where: { $0.isOver(share) == true }) {
                    .crossed
                } else if counts.last?.isOneBelow(share) == true {
                    .warning
                } else {
                    nil
                }
            if let standing {
                windows.append(ThresholdWindow(standing: standing, year: year, violations: Array(within)))
            }
            start = within.endIndex
        }
        return windows
    }
}

extension FleetCount {
    /// The counts on each day on which they may change, from the first of some violations on.
    fileprivate static func each(
        of violations: ArraySlice<Violation>,
        fleet: Fleet,
        upTo last: CivilDate
    ) -> [FleetCount] {
        guard let first = violations.first?.day else { return [] }
        var trucks: Set<String> = []
        var next = violations.startIndex
        return Set(violations.map(\.day) + fleet.changes).sorted().filter { $0 >= first && $0 <= last }.map { day in
            while next < violations.endIndex, violations[next].day <= day {
                trucks.insert(violations[next].truck)
                next += 1
            }
            return FleetCount(trucks: trucks.count, fleet: fleet.trucks(on: day), day: day)
        }
    }
}

/// The violations of the year that ends on a day, as the day goes on.
private struct SlidingTrucks {
    private let violations: [Violation]
    private var first = 0
    private var next = 0
    private var byTruck: [String: Int] = [:]

    init(_ violations: [Violation]) {
        self.violations = violations
    }

    /// Distinct trucks.
    var count: Int { byTruck.count }
    var earliest: Violation? { first < next ? violations[first] : nil }
    var within: [Violation] { Array(violations[first..<next]) }

    mutating func advance(to day: CivilDate) {
        while next < violations.count, violations[next].day <= day {
            byTruck[violations[next].truck, default: 0] += 1
            next += 1
        }
        while first < next, violations[first].day.adding(years: 1) < day { dropFirst() }
    }

    /// Counts nothing any more up to a day, also what lies ahead.
    mutating func drop(upTo day: CivilDate) {
        while first < next { dropFirst() }
        while next < violations.count, violations[next].day <= day { next += 1 }
        first = next
    }

    private mutating func dropFirst() {
        let truck = violations[first].truck
        if let count = byTruck[truck], count > 1 { byTruck[truck] = count - 1 } else { byTruck[truck] = nil }
        first += 1
    }
}

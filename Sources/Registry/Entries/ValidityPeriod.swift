public import Units

/// The days for which an entry of a register holds (有效期), both included.
public struct ValidityPeriod: Hashable, Codable, Sendable {
    /// The first day.
    public var from: CivilDate
    /// The last day; `nil` when the end is open.
    public var until: CivilDate?

    /// Gives a period; `until` is not before `from`.
    public init(from: CivilDate, until: CivilDate? = nil) {
        self.from = from
        self.until = until
    }

    /// Whether a day is one of them.
    public func contains(_ day: CivilDate) -> Bool { from <= day && until.map { day <= $0 } != false }
}

/// A period as day numbers, with the greatest number for an open end: what periods are reckoned in here.
struct DaySpan: Hashable {
    /// The end of a period that has none.
    static let open = Int.max

    var first: Int
    var last: Int

    func overlaps(_ other: DaySpan) -> Bool { first <= other.last && other.first <= last }

    func contains(_ day: Int) -> Bool { first <= day && day <= last }

    /// What of this period lies before and after another one.
    func outside(_ other: DaySpan) -> [DaySpan] {
        var parts: [DaySpan] = []
        if first < other.first { parts.append(DaySpan(first: first, last: other.first - 1)) }
        if last > other.last { parts.append(DaySpan(first: other.last + 1, last: last)) }
        return parts
    }
}

public import Units

/// The days that a report is about, as China counts them (UTC+8).
public struct ReportPeriod: Hashable, Sendable {
    /// How long it is.
    public enum Kind: String, Sendable {
        /// One day.
        case day
        /// A month of the calendar.
        case month
    }

    /// How long it is.
    public let kind: Kind
    /// The first day.
    public let first: CivilDate
    /// The last day.
    public let last: CivilDate

    /// How long after the period's end a report still changes: stations send again what they have held back, late
    /// pictures amend. What is stored later is in no report.
    public static let lateMax = Milliseconds.hours(7 * 24)
    /// How far a device's instant may lie ahead of its receipt and still name the day.
    public static let aheadMax = Milliseconds.hours(1)

    /// One day.
    public init(day: CivilDate) { (kind, first, last) = (.day, day, day) }

    /// A month, `2026-11`.
    ///
    /// - Returns: `nil` for any other text.
    public init?(month text: String) {
        guard text.utf8.count == 7, let first = CivilDate(text + "-01") else { return nil }
        self.init(monthOf: first)
    }

    /// The month that holds a day.
    public init(monthOf day: CivilDate) {
        let (year, month, number) = day.parts
        kind = .month
        first = CivilDate(dayNumber: day.dayNumber - (number - 1))
        // December of the last year that there is has no next month, and 31 days.
        let next = CivilDate(year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1, day: 1)
        last = CivilDate(dayNumber: next.map { $0.dayNumber - 1 } ?? first.dayNumber + 30)
    }

    /// The day before the one that holds an instant.
    public static func yesterday(at now: Instant) -> ReportPeriod {
        ReportPeriod(day: CivilDate(dayNumber: now.day.dayNumber - 1))
    }

    /// The month before the one that holds an instant.
    public static func lastMonth(at now: Instant) -> ReportPeriod {
        ReportPeriod(monthOf: CivilDate(dayNumber: ReportPeriod(monthOf: now.day).first.dayNumber - 1))
    }

    /// Its first instant.
    public var start: Instant { first.start }
    /// The first instant after it.
    public var end: Instant { CivilDate(dayNumber: last.dayNumber + 1).start }
    /// From when on the report stays as it is.
    public var finalAt: Instant { end + ReportPeriod.lateMax }

    /// `2026-11-26`, `2026-11`.
    public var label: String { kind == .day ? first.description : String(first.description.prefix(7)) }
    /// `day-2026-11-26`, `month-2026-11`.
    public var name: String { "\(kind.rawValue)-\(label)" }
}

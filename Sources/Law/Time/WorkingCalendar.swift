public import Units

/// Which days are worked: weekends and statutory days off are not, make-up days are.
public struct WorkingCalendar: Hashable, Sendable {
    /// One year of the State Council's notice.
    public struct Year: Hashable, Sendable {
        /// The year.
        public var year: Int
        /// Statutory days off.
        public var daysOff: Set<CivilDate>
        /// Weekend days that are worked in return.
        public var makeUpDays: Set<CivilDate>

        /// Makes a year.
        public init(year: Int, daysOff: Set<CivilDate>, makeUpDays: Set<CivilDate>) {
            self.year = year
            self.daysOff = daysOff
            self.makeUpDays = makeUpDays
        }
    }

    private let years: [Int: Year]

    /// Most working days that can be asked for at once.
    public static let workingDaysMax = 10_000

    /// A calendar of some years.
    public init(years: [Year]) {
        self.years = Dictionary(years.map { ($0.year, $0) }, uniquingKeysWith: { $1 })
    }

    /// Whether a day is worked.
    ///
    /// - Throws: `UnknownYear` outside the years of the calendar: a guess would put a deadline on the wrong day.
    public func isWorkingDay(_ day: CivilDate) throws(UnknownYear) -> Bool {
        guard let year = years[day.year] else { throw UnknownYear(day: day) }
        if year.makeUpDays.contains(day) { return true }
        return !day.isWeekend && !year.daysOff.contains(day)
    }

    /// The last day of a term of so many working days; the day on which it begins is not counted.
    ///
    /// - Parameter count: 0…`workingDaysMax`; 0 is the day itself.
    /// - Throws: `UnknownYear` when the term leaves the years of the calendar.
    public func day(_ count: Int, workingDaysAfter day: CivilDate) throws(UnknownYear) -> CivilDate {
        var (end, left) = (day, min(count, WorkingCalendar.workingDaysMax))
        while left > 0 {
            end = end.adding(days: 1)
            if try isWorkingDay(end) { left -= 1 }
        }
        return end
    }
}

/// A day of a year whose days off are not known.
public struct UnknownYear: Error, Hashable, CustomStringConvertible {
    /// The day.
    public let day: CivilDate

    /// What is missing and what to do.
    public var description: String {
        "the days off of \(day.year) are not known (\(day)); add \(day.year).yaml to calendar_dir"
    }
}

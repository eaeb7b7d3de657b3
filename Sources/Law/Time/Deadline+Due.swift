public import Units

extension Deadline {
    /// The last day of the term.
    ///
    /// - Parameters:
    ///   - day: the day on which it begins, which is not counted.
    ///   - calendar: the days off, asked for working days only.
    /// - Throws: `UnknownYear` when a term of working days leaves the years of the calendar.
    public func due(from day: CivilDate, calendar: WorkingCalendar) throws(UnknownYear) -> CivilDate {
        switch unit {
        case .days: day.adding(days: count)
        case .years: day.adding(years: count)
        case .workingDays: try calendar.day(count, workingDaysAfter: day)
        }
    }
}

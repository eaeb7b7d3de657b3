public import Units

extension CivilDate {
    /// The corresponding day so many years later, or the month's last day where there is none (民法典 Art. 202).
    ///
    /// 2024-02-29 plus one year is 2025-02-28.
    public func adding(years: Int) -> CivilDate {
        let (year, month, day) = parts
        if let same = CivilDate(year: year + years, month: month, day: day) { return same }
        // Only 29 February has no corresponding day; beyond year 9999 the day itself is the least wrong answer.
        return CivilDate(year: year + years, month: month, day: day - 1) ?? self
    }

    /// The day so many days later, earlier when negative.
    public func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }

    /// Whether the day is a Saturday or a Sunday.
    public var isWeekend: Bool {
        // 1970-01-01 was a Thursday.
        let fromMonday = ((dayNumber + 3) % 7 + 7) % 7
        return fromMonday >= 5
    }
}

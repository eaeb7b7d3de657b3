public import Units

/// A year as the law counts it, both days included.
public struct LegalYear: Hashable, Sendable {
    /// Its first day.
    public let first: CivilDate
    /// Its last day.
    public let last: CivilDate

    /// A year that was counted before; its first day is not after its last.
    ///
    /// - Returns: `nil` when it is.
    public init?(between first: CivilDate, and last: CivilDate) {
        guard first <= last else { return nil }
        self.init(first: first, last: last)
    }

    private init(first: CivilDate, last: CivilDate) {
        (self.first, self.last) = (first, last)
    }

    /// Whether a day lies in the year.
    public func contains(_ day: CivilDate) -> Bool { first <= day && day <= last }

    /// The rolling year that begins with a violation (law.md §4; 民法典 Art. 201–202): the first day is not counted, and
    /// the period ends on the corresponding day.
    public static func rolling(from first: CivilDate) -> LegalYear {
        LegalYear(first: first, last: first.adding(years: 1))
    }

    /// The rolling year that ends on a day: it begins with the first day whose own year reaches that one.
    ///
    /// The year that ends on 2025-02-28 begins on 2024-02-28, that on 2025-03-01 on 2024-03-01; 2024-02-29 lies in the first.
    public static func rolling(endingOn last: CivilDate) -> LegalYear {
        // Not simply a year back: 2024-02-29 and 2024-02-28 both reach 2025-02-28 and no farther.
        var first = last.adding(years: -1)
        while first.adding(days: -1).adding(years: 1) >= last { first = first.adding(days: -1) }
        while first.adding(years: 1) < last { first = first.adding(days: 1) }
        return LegalYear(first: first, last: last)
    }

    /// The anchored year that holds a day (Order 62 Art. 46 para 2): cycles run from the day on which the certificate was
    /// first issued, across calendar years; an issue on 29 February is the 28th in common years.
    ///
    /// - Returns: `nil` for a day before the issue.
    public static func anchored(holding day: CivilDate, issued: CivilDate) -> LegalYear? {
        guard issued <= day else { return nil }
        var cycle = day.year - issued.year
        if issued.adding(years: cycle) > day { cycle -= 1 }
        return LegalYear(
            first: issued.adding(years: cycle),
            last: issued.adding(years: cycle + 1).adding(days: -1)
        )
    }
}

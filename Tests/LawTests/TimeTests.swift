import Daemon
import Foundation
import Law
import TestSupport
import Testing
import Units

@Suite("Working days (Order 62 Art. 44, the State Council's notices; §4)")
struct WorkingDayTests {
    private let calendar: WorkingCalendar

    init() throws {
        calendar = try CalendarFile.loadAll(Project.root.appendingPathComponent("conf/calendar").path)
    }

    @Test(
        "law.md's vectors: seven working days after the case is finished",
        arguments: [
            ("2024-02-05", "2024-02-20"), ("2024-09-27", "2024-10-12"), ("2025-01-24", "2025-02-10"),
            ("2025-09-26", "2025-10-13"), ("2026-02-12", "2026-02-28"), ("2026-04-30", "2026-05-13"),
            ("2026-09-28", "2026-10-13"),
        ]
    )
    func sevenDays(from: String, to: String) throws {
        #expect(try calendar.day(7, workingDaysAfter: try date(from)) == date(to))
    }

    @Test("no days are the day itself, on whatever day")
    func none() throws {
        #expect(try calendar.day(0, workingDaysAfter: try date("2026-10-01")) == date("2026-10-01"))
    }

    @Test("a day outside the known years is an error that says which file to add")
    func unknownYear() throws {
        let last = try date("2026-12-30")
        #expect(try calendar.day(1, workingDaysAfter: last) == date("2026-12-31"))
        let error = #expect(throws: UnknownYear.self) { try calendar.day(2, workingDaysAfter: last) }
        #expect(error?.description.contains("2027.yaml") == true)
        #expect(throws: UnknownYear.self) { try calendar.isWorkingDay(try date("2015-12-31")) }
    }

    @Test(
        "the shipped calendar is that of the State Council's notices, day by day",
        .enabled(if: Project.shared != nil, "../shared/law is absent: not run")
    )
    func everyDay() throws {
        let url = try #require(Project.shared).appendingPathComponent("law/holidays.csv")
        var kinds: [CivilDate: Substring] = [:]
        for row in try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst() {
            let fields = row.split(separator: ",")
            kinds[try date(String(fields[0]))] = fields[1]
        }
        #expect(kinds.count == 374)
        var calendarDay = try date("2016-01-01")
        while calendarDay.year <= 2026 {
            let expected = kinds[calendarDay].map { $0 == "work" } ?? !calendarDay.isWeekend
            #expect(try calendar.isWorkingDay(calendarDay) == expected, "\(calendarDay)")
            calendarDay = calendarDay.adding(days: 1)
        }
    }
}

@Suite("One year (民法典 Art. 201–202, Order 62 Art. 46 para 2; §4)")
struct LegalYearTests {
    @Test(
        "rolling: it ends on the corresponding day, or the month's last day where there is none",
        arguments: [
            ("2025-03-01", "2026-03-01"), ("2024-02-29", "2025-02-28"), ("2023-02-28", "2024-02-28"),
            ("2025-12-31", "2026-12-31"),
        ]
    )
    func rolling(first: String, last: String) throws {
        let year = LegalYear.rolling(from: try date(first))
        #expect(year.last == (try date(last)))
        #expect(year.contains(year.first) && year.contains(year.last) && !year.contains(year.last.adding(days: 1)))
    }

    @Test(
        "anchored: cycles run from the first issue, 29 February being the 28th in common years",
        arguments: [
            ("2026-05-01", "2019-08-31", "2025-08-31", "2026-08-30"),
            ("2026-08-31", "2019-08-31", "2026-08-31", "2027-08-30"),
            ("2025-02-27", "2024-02-29", "2024-02-29", "2025-02-27"),
            ("2025-02-28", "2024-02-29", "2025-02-28", "2026-02-27"),
            ("2028-02-28", "2024-02-29", "2027-02-28", "2028-02-28"),
            ("2028-02-29", "2024-02-29", "2028-02-29", "2029-02-27"),
            ("2019-08-31", "2019-08-31", "2019-08-31", "2020-08-30"),
        ]
    )
    func anchored(holding: String, issued: String, first: String, last: String) throws {
        let year = LegalYear.anchored(holding: try date(holding), issued: try date(issued))
        #expect(year?.first.description == first && year?.last.description == last)
    }

    @Test("anchored: there is none before the issue, and each day lies in the year that it is given")
    func everyDay() throws {
        let issued = try date("2020-02-29")
        #expect(LegalYear.anchored(holding: issued.adding(days: -1), issued: issued) == nil)
        for offset in 0..<(366 * 9) {
            let today = issued.adding(days: offset)
            #expect(LegalYear.anchored(holding: today, issued: issued)?.contains(today) == true, "\(today)")
        }
    }
}

/// Days and months as the Civil Code's commentators count them: by the calendar's own leaves, no arithmetic shared with the
/// code.
private struct NaiveCalendar {
    static func isLeap(_ year: Int) -> Bool { year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) }

    static func length(_ year: Int, _ month: Int) -> Int {
        [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// Every day of some years, in order.
    static func days(_ years: ClosedRange<Int>) -> [(year: Int, month: Int, day: Int)] {
        years.flatMap { year in
            (1...12).flatMap { month in (1...length(year, month)).map { (year, month, $0) } }
        }
    }
}

@Suite("Years and terms, day by day (民法典 Art. 201–202; §4)")
struct EveryDayTests {
    @Test("a rolling year holds exactly the days that the Civil Code says, for all days from 2015 to 2035")
    func rollingYears() throws {
        let days = NaiveCalendar.days(2015...2036)
        var position: [String: Int] = [:]
        for (index, day) in days.enumerated() { position["\(day)"] = index }
        for (index, day) in days.enumerated() where day.year <= 2035 {
            let first = try #require(CivilDate(year: day.year, month: day.month, day: day.day))
            // The corresponding day of the next year, or the month's last day where there is none.
            let last = (
                year: day.year + 1, month: day.month,
                day: min(day.day, NaiveCalendar.length(day.year + 1, day.month))
            )
            let end = try #require(position["\(last)"])
            let year = LegalYear.rolling(from: first)
            for offset in [-1, 0, 1, end - index - 1, end - index, end - index + 1] {
                let isInside = offset >= 0 && offset <= end - index
                #expect(year.contains(first.adding(days: offset)) == isInside, "\(first) + \(offset)")
            }
        }
    }

    @Test("working-day arithmetic equals a naive count, for every day of 2016–2026 and every term up to ten")
    func workingDays() throws {
        let calendar = try CalendarFile.loadAll(Project.root.appendingPathComponent("conf/calendar").path)
        let days = try NaiveCalendar.days(2016...2026).map {
            try #require(CivilDate(year: $0.year, month: $0.month, day: $0.day))
        }
        // All working days in order: the n-th after a day is n places behind it.
        let worked = try days.filter { try calendar.isWorkingDay($0) }
        var next = 0
        for day in days {
            while next < worked.count, worked[next] <= day { next += 1 }
            for term in [1, 2, 5, 7, 10] {
                if next + term - 1 < worked.count {
                    #expect(
                        try calendar.day(term, workingDaysAfter: day) == worked[next + term - 1],
                        "\(day) + \(term)"
                    )
                } else {
                    #expect(throws: UnknownYear.self) { try calendar.day(term, workingDaysAfter: day) }
                }
            }
        }
    }

    @Test("days are UTC+8 days of an instant, at the border of each day")
    func dayOfInstant() throws {
        for (instant, text) in [
            ("2026-02-28T15:59:59.999Z", "2026-02-28"), ("2026-02-28T16:00:00Z", "2026-03-01"),
            ("2024-02-29T23:59:59.999+08:00", "2024-02-29"), ("2024-03-01T00:00:00+08:00", "2024-03-01"),
            ("2025-12-31T17:00:00+01:00", "2026-01-01"),
        ] {
            let found = try #require(Instant(rfc3339: instant))
            #expect(found.day == (try date(text)))
        }
    }
}

@Suite("Deadlines (行政处罚法 Art. 36–67, Order 62 Art. 44; §4, §5)")
struct DeadlineTests {
    @Test(
        "each deadline from its day",
        arguments: [
            ("copy-to", "2026-02-12", "2026-02-28"), ("decision", "2026-03-01", "2026-05-30"),
            ("service", "2026-09-28", "2026-10-13"), ("payment", "2026-02-12", "2026-02-27"),
            ("hearing", "2026-04-30", "2026-05-11"), ("limitation", "2024-02-29", "2026-02-28"),
            ("credit-publication", "2026-11-23", "2028-11-23"),
        ]
    )
    func due(name: String, from: String, to: String) throws {
        let calendar = try CalendarFile.loadAll(Project.root.appendingPathComponent("conf/calendar").path)
        let deadline = try #require(try rules().deadline(named: name))
        #expect(try deadline.due(from: try date(from), calendar: calendar) == date(to))
    }

    @Test("the procedure of 2021 begins on 2021-07-15; copy-to is older")
    func inForce() throws {
        #expect(try rules(on: "2021-07-14").deadline(named: "decision") == nil)
        #expect(try rules(on: "2021-07-14").deadline(named: "copy-to") != nil)
        let evidence = try #require(try rules().evidence)
        #expect(evidence.officersMin == 2 && evidence.requirements.count == 9)
    }
}

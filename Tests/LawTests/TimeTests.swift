import Daemon
import Foundation
import Law
import TestSupport
import Testing
import Units

private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

@Suite("Working days (law.md §4)")
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
        #expect(try calendar.day(7, workingDaysAfter: try day(from)) == day(to))
    }

    @Test("no days are the day itself, on whatever day")
    func none() throws {
        #expect(try calendar.day(0, workingDaysAfter: try day("2026-10-01")) == day("2026-10-01"))
    }

    @Test("a day outside the known years is an error that says which file to add")
    func unknownYear() throws {
        let last = try day("2026-12-30")
        #expect(try calendar.day(1, workingDaysAfter: last) == day("2026-12-31"))
        let error = #expect(throws: UnknownYear.self) { try calendar.day(2, workingDaysAfter: last) }
        #expect(error?.description.contains("2027.yaml") == true)
        #expect(throws: UnknownYear.self) { try calendar.isWorkingDay(try day("2015-12-31")) }
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
            kinds[try day(String(fields[0]))] = fields[1]
        }
        #expect(kinds.count == 374)
        var calendarDay = try day("2016-01-01")
        while calendarDay.year <= 2026 {
            let expected = kinds[calendarDay].map { $0 == "work" } ?? !calendarDay.isWeekend
            #expect(try calendar.isWorkingDay(calendarDay) == expected, "\(calendarDay)")
            calendarDay = calendarDay.adding(days: 1)
        }
    }
}

@Suite("One year (law.md §4)")
struct LegalYearTests {
    @Test(
        "rolling: it ends on the corresponding day, or the month's last day where there is none",
        arguments: [
            ("2025-03-01", "2026-03-01"), ("2024-02-29", "2025-02-28"), ("2023-02-28", "2024-02-28"),
            ("2025-12-31", "2026-12-31"),
        ]
    )
    func rolling(first: String, last: String) throws {
        let year = LegalYear.rolling(from: try day(first))
        #expect(year.last == (try day(last)))
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
        let year = LegalYear.anchored(holding: try day(holding), issued: try day(issued))
        #expect(year?.first.description == first && year?.last.description == last)
    }

    @Test("anchored: there is none before the issue, and each day lies in the year that it is given")
    func everyDay() throws {
        let issued = try day("2020-02-29")
        #expect(LegalYear.anchored(holding: issued.adding(days: -1), issued: issued) == nil)
        for offset in 0..<(366 * 9) {
            let today = issued.adding(days: offset)
            #expect(LegalYear.anchored(holding: today, issued: issued)?.contains(today) == true, "\(today)")
        }
    }
}

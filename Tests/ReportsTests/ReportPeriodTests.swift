import Reports
import Testing
import Units

@Suite("The days of a report")
struct ReportPeriodTests {
    private func instant(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

    @Test("yesterday and last month are China's, whatever the hour in Greenwich")
    func defaults() throws {
        // Already the 1st of January in China.
        let new = try instant("2026-12-31T16:00:00Z")
        #expect(ReportPeriod.yesterday(at: new).label == "2026-12-31")
        #expect(ReportPeriod.lastMonth(at: new).label == "2026-12")
        let old = try instant("2026-12-31T15:59:59.999Z")
        #expect(ReportPeriod.yesterday(at: old).label == "2026-12-30")
        #expect(ReportPeriod.lastMonth(at: old).label == "2026-11")
    }

    @Test("a month has all of its days, and no other text is one")
    func months() throws {
        for (text, last) in [
            ("2026-02", "2026-02-28"), ("2028-02", "2028-02-29"), ("2026-11", "2026-11-30"), ("2026-12", "2026-12-31"),
            ("9999-12", "9999-12-31"),
        ] {
            let month = try #require(ReportPeriod(month: text))
            #expect(month.first.description == text + "-01" && month.last.description == last)
            #expect(month.name == "month-" + text)
        }
        for text in ["2026-13", "2026-1", "2026-11-01", "202611", "", "２０２６-11"] {
            #expect(ReportPeriod(month: text) == nil, "\(text)")
        }
    }

    @Test("a day ends where the next begins, and its report stays as it is seven days later")
    func bounds() throws {
        let day = ReportPeriod(day: try #require(CivilDate("2026-11-26")))
        #expect(day.start == (try instant("2026-11-26T00:00:00+08:00")))
        #expect(day.end == (try instant("2026-11-27T00:00:00+08:00")))
        #expect(day.finalAt == (try instant("2026-12-04T00:00:00+08:00")))
        #expect(day.name == "day-2026-11-26")
    }
}

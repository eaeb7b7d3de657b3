import Registry
import Testing
import Units

@Suite("Registers: periods and history")
struct PeriodTests {
    private let registry: GivenRegistry

    init() throws { registry = try GivenRegistry() }

    private func watch(_ rows: String..., on today: CivilDate = GivenRegistry.today) throws -> ImportReport {
        try registry.take(
            .watchlist,
            (["plate,reason,note,valid_from,valid_until"] + rows).joined(separator: "\n"),
            on: today
        )
    }

    @Test("a line without a first day holds from the day of the import")
    func noFirstDay() throws {
        let report = try watch("豫A12345,stolen,a,,")
        #expect(report.added == 1 && report.isCommitted && report.id == 1)
        #expect(try registry.lines(.watchlist) == ["豫A12345 unknown stolen a 2026-11-23…"])
    }

    @Test("the same file changes nothing, on the same day or another")
    func idempotent() throws {
        _ = try watch("豫A12345,stolen,a,,", "豫A12346,wanted,b,2026-01-01,2026-12-31")
        let before = try registry.lines(.watchlist, withHistory: true)
        for today in [GivenRegistry.today, day("2026-12-01")] {
            let report = try watch("豫A12345,stolen,a,,", "豫A12346,wanted,b,2026-01-01,2026-12-31", on: today)
            #expect(report.unchanged == 2 && report.added == 0 && report.changed == 0)
        }
        #expect(try registry.lines(.watchlist, withHistory: true) == before)
    }

    @Test("a later file is right for its own days; what remains on either side goes on to hold")
    func split() throws {
        _ = try watch("豫A12345,stolen,a,2026-01-01,")
        let report = try watch("豫A12345,stolen,b,2026-03-01,2026-03-31")
        #expect(report.changed == 1)
        #expect(
            try registry.lines(.watchlist, withHistory: true) == [
                "豫A12345 unknown stolen a 2026-01-01… retired",
                "豫A12345 unknown stolen a 2026-01-01…2026-02-28",
                "豫A12345 unknown stolen a 2026-04-01…",
                "豫A12345 unknown stolen b 2026-03-01…2026-03-31",
            ]
        )
        let rows = try registry.reader.rows(RegisterQuery(.watchlist, withHistory: true)).rows
        #expect(rows.map(\.source.importID) == [1, 1, 1, 2])
        #expect(rows.map(\.retiredBy) == [2, nil, nil, nil])
        #expect(rows.map(\.source.line) == [2, 2, 2, 2])
        #expect(rows[0].source.actor == "wang" && rows[0].source.name == "watchlist.csv")
    }

    @Test("a line with the same content and first day and an earlier last day ends the entry")
    func ended() throws {
        _ = try watch("豫A12345,stolen,a,2026-01-01,")
        #expect(try watch("豫A12345,stolen,a,2026-01-01,2026-06-30").changed == 1)
        #expect(try registry.lines(.watchlist) == ["豫A12345 unknown stolen a 2026-01-01…2026-06-30"])
    }

    @Test("an end may be given without the first day, even one that has passed")
    func endedLater() throws {
        _ = try watch("豫A12345,stolen,a,,")
        let later = day("2026-12-20")
        #expect(try watch("豫A12345,stolen,a,,2026-12-10", on: later).changed == 1)
        #expect(try registry.lines(.watchlist) == ["豫A12345 unknown stolen a 2026-11-23…2026-12-10"])
        #expect(try watch("豫A12345,stolen,a,,2026-12-10", on: later).unchanged == 1)
    }

    @Test("a line that ended before the import and says no first day is rejected")
    func endedBefore() throws {
        let report = try watch("豫A12345,stolen,a,,2026-10-01")
        #expect(report.rejected == 1 && report.rejects[0].line == 2)
        #expect(report.rejects[0].reason.en.hasPrefix("no first day"))
    }

    @Test("the later of two lines that contradict each other is rejected with the line of the earlier")
    func contradiction() throws {
        let report = try watch(
            "豫A12345,stolen,a,2026-01-01,2026-03-31",
            "豫A12345,stolen,b,2026-03-31,2026-04-30",
            "豫A12345,stolen,c,2026-04-01,",
            "豫A12345,stolen,a,2026-01-01,2026-03-31",
            "豫A12345,stolen,a,2026-01-01,2026-02-01"
        )
        #expect(report.added == 2 && report.unchanged == 1 && report.rejected == 2)
        #expect(report.rejects.map(\.line) == [3, 6])
        #expect(
            report.rejects.map(\.reason.en)
                == Array(repeating: "contradicts line 2: the same key on the same days", count: 2)
        )
    }

    @Test("a line that said what was known counts, too, when a later line of the file contradicts it")
    func contradictionOfKnown() throws {
        _ = try watch("豫A12345,stolen,a,2026-01-01,")
        let report = try watch(
            "豫A12345,stolen,a,2026-05-01,2026-05-31",
            "豫A12345,stolen,b,2026-02-01,2026-02-28",
            "豫A12345,stolen,b,2026-05-31,2026-06-01",
            "豫A12345,stolen,b,2026-06-01,2026-06-02"
        )
        #expect(report.unchanged == 1 && report.changed == 2)
        #expect(report.rejects.map(\.line) == [4])
        #expect(report.rejects.map(\.reason.en) == ["contradicts line 2: the same key on the same days"])
    }
}

import CaseStore
import Enforcement
import TestSupport
import Testing
import Units

@Suite("Cases and referrals as reports count them")
struct CountedEventsTests {
    private let code = "91350100M000100Y43"

    /// What was recorded from the beginning of one day to that of another.
    private func events(_ reader: CaseReader, _ first: String, _ end: String) throws -> [CountedEvent] {
        var events: [CountedEvent] = []
        try reader.countedEvents(from: Given.day(first).start, until: Given.day(end).start) { events.append($0) }
        return events
    }

    @Test("what was recorded in the span, whenever the act was, and nothing else; a decision with its fine")
    func span() throws {
        let bench = try CountingBench(now: "2026-11-20")
        let first = try bench.overload("2026-11-19", plate: "豫A10001", company: code)
        bench.now = Given.day("2026-11-21").start
        let second = try bench.overload("2026-11-19", plate: "豫A10002", ticket: "T1")
        try bench.decide(first)
        bench.now = Given.day("2026-11-22").start + Milliseconds(-1)
        try bench.decide(second, isWarning: true)
        bench.now = Given.day("2026-11-22").start
        try bench.close(first)
        try bench.revoke(second)

        #expect(try events(bench.reader, "2026-11-19", "2026-11-20").isEmpty)
        #expect(try events(bench.reader, "2026-11-20", "2026-11-21").map(\.kind) == [.opened])
        let middle = try events(bench.reader, "2026-11-21", "2026-11-22").filter { $0.kind != .mediaStored }
        #expect(
            // One with a slip is on-site, and so confirmed from the start.
            middle.map(\.kind) == [.opened, .confirmed, .notified, .decided, .notified, .decided]
        )
        #expect(middle.map(\.fine) == [nil, nil, nil, 900, nil, nil])
        #expect(try events(bench.reader, "2026-11-22", "2026-11-23").map(\.kind) == [.closed, .revoked])
        let all = try events(bench.reader, "2026-11-01", "2026-12-01")
        #expect(all.allSatisfy { $0.place.station == "S1" })
        // What was on the slip is a name, and no code; that of a revoked case is still known.
        #expect(Set(all.compactMap(\.place.company)).contains(code))
        #expect(try events(bench.reader, "2026-12-01", "2027-12-01").isEmpty)
    }

    @Test("what is unloaded twice counts once, by how much more it is")
    func unloaded() throws {
        let bench = try CaseBench()
        try bench.take(Told.overload(1, excess: 21_000, ticket: "T1"))
        try bench.take(Told.unloaded(2, of: "T1", at: 1, gross: 60_000))
        try bench.take(Told.unloaded(3, of: "T1", at: 2, gross: 48_000))
        #expect(try events(bench.reader, "2026-11-01", "2026-12-01").compactMap(\.unloaded) == [10_000, 12_000])
    }

    @Test("a referral is issued on one day, and overdue on each on which nobody had acknowledged it in time")
    func referrals() throws {
        let bench = try CountingBench()
        for day in ["2026-03-01", "2026-05-01", "2026-07-01", "2026-09-01"] { try bench.decided(day) }
        let referral = try #require(try bench.reader.referrals().first)
        #expect(referral.due == Given.day("2026-12-03"))
        func counted(_ day: String) throws -> [String] {
            try bench.reader.countedReferrals(from: Given.day(day), to: Given.day(day)).map {
                "\($0.isIssued ? "issued" : "") \($0.isOverdue ? "overdue" : "") \($0.places.count)"
            }
        }
        #expect(try counted("2026-11-23").isEmpty)
        #expect(try counted("2026-11-24") == ["issued  4"])
        #expect(try counted("2026-12-03").isEmpty, "the last day of the term")
        #expect(try counted("2026-12-04") == [" overdue 4"])
        bench.now = Given.day("2026-12-10").start
        try bench.step(
            referral.id,
            .acknowledge,
            ["received_by": .text("运管局"), "at": .text("2026-12-08")]
        )
        #expect(try counted("2026-12-07") == [" overdue 4"], "as it was on that day")
        #expect(try counted("2026-12-08").isEmpty)
    }
}

import CaseStore
import Enforcement
import Law
import TestSupport
import Testing
import Units

@Suite("Rolling and anchored years: the pack says which one issues (law.md §4)")
struct ReferralYearTests {
    private static let vehicle = CountedSubject.vehicle(plate: "豫A12345", colour: "yellow")

    @Test(
        "only the rolling year crosses, only the anchored one, both",
        arguments: [
            // The certificate was first issued on 2019-08-31: the cycle runs from 31 August to 30 August.
            (["2025-07-01", "2025-08-01", "2025-09-01", "2026-06-01"], true, false),
            (["2025-08-31", "2025-10-01", "2026-01-01", "2026-08-30"], true, true),
            (["2024-08-31", "2024-09-01", "2025-08-29", "2025-08-30"], true, true),
            (["2025-07-01", "2025-08-30", "2025-08-31", "2025-10-01"], true, false),
        ]
    )
    func years(days: [String], rolling: Bool, anchored: Bool) throws {
        for (year, crosses) in [(ReferralYear.rolling, rolling), (.anchored, anchored)] {
            let bench = try CountingBench(TestBasis(year: year))
            bench.basis.say(SubjectFacts(issued: Given.day("2019-08-31")), of: ReferralYearTests.vehicle)
            for day in days { try bench.decided(day) }
            let found = try bench.reader.referrals()
            let ids = Set(found.flatMap(\.cases))
            #expect((ids.count == 4) == crosses || found.isEmpty == !crosses, "\(year) \(days)")
            #expect(found.allSatisfy { $0.yearKind == year })
        }
    }

    @Test("a company's trucks add up over a cycle; over a rolling year other ones do")
    func company() throws {
        let company = CountedSubject(.company, "91350100M000100Y43")
        for (year, first) in [(ReferralYear.rolling, "2024-03-15"), (.anchored, nil)] as [(ReferralYear, String?)] {
            let bench = try CountingBench(TestBasis(year: year))
            let facts = SubjectFacts(issued: Given.day("2020-02-29"), fleet: Fleet([(Given.day("2020-01-01"), 20)]))
            bench.basis.say(facts, of: company)
            // The cycle runs from 29 February 2024 to 27 February 2025.
            try bench.decided("2024-03-15", plate: "豫A00001", company: company.key)
            try bench.decided("2025-02-27", plate: "豫A00002", company: company.key)
            #expect(try bench.referrals(.company).isEmpty, "2 of 20 are not over 10 %")
            try bench.decided("2025-02-28", plate: "豫A00003", company: company.key)
            #expect(try bench.referrals(.company) == (first.map { ["rspo-66-company \($0) issued"] } ?? []))
        }
    }

    @Test("the anchor is not known: nothing is referred by the anchored year; known later, a recount refers")
    func unknownAnchor() throws {
        let bench = try CountingBench(TestBasis(year: .anchored))
        for day in ["2025-09-01", "2025-10-01", "2025-11-01", "2025-12-01"] { try bench.decided(day) }
        #expect(try bench.referrals().isEmpty)
        bench.basis.say(SubjectFacts(issued: Given.day("2019-08-31")), of: ReferralYearTests.vehicle)
        #expect(try bench.recount(.vehicle).map(\.kind) == [.issued])
        #expect(try bench.referrals() == ["rspo-66-vehicle 2025-08-31 issued"], "known by the cycle's first day")
    }

    @Test("warnings count, unless the pack says otherwise")
    func warnings() throws {
        for (count, expected) in [(nil, 1), (true, 1), (false, 0)] as [(Bool?, Int)] {
            let bench = try CountingBench(TestBasis(warningsCount: count))
            for month in 3...6 {
                let id = try bench.overload("2026-0\(month)-01", excess: 900)
                try bench.decide(id, isWarning: true)
            }
            #expect(try bench.referrals().count == expected, "\(String(describing: count))")
        }
    }
}

import CaseStore
import Enforcement
import Law
import TestSupport
import Testing
import Units

@Suite("Four penalties in the store (law.md §4)")
struct ReferralTests {
    private let code = "91350100M000100Y43"

    @Test("the fourth violation within a year refers the vehicle, the third warns; both are told once")
    func fourth() throws {
        let bench = try CountingBench()
        for day in ["2026-03-01", "2026-05-01"] { try bench.decided(day) }
        #expect(try bench.reader.subjects(.vehicle, on: bench.now.day, onlyNear: true, limit: 10).isEmpty)
        try bench.decided("2026-07-01")
        #expect(try bench.referrals().isEmpty)
        let near = try bench.reader.subjects(.vehicle, on: bench.now.day, onlyNear: true, limit: 10)
        #expect(near.map(\.subject.key) == ["豫A12345~yellow"] && near[0].counts.effective == 3)
        let fourth = try bench.overload("2026-09-01")
        #expect(try bench.referrals().isEmpty, "detected, which is provisional alone")
        try bench.decide(fourth)
        #expect(try bench.referrals() == ["rspo-66-vehicle 2026-03-01 issued"])
        #expect(bench.last.referrals.map(\.kind) == [.issued] && bench.last.referrals[0].plate == "豫A12345")
        let referral = try #require(try bench.reader.referrals().first)
        #expect(referral.number == "郑超移〔2026〕000001" && referral.cases.count == 4 && referral.article.contains("第六十六条"))
        #expect(referral.due == Given.day("2026-12-03"), "seven working days after 2026-11-24")
        #expect(referral.creditUntil == Given.day("2028-11-24"), "published for two years")
        #expect(try bench.reader.subjects(.vehicle, on: bench.now.day, onlyNear: true, limit: 10).isEmpty)
        try bench.decided("2026-10-01")
        #expect(try bench.referrals() == ["rspo-66-vehicle 2026-03-01 issued"], "never twice for one year")
        #expect(try bench.reader.referrals().first?.cases.count == 5 && bench.last.referrals.map(\.kind) == [.changed])
        #expect(try bench.verify().difference == nil)
    }

    @Test(
        "the year ends on the corresponding day: UTC+8, and 29 February",
        arguments: [
            (["2025-03-01", "2025-06-01", "2025-09-01", "2026-03-01"], true),
            (["2025-03-01", "2025-06-01", "2025-09-01", "2026-03-02"], false),
            (["2024-02-29", "2024-06-01", "2024-09-01", "2025-02-28"], true),
            (["2024-02-29", "2024-06-01", "2024-09-01", "2025-03-01"], false),
            // A minute before and after midnight in Zhengzhou; in UTC both are 28 February.
            (["2025-03-01T00:00:00+08:00", "2025-06-01", "2025-09-01", "2026-03-01T23:59:59+08:00"], true),
            (["2025-02-28T23:59:59+08:00", "2025-06-01", "2025-09-01", "2026-03-01T00:00:00+08:00"], false),
        ]
    )
    func borders(days: [String], crosses: Bool) throws {
        let bench = try CountingBench()
        for day in days { try bench.decided(day) }
        #expect(try bench.referrals().count == (crosses ? 1 : 0))
    }

    @Test("decided late and out of order: any year of effective violations crosses, whenever the last decision comes")
    func outOfOrder() throws {
        let bench = try CountingBench()
        let ids = try ["2024-01-05", "2024-02-05", "2024-03-05", "2024-04-05"].map { try bench.overload($0) }
        for id in [ids[3], ids[0], ids[2]] { try bench.decide(id) }
        #expect(try bench.referrals().isEmpty)
        try bench.decide(ids[1])
        #expect(try bench.referrals() == ["rspo-66-vehicle 2024-01-05 issued"])
    }

    @Test("a revocation withdraws the referral with the reason; a new decision refers again under a new number")
    func withdrawn() throws {
        let bench = try CountingBench()
        let ids = try ["2026-03-01", "2026-05-01", "2026-07-01", "2026-09-01"].map { try bench.decided($0) }
        try bench.revoke(ids[2])
        #expect(bench.last.referrals.map(\.kind) == [.withdrawn])
        #expect(try bench.referrals() == ["rspo-66-vehicle 2026-03-01 withdrawn"])
        let gone = try #require(try bench.reader.referrals().first)
        #expect(gone.reasonZh?.isEmpty == false)
        let dossier = try #require(try bench.reader.subject(.vehicle(plate: "豫A12345", colour: "yellow")))
        #expect(dossier.credit.map(\.isWithdrawn) == [true], "the credit record is taken back with it")
        #expect(dossier.warnings.map(\.rule) == ["rspo-66-vehicle"], "three are left")
        try bench.decided("2026-10-01")
        #expect(
            try bench.referrals()
                == ["rspo-66-vehicle 2026-03-01 withdrawn", "rspo-66-vehicle 2026-03-01 issued"]
        )
        #expect(try bench.reader.referrals().map(\.number) == ["郑超移〔2026〕000001", "郑超移〔2026〕000002"])
        #expect(try bench.verify().difference == nil)
    }

    @Test(
        "a driver counts from the act once identified, by licence, else by qualification; corrected, the count goes back"
    )
    func driver() throws {
        let bench = try CountingBench()
        let ids = try (1...4).map { try bench.decided("2026-0\($0)-01", plate: "豫A0000\($0)") }
        for id in ids.dropLast() { try bench.amend(id, ["driver": .text("410184199001010001")]) }
        #expect(try bench.referrals(.driver).isEmpty && bench.referrals().isEmpty)
        try bench.amend(ids[3], ["driver": .text(" 410184199001010001 ")])
        #expect(try bench.referrals(.driver) == ["rspo-66-driver 2026-01-01 issued"])
        try bench.amend(ids[0], ["driver": .parts(["qualification": .text("Q7")])])
        #expect(try bench.referrals(.driver) == ["rspo-66-driver 2026-01-01 withdrawn"])
        #expect(try bench.reader.subject(CountedSubject(.driver, "Q7"))?.record.violations.map(\.caseID) == [ids[0]])
        try bench.amend(ids[0], ["driver": .null])
        #expect(try bench.reader.subject(CountedSubject(.driver, "Q7")) == nil)
        #expect(try bench.verify().difference == nil)
    }

    @Test("10 of 100 trucks are not over 10 %, 11 are; over 30 % (Henan) is graver; trucks count once")
    func company() throws {
        let bench = try CountingBench()
        let fleet = Fleet([(Given.day("2020-01-01"), 100)])
        bench.basis.say(SubjectFacts(fleet: fleet), of: CountedSubject(.company, code))
        func truck(_ number: Int) throws {
            try bench.decided("2026-06-01", plate: "豫A1\(1_000 + number)", company: code)
        }
        for number in 1...10 { try truck(number) }
        try bench.decided("2026-08-01", plate: "豫A11001", company: code)
        #expect(try bench.referrals(.company).isEmpty)
        #expect(try bench.reader.subjects(.company, on: bench.now.day, onlyNear: true, limit: 9).map(\.trucks) == [10])
        try truck(11)
        #expect(try bench.referrals(.company) == ["rspo-66-company 2026-06-01 issued"])
        let referral = try #require(try bench.reader.referrals().first)
        #expect(referral.trucks == 11 && referral.fleet == 100 && referral.creditUntil == nil)
        for number in 12...30 { try truck(number) }
        #expect(try bench.referrals(.company).count == 1)
        try truck(31)
        #expect(
            try bench.referrals(.company)
                == ["rspo-66-company 2026-06-01 issued", "henan-29-company 2026-06-01 issued"]
        )
        #expect(try bench.verify().difference == nil)
    }

    @Test("an unknown fleet refers nothing; once it is known a recount does; a greater one withdraws")
    func fleets() throws {
        let bench = try CountingBench()
        let subject = CountedSubject(.company, code)
        try bench.decided("2026-06-01", plate: "豫A11001", company: code)
        #expect(try bench.referrals(.company).isEmpty)
        #expect(try bench.reader.subject(subject)?.fleet.trucks(on: bench.now.day) == nil, "an open question")
        bench.basis.say(SubjectFacts(fleet: Fleet([(Given.day("2020-01-01"), 9)])), of: subject)
        #expect(try bench.recount(.company).map(\.kind) == [.issued], "1 of 9")
        #expect(try bench.recount(.company).isEmpty)
        bench.basis.say(SubjectFacts(fleet: Fleet([(Given.day("2020-01-01"), 10)])), of: subject)
        #expect(try bench.recount(.company).map(\.kind) == [.withdrawn])
    }

    @Test("the company is the one at the time of the act: an owner's change moves no earlier act, a correction does")
    func owners() throws {
        let bench = try CountingBench()
        let id = try bench.decided("2026-03-01", company: code)
        try bench.decided("2026-06-01", company: "914101007067890123")
        #expect(try bench.reader.subject(CountedSubject(.company, code))?.record.violations.map(\.caseID) == [id])
        try bench.amend(id, ["company": .text("没有代码的车队")])
        #expect(try bench.reader.subject(CountedSubject(.company, code)) == nil, "a name is nobody to be counted for")
    }
}

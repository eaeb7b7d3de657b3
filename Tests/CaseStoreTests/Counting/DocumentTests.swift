import CaseStore
import Enforcement
import Law
import TestSupport
import Testing
import Units

@Suite("Copy-to, loading sites, hand-overs, credit record")
struct DocumentTests {
    @Test(
        "a copy-to is due seven working days after the case is finished (Order 62 Art. 44)",
        arguments: [
            ("2024-02-05", "2024-02-20"), ("2024-09-27", "2024-10-12"), ("2025-01-24", "2025-02-10"),
            ("2025-09-26", "2025-10-13"), ("2026-02-12", "2026-02-28"), ("2026-04-30", "2026-05-13"),
            ("2026-09-28", "2026-10-13"),
        ]
    )
    func copyTo(paid: String, due: String) throws {
        let bench = try CountingBench(now: paid)
        let id = try bench.decided("2023-06-01")
        #expect(try bench.referrals(form: .copyTo).isEmpty)
        try bench.close(id, paid: paid)
        let document = try #require(try bench.reader.referrals().first)
        #expect(document.form == .copyTo && document.caseID == id && document.due == Given.day(due))
        #expect(document.number.hasPrefix("郑超抄〔") && document.article.contains("第四十四条"))
        var overdue = CaseReader.ReferralFilter()
        overdue.overdueOn = document.due
        #expect(try bench.reader.referrals(overdue).isEmpty, "on its last day it is not")
        overdue.overdueOn = document.due?.adding(days: 1)
        #expect(try bench.reader.referrals(overdue).map(\.id) == [document.id])
        try bench.step(
            document.id,
            .acknowledge,
            ["received_by": .text("新郑市运管局"), "at": .text(paid)]
        )
        #expect(try bench.reader.referrals(overdue).isEmpty)
    }

    @Test("a revocation after closing withdraws the copy-to")
    func copyToWithdrawn() throws {
        let bench = try CountingBench()
        let id = try bench.decided("2026-06-01")
        try bench.close(id)
        try bench.revoke(id)
        #expect(try bench.referrals(form: .copyTo) == ["copy-to \(id) withdrawn"])
        #expect(try bench.verify().difference == nil)
    }

    @Test(
        "every overloaded vehicle refers its loading site, by the article and the bounds of its day and kind",
        arguments: [
            ("2022-06-01", LoadingSiteFine.Kind.freightStation, "第七十条", 3_000),
            ("2024-06-01", .freightStation, "第七十条", 3_000), ("2024-06-01", .other, "第二十五条", 10_000),
        ]
    )
    func site(day: String, kind: LoadingSiteFine.Kind, article: String, least: Int) throws {
        let bench = try CountingBench()
        bench.basis.say(SubjectFacts(site: kind), of: CountedSubject(.loadingSite, "YT-7"))
        let id = try bench.decided(day)
        try bench.amend(id, ["loading_site": .text("YT-7")])
        #expect(try bench.referrals(.loadingSite) == ["rto-loading-site \(id) issued"])
        let referral = try #require(try bench.reader.referrals().first)
        #expect(
            referral.article.contains(article) && referral.fineMin == Yuan(least) && referral.fineMax == Yuan(30_000)
        )
        try bench.amend(id, ["loading_site": .text("YT-8")])
        #expect(
            try bench.referrals(.loadingSite) == ["rto-loading-site \(id) withdrawn", "rto-loading-site \(id) issued"],
            "another site let it out"
        )
        #expect(try bench.reader.referrals().last?.fineMin == nil, "of which nobody knows what it is")
        #expect(try bench.verify().difference == nil)
    }

    @Test("deaths, a bridge or much property lost: handed over to the judiciary at once; evasion to the police")
    func handOver() throws {
        let bench = try CountingBench()
        let id = try bench.overload("2026-06-01")
        try bench.amend(id, ["circumstances": .text("bridge-lost, evasion")])
        #expect(try bench.referrals(form: .handOver) == ["rspo-67-police \(id) issued", "judiciary \(id) issued"])
        #expect(Set(try bench.reader.referrals().map(\.toZh)) == ["公安机关", "司法机关"])
        try bench.amend(id, ["circumstances": .text("evasion")])
        #expect(try bench.referrals(form: .handOver) == ["rspo-67-police \(id) issued", "judiciary \(id) withdrawn"])
        #expect(throws: CaseStepError.self, "what is no circumstance is refused") {
            try bench.amend(id, ["circumstances": .text("speeding")])
        }
        #expect(try bench.verify().difference == nil)
    }

    @Test("evasion, violence and false permits enter the credit record once decided, for two years")
    func credit() throws {
        let bench = try CountingBench()
        let id = try bench.overload("2026-06-01")
        let vehicle = CountedSubject.vehicle(plate: "豫A12345", colour: "yellow")
        try bench.amend(id, ["circumstances": .text("violence"), "driver": .text("L1")])
        #expect(try bench.reader.subject(vehicle)?.credit == [])
        try bench.decide(id)
        for subject in [vehicle, CountedSubject(.driver, "L1")] {
            let entry = try #require(try bench.reader.subject(subject)?.credit.first)
            #expect(entry.ground == "violence" && entry.isPublished(on: Given.day("2026-11-24")))
            #expect(entry.isPublished(on: Given.day("2028-11-24")) && !entry.isPublished(on: Given.day("2028-11-25")))
        }
        bench.now = bench.now + .hours(48)
        try bench.close(id)
        #expect(try bench.reader.subject(vehicle)?.credit.first?.published == Given.day("2026-11-24"), "not anew")
        try bench.revoke(id)
        #expect(
            try bench.reader.subject(vehicle)?.credit.isEmpty ?? true
                || bench.reader.subject(vehicle)?.credit.first?.isWithdrawn == true
        )
    }

    @Test("a company enters the credit record when it was suspended, and not before")
    func companyCredit() throws {
        let bench = try CountingBench()
        let company = CountedSubject(.company, "91350100M000100Y43")
        bench.basis.say(SubjectFacts(fleet: Fleet([(Given.day("2020-01-01"), 5)])), of: company)
        try bench.decided("2026-06-01", company: company.key)
        let referral = try #require(try bench.reader.subject(company)?.referrals.first)
        #expect(try bench.reader.subject(company)?.credit == [])
        try bench.step(referral.id, .acknowledge, ["received_by": .text("运管局"), "at": .text("2026-11-24")])
        let change = try bench.step(
            referral.id,
            .outcome,
            ["result": .text("carried-out"), "at": .text("2026-11-24"), "document": .text("停业〔2026〕3号")]
        )
        #expect(change.state == .answered && change.version == 3)
        let entry = try #require(try bench.reader.subject(company)?.credit.first)
        #expect(entry.ground == "rspo-66-company" && entry.until == Given.day("2028-11-24"))
        #expect(throws: CaseStepError.referralRefused(.acknowledge, in: .answered)) {
            try bench.step(referral.id, .acknowledge, ["received_by": .text("运管局"), "at": .text("2026-11-24")])
        }
        #expect(throws: CaseStepError.noReferral("R1")) { try bench.step("R1", .acknowledge, [:]) }
        #expect(try bench.verify().difference == nil)
    }

    @Test("a step's parts are checked by name, and its day is neither before the issue nor ahead")
    func faults() throws {
        let bench = try CountingBench()
        let id = try bench.decided("2026-06-01")
        try bench.close(id)
        let referral = try #require(try bench.reader.referrals().first).id
        for (action, body, parts) in [
            (ReferralAction.acknowledge, [:], ["at", "received_by"]),
            (.acknowledge, ["received_by": .text("a"), "at": .text("2026-11-23")], ["at"]),
            (.acknowledge, ["received_by": .text("a"), "at": .text("2026-11-25")], ["at"]),
            (.outcome, ["result": .text("maybe"), "at": .text("2026-11-24")], ["result"]),
            (.outcome, ["result": .text("declined"), "at": .text("2026-11-24"), "x": .flag(true)], ["x"]),
        ] as [(ReferralAction, [String: StepValue], [String])] {
            do {
                try bench.step(referral, action, body)
                Issue.record("taken: \(body)")
            } catch CaseStepError.refused(.faults(let faults)) {
                #expect(faults.map(\.part).sorted() == parts)
            }
        }
    }

    @Test(
        "a case is held while an open referral needs it; erased, its driver counts no more and the referral stays as it was"
    )
    func retention() throws {
        let bench = try CountingBench(now: "2026-11-24")
        let retention = CaseRetention(droppedDays: 30, closedDays: 30)
        let ids = try (1...4).map { try bench.decided("2023-0\($0)-01", plate: "豫A0000\($0)") }
        for id in ids {
            try bench.amend(id, ["driver": .text("410184199001010001")])
            try bench.close(id)
        }
        func due(_ days: Int64) throws -> [String] {
            try bench.store.dueErasures(retention, at: bench.now + .hours(24 * days), limit: 10).map(\.id)
        }
        #expect(try due(40).isEmpty, "its copy-to and the driver's referral are open")
        for referral in try bench.reader.referrals() {
            try bench.step(referral.id, .outcome, ["result": .text("carried-out"), "at": .text("2026-11-24")])
        }
        #expect(try due(40).isEmpty, "the credit record names the referral for two years")
        #expect(try due(800) == ids)
        bench.now = bench.now + .hours(24 * 800)
        for item in try bench.store.dueErasures(retention, at: bench.now, limit: 10) {
            try bench.store.erase(item, actor: "root", at: bench.now)
        }
        #expect(try bench.reader.subject(CountedSubject(.driver, "410184199001010001")) == nil)
        #expect(try bench.referrals(.driver) == ["rspo-66-driver 2023-01-01 answered"], "neither withdrawn nor named")
        #expect(try bench.reader.referrals().allSatisfy { $0.subject.kind != .driver || $0.subject.key.isEmpty })
        #expect(try bench.reader.subject(.vehicle(plate: "豫A00001", colour: "yellow"))?.record.violations.count == 1)
        #expect(try bench.verify().difference == nil)
    }

    @Test("who takes a case or a referral away, or counts it for another, is found")
    func tampered() throws {
        for sql in [
            "UPDATE case_subject SET subject = '豫B00001~yellow' WHERE kind = 'vehicle' AND case_id LIKE '%~1'",
            "UPDATE case_subject SET is_effective = 0", "DELETE FROM case_subject WHERE kind = 'driver'",
            "UPDATE case_subject SET day = '2020-01-01' WHERE kind = 'driver'",
            "DELETE FROM referral_case; DELETE FROM referral", "UPDATE referral SET state = 'withdrawn'",
            "UPDATE referral SET due_day = '2030-01-01'", "UPDATE referral SET subject = '410184199001010002'",
            "DELETE FROM referral_case WHERE case_id LIKE '%~2'", "UPDATE referral SET events = 9",
        ] {
            let bench = try CountingBench()
            for month in 1...4 {
                let id = try bench.decided("2026-0\(month)-01", plate: "豫A0000\(month)")
                try bench.amend(id, ["driver": .text("410184199001010001")])
            }
            #expect(try bench.verify().difference == nil)
            try bench.bench.change(sql)
            #expect(try bench.verify().difference != nil, "\(sql)")
        }
    }
}

import CaseStore
import Daemon
import Enforcement
import Foundation
import GRDB
import TestSupport
import Testing
import Units

@Suite("Personal data whose time is over")
struct RetentionTests {
    private let retention = CaseRetention(droppedDays: 180, closedDays: 365)

    private func days(_ days: Int) -> Instant { Told.hours(49) + .hours(Int64(days) * 24) }

    private func run(_ story: StoryBench, _ days: Int, isDryRun: Bool = false) throws -> [String] {
        try story.bench.store.runRetention(
            retention,
            isDryRun: isDryRun,
            actor: "root",
            at: self.days(days)
        ).cases.map(\.id)
    }

    @Test("a dismissed case after its days, a closed one after its own and never within two years of the act")
    func due() throws {
        let story = try StoryBench()
        try story.bench.change("DELETE FROM case_review")
        #expect(try run(story, 179).isEmpty)
        #expect(try run(story, 180, isDryRun: true) == [Told.caseID(5)])
        #expect(try run(story, 180) == [Told.caseID(5)])
        #expect(try run(story, 181).isEmpty, "once")
        #expect(try run(story, 366).isEmpty, "closed, and over a year, but held for two years after the act")
        #expect(try run(story, 729) == [Told.caseID(1)])
        #expect(try run(story, 40_000).isEmpty, "the on-site case is open")
    }

    @Test("what a reviewer has to look at is held")
    func held() throws {
        let story = try StoryBench()
        #expect(try run(story, 180).isEmpty, "its amendment is to be reviewed")
    }

    @Test("names and words are gone from the file; chains, digests and states are still proved; the event says so")
    func erased() throws {
        let story = try StoryBench()
        try story.bench.change("DELETE FROM case_review")
        #expect(try names("钱七", story))
        _ = try run(story, 800)
        let report = try story.verify()
        #expect(report.difference == nil, "\(String(describing: report.difference))")
        let last = try #require(try story.bench.dossier(1)?.events.last)
        #expect(last.kind == .personalErased && last.actor == "root")
        #expect(try !names("钱七", story), "also not in pages that are free, or in the WAL")
        #expect(try names("赵六", story), "the open case keeps its driver")
    }

    private func names(_ words: String, _ story: StoryBench) throws -> Bool {
        try ["cases.sqlite", "cases.sqlite-wal"].contains { name in
            let file = URL(fileURLWithPath: story.bench.directory.path + "/" + name)
            return try Data(contentsOf: file).range(of: Data(words.utf8)) != nil
        }
    }

    @Test("erased without an event, verify says so; so it does when a closed case's words are emptied by hand")
    func byHand() throws {
        let story = try StoryBench()
        try story.tamper {
            try $0.execute(sql: "UPDATE case_record SET payload = x'' WHERE case_id = '\(Told.caseID(1))'")
        }
        #expect(try story.verify().difference != nil)
    }
}

import CaseStore
import Daemon
import Enforcement
import Foundation
import Readings
import TestSupport
import Testing
import Units

@Suite("The media of cases", .timeLimit(.minutes(60)))
struct MediaTests {
    private func wanted(_ store: any CaseRepository) throws -> [WantedMedium] {
        try store.sourcesOfWantedMedia().flatMap { try store.wantedMedia(of: $0, after: nil, limit: 100) }
    }

    private func verify(_ bench: CaseBench) throws -> Difference? {
        try CaseVerifier(directory: bench.directory.path, publicKeys: [], witness: nil).run().difference
    }

    @Test("what cases want is listed by source, a page at a time, each once", arguments: StoreUnderTest.all)
    func listing(under: StoreUnderTest) throws {
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let store = try under.open(directory)
        #expect(try store.sourcesOfWantedMedia().isEmpty)
        let inputs = try (1...5).map { try Told.overload($0, plate: "豫A0000\($0)") }
        _ = try store.take(inputs, position: 1, at: Told.hours(24))
        let sources = try store.sourcesOfWantedMedia()
        #expect(sources.map(\.description) == ["S1/cam-1", "S1/cam-2"])
        let all = try store.wantedMedia(of: sources[0], after: nil, limit: 100)
        #expect(
            all.count == 5 && all.map(\.sha256) == all.map(\.sha256).sorted() && all.allSatisfy { $0.bytes == 1_000 }
        )
        let first = try store.wantedMedia(of: sources[0], after: nil, limit: 2)
        let rest = try store.wantedMedia(of: sources[0], after: first.last?.sha256, limit: 100)
        #expect(first + rest == all)
    }

    @Test(
        "what became of media is told once, by one event a case; what is told again changes nothing",
        arguments: StoreUnderTest.all
    )
    func outcomes(under: StoreUnderTest) throws {
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let store = try under.open(directory)
        _ = try store.take(
            [try Told.overload(1), try Told.overload(2, plate: "豫A00002")],
            position: 1,
            at: Told.hours(24)
        )
        let outcomes = try wanted(store).map { MediumOutcome($0, .stored) }
        let changes = try store.take(outcomes, at: Told.hours(25)).cases
        #expect(changes.map(\.version) == [2, 2] && changes.map(\.kind) == [.changed, .changed])
        let head = try store.head()
        #expect(try store.take(outcomes, at: Told.hours(26)).cases.isEmpty && store.head() == head)
        #expect(try store.sourcesOfWantedMedia().isEmpty)
    }

    @Test("a medium that is gone or spoilt says why, and stands where its file comes to light after all")
    func missing() throws {
        let bench = try CaseBench()
        try bench.take(Told.overload(1))
        let media = try wanted(bench.store)
        try #require(media.count == 2)
        let outcomes = [
            MediumOutcome(media[0], .gone), MediumOutcome(media[1], .unobtainable(zh: "摘要不符", en: "another digest")),
        ]
        _ = try bench.store.take(outcomes, at: Told.hours(25))
        #expect(try bench.kinds(1) == [.opened, .mediaMissing, .markedForReview])
        #expect(try bench.dossier(1)?.marks.map(\.kind) == [.pictureUnobtainable], "not the one that is gone")
        let shown = try #require(try bench.dossier(1)).media
        #expect(shown.map(\.state) == [.gone, .unobtainable] && shown.map(\.view) == [.front, .rear])
        #expect(shown.map(\.reason?.en) == ["the station does not keep it any more", "another digest"])
        #expect(try verify(bench) == nil)
        _ = try bench.store.take([MediumOutcome(media[0], .stored)], at: Told.hours(26))
        #expect(try bench.dossier(1)?.media.map(\.state) == [.stored, .unobtainable])
        #expect(try bench.dossier(1)?.media.map(\.since) == [Told.hours(26), Told.hours(25)])
        #expect(try bench.dossier(1)?.summary.needsReview == true)
        #expect(try verify(bench) == nil)
        _ = try bench.store.take([MediumOutcome(media[1], .stored)], at: Told.hours(27))
        #expect(try bench.dossier(1)?.summary.needsReview == false)
        #expect(try verify(bench) == nil)
    }

    @Test("the pictures of a case that was dismissed are not asked for any more, those of others are")
    func dismissed() throws {
        let bench = try CaseBench()
        try bench.take(Told.overload(1))
        try bench.take(Told.overload(2, plate: "豫A54321"))
        let (all, counted) = (try wanted(bench.store), try bench.reader.mediaCounts()[.wanted])
        #expect(all.count == 4 && counted == 4)
        let work = StepRequest.Work.action(.dismiss, ["reason": .text("号牌有误")])
        let request = StepRequest(id: Told.caseID(1), work: work, version: nil, actor: "张警官")
        _ = try bench.store.take(request, at: Told.hours(25))
        #expect(try wanted(bench.store).count == 2 && bench.reader.mediaCounts()[.wanted] == 2)
        #expect(try verify(bench) == nil)
    }

    @Test("a case is not confirmed on pictures whose files are damaged")
    func damaged() throws {
        let bench = try CaseBench()
        try bench.take(Told.overload(1))
        try bench.store.takePictures(at: Told.hours(24))
        let work = StepRequest.Work.action(.confirm, StoryBench.way[0].1)
        var request = StepRequest(id: Told.caseID(1), work: work, version: nil, actor: "张警官")
        request.damagedMedia = Set(try #require(try bench.dossier(1)).media.prefix(1).map(\.sha256))
        let error = #expect(throws: CaseStepError.self) { try bench.store.take(request, at: Told.hours(25)) }
        let words = try #require(error).words.en
        #expect(words.contains("evidence/front") && words.contains("not what its digest says"), "\(words)")
        request.damagedMedia = []
        _ = try bench.store.take(request, at: Told.hours(25))
        #expect(try bench.dossier(1)?.summary.state == .confirmed)
    }

    @Test("pictures of passages that join and of readings that come late are wanted too")
    func late() throws {
        let bench = try CaseBench()
        try bench.take(Told.overload(1))
        try bench.store.takePictures(at: Told.hours(24))
        try bench.take(Told.overload(2, at: 1))
        #expect(try wanted(bench.store).count == 2)
        #expect(try bench.dossier(1)?.media.map(\.state).filter { $0 == .stored }.count == 2)
        #expect(try verify(bench) == nil)
    }

    @Test("a case is confirmed with the pictures of the passage that carries it, and not with another's")
    func gate() throws {
        let bench = try CaseBench()
        try bench.take(Told.overload(1))
        try bench.store.takePictures(at: Told.hours(24))
        // It carries the case from here on, and nobody has its pictures.
        try bench.take(Told.overload(2, at: 1, excess: 3_000))
        func confirm() throws {
            let work = StepRequest.Work.action(.confirm, StoryBench.way[0].1)
            _ = try bench.store.take(
                StepRequest(id: Told.caseID(1), work: work, version: nil, actor: "张警官"),
                at: Told.hours(25)
            )
        }
        let error = #expect(throws: CaseStepError.self) { try confirm() }
        let words = try #require(error).words.en
        #expect(words.contains("evidence/front") && words.contains("evidence/rear-or-side"), "\(words)")
        #expect(!words.contains("evidence/plate") && !words.contains("evidence/reading"), "\(words)")
        try bench.store.takePictures(at: Told.hours(25))
        try confirm()
        #expect(try bench.dossier(1)?.summary.state == .confirmed)
    }

    @Test("the party is not told of a case that another passage has come to carry before that one's pictures are there")
    func carriedByAnother() throws {
        let bench = try CaseBench()
        try bench.take(Told.overload(1))
        try bench.store.takePictures(at: Told.hours(24))
        func step(_ place: Int) throws {
            let (action, body) = StoryBench.way[place]
            _ = try bench.store.take(
                StepRequest(id: Told.caseID(1), work: .action(action, body), version: nil, actor: "张警官"),
                at: Told.hours(25)
            )
        }
        try step(0)
        try bench.take(Told.overload(2, at: 1, excess: 3_000))
        let error = #expect(throws: CaseStepError.self) { try step(1) }
        let words = try #require(error).words.en
        #expect(words.contains("evidence/front") && words.contains("evidence/rear-or-side"), "\(words)")
        try bench.store.takePictures(at: Told.hours(25))
        try step(1)
        #expect(try bench.dossier(1)?.summary.state == .notified)
    }

    @Test("retention lets the pictures of a case go, but for files that another case holds")
    func erased() throws {
        let story = try StoryBench()
        let retention = CaseRetention(droppedDays: 1, closedDays: 1)
        let due = try story.bench.store.dueErasures(retention, at: Told.hours(24 * 1_500), limit: 9)
        try #require(!due.isEmpty)
        for item in due { try story.bench.store.erase(item, actor: "root", at: Told.hours(24 * 1_500)) }
        let count = due.reduce(0) { $0 + $1.media }
        let files = try story.bench.store.mediaToErase(limit: 99)
        #expect(count > 0 && files.count == count, "\(count) \(files.count)")
        #expect(try story.verify().difference == nil)
        try story.bench.store.noteErased(files)
        #expect(try story.bench.store.mediaToErase(limit: 99).isEmpty)
    }
}

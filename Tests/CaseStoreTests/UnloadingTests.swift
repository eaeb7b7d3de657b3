import CaseStore
import Enforcement
import TestSupport
import Testing
import Units

@Suite("Unloading")
struct UnloadingTests {
    private let bench: CaseBench

    init() throws { bench = try CaseBench() }

    @Test("an unloading belongs to the case of its first ticket, ends the unlawful state and the act")
    func ends() throws {
        try bench.take(Told.overload(1), Told.overload(2, at: 1, excess: 9_000, ticket: "T1"))
        let changes = try bench.take(Told.unloaded(3, of: "T1", at: 3))
        #expect(changes.map(\.kind) == [.changed] && changes.map(\.id) == [Told.caseID(1)])
        let dossier = try #require(try bench.dossier(1))
        #expect(dossier.events.map(\.kind) == [.opened, .attached, .confirmed, .unloaded])
        #expect(
            dossier.summary.unloaded == Kilograms(10_000),
            "from the on-site weighing, which does not carry the case"
        )
        #expect(dossier.summary.unloadedAt == Told.hours(3) && dossier.summary.isUnloaded)
        #expect(dossier.unloadings.map(\.grossAfter) == [Kilograms(48_000)])
        #expect(dossier.records.filter { $0.kind == "weigh" }.map(\.reading) == [1, 2, 3].map(Told.passage))

        try bench.take(Told.overload(4, at: 5), Told.overload(5, at: 2), Told.overload(6, at: 3))
        #expect(try bench.passages(4) == [Told.passage(4)], "what comes after is another act")
        #expect(try bench.passages(1) == [1, 2, 5, 6].map(Told.passage), "what was before it and told late is not")
    }

    @Test("one that is told before its case waits for it")
    func waits() throws {
        #expect(try bench.take(Told.unloaded(3, of: "T1", at: 3)).isEmpty)
        try bench.take(Told.overload(1, ticket: "T1"))
        #expect(try bench.kinds(1) == [.opened, .unloaded])
        #expect(try bench.dossier(1)?.summary.unloaded == Kilograms(9_000))
        #expect(try bench.dossier(1)?.records.count == 2)
    }

    @Test("still over the limit it ends nothing; of several the last one counts, whichever is told last")
    func stillOver() throws {
        try bench.take(Told.overload(1, ticket: "T1"), Told.unloaded(2, of: "T1", at: 1, gross: 52_000))
        var summary = try #require(try bench.dossier(1)?.summary)
        #expect(summary.unloaded == Kilograms(5_000) && !summary.isUnloaded)
        try bench.take(Told.overload(3, at: 2))
        #expect(try bench.passages(1).count == 2, "the act goes on")
        try bench.take(Told.unloaded(5, of: "T1", at: 4, gross: 49_000))
        try bench.take(Told.unloaded(4, of: "T1", at: 3, gross: 50_000))
        summary = try #require(try bench.dossier(1)?.summary)
        #expect(summary.unloaded == Kilograms(8_000) && summary.isUnloaded)
        #expect(try bench.kinds(1) == [.opened, .unloaded, .attached, .unloaded, .unloaded])
        #expect(try bench.dossier(1)?.unloadings.map(\.passage) == [2, 4, 5].map(Told.passage))
    }

    @Test("a weighing that is no evidence ends nothing, whatever it shows (Order 62 Art. 38)")
    func noEvidence() throws {
        try bench.take(
            Told.overload(1, ticket: "T1"),
            Told.unloaded(2, of: "T1", at: 1, gross: 40_000, isEvidence: false)
        )
        let summary = try #require(try bench.dossier(1)?.summary)
        #expect(!summary.isUnloaded)
        try bench.take(Told.overload(3, at: 2))
        #expect(try bench.passages(1).count == 2, "the act goes on")
    }

    @Test("told late, it parts a case: the side of the passage that opened it stays")
    func parts() throws {
        try bench.take(Told.overload(1, ticket: "T1"), Told.overload(2, at: 5, excess: 1_000))
        #expect(try bench.dossier(1)?.summary.passage == Told.passage(2))
        let changes = try bench.take(Told.unloaded(3, of: "T1", at: 3))
        #expect(changes.map(\.id) == [Told.caseID(1), Told.caseID(2)] && changes.map(\.kind) == [.changed, .opened])
        #expect(try bench.kinds(1) == [.opened, .attached, .detached, .unloaded])
        #expect(try bench.dossier(1)?.summary.passage == Told.passage(1), "the carrier is chosen anew")
        #expect(try bench.kinds(2) == [.opened] && bench.dossier(2)?.records.count == 3)
        #expect(try bench.dossier(2)?.media.map(\.passage) == [2, 2].map(Told.passage), "its pictures go with it")
    }

    @Test("an on-site weighing that leaves takes its unloading and its review along")
    func partsBackwards() throws {
        try bench.take(Told.overload(2, at: 5), Told.overload(1, ticket: "T1"))
        #expect(try bench.dossier(2)?.summary.state == .confirmed)
        try bench.take(Told.unloaded(3, of: "T1", at: 3))
        #expect(try bench.kinds(2) == [.opened, .attached, .confirmed, .detached, .confirmationWithdrawn])
        #expect(try bench.dossier(2)?.summary.state == .detected && bench.dossier(2)?.onSite.isEmpty == true)
        #expect(try bench.kinds(1) == [.opened, .unloaded])
        let summary = try #require(try bench.dossier(1)?.summary)
        #expect(summary.state == .confirmed && summary.isUnloaded && summary.unloaded == Kilograms(9_000))
        #expect(try bench.dossier(1)?.onSite.count == 1)
    }

    @Test("once the party was told of the passage that would leave, a reviewer has to look at it")
    func notParted() throws {
        try bench.take(Told.overload(1, ticket: "T1"), Told.overload(2, at: 5, excess: 1_000))
        try bench.move(1, to: .notified)
        try bench.take(Told.unloaded(3, of: "T1", at: 3))
        #expect(try bench.dossier(1)?.marks.map(\.kind) == [.unloadingBetween])
        #expect(try bench.passages(1).count == 2)
    }

    @Test("of its own station and plate, else of its plate elsewhere, else of its station with a mark")
    func whose() throws {
        try bench.take(
            Told.overload(1, plate: "豫A00001", ticket: "T1"),
            Told.overload(2, plate: "豫A00002", ticket: "T1", station: "S2"),
            Told.overload(3, plate: "豫A00003", ticket: "T1", station: "S3")
        )
        try bench.take(Told.unloaded(4, of: "T1", at: 3, plate: "豫A00001"))
        try bench.take(Told.unloaded(5, of: "T1", at: 3, plate: "豫A00002"))
        try bench.take(Told.unloaded(6, of: "T1", at: 3, plate: "豫A00009", station: "S3"))
        try bench.take(Told.unloaded(7, of: "T1", at: 3, plate: "豫A00009", station: "S4"))
        for (seq, unloading) in [(1, 4), (2, 5), (3, 6)] {
            #expect(try bench.dossier(seq)?.unloadings.map(\.passage) == [Told.passage(unloading)])
        }
        #expect(try bench.dossier(1)?.marks.isEmpty == true && bench.dossier(2)?.marks.isEmpty == true)
        #expect(try bench.dossier(3)?.marks.map(\.kind) == [.unloadingPlate])
    }
}

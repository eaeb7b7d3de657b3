import CaseStore
import Enforcement
import Law
import TestSupport
import Testing
import Units

@Suite("Passages that become something else")
struct AmendmentTests {
    private let bench: CaseBench

    init() throws { bench = try CaseBench() }

    @Test("one that is no longer an overload marks its case, with its readings, and the state stays")
    func falls() throws {
        try bench.take(Told.overload(1))
        let changes = try bench.take(Told.amended(1, verdict: .notEvidence, picture: "S1/cam-9:1:1"))
        #expect(changes.map(\.kind) == [.changed] && changes.map(\.state) == [.detected])
        let dossier = try #require(try bench.dossier(1))
        #expect(dossier.events.map(\.kind) == [.opened, .amended] && dossier.summary.needsReview)
        #expect(
            dossier.marks.map(\.kind) == [.verdict] && dossier.marks.allSatisfy { !$0.zh.isEmpty && !$0.en.isEmpty }
        )
        #expect(dossier.passages.map(\.stands) == [false] && dossier.passages.map(\.carries) == [true])
        #expect(dossier.records.map(\.kind).sorted() == ["camera", "camera", "camera", "weigh"])
    }

    @Test("another plate, or none, marks it too", arguments: ["豫A99999", nil])
    func plate(plate: String?) throws {
        try bench.take(Told.overload(1))
        try bench.take(Told.amended(1, verdict: plate == nil ? .ambiguous : .overloaded, plate: plate))
        #expect(try bench.dossier(1)?.marks.map(\.kind) == [.plate])
        #expect(try bench.reader.list().count == 1, "nothing is opened for another vehicle unless it is told")
    }

    @Test("an amendment that restores it takes the mark away")
    func restored() throws {
        try bench.take(Told.overload(1), Told.amended(1, verdict: .unpaired, plate: nil), Told.amended(1))
        let dossier = try #require(try bench.dossier(1))
        #expect(dossier.events.map(\.kind) == [.opened, .amended, .amended])
        #expect(!dossier.summary.needsReview && dossier.passages.map(\.stands) == [true])
        try bench.take(Told.amended(1, verdict: .unpaired, plate: nil))
        #expect(try bench.dossier(1)?.summary.needsReview == true, "the same words again, after others, count")
    }

    @Test("one told again as an overload after it had fallen stands again, with the figures told now")
    func toldAgain() throws {
        try bench.take(Told.overload(1), Told.overload(2, at: 1, excess: 9_000), Told.amended(1, verdict: .unpaired))
        try bench.take(Told.overload(1, excess: 7_000))
        let dossier = try #require(try bench.dossier(1))
        #expect(dossier.events.map(\.kind) == [.opened, .attached, .amended, .restored])
        #expect(!dossier.summary.needsReview && dossier.summary.excess == Kilograms(7_000))
    }

    @Test("what no longer stands does not carry, before the party was told", arguments: [false, true])
    func carrier(isNotified: Bool) throws {
        try bench.take(Told.overload(1, excess: 1_000), Told.overload(2, at: 1, excess: 5_000))
        if isNotified { try bench.move(1, to: .notified) }
        try bench.take(Told.amended(1, verdict: .notEvidence))
        let summary = try #require(try bench.dossier(1)?.summary)
        #expect(summary.passage == Told.passage(isNotified ? 1 : 2))
        #expect(summary.needsReview)
    }

    @Test("figures that have changed are marked, as the case still shows the first ones")
    func figures() throws {
        try bench.take(Told.overload(1, comparison: "57000 > 49000"))
        try bench.take(Told.amended(1, comparison: "57000 > 49000"))
        #expect(try bench.dossier(1)?.marks.isEmpty == true)
        try bench.take(Told.amended(1, comparison: "57000 > 46000"))
        let dossier = try #require(try bench.dossier(1))
        #expect(dossier.marks.map(\.kind) == [.figures] && dossier.passages.map(\.stands) == [true])
        #expect(dossier.explanation.map(\.zh) == ["57000 > 46000"])
    }

    @Test("a passage told for another vehicle belongs to that one's act, and stands there alone")
    func otherVehicle() throws {
        try bench.take(Told.overload(1), Told.overload(2, at: 1, plate: "豫A00002"))
        try bench.take(Told.overload(1, plate: "豫A00002"), Told.overload(2, at: 1, plate: "豫A00003"))
        #expect(try bench.dossier(1)?.marks.map(\.kind) == [.plate])
        #expect(try bench.passages(2) == [1, 2].map(Told.passage))
        #expect(try bench.dossier(2)?.passages.map(\.stands) == [true, false])
        #expect(try bench.reader.find(Told.caseID(2) + "~2")?.summary.plate == "豫A00003")
    }

    @Test("what is told of a case that has ended is kept, and asks for no review")
    func ended() throws {
        try bench.take(Told.overload(1))
        try bench.move(1, to: .dismissed)
        try bench.take(Told.amended(1, verdict: .notEvidence))
        #expect(try bench.kinds(1) == [.opened, .amended] && bench.dossier(1)?.summary.needsReview == false)
    }

    @Test("an amendment of a passage that nobody knows changes nothing")
    func unknown() throws {
        #expect(try bench.take(Told.amended(1)).isEmpty)
    }

    @Test("a drift marks what that instrument has weighed since, unless the case has ended")
    func drift() throws {
        try bench.take((1...6).map { try Told.overload($0, at: Double($0) * 24, plate: "豫A0000\($0)") })
        try bench.take(Told.overload(7, at: 240, plate: "豫A00007", station: "S2"))
        try bench.move(4, to: .closed)
        try bench.move(5, to: .dismissed)
        try bench.move(6, to: .revoked)
        let changes = try bench.take(Told.drift(since: "2026-11-25"))
        #expect(changes.map(\.id) == [2, 3].map(Told.caseID))
        #expect(try bench.dossier(2)?.marks.map(\.kind) == [.instrumentDrift])
        #expect(try bench.dossier(2)?.marks.map(\.subject) == ["A1"])
        #expect(try bench.kinds(3) == [.opened, .markedForReview])
        #expect(try bench.take(Told.drift(since: "2026-11-25")).isEmpty)
        #expect(try bench.take(Told.drift(since: "2026-11-25", instrument: "I2", alert: "A2")).isEmpty)
    }
}

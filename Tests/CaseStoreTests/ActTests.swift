import CaseStore
import Enforcement
import TestSupport
import Testing
import Units

@Suite("One act, one case (law.md §4)")
struct ActTests {
    private let bench: CaseBench

    init() throws { bench = try CaseBench() }

    @Test(
        "passages within 12 h of the act's first passage are one act, the end included",
        arguments: [(11.9, 1), (12.0, 1), (12.001, 2), (-12.0, 1), (-12.001, 2)]
    )
    func oneAct(hours: Double, cases: Int) throws {
        try bench.take(Told.overload(1))
        let changes = try bench.take(Told.overload(2, at: hours))
        #expect(try bench.reader.list().count == cases)
        #expect(changes.map(\.kind) == [cases == 1 ? .changed : .opened])
    }

    @Test("another span of the rules counts in place of the 12 h", arguments: [(24.0, 1), (24.001, 2)])
    func otherSpan(hours: Double, cases: Int) throws {
        try bench.take(Told.overload(1), Told.overload(2, at: hours, oneActHours: 24))
        #expect(try bench.reader.list().count == cases)
    }

    @Test("the 12 h count from the act's first passage, not from its last")
    func fromTheFirst() throws {
        try bench.take(Told.overload(1), Told.overload(2, at: 11), Told.overload(3, at: 22))
        #expect(try bench.passages(1) == [Told.passage(1), Told.passage(2)])
        #expect(try bench.passages(3) == [Told.passage(3)])
    }

    @Test("no case spans more than 12 h, also when its first passage is told last")
    func neverLonger() throws {
        try bench.take(Told.overload(1), Told.overload(2, at: 10), Told.overload(3, at: -5))
        #expect(try bench.passages(1) == [Told.passage(1), Told.passage(2)])
        #expect(try bench.passages(3) == [Told.passage(3)])
    }

    @Test("of two acts that could hold a passage the earlier does")
    func earlier() throws {
        try bench.take(Told.overload(1), Told.overload(2, at: 15), Told.overload(3, at: 8))
        #expect(try bench.passages(1) == [Told.passage(1), Told.passage(3)])
    }

    @Test("the reading with the smallest excess, then the earliest, carries the case")
    func carrier() throws {
        try bench.take(Told.overload(1, excess: 8_000))
        try bench.take(Told.overload(2, at: 1, excess: 9_000))
        #expect(try bench.reader.list().first?.excess == Kilograms(8_000))
        try bench.take(Told.overload(3, at: 2, excess: 3_000))
        try bench.take(Told.overload(4, at: 3, excess: 3_000))
        let summary = try #require(try bench.reader.list().first)
        #expect(summary.excess == Kilograms(3_000) && summary.passage == Told.passage(3))
        #expect(summary.id == Told.caseID(1), "the case keeps its id")
        #expect(try bench.kinds(1) == [.opened, .attached, .attached, .attached])
        let dossier = try #require(try bench.dossier(1))
        #expect(dossier.records.count == 12 && dossier.media.count == 8)
        #expect(dossier.passages.filter(\.carries).map(\.passage) == [Told.passage(3)])
        #expect(dossier.carrying?.passage == Told.passage(3))
    }

    @Test("once the party was told, the carrier stays", arguments: [CaseState.notified, .decided, .closed])
    func notified(state: CaseState) throws {
        try bench.take(Told.overload(1))
        try bench.move(1, to: state)
        let changes = try bench.take(Told.overload(2, at: 1, excess: 1_000))
        #expect(changes.map(\.state) == [state])
        #expect(try bench.dossier(1)?.summary.passage == Told.passage(1))
        #expect(try bench.passages(1).count == 2)
    }

    @Test("a passage opens a new case where the one of its act has ended", arguments: [CaseState.dismissed, .revoked])
    func ended(state: CaseState) throws {
        try bench.take(Told.overload(1))
        try bench.move(1, to: state)
        try bench.take(Told.overload(2, at: 1))
        #expect(try bench.passages(2) == [Told.passage(2)])
    }

    @Test("another colour is another vehicle, an unrecognised one is not", arguments: [("blue", 2), ("unknown", 1)])
    func colours(colour: String, cases: Int) throws {
        try bench.take(Told.overload(1), Told.overload(2, at: 1, colour: colour))
        #expect(try bench.reader.list().count == cases)
    }

    @Test("a colour that was recognised once holds for the case")
    func colourLearnt() throws {
        try bench.take(
            Told.overload(1, colour: "unknown"),
            Told.overload(2, at: 1, colour: "yellow"),
            Told.overload(3, at: 2, colour: "blue")
        )
        #expect(try bench.dossier(1)?.summary.plateColour == "yellow")
        #expect(try bench.passages(3) == [Told.passage(3)])
    }
}

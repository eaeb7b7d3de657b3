import Enforcement
import Law
import Readings
import TestSupport
import Testing
import Units

@Suite("Readings that come late amend what was settled")
struct AmendmentTests {
    /// A truck of 60 t that was weighed at noon and settled at 12:00:05, with or without its picture.
    private func settled(picture: Bool) throws -> Core {
        var core = try Core()
        core.receive(Given.weighing(seq: 1, gross: 60_000))
        if picture { core.receive(Given.picture(seq: 1, at: .noon(100))) }
        core.tick(after: 5_000)
        return core
    }

    @Test("a late picture completes an unpaired passage, which is amended and opens a case")
    func latePicture() throws {
        var core = try settled(picture: false)
        #expect(core.passages.map(\.verdict) == [.unpaired] && core.toCases.isEmpty)
        core.receive(Given.picture(seq: 1, at: .noon(100)), after: 30_000)
        #expect(core.passages.count == 1 && core.amended.map(\.verdict) == [.overloaded])
        #expect(core.amended.map(\.id) == core.passages.map(\.id))
        #expect(core.effects.contains { if case .amended(_, was: .unpaired) = $0 { true } else { false } })
        #expect(core.verdicts == [.unpaired, .overloaded], "the sign is told")
        #expect(core.toCases.count == 1 && core.overloads.map(\.records) == [[1, 2]])
        core.settleAll()
        #expect(core.amended.count == 1 && core.unmatched.isEmpty && core.pipeline.oldestOpenOrdinal() == nil)
    }

    @Test("a late picture of another truck makes it ambiguous, a late weighing of that truck puts it right again")
    func ambiguousAndBack() throws {
        var core = try settled(picture: true)
        #expect(core.overloads.count == 1)
        core.receive(Given.picture(seq: 2, at: .noon(900), plate: "豫B99999"), after: 30_000)
        #expect(core.amended.map(\.verdict) == [.ambiguous] && core.amendments.map(\.verdict) == [.ambiguous])
        #expect(core.amendments.map(\.plate) == [nil] && core.amendments.map(\.records) == [[1, 2, 3]])
        core.receive(Given.weighing(seq: 2, at: .noon(950)), after: 40_000, isReplayed: true)
        #expect(core.amendments.map(\.verdict) == [.ambiguous, .overloaded])
        #expect(core.amendments.last?.plate == "豫A12345" && core.amendments.last?.records == [1, 2])
        #expect(core.overloads.count == 1, "the case was handed over once")
        core.settleAll()
        #expect(core.outcomes.map(\.verdict) == [.overloaded, .compliant])
        #expect(core.outcomes.map(\.plate?.number) == ["豫A12345", "豫B99999"])
    }

    @Test("a late weighing takes its picture back from the neighbour that had it, whose case is told")
    func takenBack() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1, gross: 60_000))
        core.receive(Given.picture(seq: 1, at: .noon(1_200)))
        core.tick(after: 6_000)
        #expect(core.overloads.count == 1)
        core.receive(Given.weighing(seq: 2, at: .noon(1_100), gross: 30_000), after: 8_000, isReplayed: true)
        core.settleAll()
        #expect(core.outcomes.map(\.verdict) == [.unpaired, .compliant])
        #expect(core.amendments.map(\.verdict) == [.unpaired] && core.amendments.map(\.records) == [[1]])
        #expect(core.outcomes.map(\.sightings) == [[], [2]])
    }

    @Test("a late picture of the same truck changes no verdict, and the case is told of its further record")
    func sameTruck() throws {
        var core = try settled(picture: true)
        core.receive(Given.picture(seq: 2, at: .noon(200)) { $0.view = .side }, after: 30_000)
        #expect(core.amended.map(\.sightings) == [[2, 3]] && core.amendments.map(\.verdict) == [.overloaded])
    }

    @Test("a late picture that is nobody's amends nothing")
    func nobodys() throws {
        var core = try settled(picture: true)
        core.receive(Given.picture(seq: 2, at: .noon(20_000), plate: "豫B99999"), after: 30_000)
        core.settleAll()
        #expect(core.amended.isEmpty && core.unmatched == [3])
    }

    @Test("a picture that its trigger links a minute later amends whatever its clock says")
    func lateTrigger() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1, gross: 60_000, trigger: "7"))
        core.tick(after: 5_000)
        core.receive(Given.picture(seq: 1, at: .noon(100), trigger: "7"), after: 60_000)
        #expect(core.amended.map(\.pairing) == [.trigger] && core.overloads.count == 1)
    }
}

@Suite("Amending after a restart")
struct RestartAmendmentTests {
    /// A core that has taken up a settled passage of 60 t at noon, and the picture that it has used.
    private func restarted(
        _ verdict: Verdict,
        trigger: String? = nil,
        knowPlates: Bool = false,
        kind: WeighingKind = .dynamic
    ) throws -> Core {
        var core = try Core()
        let isPaired = verdict != .unpaired
        let plate = Plate(number: "豫A12345", colour: .yellow)
        let outcome = PassageOutcome(
            verdict: verdict,
            plate: isPaired ? plate : nil,
            reasons: verdict == .exempt ? [.permit] : [],
            sightings: isPaired ? [2] : []
        )
        core.tell(.registers(instruments: [], knowPlates: knowPlates))
        core.tell(.resuming(.noon(10_000)))
        let weighing = Given.weighing(seq: 1, gross: 60_000, trigger: trigger) { $0.kind = kind }
        core.tell(.recalled(weighing, core.arrive(), outcome))
        if isPaired {
            core.tell(.recalledPicture(Given.picture(seq: 1, at: .noon(100), trigger: trigger), core.arrive()))
        }
        for question in core.questions { core.tell(.answered(question, RestartAmendmentTests.permitted)) }
        core.tell(.resumed)
        return core
    }

    private static let permitted = RegisterAnswer(
        permits: [
            PermitRecord(
                number: "P1",
                trailerPlate: nil,
                stations: ["S1"],
                allowed: TransportPermit(number: "P1", mass: Kilograms(60_000))
            )
        ]
    )

    @Test("what was taken up says nothing again")
    func silent() throws {
        for verdict in Verdict.allCases {
            var core = try restarted(verdict)
            core.settleAll()
            #expect(core.effects.isEmpty && core.pipeline.oldestOpenOrdinal() == nil, "\(verdict)")
        }
    }

    @Test("a late picture completes it, and the case is opened", arguments: [nil, "7"])
    func completes(trigger: String?) throws {
        var core = try restarted(.unpaired, trigger: trigger)
        core.receive(Given.picture(seq: 1, at: .noon(100), trigger: trigger), after: 20_000)
        #expect(core.amended.map(\.verdict) == [.overloaded] && core.overloads.count == 1)
        #expect(core.amended.map(\.id.seq) == [1] && core.passages.isEmpty)
    }

    @Test("a late picture of another truck makes it ambiguous, and the case store is told", arguments: [nil, "7"])
    func ambiguous(trigger: String?) throws {
        var core = try restarted(.overloaded, trigger: trigger)
        core.receive(Given.picture(seq: 2, at: .noon(200), plate: "豫B99999", trigger: trigger), after: 20_000)
        #expect(core.amendments.map(\.verdict) == [.ambiguous] && core.overloads.isEmpty)
    }

    @Test("a weighing after unloading has opened no case that could be amended")
    func afterUnloading() throws {
        var core = try restarted(.overloaded, trigger: "7", kind: .afterUnloading)
        core.receive(Given.picture(seq: 2, at: .noon(200), plate: "豫B99999", trigger: "7"), after: 20_000)
        #expect(core.amended.map(\.verdict) == [.ambiguous] && core.toCases.isEmpty)
    }

    @Test("a permit that covered it still does when one more picture comes, read or not", arguments: ["豫A12345", nil])
    func permit(plate: String?) throws {
        var core = try restarted(.exempt, trigger: "7", knowPlates: true)
        core.receive(Given.picture(seq: 2, at: .noon(200), plate: plate, trigger: "7"), after: 20_000)
        core.answer("豫A12345", RestartAmendmentTests.permitted)
        #expect(core.amended.map(\.verdict) == [.exempt] && core.toCases.isEmpty)
    }

    @Test("a late weighing that is farther from it does not take a picture that a settled passage has used")
    func keeps() throws {
        var core = try restarted(.overloaded)
        core.receive(Given.weighing(seq: 2, at: .noon(600), gross: 60_000), after: 20_000, isReplayed: true)
        core.settleAll()
        #expect(core.amended.isEmpty && core.outcomes.map(\.verdict) == [.unpaired])
    }

    @Test("a late weighing that is as near to it makes both ambiguous, and the case store is told")
    func asNear() throws {
        var core = try restarted(.overloaded)
        core.receive(Given.weighing(seq: 2, at: .noon(300), gross: 60_000), after: 20_000, isReplayed: true)
        core.settleAll()
        #expect(core.amendments.map(\.verdict) == [.ambiguous] && core.passages.map(\.verdict) == [.ambiguous])
        #expect(core.overloads.isEmpty)
    }
}

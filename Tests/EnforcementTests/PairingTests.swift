import Enforcement
import Law
import Readings
import TestSupport
import Testing
import Units

@Suite("Pairing by trigger")
struct TriggerPairingTests {
    @Test("pairs at once, whichever comes first and whatever the clocks say", arguments: [true, false])
    func atOnce(pictureFirst: Bool) throws {
        var core = try Core()
        let weighing = Given.weighing(seq: 1, trigger: "7")
        let picture = Given.picture(seq: 1, at: .noon(-250_000), trigger: "7")
        if pictureFirst {
            core.receive(picture)
            core.receive(weighing)
        } else {
            core.receive(weighing)
            core.receive(picture)
        }
        #expect(core.verdicts == [.compliant])
        core.settleAll()
        #expect(core.verdicts == [.compliant], "the same verdict is not published twice")
        let passage = try #require(core.passages.first)
        #expect(passage.pairing == .trigger && passage.plate?.number == "豫A12345" && passage.sightings.count == 1)
    }

    @Test("links within 60 s of receipt, the end included", arguments: [(60_000, true), (60_001, false)])
    func span(milliseconds: Int64, pairs: Bool) throws {
        var core = try Core(settings: PipelineSettings(settleAfter: .seconds(100)))
        core.receive(Given.weighing(seq: 1, trigger: "7"))
        core.receive(Given.picture(seq: 1, at: .noon(milliseconds), trigger: "7"), after: milliseconds)
        core.settleAll()
        #expect(core.passages.map(\.pairing) == [pairs ? .trigger : .none])
    }

    @Test("a nearer picture with another trigger is never taken")
    func contradiction() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1, trigger: "7"))
        core.receive(Given.picture(seq: 1, at: .noon(10), plate: "豫A00008", trigger: "8"))
        core.settleAll()
        #expect(core.passages.map(\.verdict) == [.unpaired])
    }

    @Test("a picture without a trigger does not contest the linked one, and joins it when it shows the same truck")
    func alongside() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1, trigger: "7"))
        core.receive(Given.picture(seq: 1, trigger: "7"))
        core.receive(Given.picture(seq: 2, at: .noon(300)) { $0.view = .side })
        core.receive(Given.picture(seq: 3, at: .noon(400), plate: "豫B99999"))
        core.settleAll()
        let passage = try #require(core.passages.first)
        #expect(passage.sightings == [2, 3] && passage.plate?.number == "豫A12345")
    }

    @Test("two linked pictures that name different trucks make it ambiguous, and the verdict is published again")
    func disagreement() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1, gross: 60_000, trigger: "7"))
        core.receive(Given.picture(seq: 1, trigger: "7"))
        core.receive(Given.picture(seq: 2, plate: "豫A12346", trigger: "7"))
        core.settleAll()
        #expect(core.verdicts.first == .overloaded && core.passages.map(\.verdict) == [.ambiguous])
        #expect(core.verdicts.last == .ambiguous)
        #expect(core.passages.first?.plate == nil && core.overloads.isEmpty)
    }
}

@Suite("Pairing by time")
struct TimePairingTests {
    @Test(
        "takes pictures from 1.5 s before to 4.0 s after",
        arguments: [(-1_501, false), (-1_500, true), (4_000, true), (4_001, false)]
    )
    func window(milliseconds: Int64, pairs: Bool) throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1))
        core.receive(Given.picture(seq: 1, at: .noon(milliseconds)))
        core.settleAll()
        #expect(core.passages.map(\.pairing) == [pairs ? .time : .none])
    }

    @Test("gives each picture to the nearest weighing")
    func nearest() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1))
        core.receive(Given.weighing(seq: 2, at: .noon(2_000)))
        core.receive(Given.picture(seq: 1, at: .noon(200), plate: "豫A00001"))
        core.receive(Given.picture(seq: 2, at: .noon(2_200), plate: "豫A00002"))
        core.settleAll()
        #expect(core.passages.map(\.plate?.number) == ["豫A00001", "豫A00002"])
    }

    @Test("a picture that fits two weighings equally makes both ambiguous")
    func tie() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1))
        core.receive(Given.weighing(seq: 2, at: .noon(2_000)))
        core.receive(Given.picture(seq: 1, at: .noon(1_000)))
        core.settleAll()
        #expect(core.passages.map(\.verdict) == [.ambiguous, .ambiguous])
        #expect(core.passages.allSatisfy { $0.action == .stopForWeighing })
    }

    @Test("pictures of two trucks in one window make it ambiguous")
    func twoPlates() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1, gross: 60_000))
        core.receive(Given.picture(seq: 1, at: .noon(100), plate: "豫A00001"))
        core.receive(Given.picture(seq: 2, at: .noon(900), plate: "豫A00002"))
        core.settleAll()
        #expect(core.passages.map(\.verdict) == [.ambiguous] && core.overloads.isEmpty)
    }

    @Test("near-twins in neighbouring lanes stay apart")
    func lanes() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1, lane: 1))
        core.receive(Given.weighing(seq: 2, lane: 2))
        core.receive(Given.picture(seq: 1, at: .noon(100), plate: "豫A00002", lane: 2))
        core.settleAll()
        #expect(core.passages.map(\.plate?.number) == [nil, "豫A00002"])
    }

    @Test("a lane map joins lanes, and a device's offset is taken off its instants")
    func laneMapAndOffset() throws {
        let station = Given.station { profile in
            profile.laneMap = [Given.lane(2): Given.lane(1)]
            profile.devices[1].offset = Milliseconds(30_000)
        }
        var core = try Core([station])
        core.receive(Given.weighing(seq: 1, lane: 1))
        core.receive(Given.picture(seq: 1, at: .noon(30_200), lane: 2))
        core.settleAll()
        #expect(core.passages.map(\.pairing) == [.time])
    }

    @Test("front plate identifies the truck, rear plate the trailer")
    func trailer() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1))
        core.receive(Given.picture(seq: 1, at: .noon(100)))
        core.receive(Given.picture(seq: 2, at: .noon(1_400), plate: "豫A1234挂") { $0.view = .rear })
        core.settleAll()
        let passage = try #require(core.passages.first)
        #expect(passage.plate?.number == "豫A12345" && passage.trailerPlate == "豫A1234挂")
        #expect(passage.verdict == .compliant)
    }

    @Test("messages about one object are one sighting: the latest plate that is not less sure stands")
    func object() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1))
        for (seq, plate, confidence) in [
            (UInt64(1), "豫A12340", 600_000), (2, "豫A12345", 950_000), (3, "豫A12349", 700_000),
        ] {
            core.receive(
                Given.picture(seq: seq, at: .noon(Int64(seq) * 100), plate: plate) {
                    $0.object = "o1"
                    $0.confidence = PartsPerMillion(confidence)
                }
            )
        }
        core.settleAll()
        #expect(core.passages.first?.plate?.number == "豫A12345" && core.passages.first?.sightings.count == 3)
    }

    @Test("a late picture is not given to the next truck")
    func late() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1))
        core.tick(after: 5_000)
        core.receive(Given.weighing(seq: 2, at: .noon(1_000), gross: 60_000), after: 5_100)
        core.receive(Given.picture(seq: 1, at: .noon(300), plate: "豫A00001"), after: 6_000)
        core.settleAll()
        #expect(core.passages.map(\.verdict) == [.unpaired, .unpaired])
        #expect(core.outcomes.map(\.verdict) == [.compliant, .unpaired], "it amends its own, not the next")
    }
}

@Suite("Settling")
struct SettlingTests {
    @Test("happens once every device of the lane has passed the window")
    func watermark() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1))
        core.receive(Given.picture(seq: 1, at: .noon(100)), after: 200)
        core.receive(Given.weighing(seq: 2, at: .noon(4_100)), after: 4_200)
        #expect(core.passages.isEmpty && core.verdicts.isEmpty)
        core.receive(Given.picture(seq: 2, at: .noon(4_300)), after: 4_400)
        #expect(core.passages.map(\.id.seq) == [1] && core.verdicts == [.compliant])
    }

    @Test("happens after settle_after by the daemon's clock, at the latest")
    func clock() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1))
        #expect(core.pipeline.nextDeadline == .noon(5_000))
        core.tick(after: 4_999)
        #expect(core.passages.isEmpty)
        core.tick(after: 5_000)
        #expect(core.passages.map(\.verdict) == [.unpaired])
        #expect(core.pipeline.openPassages == 0 && core.pipeline.oldestOpenOrdinal() == nil)
    }

    @Test("a clock that runs ahead does not close windows early")
    func clockAhead() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1))
        core.receive(Given.weighing(seq: 2, at: .noon(600_000)))
        core.receive(Given.picture(seq: 1, at: .noon(600_000)))
        #expect(core.passages.isEmpty)
        core.receive(Given.picture(seq: 2, at: .noon(100)))
        core.settleAll()
        #expect(core.passages.first { $0.id.seq == 1 }?.plate?.number == "豫A12345")
    }

    @Test("a lane holds a bounded number of passages; at the bound the oldest is settled")
    func bound() throws {
        var core = try Core()
        for seq in 1...UInt64(PipelineSettings.openPassagesPerLaneMax + 1) {
            core.receive(Given.weighing(seq: seq, at: .noon(Int64(seq))))
        }
        #expect(core.passages.map(\.id.seq) == [1])
        #expect(core.pipeline.openPassages == PipelineSettings.openPassagesPerLaneMax)
    }

    @Test("the core says from which reading on it must be told again")
    func oldestOpen() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1))
        core.receive(Given.weighing(seq: 2, at: .noon(3_000)), after: 3_000)
        #expect(core.pipeline.oldestOpenOrdinal() == 1)
        core.tick(after: 5_000)
        #expect(core.pipeline.oldestOpenOrdinal() == 2)
    }
}

@Suite("What could tie a weight to the wrong plate")
struct WrongPlateTests {
    @Test("a trigger that stands still links nothing; time decides")
    func constantTrigger() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1, gross: 10_000, trigger: "0"))
        core.receive(Given.weighing(seq: 2, at: .noon(2_000), gross: 60_000, trigger: "0"), after: 2_000)
        core.receive(Given.picture(seq: 1, at: .noon(300), plate: "豫A00001", trigger: "0"), after: 2_300)
        core.receive(Given.picture(seq: 2, at: .noon(2_300), plate: nil, trigger: "0"), after: 2_400)
        core.settleAll()
        #expect(core.passages.map(\.plate?.number) == ["豫A00001", nil] && core.overloads.isEmpty)
    }

    @Test("a trigger pairs though the weighing comes with a clock that is behind")
    func slowScale() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1, trigger: "1"))
        core.receive(Given.picture(seq: 1, trigger: "1"))
        core.receive(Given.weighing(seq: 2, at: .noon(-20_000), gross: 60_000, trigger: "2"), after: 100)
        core.receive(Given.picture(seq: 2, at: .noon(-20_000), plate: "豫A00002", trigger: "2"), after: 101)
        #expect(core.verdicts == [.compliant, .overloaded])
        core.settleAll()
        #expect(core.passages.first { $0.id.seq == 2 }?.plate?.number == "豫A00002" && core.overloads.count == 1)
    }

    @Test("all pictures of one camera object go to one weighing")
    func oneObject() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1, gross: 60_000))
        core.receive(Given.weighing(seq: 2, at: .noon(3_000), gross: 60_000))
        core.receive(Given.picture(seq: 1, at: .noon(1_450), plate: "豫A00002") { $0.object = "o" })
        core.receive(Given.picture(seq: 2, at: .noon(3_100), plate: "豫A00002") { $0.object = "o" })
        core.settleAll()
        #expect(core.passages.map(\.sightings.count).sorted() == [0, 2])
    }

    @Test("after a restart a late picture is not given to the next truck")
    func lateAfterRestart() throws {
        var before = try Core()
        before.receive(Given.weighing(seq: 1))
        before.tick(after: 5_000)
        #expect(before.passages.map(\.verdict) == [.unpaired])
        var effects: [Effect] = []
        var core = try Core()
        // The next reading has the next place in the journal.
        let first = core.arrive()
        let outcome = PassageOutcome(verdict: .unpaired, plate: nil, reasons: [], sightings: [])
        core.pipeline.apply(.resuming(.noon(5_100)), effects: &effects)
        core.pipeline.apply(.recalled(Given.weighing(seq: 1), first, outcome), effects: &effects)
        core.pipeline.apply(.resumed, effects: &effects)
        core.receive(Given.weighing(seq: 2, at: .noon(1_800), gross: 60_000), after: 5_200)
        core.receive(Given.picture(seq: 1, at: .noon(600)), after: 5_300)
        core.settleAll()
        #expect(core.passages.map(\.verdict) == [.unpaired] && core.overloads.isEmpty)
        #expect(core.amended.map(\.id.seq) == [1] && core.amended.map(\.verdict) == [.compliant])
    }

    @Test("what was open before a restart waits for its pictures from then on")
    func openAcrossRestart() throws {
        var effects: [Effect] = []
        var core = try Core()
        let first = Arrival(ordinal: 1, receivedAt: Given.noon)
        core.pipeline.apply(.resuming(.noon(6_000)), effects: &effects)
        core.pipeline.apply(.weighed(Given.weighing(seq: 1, gross: 60_000), first), effects: &effects)
        core.pipeline.apply(.resumed, effects: &effects)
        core.tick(after: 10_999)
        #expect(core.passages.isEmpty)
        core.pipeline.apply(
            .sighted(Given.picture(seq: 1, at: .noon(100)), Arrival(ordinal: 2, receivedAt: .noon(10_999))),
            effects: &effects
        )
        core.tick(after: 11_000)
        #expect(core.passages.map(\.verdict) == [.overloaded])
    }

    @Test("a picture that decides nothing more is not kept for ever: nothing stays open once all has settled")
    func nothingStuck() throws {
        for seed in Seeds.run(ci: 20) {
            var core = try Core()
            var effects: [Effect] = []
            for event in MadeUpFeed(seed: seed).events { core.pipeline.apply(event, effects: &effects) }
            #expect(core.pipeline.openPassages == 0 && core.pipeline.oldestOpenOrdinal() == nil, "seed \(seed)")
        }
    }
}

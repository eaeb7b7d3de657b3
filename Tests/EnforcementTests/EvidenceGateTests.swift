import Enforcement
import Law
import Readings
import TestSupport
import Testing
import Units

@Suite("The evidence gate")
struct EvidenceGateTests {
    @Test("lets an overloaded passage through with which nothing is wrong (行政处罚法 Art. 41)")
    func perfect() throws {
        let core = try Flaw(reason: .permit).core()
        #expect(core.outcomes.map(\.verdict) == [.overloaded] && core.outcomes.map(\.reasons) == [[]])
        #expect(core.outcomes.allSatisfy(\.faults.isEmpty) && core.overloads.count == 1)
    }

    @Test("bars an overloaded passage by any one thing that is wrong with it, and by that alone", arguments: Flaw.all)
    func aloneBars(flaw: Flaw) throws {
        let core = try flaw.core()
        let passage = try #require(core.outcomes.first { $0.id.seq == 1 })
        #expect(passage.reasons == [flaw.reason])
        #expect(passage.verdict == .notEvidence && passage.action == flaw.action)
        #expect(core.toCases.allSatisfy { if case .drift = $0 { true } else { false } }, "it opens no case")
    }

    @Test("has an example of every reason, except those that are no fault of the evidence")
    func complete() {
        let others: [Reason] = [
            .axles,  // One axle has no class, and so no limit that it could be over.
            .notGoodsVehicle,  // Nothing is overloaded that the limits are not for.
            .specialOperation,  // Exempt for want of a limit.
            .permit,  // Lawful.
        ]
        #expect(Set(Flaw.all.map(\.reason)) == Set(Reason.allCases).subtracting(others))
        #expect(Set(Flaw.all.map(\.reason)).isDisjoint(with: others))
    }

    @Test(
        "says of each fault what was found and what would have been needed, with the figures, in both languages",
        arguments: Flaw.all.filter { flaw in !Flaw.laws.contains { $0.reason == flaw.reason } }
    )
    func words(flaw: Flaw) throws {
        let passage = try flaw.passage()
        let steps = passage.faults.map(\.step)
        #expect(steps.allSatisfy { $0.step == flaw.reason.rawValue && !$0.source.isEmpty })
        for (text, needed) in [(steps.map(\.zh), "；应当："), (steps.map(\.en), "; needed: ")] {
            #expect(!text.isEmpty && text.allSatisfy { $0.split(separator: needed).count == 2 }, "\(text)")
            let text = text.joined(separator: "\n")
            for figure in flaw.figures { #expect(text.contains(figure), "\(figure) is missing in: \(text)") }
        }
        #expect(passage.explanation.suffix(steps.count) == steps[...])
    }

    @Test("says what the law finds against a weighing in the conclusion of its assessment", arguments: Flaw.laws)
    func lawsWords(flaw: Flaw) throws {
        let passage = try flaw.passage()
        #expect(passage.faults.isEmpty)
        let step = try #require(passage.explanation.last { $0.step == "verdict" || $0.step == "day" })
        if flaw.reason == .noRuleInForce {
            #expect(step.zh.contains("无有效规则") && step.en.contains("no rule was in force"))
        } else {
            #expect(step.zh.contains(flaw.reason.words.zh) && step.en.contains(flaw.reason.words.en))
        }
    }

    @Test("names every fault when several hold at once, each once")
    func severalAtOnce() throws {
        let flaw = Flaw(
            reason: .instrumentUnverified,
            station: { $0.instruments["I1"]?.validUntil = .noon(-1) },
            before: { $0.tell(.recalledDays(InstrumentDay.drifted(since: -1))) },
            weighing: {
                $0.speed = MetresPerHour(130_000)
                $0.quality = [QualityFlags(.tailgating), QualityFlags(.sensorFault)]
                $0.imbalance = PartsPerThousand(400)
                $0.dataStatus = .edited
                $0.clockSynced = false
                $0.axles[0].load = $0.axles[0].load + Kilograms(601)
            },
            picture: {
                $0.clockSynced = false
                $0.confidence = PartsPerMillion(0)
            }
        )
        let passage = try flaw.passage()
        #expect(
            passage.reasons == [
                .axleSum, .instrumentUnverified, .instrumentDrift, .speedRange, .tailgating, .sensorFault, .imbalance,
                .dataStatus, .clockSuspect, .plateConfidence,
            ]
        )
        let devices = passage.faults.compactMap {
            if case .clock(let source, _) = $0 { source.description } else { nil }
        }
        #expect(devices == ["S1/wim-1", "S1/cam-1"], "both clocks are named")
        #expect(passage.explanation.map(\.step).count { $0 == "clock-suspect" } == 2)
    }

    @Test("names a dynamic weighing's missing class beside the unknown instrument (JJG 907-2006)")
    func unknownInstrument() throws {
        let passage = try Flaw(reason: .instrumentUnknown, weighing: { $0.instrument = "I2" }).passage()
        #expect(passage.reasons == [.instrumentClass, .instrumentUnknown])
    }

    @Test("does not name an imbalance twice that the instrument marked itself")
    func imbalanceOnce() throws {
        let flaw = Flaw(
            reason: .imbalance,
            weighing: {
                $0.quality = QualityFlags(.imbalance)
                $0.imbalance = PartsPerThousand(500)
            }
        )
        #expect(try flaw.passage().faults.count == 1)
    }
}

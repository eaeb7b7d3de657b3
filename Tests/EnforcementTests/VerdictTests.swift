import Enforcement
import Law
import Readings
import TestSupport
import Testing
import Units

@Suite("Verdicts")
struct VerdictTests {
    /// The one passage of a weighing and a picture that share a trigger.
    private func passage(
        station: StationProfile = Given.station(),
        gross: Int = 60_000,
        weighing: (inout WeighReading) -> Void = { _ in },
        picture: (inout CameraReading) -> Void = { _ in }
    ) throws -> (passage: Passage, overloads: [CaseOpening]) {
        var core = try Core([station])
        core.receive(Given.weighing(seq: 1, gross: gross, trigger: "7", change: weighing))
        core.receive(Given.picture(seq: 1, at: .noon(100), trigger: "7", change: picture))
        core.settleAll()
        return (try #require(core.passages.first), core.overloads)
    }

    @Test("an overload on evidence opens a case with everything it rests on")
    func overload() throws {
        let (passage, overloads) = try passage()
        #expect(passage.verdict == .overloaded && passage.action == .stopForWeighing)
        let opening = try #require(overloads.first)
        #expect(opening.id == "S1~wim-1~1~1" && opening.passage == "S1/wim-1:1:1" && opening.basis == .offSite)
        #expect(opening.assessed == Kilograms(57_000) && opening.excess == Kilograms(8_000))
        #expect(opening.excessRatio == PartsPerTenThousand(1_632))
        #expect(opening.rule == "o62-annex-159-drive2" && opening.records == [1, 2])
        #expect(opening.axleLoads.reduce(0) { $0 + $1.rawValue } == 60_000)
    }

    struct Bar: Sendable, CustomTestStringConvertible {
        let reason: Reason
        var weighing: @Sendable (inout WeighReading) -> Void = { _ in }
        var picture: @Sendable (inout CameraReading) -> Void = { _ in }
        var testDescription: String { reason.rawValue }
    }

    @Test(
        "what bars a weighing from being evidence is named, and opens no case",
        arguments: [
            Bar(reason: .instrumentUnknown, weighing: { $0.instrument = "I2" }),
            Bar(reason: .instrumentUnverified, weighing: { $0.header.at = $0.header.at + .hours(24 * 101) }),
            Bar(reason: .speedRange, weighing: { $0.speed = MetresPerHour(120_001) }),
            Bar(reason: .speedRange, weighing: { $0.speed = MetresPerHour(4_999) }),
            Bar(reason: .speedUnknown, weighing: { $0.speed = nil }),
            Bar(reason: .straddling, weighing: { $0.quality = [.init(.straddling)] }),
            Bar(reason: .tailgating, weighing: { $0.quality = [.init(.tailgating)] }),
            Bar(reason: .speedChange, weighing: { $0.quality = [.init(.speedChange)] }),
            Bar(reason: .stopAndGo, weighing: { $0.quality = [.init(.stopAndGo)] }),
            Bar(reason: .offScale, weighing: { $0.quality = [.init(.offScale)] }),
            Bar(reason: .sensorFault, weighing: { $0.quality = [.init(.sensorFault)] }),
            Bar(reason: .imbalance, weighing: { $0.quality = [.init(.imbalance)] }),
            Bar(reason: .imbalance, weighing: { $0.imbalance = PartsPerThousand(151) }),
            Bar(reason: .dataStatus, weighing: { $0.dataStatus = .split }),
            Bar(reason: .axleSum, weighing: { $0.axles[0].load = $0.axles[0].load + Kilograms(601) }),
            Bar(reason: .clockSuspect, weighing: { $0.clockSynced = false }),
            Bar(reason: .clockSuspect, picture: { $0.clockSynced = false }),
            Bar(reason: .plateMissing, picture: { $0.plate = nil }),
            Bar(reason: .plateConfidence, picture: { $0.confidence = PartsPerMillion(799_999) }),
        ]
    )
    func bars(bar: Bar) throws {
        let (passage, overloads) = try passage(weighing: bar.weighing, picture: bar.picture)
        #expect(passage.verdict == .notEvidence && overloads.isEmpty)
        #expect(passage.reasons.contains(bar.reason))
        #expect(passage.action == .stopForWeighing, "a barrier still closes on the gross mass")
    }

    @Test("what is just good enough does not bar")
    func borders() throws {
        let (passage, _) = try passage(
            weighing: {
                $0.speed = MetresPerHour(kilometresPerHour: 120)
                $0.imbalance = PartsPerThousand(150)
                $0.axles[0].load = $0.axles[0].load + Kilograms(600)
                $0.clockSynced = nil
            },
            picture: { $0.confidence = PartsPerMillion(800_000) }
        )
        #expect(passage.verdict == .overloaded && passage.reasons.isEmpty)
    }

    @Test("every reason is named, not only the first")
    func allReasons() throws {
        let (passage, _) = try passage(
            weighing: {
                $0.speed = nil
                $0.quality = [.init(.offScale), .init(.straddling)]
                $0.dataStatus = .merged
            },
            picture: { $0.plate = nil }
        )
        #expect(passage.reasons == [.speedUnknown, .straddling, .offScale, .dataStatus, .plateMissing])
    }

    @Test(
        "a reading from long ago or from the future has a suspect clock",
        arguments: [(-86_400_001, true), (-86_400_000, false), (300_000, false), (300_001, true)]
    )
    func clock(offset: Int64, suspect: Bool) throws {
        let (passage, _) = try passage(
            weighing: { $0.header.at = .noon(offset) },
            picture: { $0.header.at = .noon(offset) }
        )
        #expect(passage.reasons.contains(.clockSuspect) == suspect)
    }

    @Test("the law is told loads and dimensions; who fines follows from officers on the spot")
    func told() throws {
        let (passage, overloads) = try passage(weighing: { $0.dimensions = Dimensions(height: Millimetres(4_300)) })
        #expect(passage.mass.groups.count == 3 && passage.findings.contains(.heightOver))
        #expect(passage.mass.finedBy == .transport)
        let steps = try #require(overloads.first).explanation.map(\.step)
        #expect(steps.prefix(2) == ["pairing", "day"] && steps.contains("dimensions") && steps.contains("fine"))
        #expect(steps.last == "one-act-one-fine")
    }

    @Test("a plate that fits no pattern is kept and marked, never dropped (GA 36-2018)")
    func platePattern() throws {
        let (passage, overloads) = try passage(picture: { $0.plate = "豫A1234I" })
        #expect(passage.plate?.number == "豫A1234I" && passage.verdict == .overloaded)
        #expect(passage.findings.last == .platePattern && overloads.first?.findings.last == .platePattern)
    }

    @Test("before the first rule pack nothing is judged")
    func noRule() throws {
        let long = Instant(rfc3339: "2012-07-04T00:00:00+08:00") ?? Given.noon
        let (passage, overloads) = try passage(weighing: { $0.header.at = long }, picture: { $0.header.at = long })
        #expect(passage.verdict == .notEvidence && passage.reasons.contains(.noRuleInForce) && overloads.isEmpty)
        #expect(passage.mass.limit == nil && passage.action == .pass)
    }

    @Test("a car needs no evidence")
    func car() throws {
        let (passage, _) = try passage(
            weighing: {
                $0.gross = Kilograms(1_800)
                $0.axles = [Axle(load: Kilograms(1_000)), Axle(load: Kilograms(800), spacing: Millimetres(2_700))]
                $0.axleCode = nil
                $0.instrument = "I2"
            },
            picture: { $0.plate = nil }
        )
        #expect(passage.verdict == .compliant && passage.reasons == [.notGoodsVehicle] && passage.action == .pass)
    }

    @Test(
        "the action follows verdict, mass and place",
        arguments: [
            (SiteType.offSite, 60_000, Passage.Action.stopForWeighing), (.fixed, 60_000, .stopForWeighing),
            (.source, 60_000, .stopForWeighing), (.mobile, 60_000, .stopForWeighing),
            (.entrance, 60_000, .refuseEntry), (.exit, 60_000, .pass), (.offSite, 40_000, .pass),
        ]
    )
    func actions(site: SiteType, gross: Int, action: Passage.Action) throws {
        #expect(try passage(station: Given.station(siteType: site), gross: gross).passage.action == action)
    }

    @Test(
        "a truck without a picture is stopped when its gross mass is over the limit",
        arguments: [(60_000, Passage.Action.stopForWeighing), (49_000, .pass)]
    )
    func unpaired(gross: Int, action: Passage.Action) throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1, gross: gross))
        core.settleAll()
        #expect(core.passages.map(\.verdict) == [.unpaired] && core.passages.map(\.action) == [action])
    }

    @Test("officers on the spot name the vehicle; a weighing after unloading opens no case")
    func onSite() throws {
        var inspection = Inspection()
        inspection.ticket = "T1"
        inspection.plate = "豫A55555"
        inspection.plateColour = .yellow
        inspection.officers = [Officer(name: "甲", certificate: "1"), Officer(name: "乙", certificate: "2")]
        for (kind, cases) in [(WeighingKind.static, 1), (.afterUnloading, 0)] {
            var core = try Core()
            core.receive(
                Given.weighing(seq: 1, gross: 60_000) {
                    $0.kind = kind
                    $0.inspection = inspection
                }
            )
            #expect(core.verdicts == [.overloaded], "there is nothing to wait for")
            core.settleAll()
            #expect(
                core.passages.first?.pairing == .inspection && core.passages.first?.mass.assessed == Kilograms(60_000)
            )
            #expect(core.overloads.count == cases)
            #expect((core.passages.first?.mass.finedBy == .police) == (cases == 1))
            #expect(core.overloads.allSatisfy { $0.basis == .onSite && $0.plate == "豫A55555" })
        }
    }
}

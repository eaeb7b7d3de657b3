import Daemon
import Law
import TestSupport
import Testing
import Units

private let testRule = AppliedRule(id: "test", source: LegalSource(instrument: "测试", article: "一"))

/// The shipped packs with some settings changed by a place's pack.
private func rules(_ change: (inout RuleSettings) -> Void) throws -> RulesInForce {
    var place = RulePack(
        id: "test-place",
        jurisdiction: .place,
        effectiveFrom: try date("2016-09-21"),
        source: LegalSource(instrument: "测试", article: "一")
    )
    change(&place.settings)
    let shipped = try shippedRules.get().packs.filter { $0.jurisdiction != .place }
    return try #require(RuleBook(packs: shipped + [place]).rules(on: try date("2026-11-23")))
}

@Suite("Fines of the transport department (Order 62 Art. 43; §3)")
struct TransportFineTests {
    @Test(
        "the three readings of the incomplete tonne",
        arguments: [
            (1, nil, nil, nil), (1_000, nil, nil, nil), (1_001, 500, 1_000, 0), (1_999, 500, 1_000, 0),
            (2_000, 1_000, 1_000, 500), (2_001, 1_000, 1_500, 500), (59_999, 29_500, 30_000, 29_000),
            (60_000, 30_000, 30_000, 29_500), (61_000, 30_000, 30_000, 30_000), (200_000, 30_000, 30_000, 30_000),
        ] as [(Int, Int?, Int?, Int?)]
    )
    func fractions(excess: Int, floor: Int?, ceiling: Int?, aboveFirst: Int?) throws {
        for (fraction, fine) in [
            (FineFraction.floor, floor), (.ceiling, ceiling), (.aboveFirstTonne, aboveFirst),
        ] {
            let rules = try rules { $0.fineFraction = Setting(fraction, by: testRule) }
            let found = rules.assess(vehicle(axles: 2), weighing: standing(18_000 + excess)).transport
            #expect(found.massFine?.rawValue == fine, "\(fraction)")
            #expect(found.warning == (fine == nil))
            #expect(found.fine == fine.map { FineRange(min: Yuan($0), max: Yuan($0)) })
        }
    }

    @Test(
        "one band by the worst dimension, and only if some dimension is over its limit",
        arguments: [
            (4_000, 2_550, 18_100, nil, nil), (4_001, 2_550, 18_100, 0, 200), (4_200, 3_000, 20_000, 0, 200),
            (4_201, 2_000, 10_000, 200, 1_000), (4_000, 3_001, 10_000, 200, 1_000), (4_000, 2_000, 20_001, 200, 1_000),
            (4_500, 3_750, 28_000, 200, 1_000), (4_501, 2_000, 10_000, 1_000, 3_000),
            (3_000, 3_751, 10_000, 1_000, 3_000),
            (3_000, 2_000, 28_001, 1_000, 3_000),
        ] as [(Int, Int, Int, Int?, Int?)]
    )
    func dimensions(height: Int, width: Int, length: Int, min: Int?, max: Int?) throws {
        var vehicle = vehicle(axles: 2)
        vehicle.dimensions = OuterDimensions(
            length: Millimetres(length),
            width: Millimetres(width),
            height: Millimetres(height)
        )
        let found = try LawTests.rules().assess(vehicle, weighing: standing(18_000))
        #expect(found.verdict == .compliant && found.transport.massFine == nil && !found.transport.warning)
        #expect(found.transport.fine?.min.rawValue == min && found.transport.fine?.max.rawValue == max)
        #expect((found.transport.fine != nil) == !found.findings.isEmpty)
    }

    @Test(
        "each kind's own figures (GB 1589-2016 §4.1)",
        arguments: [
            (VehicleKind.ordinary, VehicleForm.articulated, 2_550, 18_100),
            (.refrigerated, .articulated, 2_600, 18_100),
            (.ordinary, .drawbar, 2_550, 20_000), (.ordinary, .centreAxle, 2_550, 20_000),
            (.carCarrier, .centreAxle, 2_550, 22_000),
            (.refrigerated, .drawbar, 2_600, 20_000),
        ]
    )
    func ownFigures(kind: VehicleKind, form: VehicleForm, width: Int, length: Int) throws {
        for (over, isOver) in [(0, false), (1, true)] {
            var vehicle = vehicle(axles: 6, form: form, driveAxles: 2)
            vehicle.kind = kind
            vehicle.dimensions = OuterDimensions(length: Millimetres(length + over), width: Millimetres(width + over))
            let found = try LawTests.rules().assess(vehicle, weighing: standing(40_000))
            #expect(found.findings == (isOver ? [.lengthOver, .widthOver] : []))
        }
    }

    @Test("mass and dimensions add up, together at most 30 000")
    func sum() throws {
        var vehicle = vehicle(axles: 2)
        vehicle.dimensions.height = Millimetres(4_600)
        let both = try LawTests.rules().assess(vehicle, weighing: standing(20_000)).transport
        #expect(both.massFine == Yuan(1_000) && both.fine == FineRange(min: Yuan(2_000), max: Yuan(4_000)))
        let capped = try LawTests.rules().assess(vehicle, weighing: standing(76_000)).transport
        #expect(capped.massFine == Yuan(29_000) && capped.fine == FineRange(min: Yuan(30_000), max: Yuan(30_000)))
        let warned = try LawTests.rules().assess(vehicle, weighing: standing(18_500)).transport
        #expect(
            warned.warning && warned.massFine == nil && warned.fine == FineRange(min: Yuan(1_000), max: Yuan(3_000))
        )
    }

    @Test("what is no evidence grounds no penalty (Order 62 Art. 38)")
    func noEvidence() throws {
        var vehicle = vehicle(axles: 2)
        vehicle.dimensions.height = Millimetres(4_600)
        let weighing = Weighing(gross: Kilograms(30_000), isDynamic: true)
        let found = try LawTests.rules().assess(vehicle, weighing: weighing)
        #expect(found.verdict == .notEvidence && found.transport.fine == nil && found.police.points == nil)
        #expect(found.noEvidenceRule?.id == "o62-38-no-evidence")
        #expect(found.findings == [.heightOver], "it is recorded all the same")
    }
}

@Suite("The police's side (道路交通安全法 Art. 92 and the tables of points; §3)")
struct PoliceTests {
    /// 18 000 kg allowed; 10 000 kg of rated load and `kerb` kg of kerb mass.
    private func assess(_ gross: Int, kerb: Int? = 8_000, rated: Int? = 10_000, on day: String) throws
        -> PoliceConsequence
    {
        var vehicle = vehicle(axles: 2)
        (vehicle.ratedLoad, vehicle.kerbMass) = (rated.map { Kilograms($0) }, kerb.map { Kilograms($0) })
        return try LawTests.rules(on: day).assess(vehicle, weighing: standing(gross)).police
    }

    @Test(
        "fine by rated load: < 30 % 200–500, ≥ 30 % 500–2 000",
        arguments: [
            (18_001, 1, 200, 500), (20_999, 2_999, 200, 500), (21_000, 3_000, 500, 2_000), (40_000, 22_000, 500, 2_000),
        ]
    )
    func fine(gross: Int, ratio: Int, min: Int, max: Int) throws {
        let found = try assess(gross, on: "2026-11-23")
        #expect(found.overloadRatio == PartsPerTenThousand(ratio))
        #expect(found.fine == FineRange(min: Yuan(min), max: Yuan(max)))
    }

    @Test(
        "points until 2022-03-31 by rated load: below 30 % 3, ≥ 30 % 6",
        arguments: [
            (18_000, 0), (18_001, 3), (20_999, 3), (21_000, 6),
        ]
    )
    func pointsBefore(gross: Int, points: Int) throws {
        #expect(try assess(gross, on: "2022-03-31").points == points)
    }

    @Test(
        "points from 2022-04-01 by the limit: below 30 % 1, ≥ 30 % 3, ≥ 50 % 6",
        arguments: [
            (18_000, 0), (18_001, 1), (23_399, 1), (23_400, 3), (26_999, 3), (27_000, 6),
        ]
    )
    func pointsAfter(gross: Int, points: Int) throws {
        #expect(try assess(gross, on: "2022-04-01").points == points)
    }

    @Test("rated load or kerb mass unknown: the answers that need them are null")
    func unknown() throws {
        for (kerb, rated) in [(nil, 10_000), (8_000, nil)] as [(Int?, Int?)] {
            let before = try assess(30_000, kerb: kerb, rated: rated, on: "2022-03-31")
            #expect(before.overloadRatio == nil && before.fine == nil && before.points == nil)
            let after = try assess(30_000, kerb: kerb, rated: rated, on: "2022-04-01")
            #expect(after.overloadRatio == nil && after.fine == nil && after.points == 6)
        }
    }

    @Test("points of what is no evidence are not known, unless it is not over as it stands")
    func noEvidence() throws {
        var vehicle = vehicle(axles: 2)
        (vehicle.ratedLoad, vehicle.kerbMass) = (Kilograms(10_000), Kilograms(8_000))
        for (day, gross, points) in [
            ("2026-11-23", 18_000, 0), ("2026-11-23", 18_001, nil), ("2022-03-31", 18_000, 0),
            ("2022-03-31", 18_001, nil),
        ] as [(String, Int, Int?)] {
            let weighing = Weighing(gross: Kilograms(gross), isDynamic: true)
            let found = try LawTests.rules(on: day).assess(vehicle, weighing: weighing)
            #expect(found.verdict == .notEvidence && found.police.points == points, "\(day) \(gross)")
        }
    }

    @Test("one act, one fine: police on-site, transport off-site; both are computed (行政处罚法 Art. 29)")
    func oneFine() throws {
        var vehicle = vehicle(axles: 2)
        (vehicle.ratedLoad, vehicle.kerbMass) = (Kilograms(10_000), Kilograms(8_000))
        for onSite in [true, false] {
            let weighing = Weighing(gross: Kilograms(21_000), isDynamic: false, isOnSite: onSite)
            let found = try LawTests.rules().assess(vehicle, weighing: weighing)
            #expect(found.finedBy == (onSite ? .police : .transport))
            #expect(found.transport.fine != nil && found.police.fine != nil)
        }
    }
}

@Suite("The law of the day of the act, a later milder one in favour (行政处罚法 Art. 37; §3)")
struct MilderLawTests {
    private func determine(
        _ gross: Int,
        on day: String,
        rated: Int? = 10_000,
        entrance: Bool = false
    ) throws -> Determination {
        var vehicle = vehicle(axles: 2)
        (vehicle.ratedLoad, vehicle.kerbMass) = (rated.map { Kilograms($0) }, Kilograms(8_000))
        return try shippedRules.get().determine(
            vehicle,
            weighing: Weighing(gross: Kilograms(gross), isDynamic: false, isAtEntrance: entrance),
            on: try date(day)
        )
    }

    @Test("points: six by the table of the day, one by that from 2022-04-01: both are shown")
    func points() throws {
        let found = try determine(21_000, on: "2022-03-31")
        #expect(found.assessment.police.points == 6)
        #expect(found.milder?.from == (try date("2022-04-01")) && found.milder?.assessment.police.points == 1)
        #expect(found.milder?.milderIn == [.points])
        #expect(found.explanation.last?.step == "milder-later-law")
        #expect(found.explanation.last?.zh.contains("记 6 分改为记 1 分") == true)
    }

    @Test("a law that is milder in one thing counts there, though it is harsher in another")
    func mixed() throws {
        // From 2019-12-17 an entrance takes the raw mass, which is harsher here; the points of 2022 are milder all the same.
        var vehicle = try vehicle(code: "159", driveAxles: 2)
        (vehicle.ratedLoad, vehicle.kerbMass) = (Kilograms(35_000), Kilograms(17_000))
        let weighing = Weighing(gross: Kilograms(70_000), isDynamic: true, accuracyClass: "5", isAtEntrance: true)
        let found = try shippedRules.get().determine(vehicle, weighing: weighing, on: try date("2018-01-01"))
        #expect(found.assessment.police.points == 6 && found.milder?.assessment.police.points == 3)
        #expect(found.milder?.milderIn == [.points])
    }

    @Test("a later law that is no milder changes nothing")
    func noMilder() throws {
        #expect(try determine(27_000, on: "2022-03-31").milder == nil, "six points by either table")
        #expect(try determine(18_000, on: "2022-03-31").milder == nil)
        #expect(try determine(21_000, on: "2022-04-01").milder == nil)
    }

    @Test("an entrance's 105 % of 2019-12-17 clears an act of the day before")
    func entrance() throws {
        let found = try determine(18_900, on: "2019-12-16", rated: nil, entrance: true)
        #expect(found.assessment.verdict == .overloaded && found.milder?.assessment.verdict == .compliant)
        // No later rule is milder than that again.
        #expect(found.milder?.from == (try date("2019-12-17")))
    }

    @Test("no rule in force: not evidence, and nothing later counts")
    func before() throws {
        let found = try determine(60_000, on: "2016-09-20")
        #expect(found.assessment.verdict == .notEvidence && found.assessment.reasons == [.noRuleInForce])
        #expect(found.milder == nil && found.explanation.map(\.step) == ["day"])
    }
}

@Suite("One overload, four penalties: the thresholds as data (公路安全保护条例 Art. 66, Henan Art. 29; §4)")
struct PenaltyRuleTests {
    private func penalties(on day: String) throws -> [PenaltyRule] { try LawTests.rules(on: day).penalties }

    @Test("超过3次: the fourth record triggers, for vehicle and driver", arguments: [PenaltySubject.vehicle, .driver])
    func overThree(subject: PenaltySubject) throws {
        let rule = try #require(try penalties(on: "2026-11-23").first { $0.subject == subject })
        #expect(rule.isCrossed(byViolations: 3) == false && rule.isCrossed(byViolations: 4) == true)
        #expect(rule.isCrossed(byTrucks: 4, ofFleet: 10) == nil)
    }

    @Test("超过10%: 10 of 100 does not, 11 does; over 30 % by the province, from 2018-09-01")
    func company() throws {
        let rules = try penalties(on: "2026-11-23").filter { $0.subject == .company }
        #expect(rules.map(\.rule.id) == ["rspo-66-company", "henan-29-company"])
        #expect(
            rules[0].isCrossed(byTrucks: 10, ofFleet: 100) == false
                && rules[0].isCrossed(byTrucks: 11, ofFleet: 100) == true
        )
        #expect(
            rules[1].isCrossed(byTrucks: 30, ofFleet: 100) == false
                && rules[1].isCrossed(byTrucks: 31, ofFleet: 100) == true
        )
        #expect(
            rules[0].isCrossed(byTrucks: 1, ofFleet: 10) == false && rules[0].isCrossed(byTrucks: 1, ofFleet: 9) == true
        )
        #expect(rules[0].isCrossed(byTrucks: 1, ofFleet: 0) == nil, "without a fleet there is no ratio")
        #expect(try penalties(on: "2018-08-31").filter { $0.subject == .company }.count == 1)
    }

    @Test(
        "loading sites: 10 000–30 000 until 2023-07-19, 3 000–30 000 from 2023-07-20 (道路运输条例 Art. 71, 70)",
        arguments: [
            ("2023-07-19", 10_000), ("2023-07-20", 3_000),
        ]
    )
    func loadingSite(day: String, min: Int) throws {
        let rules = try LawTests.rules(on: day)
        let station = try #require(rules.loadingSiteFines.first { $0.kind == .freightStation })
        #expect(station.fine == FineRange(min: Yuan(min), max: Yuan(30_000)))
        let other = try #require(rules.loadingSiteFines.first { $0.kind == .other })
        #expect(other.fine == FineRange(min: Yuan(10_000), max: Yuan(30_000)))
    }

    @Test("settings: the state's, overridden by the province's and the place's")
    func settings() throws {
        let shipped = try LawTests.rules().settings
        #expect(shipped.tolerance?.value == .inServiceError && shipped.fineFraction?.value == .floor)
        #expect(shipped.referralYear?.value == .rolling && shipped.warningsCount?.value == true)
        #expect(shipped.oneActHours?.value == 12)
        let changed = try rules { $0.tolerance = Setting(.none, by: testRule) }
        #expect(changed.settings.tolerance?.rule == testRule && changed.settings.oneActHours?.value == 12)
        let weighing = Weighing(gross: Kilograms(18_500), isDynamic: true, accuracyClass: "5")
        #expect(changed.assess(vehicle(axles: 2), weighing: weighing).verdict == .overloaded)
        #expect(try LawTests.rules().assess(vehicle(axles: 2), weighing: weighing).verdict == .compliant)
    }
}

import Daemon
import Foundation
import Law
import TestSupport
import Testing
import Units

/// The shipped rule packs, as of a day.
func rules(on day: String = "2026-11-23") throws -> RulesInForce {
    let day = try #require(CivilDate(day))
    return try #require(try shippedRules.get().rules(on: day))
}

/// The shipped packs, read once.
let shippedRules = Result { try RulePackFile.loadAll(Project.rules) }

/// A day that a test names.
func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

/// A vehicle of which only the number of axles is known.
func vehicle(axles: Int, form: VehicleForm = .unknown, driveAxles: Int? = nil) -> VehicleDescription {
    VehicleDescription(
        axles: Array(repeating: AxleDescription(), count: axles),
        cameraForm: form,
        driveAxles: driveAxles
    )
}

/// A vehicle with an axle-type code, and no more known than that.
func vehicle(code: String, dialect: AxleCodeDialect = .b, form: VehicleForm = .unknown, driveAxles: Int? = nil) throws
    -> VehicleDescription
{
    let axles = try #require(AxleTypeCode(code, dialect: dialect)).axles
    return VehicleDescription(
        axles: Array(repeating: AxleDescription(), count: axles),
        axleCode: code,
        dialect: dialect,
        cameraForm: form,
        driveAxles: driveAxles
    )
}

func standing(_ gross: Int) -> Weighing { Weighing(gross: Kilograms(gross), isDynamic: false) }

@Suite("Gross-mass limits (Order 62 Art. 3)")
struct ArticleThreeTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let axles: Int
        let form: VehicleForm
        var driveAxles: Int?
        let limit: Int
        var unknowns: [Unknown] = []
        var testDescription: String { "\(axles) axles \(form.rawValue) drive \(driveAxles.map(String.init) ?? "?")" }
    }

    @Test(
        "follow axle count and form",
        arguments: [
            Example(axles: 2, form: .rigid, limit: 18_000),
            Example(axles: 2, form: .unknown, limit: 18_000),
            Example(axles: 3, form: .rigid, limit: 25_000),
            Example(axles: 3, form: .articulated, limit: 27_000),
            Example(axles: 3, form: .unknown, limit: 27_000, unknowns: [.form]),
            Example(axles: 4, form: .rigid, limit: 31_000),
            Example(axles: 4, form: .drawbar, limit: 36_000),
            Example(axles: 4, form: .centreAxle, limit: 36_000),
            Example(axles: 4, form: .unknown, limit: 36_000, unknowns: [.form]),
            Example(axles: 5, form: .articulated, limit: 43_000),
            Example(axles: 5, form: .unknown, limit: 43_000),
            Example(axles: 6, form: .articulated, driveAxles: 2, limit: 49_000),
            Example(axles: 6, form: .articulated, driveAxles: 1, limit: 46_000),
            Example(axles: 6, form: .unknown, limit: 49_000, unknowns: [.driveAxles]),
            Example(axles: 9, form: .combination, driveAxles: 1, limit: 46_000),
        ]
    )
    func limits(example: Example) throws {
        let found = try rules().assess(
            vehicle(axles: example.axles, form: example.form, driveAxles: example.driveAxles),
            weighing: standing(20_000)
        )
        #expect(found.limit == Kilograms(example.limit))
        #expect(found.unknowns == example.unknowns)
    }

    @Test(
        "are exceeded only when the mass is strictly greater (超过)",
        arguments: [(2, 18_000), (5, 43_000), (6, 49_000)]
    )
    func strictlyGreater(axles: Int, limit: Int) throws {
        let rules = try rules()
        let at = rules.assess(vehicle(axles: axles), weighing: standing(limit))
        #expect(at.verdict == .compliant && at.excess == .zero)
        let over = rules.assess(vehicle(axles: axles), weighing: standing(limit + 1))
        #expect(
            over.verdict == .overloaded && over.excess == Kilograms(1) && over.excessRatio == PartsPerTenThousand(0)
        )
    }

    @Test("know no rigid truck with five axles and more", arguments: [5, 6, 8])
    func noClass(axles: Int) throws {
        let found = try rules().assess(vehicle(axles: axles, form: .rigid), weighing: standing(60_000))
        #expect(found.limit == nil && found.excess == nil && found.excessRatio == nil)
        #expect(found.verdict == .notEvidence && found.reasons.isEmpty && found.unknowns == [.noClass])
    }

    @Test("are not for what is no goods vehicle")
    func notGoodsVehicle() throws {
        let rules = try rules()
        for found in [
            rules.assess(vehicle(axles: 3, form: .bus), weighing: standing(40_000)),
            rules.assess(vehicle(axles: 2, form: .car), weighing: standing(40_000)),
            rules.assess(vehicle(axles: 2), weighing: standing(3_500)),
        ] {
            #expect(found.verdict == .compliant && found.reasons == [.notGoodsVehicle] && found.limit == nil)
        }
        #expect(rules.assess(vehicle(axles: 2), weighing: standing(3_501)).limit == Kilograms(18_000))
        #expect(rules.assess(vehicle(axles: 3), weighing: standing(3_500)).limit == Kilograms(27_000))
    }

    @Test("need two axles", arguments: [0, 1])
    func axles(count: Int) throws {
        let found = try rules().assess(vehicle(axles: count), weighing: standing(20_000))
        #expect(found.verdict == .notEvidence && found.reasons == [.axles])
    }

    @Test("are in force from 2016-09-21")
    func inForce() throws {
        let book = try RulePackFile.loadAll(Project.rules)
        let first = try #require(CivilDate("2016-09-21"))
        #expect(book.rules(on: CivilDate(dayNumber: first.dayNumber - 1)) == nil)
        #expect(book.rules(on: first) != nil)
    }
}

@Suite("Gross-mass limits by axle-type code (annex)")
struct AnnexTests {
    @Test("law.md's own examples (Order 62 annex, Art. 3)")
    func examples() throws {
        let rules = try rules()
        #expect(rules.assess(try vehicle(code: "15"), weighing: standing(20_000)).limit == Kilograms(25_000))
        #expect(rules.assess(try vehicle(code: "115"), weighing: standing(20_000)).limit == Kilograms(31_000))
        let found = rules.assess(try vehicle(code: "159"), weighing: standing(20_000))
        #expect(found.limit == Kilograms(49_000) && found.unknowns == [.driveAxles])
        #expect(rules.assess(try vehicle(code: "152"), weighing: standing(20_000)).limit == Kilograms(35_000))
        #expect(rules.assess(try vehicle(code: "129"), weighing: standing(20_000)).limit == Kilograms(42_000))
    }

    @Test(
        "every row of the annex, in both dialects",
        .enabled(if: Project.shared != nil, "../shared is absent: not run")
    )
    func everyRow() throws {
        let rules = try rules()
        let url = try #require(Project.shared).appendingPathComponent("law/axle_codes.csv")
        let rows = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst()
        #expect(rows.count == 21)
        for row in rows {
            let quoted = row.split(separator: "\"", omittingEmptySubsequences: false)
            let codes = quoted[0].split(separator: ",")
            let rest = quoted[2].split(separator: ",", omittingEmptySubsequences: false)
            let (axles, form, driveAxles, limit) = (Int(rest[1]), String(rest[2]), Int(rest[3]), Int(rest[4]))
            for (dialect, code) in [(AxleCodeDialect.b, codes[0]), (.a, codes[1])] {
                let description = try vehicle(code: String(code), dialect: dialect, driveAxles: driveAxles)
                let found = rules.assess(description, weighing: standing(20_000))
                #expect(found.axles == axles && found.form.rawValue == form, "\(row)")
                #expect(found.limit?.rawValue == limit, "\(row)")
            }
        }
    }

    @Test("a code with one row has its limit whatever is said of its drive axles")
    func oneRow() throws {
        let found = try rules().assess(try vehicle(code: "1129", driveAxles: 2), weighing: standing(20_000))
        #expect(found.limit == Kilograms(46_000) && found.findings == [.driveAxlesContradiction])
    }

    @Test("an unknown is named once, in whatever order the rows stand")
    func namedOnce() throws {
        var packs = try shippedRules.get().packs
        for place in packs.indices { packs[place].axleCodes.reverse() }
        let rules = try #require(RuleBook(packs: packs).rules(on: try date("2026-11-23")))
        let found = rules.assess(try vehicle(code: "159"), weighing: standing(20_000))
        #expect(found.limit == Kilograms(49_000) && found.unknowns == [.driveAxles])
    }

    @Test("the groups follow from spacings and tyres, if all are known")
    func derived() throws {
        // 1·5·2: truck with a tandem, and a centre-axle trailer: 35 000, where Art. 3 would say 36 000.
        var axles = [
            AxleDescription(dualTyres: false), AxleDescription(spacing: Millimetres(4_000), dualTyres: true),
            AxleDescription(spacing: Millimetres(1_350), dualTyres: true),
            AxleDescription(spacing: Millimetres(5_000), dualTyres: true),
        ]
        let rules = try rules()
        #expect(rules.assess(VehicleDescription(axles: axles), weighing: standing(20_000)).limit == Kilograms(35_000))
        axles[3].dualTyres = nil
        let partly = rules.assess(VehicleDescription(axles: axles), weighing: standing(20_000))
        #expect(partly.limit == Kilograms(36_000) && partly.code == nil && partly.unknowns == [.form])
    }

    @Test("a bus on the register is none of these; what a camera takes for a bus, the axle code contradicts (§1 form)")
    func bus() throws {
        let axles = [AxleDescription(dualTyres: false), AxleDescription(spacing: Millimetres(6_000), dualTyres: true)]
        var bus = VehicleDescription(axles: axles, cameraForm: .bus)
        let seen = try rules().assess(bus, weighing: standing(19_000))
        #expect(seen.verdict == .overloaded && seen.form == .rigid && seen.findings == [.formContradiction])
        bus.registration = Registration(form: .bus)
        let registered = try rules().assess(bus, weighing: standing(19_000))
        #expect(registered.verdict == .compliant && registered.reasons == [.notGoodsVehicle])
    }

    @Test("1 800 mm apart is a new group, less is the same one; three to a group at most")
    func groups() {
        func code(_ spacings: [Int]) -> String? {
            let axles =
                [AxleDescription(dualTyres: true)]
                + spacings.map { AxleDescription(spacing: Millimetres($0), dualTyres: true) }
            return AxleTypeCode(axles: axles)?.description
        }
        #expect(code([1_799]) == "5")
        #expect(code([1_800]) == "22")
        #expect(code([1_300, 1_300]) == "9")
        #expect(code([1_300, 1_300, 1_300]) == "92")
    }

    @Test("a code that names another number of axles is not used, and said")
    func contradiction() throws {
        var description = vehicle(axles: 4)
        description.axleCode = "159"
        let found = try rules().assess(description, weighing: standing(20_000))
        #expect(found.limit == Kilograms(36_000) && found.findings == [.axleCodeContradictsAxles])
        description.axleCode = "0x"
        #expect(try rules().assess(description, weighing: standing(20_000)).findings == [.axleCodeUnreadable])
    }

    @Test("a code outside the annex takes the Art. 3 value of its axles and the camera's form")
    func outsideTheAnnex() throws {
        let found = try rules().assess(try vehicle(code: "135", form: .rigid), weighing: standing(20_000))
        #expect(found.axles == 5 && found.limit == nil)
        let combination = try rules().assess(try vehicle(code: "133", form: .articulated), weighing: standing(20_000))
        #expect(combination.axles == 5 && combination.limit == Kilograms(43_000))
    }

    @Test("the axle code goes before the camera, the camera refines a combination")
    func form() throws {
        let refined = try rules().assess(try vehicle(code: "155", form: .articulated), weighing: standing(20_000))
        #expect(refined.form == .articulated && refined.formOrigin == .camera)
        let contradicted = try rules().assess(try vehicle(code: "115", form: .articulated), weighing: standing(20_000))
        #expect(contradicted.form == .rigid && contradicted.findings == [.formContradiction])
        #expect(contradicted.limit == Kilograms(31_000))
    }
}

@Suite("The mass that is judged (JJG 907-2006, 117号; §2)")
struct AssessedMassTests {
    @Test(
        "a dynamic weighing loses the error in service, floored to kg",
        arguments: [("5", 46_549), ("2", 48_019), ("0.5", 48_754), ("10", 44_099)]
    )
    func deduction(accuracyClass: String, assessed: Int) throws {
        let weighing = Weighing(gross: Kilograms(48_999), isDynamic: true, accuracyClass: accuracyClass)
        #expect(try rules().assess(vehicle(axles: 6), weighing: weighing).assessed == Kilograms(assessed))
    }

    @Test("a static weighing loses nothing")
    func standingMass() throws {
        #expect(try rules().assess(vehicle(axles: 6), weighing: standing(49_001)).assessed == Kilograms(49_001))
    }

    @Test("a dynamic weighing without a known class is no evidence")
    func unknownClass() throws {
        for name in [nil, "7"] {
            let weighing = Weighing(gross: Kilograms(60_000), isDynamic: true, accuracyClass: name)
            let found = try rules().assess(vehicle(axles: 6), weighing: weighing)
            #expect(
                found.verdict == .notEvidence && found.reasons == [.instrumentClass] && found.assessed == found.gross
            )
        }
    }

    @Test("an entrance refuses above 105 % of the limit, on the raw mass, from 2019-12-17")
    func entrance() throws {
        func assess(_ gross: Int, on day: String) throws -> Assessment {
            let weighing = Weighing(gross: Kilograms(gross), isDynamic: true, accuracyClass: "5", isAtEntrance: true)
            return try rules(on: day).assess(vehicle(axles: 2), weighing: weighing)
        }
        let at = try assess(18_900, on: "2019-12-17")
        #expect(at.verdict == .compliant && at.assessed == Kilograms(18_900) && at.excess == Kilograms(900))
        let over = try assess(18_901, on: "2019-12-17")
        #expect(over.verdict == .overloaded && over.excess == Kilograms(901))
        let before = try assess(18_901, on: "2019-12-16")
        #expect(before.verdict == .compliant && before.assessed == Kilograms(17_955))
    }

    @Test("the explanation names rule and article, in both languages, the same each time")
    func explanation() throws {
        let weighing = Weighing(gross: Kilograms(56_000), isDynamic: true, accuracyClass: "5")
        let found = try rules().assess(try vehicle(code: "159", driveAxles: 2), weighing: weighing)
        let again = try rules().assess(try vehicle(code: "159", driveAxles: 2), weighing: weighing)
        #expect(found.explanation == again.explanation)
        let steps = ["vehicle", "form", "drive-axles", "limit", "mass", "comparison", "verdict", "fine", "police-fine"]
        #expect(found.explanation.map(\.step) == steps + ["points", "one-act-one-fine"])
        #expect(found.explanation[3].source.contains("交通运输部令2016年第62号"))
        #expect(found.explanation[5].zh.contains("超过限值 4200 千克（8.57%）"))
        #expect(found.explanation[5].en.contains("over by 4200 kg (8.57 %)"))
    }
}

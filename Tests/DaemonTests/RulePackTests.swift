import Daemon
import Foundation
import Law
import TestSupport
import Testing
import Units

/// The shipped rule packs with one thing changed: each change has one place, which must be named.
@Suite("Rule packs")
struct RulePackTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        for name in try FileManager.default.contentsOfDirectory(atPath: Project.rules) {
            try FileManager.default.copyItem(atPath: Project.rules + "/" + name, toPath: directory.path + "/" + name)
        }
    }

    /// Changes a text that stands once in a file, and gives what is then wrong, as `file:line: key: message`.
    private func problems(_ file: String, _ from: String, _ to: String) throws -> [String] {
        let path = directory.path + "/" + file
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains(from), "\(file) has no '\(from)'")
        try text.replacing(from, with: to, maxReplacements: 1).write(toFile: path, atomically: true, encoding: .utf8)
        return problems()
    }

    private func problems() -> [String] {
        do throws(ConfigurationError) {
            _ = try RulePackFile.loadAll(directory.path)
            return []
        } catch {
            return error.problems.map { $0.description.replacing(directory.path + "/", with: "") }
        }
    }

    @Test("the shipped packs are good, and are the state's, the province's and the place's")
    func shipped() throws {
        #expect(problems().isEmpty)
        let packs = try RulePackFile.loadAll(directory.path).packs
        #expect(packs.count == 19 && packs.allSatisfy { !$0.notes.isEmpty && !$0.source.article.isEmpty })
        #expect(packs.filter { $0.jurisdiction == .province }.map(\.id) == ["henan-overload-ordinance"])
        #expect(packs.filter { $0.jurisdiction == .place }.map(\.id) == ["zhengzhou-186"])
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let file: String
        let from: String
        let to: String
        let problem: String
        var testDescription: String { problem }

        init(_ file: String, _ from: String, _ to: String, _ problem: String) {
            (self.file, self.from, self.to, self.problem) = ("cn-\(file).yaml", from, to, problem)
        }
    }

    @Test(
        "each fault is named with file, line, key and what was expected",
        arguments: [
            Fault(
                "gross-mass",
                "limit_kg: 18000",
                "limit_kg: 18t",
                "gross_mass[0].limit_kg: must be an integer from 1"
            ),
            Fault("gross-mass", "form: any", "form: lorry", "gross_mass[0].form: must be one of any, rigid"),
            Fault("gross-mass", "axles: 2,", "axle: 2,", "gross_mass[0].axle: unknown key; known here: and_more"),
            Fault("gross-mass", "confidence: high", "confidence: sure", "confidence: must be one of high"),
            Fault(
                "gross-mass",
                "effective_from: 2016-09-21",
                "effective_from: 2016-09-31",
                "effective_from: must be a day"
            ),
            Fault("gross-mass", "notes: >-", "note: >-", "note: unknown key"),
            Fault(
                "gross-mass",
                "o62-3-3axle-rigid",
                "o62-3-2axle",
                "gross_mass[1].id: the rule o62-3-2axle stands twice"
            ),
            Fault("axle-codes", "code: \"159\"", "code: \"150\"", "axle_codes[14].code: must be an axle-type code"),
            Fault(
                "axle-groups",
                "below: 1000",
                "below: 1000, up_to: 900",
                "axle_groups.rows[6].spacing_mm.below: stands beside up_to"
            ),
            Fault(
                "axle-groups",
                "from: 1000, below: 1300",
                "from: 1300, below: 1000",
                "axle_groups.rows[8].spacing_mm.below: is not above"
            ),
            Fault(
                "adjustments",
                "axles: [3, 4]",
                "axles: [4, 3]",
                "adjustments.air_suspension.axles: must be two numbers"
            ),
            Fault(
                "adjustments",
                "reduction_kg: 3000",
                "reduction: 3000",
                "adjustments.single_tyres.reduction: unknown key"
            ),
            Fault("dimensions", "width_mm: 2550", "breadth_mm: 2550", "dimensions.breadth_mm: unknown key"),
            Fault("instruments", "class: \"10\"", "class: \"5\"", "instruments.classes: the class 5 stands twice"),
            Fault(
                "entrance",
                "share_per_10000: 10500",
                "share_per_10000: 105",
                "entrance.share_per_10000: must be an integer from 10000"
            ),
            Fault(
                "transport-fines",
                "min_yuan: 200, max_yuan: 1000",
                "min_yuan: 2000, max_yuan: 1000",
                "transport_fines.dimensions.bands[1].max_yuan: is below min_yuan"
            ),
            Fault(
                "transport-fines",
                "- { min_yuan: 1000",
                "- { height_mm: 9000, min_yuan: 1000",
                "transport_fines.dimensions.bands: the last band must"
            ),
            Fault(
                "points-2022",
                "from_per_10000: 5000",
                "from_per_10000: 2000",
                "points.steps: from_per_10000 must fall"
            ),
            Fault(
                "four-penalties",
                "subject: vehicle, over: 3",
                "subject: vehicle",
                "four_penalties[0].subject: needs just one trigger"
            ),
            Fault(
                "evidence",
                "unit: days",
                "unit: day",
                "deadlines[0].unit: must be one of days, working-days, years"
            ),
            Fault(
                "settings",
                "tolerance: in-service-error",
                "tolerance: some",
                "settings.tolerance: must be one of in-service-error, none"
            ),
            Fault(
                "settings",
                "  fine_fraction: floor ",
                "  # fine_fraction: floor ",
                "settings.fine_fraction: missing"
            ),
        ]
    )
    func faults(fault: Fault) throws {
        let text = try String(contentsOfFile: directory.path + "/" + fault.file, encoding: .utf8)
        let before = try #require(text.range(of: fault.from)).lowerBound
        let changed = text[..<before].count { $0 == "\n" } + 1
        let found = try problems(fault.file, fault.from, fault.to)
        // What is missing, or contradicts its neighbours, is named where its list or mapping stands, above the change.
        let named = found.compactMap { problem -> Int? in
            let parts = problem.split(separator: ":", maxSplits: 2)
            guard parts.count == 3, parts[0] == fault.file, parts[2].dropFirst().hasPrefix(fault.problem) else {
                return nil
            }
            return Int(parts[1])
        }
        #expect(named.contains { (changed - 8...changed).contains($0) }, "line \(changed): \(found)")
    }

    @Test("every problem of every pack at once")
    func all() throws {
        _ = try problems("cn-points-2016.yaml", "points: 6", "points: 60")
        _ = try problems("henan.yaml", "subject: company", "subject: firm")
        let found = try problems("cn-entrance.yaml", "entrance:", "entrances:")
        #expect(found.count == 3, "\(found)")
        #expect(
            Set(found.map { $0.prefix { $0 != ":" } }) == ["cn-points-2016.yaml", "henan.yaml", "cn-entrance.yaml"]
        )
    }

    @Test("days for which nothing is said, between two packs, before the first and after the last")
    func holes() throws {
        let gap = try problems("cn-points-2022.yaml", "2022-04-01", "2022-04-03")
        #expect(gap.count == 1 && gap[0].hasPrefix("cn-points-2016.yaml:"), "\(gap)")
        #expect(gap.first?.contains("points: nothing rules points from 2022-04-01 to 2022-04-02") == true)
        let late = try problems("cn-dimensions.yaml", "2016-09-21", "2017-01-01")
        #expect(late.contains { $0.contains("nothing rules dimensions from 2016-09-21 to 2016-12-31") })
        let ended = try problems("cn-police-fines.yaml", "confidence:", "effective_until: 2030-12-31\nconfidence:")
        #expect(ended.contains { $0.contains("nothing rules police_fines from 2031-01-01 on") })
        try FileManager.default.removeItem(atPath: directory.path + "/cn-police-fines.yaml")
        try FileManager.default.copyItem(
            atPath: Project.rules + "/cn-police-fines.yaml",
            toPath: directory.path + "/cn-police-fines.yaml"
        )
        let procedure = try problems("cn-evidence.yaml", "confidence:", "effective_until: 2024-01-01\nconfidence:")
        #expect(procedure.contains { $0.contains("nothing rules evidence from 2024-01-02 on") }, "\(procedure)")
        #expect(procedure.contains { $0.contains("nothing rules decision from 2024-01-02 on") })
        try FileManager.default.removeItem(atPath: directory.path + "/cn-evidence.yaml")
        #expect(problems().contains { $0.contains("no national pack has the section evidence") })
        try FileManager.default.removeItem(atPath: directory.path + "/cn-axle-groups.yaml")
        #expect(problems().contains { $0.contains("no national pack has the section axle_groups") })
    }

    @Test("a later pack may add a code and drop one, but not forget one for some days")
    func laterPack() throws {
        let path = directory.path + "/cn-axle-codes.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try text.replacing("confidence: high", with: "effective_until: 2026-12-31\nconfidence: high")
            .write(toFile: path, atomically: true, encoding: .utf8)
        let next = text.replacing("o62-annex-", with: "next-annex-").replacing("cn-order62-annex", with: "next-annex")
            .replacing("2016-09-21", with: "2027-01-01")
        let later = directory.path + "/next-axle-codes.yaml"
        func problems(_ text: String) throws -> [String] {
            try text.write(toFile: later, atomically: true, encoding: .utf8)
            return self.problems()
        }
        #expect(try problems(next).isEmpty)
        #expect(
            try problems(next.replacing("code: \"1222\"", with: "code: \"1252\"")).isEmpty,
            "one added, one dropped"
        )
        let forgotten = try problems(next.replacing("2027-01-01", with: "2027-01-03"))
        #expect(
            forgotten.count == 1 && forgotten[0].contains("axle_codes from 2027-01-01 to 2027-01-02"),
            "\(forgotten)"
        )
    }

    @Test("two packs that say the same thing at the same time")
    func overlaps() throws {
        let points = try problems("cn-points-2016.yaml", "2022-03-31", "2022-04-01")
        #expect(
            points.count == 1
                && points[0].hasPrefix("cn-points-2022.yaml:9: points: overlaps points of cn-points-2016")
        )
        #expect(points[0].contains("from 2022-04-01"))
        let code = try problems("cn-axle-codes.yaml", "code: \"11\"", "code: \"12\"")
        #expect(
            code.contains {
                $0.hasPrefix("cn-axle-codes.yaml:13: axle_codes[1]: says the same thing as axle_codes[0]")
            },
            "\(code)"
        )
        let mass = try problems("cn-gross-mass.yaml", "axles: 3, form: combination", "axles: 3, form: rigid")
        #expect(mass.contains { $0.hasPrefix("cn-gross-mass.yaml:15: gross_mass[2]") }, "\(mass)")
    }

    @Test("a limit that the axle groups never allow")
    func axleSum() throws {
        // 1·5·2 carries 11 500 + 20 000 + 11 500 at the most, in the row that allows most.
        let found = try problems(
            "cn-axle-codes.yaml",
            "code: \"152\", form: centre-axle, limit_kg: 35000",
            "code: \"152\", form: centre-axle, limit_kg: 43001"
        )
        #expect(
            found.count == 1 && found[0].hasPrefix("cn-axle-codes.yaml:19: axle_codes[7]: limit 43001 kg of code 152"),
            "\(found)"
        )
    }

    @Test("a place's pack may override settings and nothing else, a province's no limit")
    func oversteps() throws {
        let path = directory.path + "/zhengzhou.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try (text + "points: { id: x, basis: rated-load, steps: [{ id: y, from_per_10000: 0, points: 1 }] }\n")
            .write(toFile: path, atomically: true, encoding: .utf8)
        #expect(problems().contains { $0.contains("points: a place pack may not rule this") })
    }

    @Test(
        "a class of vehicles that no limit is for, and one that two are for",
        arguments: [
            (
                "cn-gross-mass.yaml", "axles: 5, form", "axles: 8, form",
                "nothing says how a vehicle of 5 axles, combination, is judged"
            ),
            ("cn-gross-mass.yaml", "drive_axles: 1, ", "drive_axles: 2, ", "says the same thing as"),
            (
                "cn-gross-mass.yaml", "form: rigid, limit_kg: 31000", "form: any, limit_kg: 31000",
                "says the same thing as"
            ),
            (
                "cn-axle-codes.yaml", "drive_axles: 2, limit_kg: 49000 }  # annex; two drive axles",
                "limit_kg: 49000 }", "says the same thing as"
            ),
            (
                "cn-adjustments.yaml", "kind: low-speed", "kind: car-carrier",
                "nothing says how a low-speed vehicle is judged"
            ),
            (
                "cn-gross-mass.yaml", "form: any, limit_kg: 18000", "form: any, limit_kg: 99000",
                "limit 99000 kg of 2 axles is above the sum"
            ),
            (
                "cn-adjustments.yaml", "limit_kg: 37000", "limit_kg: 60000",
                "limit 60000 kg of spread_semitrailer is above the sum"
            ),
        ]
    )
    func classes(file: String, from: String, to: String, problem: String) throws {
        let found = try problems(file, from, to)
        #expect(found.contains { $0.hasPrefix(file + ":") && $0.contains(problem) }, "\(found)")
    }

    @Test(
        "figures that would say nothing, or fine more for less",
        arguments: [
            ("henan.yaml", "article: \"第二十九条\"", "article: \"\"", "source.article: must not be empty"),
            ("zhengzhou.yaml", "  referral_year: rolling", "  {}", "settings: overrides nothing"),
            ("cn-dimensions.yaml", "kind: refrigerated, ", "", "is for no kind and no form"),
            (
                "cn-dimensions.yaml", "kind: refrigerated, width_mm: 2600, ", "kind: refrigerated, ",
                "has no figure of its own"
            ),
            (
                "cn-transport-fines.yaml", "min_yuan: 1000, max_yuan: 3000", "min_yuan: 0, max_yuan: 100",
                "no smaller fines than the one before"
            ),
            ("cn-transport-fines.yaml", "height_mm: 4500", "height_mm: 4100", "wider bounds"),
            (
                "cn-four-penalties.yaml", "subject: vehicle, over: 3", "subject: vehicle, over: 0",
                "must be an integer from 1"
            ),
        ]
    )
    func sayingNothing(file: String, from: String, to: String, problem: String) throws {
        let found = try problems(file, from, to)
        #expect(found.contains { $0.hasPrefix(file + ":") && $0.contains(problem) }, "\(found)")
    }

    @Test("an empty directory, a pack twice, a file that is no pack")
    func others() throws {
        try FileManager.default.copyItem(
            atPath: directory.path + "/henan.yaml",
            toPath: directory.path + "/henan2.yaml"
        )
        #expect(
            problems().contains {
                $0.contains("henan2.yaml:2: two packs have the id henan-overload-ordinance")
                    || $0.contains("two packs have the id")
            }
        )
        let empty = try TemporaryDirectory()
        #expect(throws: ConfigurationError.self) { try RulePackFile.loadAll(empty.path) }
        try empty.write("- 1\n", to: "list.yaml")
        #expect(throws: ConfigurationError.self) { try RulePackFile.loadAll(empty.path) }
    }
}

import Foundation
import Law
import TestSupport
import Testing
import Units

/// The annex as this test understands it, apart from the packs: code in dialect b and a, axles, driven axles, limit.
private let annex: [(b: String, a: String, axles: Int, driven: Int?, limit: Int)] = [
    ("12", "12", 2, nil, 18_000), ("11", "11", 2, nil, 18_000), ("15", "15", 3, nil, 25_000),
    ("112", "112", 3, nil, 25_000), ("122", "122", 3, nil, 27_000), ("115", "115", 4, nil, 31_000),
    ("125", "125", 4, nil, 36_000), ("152", "152", 4, nil, 35_000), ("1222", "1222", 4, nil, 36_000),
    ("155", "155", 5, nil, 43_000), ("1125", "1125", 5, nil, 43_000), ("129", "127", 5, nil, 42_000),
    ("1522", "1522", 5, nil, 43_000), ("11222", "11222", 5, nil, 43_000), ("159", "157", 6, 2, 49_000),
    ("159", "157", 6, 1, 46_000), ("1155", "1155", 6, 2, 49_000), ("1155", "1155", 6, 1, 46_000),
    ("1129", "1127", 6, 1, 46_000), ("11522", "11522", 6, 2, 49_000), ("11522", "11522", 6, 1, 46_000),
]

@Suite("Every axle-type code (annex to Order 62, §1)")
struct EveryCodeTests {
    @Test(
        "× both dialects × drive axles {1, 2, unknown} × mass around the limit and the cap of the fine (Art. 3, Art. 43)",
        arguments: AxleCodeDialect.allCases
    )
    func everyCode(dialect: AxleCodeDialect) throws {
        let rules = try rules()
        var judged = 0
        for code in Set(annex.map(\.b)).sorted() {
            let rows = annex.filter { $0.b == code }
            for driven in [1, 2, nil] {
                // A code with one row has its limit whatever is said; unknown is two.
                let row = rows.count == 1 ? rows[0] : try #require(rows.first { $0.driven == driven ?? 2 })
                let vehicle = try vehicle(
                    code: dialect == .a ? row.a : row.b,
                    dialect: dialect,
                    driveAxles: driven
                )
                // The fine reaches its cap at 60 full tonnes over.
                for over in [-1, 0, 1, 1_000, 1_001, 1_999, 2_000, 59_999, 60_000, 60_001] {
                    let found = rules.assess(vehicle, weighing: standing(row.limit + over))
                    let what: Comment = "\(code) \(dialect) drive \(driven ?? 0) over \(over)"
                    #expect(found.limit == Kilograms(row.limit) && found.axles == row.axles, what)
                    #expect(found.verdict == (over > 0 ? .overloaded : .compliant), what)
                    #expect(found.excess == Kilograms(max(0, over)), what)
                    #expect(found.excessRatio == PartsPerTenThousand(max(0, over) * 10_000 / row.limit), what)
                    #expect(found.transport.warning == (over > 0 && over <= 1_000), what)
                    let fine = over <= 1_000 ? nil : Yuan(min(30_000, over / 1_000 * 500))
                    #expect(found.transport.massFine == fine, what)
                    #expect(found.unknowns.contains(.driveAxles) == (driven == nil && rows.count > 1), what)
                    judged += 1
                }
            }
        }
        #expect(judged == 18 * 3 * 10)
    }

    /// What the axle groups of each code allow together with close axles (1 100 mm in a tandem, 1 200 mm in a tridem) and
    /// narrow single tyres: the front axles 7 000 each, a driven dual axle 11 500, a trailer's 10 000, a tandem 16 000,
    /// a tridem 21 000.
    private static let sums: [String: Int] = [
        "12": 7_000 + 11_500, "11": 7_000 + 7_000, "15": 7_000 + 16_000, "112": 14_000 + 11_500,
        "122": 7_000 + 11_500 + 10_000, "115": 14_000 + 16_000, "125": 7_000 + 11_500 + 16_000,
        "152": 7_000 + 16_000 + 10_000, "1222": 7_000 + 11_500 + 20_000, "155": 7_000 + 32_000,
        "1125": 14_000 + 11_500 + 16_000, "129": 7_000 + 11_500 + 21_000, "1522": 7_000 + 16_000 + 20_000,
        "11222": 14_000 + 11_500 + 20_000, "159": 7_000 + 16_000 + 21_000, "1155": 14_000 + 32_000,
        "1129": 14_000 + 11_500 + 21_000, "11522": 14_000 + 16_000 + 20_000,
    ]

    @Test(
        "× both dialects × drive axles {1, 2, unknown} × mass around the axle-sum cap (GB 1589-2016 table 3)",
        arguments: AxleCodeDialect.allCases
    )
    func everyCap(dialect: AxleCodeDialect) throws {
        let rules = try rules()
        for row in annex {
            let code = try #require(AxleTypeCode(row.b, dialect: .b))
            let axles = code.groups.enumerated().flatMap { place, group in
                (0..<group.axles).map { axle in
                    AxleDescription(
                        spacing: axle > 0
                            ? Millimetres(group.axles == 2 ? 1_100 : 1_200) : place > 0 ? Millimetres(4_000) : nil,
                        dualTyres: group != .singleSingle
                    )
                }
            }
            for driven in [1, 2, nil] where row.driven == nil || (driven ?? 2) == row.driven || row.b == "1129" {
                var vehicle = try vehicle(
                    code: dialect == .a ? row.a : row.b,
                    dialect: dialect,
                    driveAxles: driven
                )
                vehicle.axles = axles
                vehicle.wideTyres = false
                let cap = min(row.limit, try #require(EveryCodeTests.sums[row.b]))
                for over in [-1, 0, 1] {
                    let found = rules.assess(vehicle, weighing: standing(cap + over))
                    let what: Comment = "\(row.b) \(dialect) drive \(driven ?? 0) over \(over)"
                    #expect(found.limit == Kilograms(cap), what)
                    #expect(found.verdict == (over > 0 ? .overloaded : .compliant), what)
                    #expect((found.rule?.id == "o62-3-axle-sum") == (cap < row.limit), what)
                }
            }
        }
    }

    @Test(
        "a digit of the other dialect is none of the station's",
        arguments: [("129", AxleCodeDialect.a), ("0", .b), ("18", .a)]
    )
    func otherDialect(code: String, dialect: AxleCodeDialect) {
        #expect(AxleTypeCode(code, dialect: dialect) == nil)
    }
}

@Suite("Every axle group (GB 1589-2016 table 3, §1)")
struct EveryGroupTests {
    /// Spacings at, one beside, and 50 and 51 mm beside each border.
    private static let spacings = [1_000, 1_300, 1_400, 1_800].flatMap { border in
        [-51, -50, -1, 0, 1, 49, 50, 51].map { border + $0 }
    }

    /// What a tandem may carry, by this test's own reading: the higher row within 50 mm of a border.
    private func tandem(_ spacing: Int, trailer: Bool) -> Int? {
        if spacing < 950 { return trailer ? 11_000 : 11_500 }
        if spacing < 1_250 { return 16_000 }
        if trailer, spacing >= 1_750 { return 20_000 }
        return spacing <= 1_850 || trailer ? 18_000 : nil
    }

    private func tridem(_ first: Int, _ second: Int) -> Int? {
        func row(_ spacing: Int) -> Int? { spacing < 1_250 ? 21_000 : spacing <= 1_450 ? 24_000 : nil }
        return row(first) == row(second) ? row(first) : nil
    }

    /// The limit of a reported code with spacings, all tyres known, narrow single tyres.
    private func limit(_ code: String, spacings: [Int], tyres: [Int], form: VehicleForm = .unknown) throws -> Kilograms?
    {
        var vehicle = VehicleDescription(
            axles: zip([nil] + spacings, tyres).map {
                AxleDescription(spacing: $0.map { Millimetres($0) }, dualTyres: $1 == 4)
            },
            axleCode: code,
            cameraForm: form,
            driveAxles: 2
        )
        vehicle.wideTyres = false
        return try rules().assess(vehicle, weighing: standing(20_000)).limit
    }

    @Test("a drive tandem at each class border", arguments: spacings)
    func driveTandem(spacing: Int) throws {
        let found = try limit("15", spacings: [4_000, spacing], tyres: [2, 4, 4])
        let sum = tandem(spacing, trailer: false).map { 7_000 + $0 }
        #expect(found == Kilograms(min(25_000, sum ?? .max)))
    }

    @Test(
        "a trailer tandem of a reported code at each class border; it stays one group at any spacing",
        arguments: spacings
    )
    func trailerTandem(spacing: Int) throws {
        let found = try limit("125", spacings: [3_500, 6_000, spacing], tyres: [2, 4, 4, 4], form: .articulated)
        let sum = try #require(tandem(spacing, trailer: true)) + 7_000 + 11_500
        #expect(found == Kilograms(min(36_000, sum)))
    }

    @Test("a tridem at each pair of class borders", arguments: spacings)
    func trailerTridem(first: Int) throws {
        for second in EveryGroupTests.spacings {
            let found = try limit("129", spacings: [3_500, 6_000, first, second], tyres: [2, 4, 4, 4, 4])
            let sum = tridem(first, second).map { 7_000 + 11_500 + $0 }
            #expect(found == Kilograms(min(42_000, sum ?? .max)), "\(first) \(second)")
        }
    }

    @Test("derived groups: below 1 800 mm one group, from 1 800 mm axles of their own", arguments: spacings)
    func derivedTandem(spacing: Int) throws {
        var vehicle = VehicleDescription(
            axles: [(nil, false), (3_500, true), (6_000, true), (spacing, true)].map {
                AxleDescription(spacing: $0.0.map { Millimetres($0) }, dualTyres: $0.1)
            },
            cameraForm: .articulated
        )
        vehicle.wideTyres = false
        let found = try rules().assess(vehicle, weighing: standing(20_000))
        #expect(found.code?.description == (spacing < 1_800 ? "125" : "1222"))
        let trailer = spacing < 1_800 ? try #require(tandem(spacing, trailer: true)) : 20_000
        #expect(found.limit == Kilograms(min(36_000, 7_000 + 11_500 + trailer)))
    }

    @Test("mixed and single tyres carry the same in a group; reductions are another matter", arguments: spacings)
    func otherTyres(spacing: Int) throws {
        // Drive tandems: 3 and 4.
        for tyres in [[2, 2, 2], [2, 4, 2], [2, 2, 4]] {
            let code = tyres.dropFirst().contains(4) ? "14" : "13"
            let found = try limit(code, spacings: [4_000, spacing], tyres: tyres, form: .rigid)
            let sum = tandem(spacing, trailer: false).map { 7_000 + $0 }
            #expect(found == Kilograms(min(25_000, sum ?? .max)), "\(code)")
        }
        // Driven tridems: 6, 7, 8 and 9.
        for (code, tyres) in [("16", [2, 2, 2]), ("17", [4, 2, 2]), ("18", [4, 4, 2]), ("19", [4, 4, 4])] {
            let found = try limit(code, spacings: [4_000, spacing, spacing], tyres: [2] + tyres, form: .rigid)
            let sum = tridem(spacing, spacing).map { 7_000 + $0 }
            #expect(found == Kilograms(min(31_000, sum ?? .max)), "\(code)")
        }
        // A trailer's tridem with single tyres: 3 000 off for each axle, then the cap.
        let trailer = try limit(
            "126",
            spacings: [3_500, 6_000, spacing, spacing],
            tyres: [2, 4, 2, 2, 2],
            form: .articulated
        )
        let sum = tridem(spacing, spacing).map { 7_000 + 11_500 + $0 }
        #expect(trailer == Kilograms(min(43_000 - 9_000, sum ?? .max)))
    }

    @Test("single axles: single, wide and dual tyres, driven and not, with and without air suspension")
    func singleAxles() throws {
        func limit(_ tyres: [Bool], wide: Bool?, air: Bool? = nil, code: String) throws -> Int? {
            var vehicle = VehicleDescription(
                axles: tyres.enumerated().map {
                    AxleDescription(spacing: $0 == 0 ? nil : Millimetres(4_000), dualTyres: $1)
                },
                axleCode: code,
                cameraForm: .rigid
            )
            (vehicle.wideTyres, vehicle.airSuspension) = (wide, air)
            return try rules().assess(vehicle, weighing: standing(20_000)).limit?.rawValue
        }
        // 7 000 + 7 000; 10 000 + 11 500 is above the class's 18 000, and unknown width takes the higher row.
        #expect(try limit([false, false], wide: false, code: "11") == 14_000)
        #expect(try limit([false, false], wide: true, code: "11") == 18_000)
        #expect(try limit([false, false], wide: nil, code: "11") == 18_000)
        // 7 000 + 11 500 driven.
        #expect(try limit([false, true], wide: false, code: "12") == 18_000)
    }

    @Test(
        "a driven tandem with air suspension carries 19 000 only with dual tyres on both axles",
        arguments: [
            ([2, 4, 4], 26_000), ([2, 4, 2], 25_000),
        ]
    )
    func tandemWithAir(tyres: [Int], limit: Int) throws {
        var vehicle = VehicleDescription(
            axles: zip([nil, 4_000, 1_400], tyres).map {
                AxleDescription(spacing: $0.map { Millimetres($0) }, dualTyres: $1 == 4)
            },
            cameraForm: .rigid
        )
        (vehicle.wideTyres, vehicle.airSuspension, vehicle.driveDual) = (false, true, true)
        #expect(try rules().assess(vehicle, weighing: standing(20_000)).limit == Kilograms(limit))
    }

    @Test("a driven tandem with dual tyres and air suspension at each class border", arguments: spacings)
    func tandemWideAir(spacing: Int) throws {
        var vehicle = VehicleDescription(
            axles: zip([nil, 4_000, spacing], [2, 4, 4]).map {
                AxleDescription(spacing: $0.map { Millimetres($0) }, dualTyres: $1 == 4)
            },
            axleCode: "15"
        )
        (vehicle.wideTyres, vehicle.airSuspension) = (false, true)
        let group = spacing < 950 ? 11_500 : spacing < 1_250 ? 16_000 : spacing <= 1_850 ? 19_000 : nil
        let found = try rules().assess(vehicle, weighing: standing(20_000)).limit
        #expect(found == Kilograms(min(26_000, group.map { 7_000 + $0 } ?? .max)))
    }

    @Test("rows of wide single tyres and of undriven axles with air suspension bind where the class allows more")
    func otherRows() throws {
        func limit(_ code: String, _ spacings: [Int], _ tyres: [Int], wide: Bool, air: Bool = false) throws -> Int? {
            var vehicle = VehicleDescription(
                axles: zip([nil] + spacings, tyres).map {
                    AxleDescription(spacing: $0.map { Millimetres($0) }, dualTyres: $1 == 4)
                },
                axleCode: code
            )
            (vehicle.wideTyres, vehicle.airSuspension) = (wide, air)
            return try rules().assess(vehicle, weighing: standing(20_000)).limit?.rawValue
        }
        // single-single 7 000, single-single-wide 10 000, each with a close drive tandem.
        #expect(try limit("15", [4_000, 900], [2, 4, 4], wide: false) == 18_500)
        #expect(try limit("15", [4_000, 900], [2, 4, 4], wide: true) == 21_500)
        // single-single-wide-driven 11 500: steering axle, driven axle with wide tyres, close tridem.
        #expect(
            try limit("119", [3_500, 6_000, 1_200, 1_200], [2, 2, 4, 4, 4], wide: true) == 10_000 + 11_500 + 21_000
        )
        // single-dual 10 000 and single-dual-air 11 500 on a trailer.
        #expect(try limit("152", [4_000, 1_100, 5_000], [2, 4, 4, 4], wide: false) == 33_000)
        #expect(try limit("152", [4_000, 1_100, 5_000], [2, 4, 4, 4], wide: false, air: true) == 34_500)
    }

    @Test(
        "the shipped table is that of the recollected standard, row by row",
        .enabled(if: Project.shared != nil, "../shared is absent: not run")
    )
    func everyRow() throws {
        let url = try #require(Project.shared).appendingPathComponent("law/axle_group_limits.csv")
        let table = try #require(try shippedRules.get().packs.compactMap(\.axleGroups).first)
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst()
        let rows = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
            .filter { $0[0] != "other" }
        #expect(rows.map { $0[0] } == table.rows.map(\.rule.id))
        for (row, shipped) in zip(rows, table.rows) {
            #expect(Int(row[7]) == shipped.limit.rawValue, "\(row[0])")
            #expect(row[3] == (shipped.driven.map { $0 ? "yes" : "no" } ?? "any"), "\(row[0])")
            #expect(row[4] == (shipped.airSuspension.map { $0 ? "yes" : "no" } ?? "any") || row[4] == "no", "\(row[0])")
            #expect(row[5] == (shipped.trailer.map { $0 ? "yes" : "no" } ?? "any"), "\(row[0])")
            #expect(row[8].hasPrefix(shipped.rule.confidence.rawValue), "\(row[0])")
        }
    }

    @Test("the cap asks for every spacing and every tyre count")
    func unknown() throws {
        var vehicle = VehicleDescription(
            axles: [(nil, 2), (4_000, 4), (1_100, 4)].map { (spacing: Int?, tyres: Int) in
                AxleDescription(spacing: spacing.map { Millimetres($0) }, dualTyres: tyres == 4)
            },
            axleCode: "15"
        )
        vehicle.wideTyres = false
        let capped = try rules().assess(vehicle, weighing: standing(20_000))
        #expect(capped.limit == Kilograms(23_000) && capped.rule?.id == "o62-3-axle-sum")
        vehicle.axles[2].dualTyres = nil
        #expect(try rules().assess(vehicle, weighing: standing(20_000)).limit == Kilograms(25_000))
        vehicle.axles[2].dualTyres = true
        vehicle.axles[1].spacing = nil
        #expect(try rules().assess(vehicle, weighing: standing(20_000)).limit == Kilograms(25_000))
    }
}

import Testing

@testable import zhichao

@Suite("The truck of a case in plain characters")
struct TruckDrawingTests {
    private func truck(
        _ loads: [Int],
        _ spacings: [Int]?,
        hasTrailer: Bool,
        limit: Int,
        groups: [TruckDrawing.Group] = []
    ) -> [String] {
        TruckDrawing(
            loads: loads,
            spacings: spacings,
            hasTrailer: hasTrailer,
            assessed: loads.reduce(0, +),
            limit: limit,
            groups: groups
        ).lines
    }

    @Test("six axles in two parts, axles where they are, the excess marked")
    func articulated() {
        let lines = truck(
            [7_000, 10_000, 10_000, 9_000, 9_000, 10_000],
            [3_300, 1_350, 7_000, 1_310, 1_310],
            hasTrailer: true,
            limit: 49_000
        )
        #expect(
            lines == [
                "  _______  __________________________________ _____________________________________",
                " /       | |                                 :                                    |",
                " |--(O)-------------(O)----(O)---------------=----------------(O)----(O)----(O)----",
                "   7000            10000  10000                              9000   9000   10000",
                "[############################################|!!!!!!]  55000 / 49000 kg  +6000",
            ]
        )
        #expect(lines.count == 5 && lines.allSatisfy { $0.count <= 98 })
        #expect(lines[2].filter { $0 == "O" }.count == 6)
    }

    @Test("axle groups against their limits, those over marked under their wheels")
    func groups() {
        let lines = truck(
            [7_000, 10_000, 10_000, 9_000, 9_000, 10_000],
            [3_300, 1_350, 7_000, 1_310, 1_310],
            hasTrailer: true,
            limit: 49_000,
            groups: [
                .init(axles: 1...1, load: 7_000, limit: 7_000), .init(axles: 2...3, load: 20_000, limit: 18_000),
                .init(axles: 4...6, load: 28_000, limit: nil),
            ]
        )
        #expect(
            lines.dropFirst(3) == [
                "   7000            10000  10000                              9000   9000   10000",
                "                   !!!!!!!!!!!!",
                "[############################################|!!!!!!]  55000 / 49000 kg  +6000",
                "    1    7000 /  7000 kg",
                "  2-3   20000 / 18000 kg  +2000",
                "  4-6   28000 /     - kg",
            ]
        )
    }

    @Test("a rigid truck within its limit has no trailer and no mark; loads never touch, however many axles")
    func others() {
        let rigid = truck([6_000, 11_000], [4_500], hasTrailer: false, limit: 18_000)
        #expect(!rigid[1].contains(":") && !rigid[4].contains("!") && rigid[4].contains("17000 / 18000 kg"))
        for axles in 2...11 {
            let lines = truck(
                Array(repeating: 12_345, count: axles),
                axles.isMultiple(of: 2) ? nil : (1..<axles).map { $0 == 1 ? 9_000 : 1_200 },
                hasTrailer: axles > 3,
                limit: 31_000
            )
            #expect(lines.allSatisfy { $0.count <= 98 }, "\(axles)")
            #expect(lines[3].split(separator: " ").count == axles, "\(axles): \(lines[3])")
            #expect(lines[2].filter { $0 == "O" }.count == axles)
        }
        #expect(truck(Array(repeating: 1_000, count: 14), nil, hasTrailer: true, limit: 1).count == 1, "the bar alone")
    }
}

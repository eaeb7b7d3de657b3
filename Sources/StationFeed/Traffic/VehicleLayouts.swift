import Readings

extension VehicleLayout {
    /// A passenger car.
    static let car = VehicleLayout(
        "11",
        .car,
        drive: 1,
        limit: 18_000,
        laden: 2_300,
        share: 1,
        gaps: [2_500...2_950],
        tare: [690, 560],
        payload: [45, 55]
    )

    /// A coach.
    static let bus = VehicleLayout(
        "12",
        .bus,
        drive: 1,
        limit: 18_000,
        laden: 17_400,
        share: 1,
        gaps: [5_600...6_300],
        tare: [4_300, 7_900],
        payload: [38, 62]
    )

    /// Trucks: the rows of the annex, as often as they are met; 159 carries half of Henan's long-distance goods.
    static let trucks: [VehicleLayout] = rigid + articulated + withTrailers

    private static let rigid: [VehicleLayout] = [
        VehicleLayout(
            "11",
            .rigid,
            drive: 1,
            limit: 18_000,
            laden: 4_450,
            share: 70,
            gaps: [2_600...3_360],
            tare: [1_250, 950],
            payload: [30, 70]
        ),
        VehicleLayout(
            "12",
            .rigid,
            drive: 1,
            limit: 18_000,
            share: 220,
            gaps: [3_800...5_600],
            tare: [2_600, 3_000],
            payload: [25, 75]
        ),
        VehicleLayout(
            "15",
            .rigid,
            drive: 2,
            limit: 25_000,
            share: 70,
            gaps: [3_800...5_200],
            tare: [3_600, 5_400],
            payload: [20, 80]
        ),
        VehicleLayout(
            "112",
            .rigid,
            drive: 1,
            limit: 25_000,
            share: 15,
            gaps: [1_850...1_950, 3_900...5_400],
            tare: [2_700, 2_600, 3_800],
            payload: [18, 18, 64]
        ),
        VehicleLayout(
            "115",
            .rigid,
            drive: 2,
            limit: 31_000,
            share: 110,
            gaps: [1_850...1_950, 2_900...4_600],
            tare: [3_200, 3_100, 6_000],
            payload: [17, 17, 66]
        ),
    ]

    private static let articulated: [VehicleLayout] = [
        VehicleLayout(
            "122",
            .articulated,
            drive: 1,
            limit: 27_000,
            share: 15,
            gaps: [3_300...3_800, 5_500...7_000],
            tare: [3_800, 3_200, 3_300],
            payload: [10, 45, 45]
        ),
        VehicleLayout(
            "125",
            .articulated,
            drive: 1,
            limit: 36_000,
            share: 35,
            gaps: [3_400...3_800, 5_800...7_200],
            tare: [4_000, 3_300, 4_700],
            payload: [10, 40, 50]
        ),
        VehicleLayout(
            "129",
            .articulated,
            drive: 1,
            limit: 42_000,
            share: 60,
            gaps: [3_400...3_800, 5_600...6_800],
            tare: [4_300, 3_300, 6_400],
            payload: [8, 35, 57]
        ),
        VehicleLayout(
            "155",
            .articulated,
            drive: 2,
            limit: 43_000,
            share: 35,
            gaps: [3_100...3_400, 6_000...7_200],
            tare: [4_600, 5_600, 4_800],
            payload: [8, 45, 47]
        ),
        VehicleLayout(
            "1125",
            .articulated,
            drive: 1,
            limit: 43_000,
            share: 12,
            gaps: [1_850...1_950, 2_400...2_900, 6_000...7_000],
            tare: [2_900, 2_800, 3_100, 4_700],
            payload: [9, 9, 34, 48]
        ),
        VehicleLayout(
            "1129",
            .articulated,
            drive: 1,
            limit: 46_000,
            share: 45,
            gaps: [1_850...1_950, 2_400...2_900, 5_600...6_800],
            tare: [2_900, 2_800, 3_100, 6_400],
            payload: [8, 8, 32, 52]
        ),
        VehicleLayout(
            "159",
            .articulated,
            drive: 2,
            limit: 49_000,
            share: 290,
            gaps: [3_100...3_400, 6_000...7_200],
            tare: [4_700, 5_800, 6_600],
            payload: [7, 37, 56]
        ),
        VehicleLayout(
            "159",
            .articulated,
            drive: 1,
            limit: 46_000,
            share: 30,
            gaps: [3_100...3_400, 6_000...7_200],
            tare: [4_600, 5_200, 6_600],
            payload: [7, 37, 56]
        ),
    ]

    private static let withTrailers: [VehicleLayout] = [
        VehicleLayout(
            "152",
            .centreAxle,
            drive: 2,
            limit: 35_000,
            share: 8,
            gaps: [4_200...5_000, 5_000...6_000],
            tare: [3_900, 5_200, 2_600],
            payload: [14, 54, 32]
        ),
        VehicleLayout(
            "1155",
            .centreAxle,
            drive: 2,
            limit: 49_000,
            share: 4,
            gaps: [1_850...1_950, 2_900...3_600, 4_800...5_600],
            tare: [3_300, 3_200, 6_000, 4_200],
            payload: [9, 9, 42, 40]
        ),
        VehicleLayout(
            "1222",
            .drawbar,
            drive: 1,
            limit: 36_000,
            share: 6,
            gaps: [4_200...5_000, 3_200...4_000, 4_000...4_800],
            tare: [3_300, 3_600, 2_200, 2_100],
            payload: [13, 33, 27, 27]
        ),
        VehicleLayout(
            "1522",
            .drawbar,
            drive: 2,
            limit: 43_000,
            share: 4,
            gaps: [4_000...4_600, 3_200...3_900, 3_900...4_500],
            tare: [3_700, 5_400, 2_200, 2_100],
            payload: [12, 44, 22, 22]
        ),
        VehicleLayout(
            "11222",
            .drawbar,
            drive: 1,
            limit: 43_000,
            share: 3,
            gaps: [1_850...1_950, 2_900...3_600, 3_200...3_900, 3_900...4_500],
            tare: [2_900, 2_800, 3_600, 2_200, 2_100],
            payload: [11, 11, 30, 24, 24]
        ),
        VehicleLayout(
            "11522",
            .drawbar,
            drive: 2,
            limit: 49_000,
            share: 3,
            gaps: [1_850...1_950, 2_900...3_500, 3_200...3_800, 3_900...4_500],
            tare: [3_300, 3_200, 6_000, 2_200, 2_100],
            payload: [10, 10, 40, 20, 20]
        ),
    ]

    private static let sharesOfTrucks = trucks.reduce(0) { $0 + $1.share }

    /// One of the trucks, as often as it is met.
    static func truck(_ random: inout SplitMix64) -> VehicleLayout {
        var rest = random.below(sharesOfTrucks)
        for layout in trucks {
            rest -= layout.share
            if rest < 0 { return layout }
        }
        return car
    }
}

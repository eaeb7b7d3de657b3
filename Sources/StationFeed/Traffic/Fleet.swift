/// The trucks that come again and again: companies of a few trucks of one kind, some of which overload out of habit.
struct Fleet: Sendable {
    private static let companies = 25
    private static let trucksOfCompany = 16
    /// One company in so many overloads out of habit.
    private static let habitualEvery = 8
    /// How many of a thousand passages are overloaded with those, and with everybody else.
    private static let habitualPerThousand = 450
    static let ordinaryPerThousand = 50
    /// A truck is not met again before, in µs: it is still on the road.
    private static let absenceMicroseconds: Int64 = 60_000_000

    private var trucks: [Vehicle] = []
    /// When each truck was last met, in µs.
    private var lastMet: [Int64]

    init(_ random: inout SplitMix64) {
        var plates = DistinctPlates()
        for company in 0..<Fleet.companies {
            let layout = Fleet.layout(&random)
            let region = Plates.region(henanPerThousand: 900, &random)
            let isHabitual = company % Fleet.habitualEvery == 0
            for _ in 0..<Fleet.trucksOfCompany {
                trucks.append(
                    Vehicle(
                        layout,
                        plate: plates.next(&random) { Plates.ordinary(region, &$0) },
                        colour: layout.truckColour,
                        region: region,
                        overloadsPerThousand: isHabitual ? Fleet.habitualPerThousand : Fleet.ordinaryPerThousand,
                        &random
                    )
                )
            }
        }
        lastMet = Array(repeating: -Fleet.absenceMicroseconds, count: trucks.count)
    }

    /// A truck that may be met now; `nil` when those tried are all on the road.
    mutating func meet(atMicroseconds now: Int64, _ random: inout SplitMix64) -> Vehicle? {
        for _ in 0..<4 {
            let index = random.below(trucks.count)
            guard now - lastMet[index] >= Fleet.absenceMicroseconds else { continue }
            lastMet[index] = now
            return trucks[index]
        }
        return nil
    }

    /// Companies of repeat vehicles haul; none is of light trucks alone.
    private static func layout(_ random: inout SplitMix64) -> VehicleLayout {
        var layout = VehicleLayout.truck(&random)
        while !layout.mayBeOverloaded { layout = VehicleLayout.truck(&random) }
        return layout
    }
}

import Readings
import Units

/// One lane that vehicles pass, and when the last one did.
struct LaneTraffic: Sendable {
    /// The index of its station.
    let station: Int
    let lane: Lane
    let direction: Direction
    /// The time in µs from which the next vehicle may come.
    var freeFromMicroseconds: Int64 = 0

    /// The least time from one vehicle's first axle to the next one's, and from its tail.
    ///
    /// The former is more than twice the time within which a picture is taken, so that it is nearer to its own weighing
    /// than to the next where time alone pairs them.
    static let headwayMicroseconds: Int64 = 900_000
    static let gapMicroseconds: Int64 = 600_000

    /// The lanes of so many stations, station after station.
    static func lanes(ofStations count: Int) -> [LaneTraffic] {
        (0..<count).flatMap { station in
            DemoStation.lanes.compactMap { number in
                Lane(number).map {
                    LaneTraffic(station: station, lane: $0, direction: number <= 2 ? .up : .down)
                }
            }
        }
    }
}

/// All lanes.
struct Lanes: Sendable {
    private(set) var all: [LaneTraffic]

    init(stations: Int) {
        all = LaneTraffic.lanes(ofStations: stations)
    }

    /// Takes a lane for a vehicle: trucks keep to the outer lanes, mostly. Where the lane is still occupied, the one
    /// that is free for longest; with more traffic than lanes it is a jam, and vehicles follow closer.
    mutating func take(
        for vehicle: Vehicle,
        speed: MetresPerHour,
        atMicroseconds now: Int64,
        _ random: inout SplitMix64
    ) -> LaneTraffic {
        let isOuter = random.chance(perThousand: vehicle.layout.form == .car ? 300 : 850)
        let index = random.below(all.count / 2) * 2 + (isOuter ? 1 : 0)
        let chosen = all[index].freeFromMicroseconds <= now ? index : longestFree ?? index
        let passes = vehicle.milliseconds(at: speed) * 1_000
        let occupied = max(LaneTraffic.headwayMicroseconds, passes + LaneTraffic.gapMicroseconds)
        all[chosen].freeFromMicroseconds = now + occupied
        return all[chosen]
    }

    private var longestFree: Int? {
        all.indices.min { all[$0].freeFromMicroseconds < all[$1].freeFromMicroseconds }
    }
}

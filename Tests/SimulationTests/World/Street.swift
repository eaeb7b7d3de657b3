/// One vehicle that crosses one lane: what really happened.
struct Crossing: Sendable {
    /// Its place in `Street.crossings`.
    let id: Int
    let station: Int
    let lane: Int
    /// Its place among the crossings of its lane.
    let rank: Int
    /// When its first axle is on the scale, in ms since the world began.
    let at: Int
    /// Its place in the fleet.
    let vehicle: Int
    /// In metres per millisecond.
    let speed: Double
    let mass: Int
    let manner: Manner
    /// How near in time another vehicle comes to this lane, in ms; a neighbour that straddles counts.
    var clearance = Int.max

    enum Manner: Sendable {
        case ordinary
        /// Over two lanes' sensors.
        case straddling
        case stopAndGo
        /// Against the lane's way.
        case reverse
        /// The scale tells nothing of it: a car.
        case unweighed
        /// The scale tells nothing of it, and should.
        case bypass

        var isWeighed: Bool { self != .unweighed && self != .bypass }
    }
}

/// The traffic on all lanes of all stations.
struct Street: Sendable {
    private(set) var crossings: [Crossing] = []
    let fleet: Fleet
    /// When the last vehicle has passed.
    private(set) var end = 0

    /// Draws the traffic for stations with so many lanes.
    init(lanes: [Int], _ parameters: WorldParameters, seed: UInt64) {
        var traffic = Traffic(parameters, seed: seed)
        let all = max(1, lanes.reduce(0, +))
        for (station, count) in lanes.enumerated() {
            traffic.beginStation()
            var before: [Crossing] = []
            for lane in 1...count {
                let place = (station: station, lane: lane, id: crossings.count)
                before = traffic.drive(place, vehicles: parameters.vehicles / all, beside: before)
                crossings += before
            }
        }
        fleet = traffic.fleet
        end = crossings.reduce(0) { max($0, $1.at) }
        measureClearance()
    }
}

// MARK: - Clearance

extension Street {
    private struct Mark {
        let station: Int
        let lane: Int
        let at: Int
        let crossing: Int
    }

    /// What comes to each lane, in order of time; a straddling vehicle comes to both of its lanes.
    private var marks: [Mark] {
        var marks: [Mark] = []
        for crossing in crossings {
            let own = Mark(station: crossing.station, lane: crossing.lane, at: crossing.at, crossing: crossing.id)
            marks.append(own)
            guard crossing.manner == .straddling else { continue }
            for lane in [crossing.lane - 1, crossing.lane + 1] {
                marks.append(Mark(station: crossing.station, lane: lane, at: crossing.at, crossing: crossing.id))
            }
        }
        return marks.sorted { ($0.station, $0.lane, $0.at, $0.crossing) < ($1.station, $1.lane, $1.at, $1.crossing) }
    }

    private mutating func measureClearance() {
        let marks = marks
        for (before, after) in zip(marks, marks.dropFirst())
        where before.station == after.station && before.lane == after.lane {
            let gap = after.at - before.at
            crossings[before.crossing].clearance = min(crossings[before.crossing].clearance, gap)
            crossings[after.crossing].clearance = min(crossings[after.crossing].clearance, gap)
        }
    }
}

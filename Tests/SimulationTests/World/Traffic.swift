import Readings
import TestSupport

/// Draws who drives where and when.
struct Traffic {
    let fleet: Fleet
    private let parameters: WorldParameters
    private var generator: SeededGenerator
    private var used: Set<Int> = []

    init(_ parameters: WorldParameters, seed: UInt64) {
        self.parameters = parameters
        generator = SeededGenerator(seed: seed, part: 1)
        fleet = Fleet(pairs: max(32, parameters.vehicles), parameters, &generator)
    }

    /// No vehicle comes twice past one station: its twin is then the nearest that there is.
    mutating func beginStation() {
        used = []
    }

    /// Draws the traffic of one lane; `neighbours` is that of the lane beside.
    mutating func drive(
        _ place: (station: Int, lane: Int, id: Int),
        vehicles: Int,
        beside neighbours: [Crossing]
    ) -> [Crossing] {
        var driven: [Crossing] = []
        var time = 3_000.0
        var nearest = 0
        while driven.count < vehicles {
            let last = time
            time += headway() * 1_000
            while nearest + 1 < neighbours.count, neighbours[nearest].at < Int(time) { nearest += 1 }
            var company = driven.last.flatMap { Int(time) - $0.at < 1_000 ? $0 : nil }
            if !neighbours.isEmpty, generator.chance(parameters.neighbours) {
                let beside = Double(neighbours[nearest].at) + generator.even(-500...500)
                if beside - last >= parameters.leastHeadway * 1_000, beside - last < 60_000 {
                    (time, company) = (beside, neighbours[nearest])
                }
            }
            driven.append(crossing(place, rank: driven.count, at: Int(time), beside: company))
        }
        return driven
    }

    private mutating func headway() -> Double {
        if let headway = parameters.headway { return headway * generator.even(0.9...1.1) }
        if generator.chance(parameters.shortHeadways) { return generator.even(parameters.leastHeadway...1) }
        return 1 + generator.logNormal(median: parameters.longHeadway, sigma: parameters.longHeadwaySpread)
    }

    private mutating func crossing(
        _ place: (station: Int, lane: Int, id: Int),
        rank: Int,
        at: Int,
        beside company: Crossing?
    ) -> Crossing {
        let vehicle = pickVehicle(beside: company?.vehicle)
        let kind = fleet.vehicles[vehicle].kind
        return Crossing(
            id: place.id + rank,
            station: place.station,
            lane: place.lane,
            rank: rank,
            at: at,
            vehicle: vehicle,
            speed: generator.even(45...85) / 3_600,
            mass: mass(kind),
            manner: manner(kind)
        )
    }

    private mutating func pickVehicle(beside company: Int?) -> Int {
        if let company, generator.chance(parameters.twins), used.insert(company ^ 1).inserted { return company ^ 1 }
        var vehicle = generator.int(0...(fleet.vehicles.count - 1))
        while !used.insert(vehicle).inserted { vehicle = (vehicle + 1) % fleet.vehicles.count }
        return vehicle
    }

    private mutating func mass(_ kind: VehicleKind) -> Int {
        let isOver = kind.isTruck && generator.chance(parameters.overloads)
        let share = isOver ? generator.even(1.08...1.6) : generator.even(0...0.97)
        return isOver ? Int(Double(kind.limit) * share) : max(kind.tare, Int(Double(kind.limit) * share))
    }

    private mutating func manner(_ kind: VehicleKind) -> Crossing.Manner {
        if kind.form == .car, !generator.chance(parameters.weighedCars) { return .unweighed }
        if generator.chance(parameters.lostWeighings) { return .bypass }
        if generator.chance(parameters.straddling) { return .straddling }
        if generator.chance(parameters.stopAndGo) { return .stopAndGo }
        return generator.chance(parameters.reverse) ? .reverse : .ordinary
    }
}

import Readings
import Units

/// What one vehicle weighs at one passage, axle by axle.
struct Loading {
    let gross: Kilograms
    let axles: [Axle]

    init(_ vehicle: Vehicle, _ random: inout SplitMix64) {
        gross = Loading.gross(of: vehicle, &random)
        axles = Loading.axles(of: vehicle, gross: gross, &random)
    }

    private static func gross(of vehicle: Vehicle, _ random: inout SplitMix64) -> Kilograms {
        let layout = vehicle.layout
        let (tare, laden) = (layout.tare.rawValue, layout.laden.rawValue)
        let room = laden - tare
        if random.chance(perThousand: vehicle.overloadsPerThousand) {
            return Kilograms(layout.limit.rawValue + excess(over: layout.limit.rawValue, &random))
        }
        let percent: Int
        switch random.below(100) {
        case ..<35: percent = random.within(0...8)
        case ..<58: percent = random.within(20...75)
        default: percent = random.within(76...98)
        }
        // The jitter stays below the next percent, so that nothing comes out over the limit that was not meant to.
        return Kilograms(tare + room * percent / 100 + random.below(max(1, room / 100)))
    }

    /// Most are a little over, few are half as heavy again: 1 kg to 60 %.
    private static func excess(over limit: Int, _ random: inout SplitMix64) -> Int {
        let perThousand: ClosedRange<Int>
        switch random.below(100) {
        case ..<35: perThousand = 0...50
        case ..<70: perThousand = 50...200
        case ..<90: perThousand = 200...400
        default: perThousand = 400...599
        }
        return limit * random.within(perThousand) / 1_000 + random.within(1...(limit / 1_000))
    }

    /// The load lies about where the layout says; the last axle takes what is left, so that they add up exactly.
    private static func axles(of vehicle: Vehicle, gross: Kilograms, _ random: inout SplitMix64) -> [Axle] {
        let payload = gross.rawValue - vehicle.layout.tare.rawValue
        var (axles, rest) = ([] as [Axle], gross.rawValue)
        axles.reserveCapacity(vehicle.spacings.count)
        for group in vehicle.layout.groups {
            let even = (group.tare + payload * group.payload / 100) / group.axles
            for _ in 0..<group.axles {
                let isLast = axles.count + 1 == vehicle.spacings.count
                let load = isLast ? rest : even * random.within(970...1_030) / 1_000
                rest -= load
                axles.append(Axle(load: Kilograms(load), spacing: vehicle.spacings[axles.count], tyres: group.tyres))
            }
        }
        return axles
    }
}

import Readings
import TestSupport
import Testing
import Units

/// The world itself: what is claimed of it in `WorldParameters` is so.
@Suite("The world's own figures")
struct StreetTests {
    private let world = World(seed: 11)

    @Test("traffic is dense, and neighbours and near-twins drive side by side")
    func street() {
        let lanes = Dictionary(grouping: world.street.crossings) { [$0.station, $0.lane] }.values
        let headways = lanes.flatMap { lane in zip(lane, lane.dropFirst()).map { $1.at - $0.at } }
        #expect((headways.min() ?? 0) >= 440)
        let short = Double(headways.count { $0 < 1_000 }) / Double(headways.count)
        #expect((0.12...0.3).contains(short), "\(short)")
        let mean = Double(headways.reduce(0, +)) / Double(headways.count)
        #expect((3_000...6_000).contains(mean), "\(mean)")
        let twins = Set(world.street.crossings.map { [$0.station, $0.vehicle] })
        #expect(twins.count == world.street.crossings.count, "no vehicle comes twice past one station")
        #expect(twins.count { twins.contains([$0[0], $0[1] ^ 1]) } > 200)
    }

    @Test("axle loads add up, and about 12 % of the trucks are over their limit")
    func loads() {
        let fleet = world.street.fleet
        let trucks = world.street.crossings.filter { fleet.vehicles[$0.vehicle].kind.isTruck }
        let over = trucks.count { $0.mass > fleet.vehicles[$0.vehicle].kind.limit }
        #expect((0.09...0.15).contains(Double(over) / Double(trucks.count)))
        for event in world.events {
            guard case .weighed(let reading, _) = event else { continue }
            #expect(reading.axles.reduce(Kilograms.zero) { $0 + $1.load } == reading.gross)
        }
    }

    @Test("every reading has one origin, ordinals and times rise, no seq is used twice")
    func readings() {
        var (ordinal, last) = (Int64(0), world.instant(0))
        var ids = Set<ReadingID>()
        for event in world.events {
            let arrival: WorldArrival
            switch event {
            case .weighed(let reading, let own):
                ids.insert(reading.header.id)
                arrival = own
            case .sighted(let reading, let own):
                ids.insert(reading.header.id)
                arrival = own
            case .heard, .tick: continue
            }
            #expect(arrival.ordinal == ordinal + 1 && arrival.receivedAt >= last)
            (ordinal, last) = (arrival.ordinal, arrival.receivedAt)
        }
        #expect(ids.count == world.origins.count && Int(ordinal) == world.origins.count)
    }

    @Test("every kind of misfortune strikes, and the same seed gives the same world")
    func faults() {
        let worlds = [world] + (12...14).map { World(seed: $0) }
        let faults = worlds.flatMap(\.origins).reduce(into: Faults()) { $0.formUnion($1.faults) }
        #expect(faults == [.serious, .doubled])
        #expect(World(seed: 11).origins.map(\.id) == world.origins.map(\.id))
    }
}

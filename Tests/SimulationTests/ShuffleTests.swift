import Enforcement
import Law
import Readings
import TestSupport
import Testing
import Units

@Suite("The order of arrival", .serialized)
struct ShuffleTests {
    /// Before this the lane warms up in order: a core may learn a camera's offset here. In ms.
    private static let warm = 300_000
    /// How much later a reading may come; within the 5 s after which a passage is settled.
    private static let delay = 2_500

    private struct Outcome: Hashable, CustomStringConvertible {
        let plate: String?
        let verdict: Verdict
        let reasons: [Reason]
        let sightings: [ReadingID]

        var description: String {
            "\(plate ?? "no plate"), \(verdict), \(reasons.map(\.rawValue)), \(sightings.map { "\($0.source.device):\($0.seq)" })"
        }
    }

    @Test("does not decide what a passage becomes, within the time to settle", arguments: Seeds.run(ci: 12))
    func shuffled(seed: UInt64) throws {
        var parameters = WorldParameters.faultless
        (parameters.vehicles, parameters.lanes, parameters.heartbeats) = (240, 1...2, false)
        // Triggers link by receipt within 60 s: whether a counter has wrapped just within them is, by the contract's own
        // words, a matter of arrival.
        let links = Link.allCases.filter { $0 != .wrapping }
        parameters.links = [links[Int(seed) % links.count]]
        // With these, all pictures come within 5 s of their weighing, whatever the order.
        (parameters.cameraOffset, parameters.tailCameras, parameters.misreads) = (-800...800, 0, 0.01)
        let world = World(seed: seed, parameters)
        let asSent = try outcomes(world, world.events)
        for round in 1...3 {
            var generator = SeededGenerator(seed: seed, part: 900 + UInt64(round))
            let shuffled = try outcomes(world, delayed(world, &generator))
            let changed = asSent.sorted { $0.key < $1.key }.filter { shuffled[$0.key] != $0.value }
            guard let (id, outcome) = changed.first else { continue }
            Issue.record(
                """
                seed \(seed), round \(round), \(parameters.links[0]): \(changed.count) of \(asSent.count) passages differ
                  \(id) in order: \(outcome)
                  shuffled: \(shuffled[id].map { "\($0)" } ?? "nothing")
                """
            )
        }
    }

    /// What each weighing became, without those of the time of warming up.
    private func outcomes(_ world: World, _ events: [WorldEvent]) throws -> [ReadingID: Outcome] {
        var ids: [Int64: ReadingID] = [:]
        var last: [ReadingID: Passage] = [:]
        var core = try SimulatedCore(world.stations)
        for event in events + [.tick(world.farFuture)] {
            switch event {
            case .weighed(let reading, let arrival): ids[arrival.ordinal] = reading.header.id
            case .sighted(let reading, let arrival): ids[arrival.ordinal] = reading.header.id
            case .heard, .tick: break
            }
            core.apply(event) { effect in
                switch effect {
                case .settled(let passage), .amended(let passage): last[passage.id] = passage
                default: break
                }
            }
        }
        let warm = world.instant(ShuffleTests.warm) + .seconds(10)
        return last.filter { $0.value.at >= warm }.mapValues { passage in
            let sightings = passage.sightings.compactMap { ids[$0] }.sorted()
            return Outcome(
                plate: passage.plate?.number,
                verdict: passage.verdict,
                reasons: passage.reasons,
                sightings: sightings
            )
        }
    }

    /// The same events, each after the time of warming up a while later, so that they come in another order.
    private func delayed(_ world: World, _ generator: inout SeededGenerator) -> [WorldEvent] {
        let warm = world.instant(ShuffleTests.warm)
        var timed = world.events.map { event in
            let time = event.receivedAt
            let delay = Milliseconds(Int64(time < warm || event.isTick ? 0 : generator.int(0...ShuffleTests.delay)))
            return (time: time + delay, event: event)
        }
        let order = timed.indices.sorted { (timed[$0].time, $0) < (timed[$1].time, $1) }
        timed = order.map { timed[$0] }
        var ordinal = Int64(0)
        return timed.map { time, event in
            if !event.isTick { ordinal += 1 }
            return event.received(at: time, ordinal: ordinal)
        }
    }
}

extension WorldEvent {
    fileprivate var receivedAt: Instant {
        switch self {
        case .weighed(_, let arrival), .sighted(_, let arrival): arrival.receivedAt
        case .heard(_, _, let receivedAt): receivedAt
        case .tick(let instant): instant
        }
    }

    fileprivate var isTick: Bool {
        if case .tick = self { true } else { false }
    }

    fileprivate func received(at instant: Instant, ordinal: Int64) -> WorldEvent {
        let arrival = WorldArrival(ordinal: ordinal, receivedAt: instant, isReplayed: false)
        switch self {
        case .weighed(let reading, _): return .weighed(reading, arrival)
        case .sighted(let reading, _): return .sighted(reading, arrival)
        case .heard(let source, let now, _): return .heard(source, now: now, receivedAt: instant)
        case .tick: return self
        }
    }
}

import FeedContract
import Intake
import TestSupport
import Units

/// The connections of one station: what is on its way, and when it arrives.
///
/// Live readings may be lost, doubled and overtake one another, as over PUB and SUB; control messages come in order as
/// long as the connection lasts, and are gone with it.
struct SimulatedWire {
    struct Live {
        let arrivesAt: Instant
        let topic: [UInt8]
        let payload: [UInt8]
    }

    /// Live readings that wait for a daemon that does not take them; libzmq drops what comes beyond.
    static let queueMax = 1_000
    /// The same for control messages, which a DEALER keeps instead; nobody sends more than a replay.
    static let controlQueueMax = 3_000

    private(set) var live: [Live] = []
    private(set) var up: [(arrivesAt: Instant, message: ControlMessage)] = []
    private(set) var down: [(arrivesAt: Instant, message: ControlMessage)] = []
    /// Rises with every connection, as routing ids do; `nil` while there is none.
    private(set) var connection: Int?
    private var connections = 0

    var route: SourceSession.Route? {
        connection.map { SourceSession.Route([0, UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)]) }
    }

    /// Whether nothing is on its way.
    var isIdle: Bool { live.isEmpty && up.isEmpty && down.isEmpty }

    /// Room for control messages of the station's.
    var room: Int { connection == nil ? 0 : max(0, SimulatedWire.controlQueueMax - up.count) }

    mutating func connect() {
        connections += 1
        connection = connections
    }

    /// Loses what is on its way.
    mutating func cut() {
        connection = nil
        (live, up, down) = ([], [], [])
    }

    mutating func publish(
        _ topic: [UInt8],
        _ payload: [UInt8],
        at now: Instant,
        _ faults: FeedFaults,
        _ random: inout SeededGenerator
    ) {
        guard connection != nil, live.count < SimulatedWire.queueMax else { return }
        for _ in 0..<(random.happens(faults.doubles) ? 2 : 1) where !random.happens(faults.loses) {
            let arrivesAt = now + Milliseconds(Int64(random.int(0...faults.delayMax)))
            let last = live.last?.arrivesAt ?? .distantPast
            live.append(
                Live(arrivesAt: faults.reorders ? arrivesAt : max(last, arrivesAt), topic: topic, payload: payload)
            )
        }
    }

    mutating func send(_ message: ControlMessage, at now: Instant, delay: Int) {
        guard connection != nil, up.count < SimulatedWire.controlQueueMax else { return }
        up.append((max(up.last?.arrivesAt ?? .distantPast, now + Milliseconds(Int64(delay))), message))
    }

    mutating func answer(_ message: ControlMessage, to route: SourceSession.Route, at now: Instant, delay: Int) {
        guard self.route == route else { return }
        down.append((max(down.last?.arrivesAt ?? .distantPast, now + Milliseconds(Int64(delay))), message))
    }

    mutating func takeLive(at now: Instant) -> [Live] {
        let arrived = live.filter { $0.arrivesAt <= now }.sorted { $0.arrivesAt < $1.arrivesAt }
        live.removeAll { $0.arrivesAt <= now }
        return arrived
    }

    mutating func takeUp(at now: Instant) -> [ControlMessage] {
        let arrived = up.prefix { $0.arrivesAt <= now }
        up.removeFirst(arrived.count)
        return arrived.map(\.message)
    }

    mutating func takeDown(at now: Instant) -> [ControlMessage] {
        let arrived = down.prefix { $0.arrivesAt <= now }
        down.removeFirst(arrived.count)
        return arrived.map(\.message)
    }
}

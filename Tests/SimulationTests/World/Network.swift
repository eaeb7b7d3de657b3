import TestSupport

/// Carries the drafts of one station to the daemon, with everything that a network does.
struct Network {
    let station: SimulatedStation
    let parameters: WorldParameters
    var generator: SeededGenerator
    /// When the last message of each device arrived: a connection keeps its order.
    private var latest: [Int]
    /// How many of a silent device's messages wait.
    private var kept: [Int]

    /// How long after a device is back its backlog is asked for.
    private static let reconnection = 600

    init(station: SimulatedStation, parameters: WorldParameters, generator: SeededGenerator) {
        self.station = station
        self.parameters = parameters
        self.generator = generator
        latest = station.devices.map { _ in 0 }
        kept = latest
    }

    /// Numbers the messages of each device in the order of sending, and delivers them.
    mutating func deliver(_ drafts: [Draft]) -> [Delivery] {
        var seqs = station.devices.map { _ in UInt64(0) }
        let sent = drafts.enumerated().sorted { ($0.element.sentAt, $0.offset) < ($1.element.sentAt, $1.offset) }
        return sent.map { _, draft in
            seqs[draft.device] += 1
            return deliver(draft.numbered(seqs[draft.device]))
        }
    }

    private mutating func deliver(_ draft: Draft) -> Delivery {
        let device = station.devices[draft.device]
        let (delay, isHole) = (self.delay(), generator.chance(parameters.holes))
        var delivery = Delivery(draft: draft, receivedAt: draft.sentAt + delay, isReplayed: false)
        if device.isSilent(draft.sentAt), let end = device.silence?.upperBound {
            delivery.draft.faults.insert(.silent)
            delivery.receivedAt = end + Network.reconnection + 4 * kept[draft.device]
            kept[draft.device] += 1
            delivery.isReplayed = device.replaysBacklog
        } else if isHole {
            delivery.draft.faults.insert(.hole)
            delivery.receivedAt = draft.sentAt + delay + generator.int(600...2_500)
            delivery.isReplayed = true
        }
        if !delivery.isReplayed {
            delivery.receivedAt = max(delivery.receivedAt, latest[draft.device])
            latest[draft.device] = delivery.receivedAt
        }
        return delivery
    }

    private mutating func delay() -> Int {
        if generator.chance(parameters.slowMessages) { return generator.int(400...3_000) }
        return min(400, max(5, Int(generator.logNormal(median: 40, sigma: 0.9))))
    }

    /// The heartbeats of all devices. They come on a connection of their own, and may overtake readings.
    mutating func heartbeats(until end: Int) -> [Heartbeat] {
        var heartbeats: [Heartbeat] = []
        for (index, device) in station.devices.enumerated() {
            for time in stride(from: generator.int(0...999), to: end, by: 1_000) where !device.isSilent(time) {
                let receivedAt = time + generator.int(2...60)
                heartbeats.append(Heartbeat(device: index, now: device.clock.reading(time), receivedAt: receivedAt))
            }
        }
        return heartbeats
    }
}

/// A message that has arrived.
struct Delivery: Sendable {
    var draft: Draft
    /// In ms since the world began.
    var receivedAt: Int
    /// Whether it came over the control channel.
    var isReplayed: Bool
}

/// A device's HELLO.
struct Heartbeat: Sendable {
    let device: Int
    /// What its clock shows, in ms since the world began.
    let now: Int
    let receivedAt: Int
}

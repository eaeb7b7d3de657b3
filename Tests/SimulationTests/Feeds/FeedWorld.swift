import Daemon
import Enforcement
import FeedContract
import Law
import Readings
import TestSupport
import Units

/// Stations, network, daemon and disks under a made-up clock, with everything that follows from one seed.
struct FeedWorld {
    /// What the world draws from.
    struct Chance {
        let faults: FeedFaults
        var random: SeededGenerator
    }

    private static let step = Milliseconds(50)
    /// The same when nothing goes wrong any more and nothing is on its way.
    private static let idleStep = Milliseconds(250)
    /// How long there are trucks and misfortunes.
    private static let busyFor = Milliseconds.seconds(20)
    /// How long passages may take to settle when every reading is acknowledged.
    private static let passagesWithin = Milliseconds.seconds(6)
    /// How long everything may take to settle afterwards.
    private static let settledWithin = Milliseconds.seconds(240)

    let seed: UInt64
    let directory: TemporaryDirectory
    private(set) var stations: [SimulatedFeedStation] = []
    private var wires: [SimulatedWire] = []
    private var daemon: SimulatedFeedDaemon?
    private var chance: Chance
    private let profiles: [StationProfile]
    private let rules: RuleBook
    private(set) var now = Given.noon
    private var daemonBackAt = Given.noon
    private var daemonMovesAt = Given.noon
    private var diskEmptyAt = Given.noon
    private var stationBackAt: [Instant]
    private var wireBackAt: [Instant]

    init(seed: UInt64, rules: RuleBook) throws {
        self.seed = seed
        self.rules = rules
        directory = try TemporaryDirectory(isInMemory: true)
        var random = SeededGenerator(seed: seed)
        chance = Chance(faults: FeedFaults(&random), random: random)
        let names = (1...chance.random.int(1...3)).map { "S\($0)" }
        profiles = names.map(SimulatedFeedStation.profile)
        stationBackAt = names.map { _ in Given.noon }
        wireBackAt = stationBackAt
        wires = names.map { _ in SimulatedWire() }
        for (place, name) in names.enumerated() {
            stations.append(try SimulatedFeedStation(name, seed: seed &* 7 &+ UInt64(place), chance.faults, now: now))
        }
    }

    var faults: FeedFaults { chance.faults }

    /// Lives through it.
    ///
    /// - Returns: whether everything that was spooled was acknowledged in the end.
    mutating func run() throws -> Bool {
        let quietAt = now + FeedWorld.busyFor
        while now < quietAt {
            try misfortune()
            for place in stations.indices where chance.random.once(in: 4) { stations[place].pass(at: now) }
            try live()
        }
        let end = quietAt + FeedWorld.settledWithin
        // Nothing goes wrong any more: what is down comes back, what is full has room.
        (diskEmptyAt, daemonBackAt, daemonMovesAt) = (now, now, now)
        stationBackAt = stationBackAt.map { _ in now }
        wireBackAt = stationBackAt
        while now < end, !isSettled { try live(isQuiet: true) }
        // The passages, too.
        let passedAt = now + FeedWorld.passagesWithin
        while now < passedAt { try live(isQuiet: true) }
        let isDone = isSettled
        try daemon?.die(isCommitDone: true)
        daemon = nil
        return isDone
    }

    private var isSettled: Bool { stations.allSatisfy { $0.session != nil && $0.waiting == 0 } }

    private mutating func live(isQuiet: Bool = false) throws {
        if daemon == nil, now >= daemonBackAt {
            daemon = try SimulatedFeedDaemon(directory: directory.path, stations: profiles, rules: rules, now: now)
        }
        for place in stations.indices { try liveStation(place) }
        try liveDaemon()
        let isIdle = isQuiet && daemon?.isIdle == true && wires.allSatisfy(\.isIdle)
        now = now + (isIdle ? FeedWorld.idleStep : FeedWorld.step)
    }

    private mutating func liveStation(_ place: Int) throws {
        // A station whose disk fails at the start ends and is started again.
        if stations[place].session == nil, now >= stationBackAt[place] { try? stations[place].start(now) }
        let isUp = daemon != nil && stations[place].session != nil && now >= wireBackAt[place]
        if !isUp {
            wires[place].cut()
        } else if wires[place].connection == nil {
            wires[place].connect()
            stations[place].reconnected()
        }
        stations[place].turn(&wires[place], at: now, &chance)
    }

    private mutating func liveDaemon() throws {
        guard daemon != nil, now >= daemonMovesAt else { return }
        for place in wires.indices {
            for live in wires[place].takeLive(at: now) { daemon?.take(live, at: now) }
        }
        for place in wires.indices {
            guard let route = wires[place].route else { continue }
            let messages = wires[place].takeUp(at: now)
            for (index, message) in messages.enumerated() {
                daemon?.take(message, from: route, at: now, isDrained: index == messages.count - 1)
            }
        }
        let delay = Milliseconds(Int64(chance.random.pick([0, 0, 50, 400])))
        try daemon?.turn(at: now, isDiskFull: now < diskEmptyAt, delay: delay)
        for (message, route) in daemon?.takeMessages() ?? [] {
            for place in wires.indices {
                wires[place].answer(message, to: route, at: now, delay: chance.random.int(0...chance.faults.delayMax))
            }
        }
    }

    private mutating func misfortune() throws {
        let faults = chance.faults
        func later(_ most: Int, _ chance: inout Chance) -> Instant {
            now + Milliseconds(Int64(chance.random.int(1...most)))
        }
        for place in wires.indices {
            if chance.random.happens(faults.cuts) {
                wires[place].cut()
                wireBackAt[place] = later(faults.cutMax, &chance)
            }
            if chance.random.happens(faults.stationDies), stations[place].session != nil {
                stations[place].loseMind()
                stationBackAt[place] = later(5_000, &chance)
                wires[place].cut()
            }
            if chance.random.happens(faults.syncFails) { stations[place].disk.syncFailures += 1 }
            if chance.random.happens(faults.clockJumps) {
                stations[place].clock = .seconds(Int64(chance.random.int(-3_600...3_600)))
            }
        }
        if chance.random.happens(faults.daemonDies), daemon != nil {
            try daemon?.die(isCommitDone: chance.random.once(in: 2))
            daemon = nil
            daemonBackAt = later(4_000, &chance)
        }
        if chance.random.happens(faults.reloads), now >= diskEmptyAt {
            try daemon?.reload(stations: profiles, rules: rules)
        }
        if chance.random.happens(faults.daemonStands) { daemonMovesAt = later(20_000, &chance) }
        if chance.random.happens(faults.diskFills) { diskEmptyAt = later(8_000, &chance) }
    }
}

import Readings
import StationFeed
import TestSupport
import Testing
import Units

/// A spool with a hard life: a feeder that goes on from `origin`, a daemon that settles and sometimes will not have an
/// epoch, power cuts at any write, full disks and failed syncs. What must hold is checked after every start.
private struct HardLife {
    private var random: SeededGenerator
    private let disk: SimulatedDisk
    private let source = Given.source("S1/wim-1")
    private var settings = SpoolSettings()
    private var now = spoolStart
    private var spool: SourceSpool
    private var fed = 0

    /// What was given out, by identity: the number that the reading says.
    private var published: [ReadingID: Int] = [:]
    /// Readings that the daemon has settled under some identity.
    private var settled: Set<Int> = []
    private(set) var faults: [String] = []

    init(seed: UInt64, sync: SpoolSettings.Sync) throws {
        random = SeededGenerator(seed: seed)
        disk = SimulatedDisk(seed: seed &+ 1_000_003)
        settings.sync = sync
        settings.bytesMax = 1 << 15
        spool = try SourceSpool(source, in: "spool/S1/wim-1", on: disk, settings: settings, now: now)
    }

    mutating func live(steps: Int) {
        for _ in 0..<steps {
            now = now + Milliseconds(Int64(random.int(0...50)))
            do {
                try act(random.int(1...100))
            } catch {
                // The disk's, all of them meant.
                if disk.isOff { restart() }
            }
        }
        restart()
    }

    private mutating func act(_ die: Int) throws {
        switch die {
        case ...50: try feed(random.int(1...5))
        case ...80: note(try spool.commit(now: now))
        case ...88: try settle()
        case ...89: spool.compact(now: now)
        case ...90: try spool.giveUp(spool.epoch, newest: 0, .seqReused, now: now)
        case ...93: disk.stepsLeft = random.int(0...6)
        case ...94: disk.syncFailures = 1
        case ...95: disk.bytesMax = disk.bytesMax == .max ? disk.bytes + random.int(0...400) : .max
        case ...97: try stop()
        default: restart()
        }
        try spool.moveSome(max: 4, now: now)
    }

    private mutating func feed(_ count: Int) throws {
        for _ in 0..<count {
            try SpoolFixture.append(fed + 1, to: &spool, now: now)
            fed += 1
        }
    }

    private mutating func stop() throws {
        note(try spool.commit(now: now))
        try spool.close()
        try reopen()
    }

    private mutating func restart() {
        disk.restart()
        disk.bytesMax = .max
        do {
            try reopen()
        } catch {
            faults.append("cannot be opened: \(error)")
        }
    }

    private mutating func reopen() throws {
        spool = try SourceSpool(source, in: "spool/S1/wim-1", on: disk, settings: settings, now: now)
        fed = Int(String(decoding: spool.origin, as: UTF8.self)) ?? 0
        try check()
    }

    private mutating func note(_ readings: [SpooledReading]) {
        for reading in readings {
            let id = spool.id(spool.epoch, reading.seq)
            let number = SpoolFixture.number(reading.payload)
            if let before = published[id], before != number { faults.append("\(id) is both \(before) and \(number)") }
            if SpoolFixture.payload(number, id) != reading.payload { faults.append("\(id) has another's identity") }
            published[id] = number
        }
    }

    /// The daemon settles a random part of what it was given.
    private mutating func settle() throws {
        // What is held the daemon may have asked for, whether it was given out or not.
        for (id, payload) in try SpoolFixture.content(of: &spool) { published[id] = SpoolFixture.number(payload) }
        guard let holding = spool.holdings.randomElement(using: &random), holding.next > 1 else { return }
        let through = UInt64(random.int(Int(holding.through)...Int(holding.next - 1)))
        if !spool.acknowledge(epoch: holding.epoch, through: through) { faults.append("\(through) is unknown") }
        for (id, number) in published where id.epoch == holding.epoch && id.seq <= through { settled.insert(number) }
    }

    /// After a start: everything given out and not settled is held, once, and nothing else is behind its number.
    private mutating func check() throws {
        var held = try SpoolFixture.content(of: &spool)
        // What was to be moved when the power went is held under its old identity, or moved on.
        while spool.isMoving {
            try spool.moveSome(max: 100, now: now)
            note(try spool.commit(now: now))
            held = try SpoolFixture.content(of: &spool)
        }
        var times: [Int: Int] = [:]
        for (id, payload) in held {
            let number = SpoolFixture.number(payload)
            times[number, default: 0] += 1
            if let before = published[id], before != number { faults.append("\(id) was \(before), is \(number)") }
            if payload != SpoolFixture.payload(number, id) { faults.append("\(id) holds garbage") }
            // Whether it was given out before or not, the daemon may ask for it from now on.
            published[id] = number
        }
        if let last = spool.holdings.last, let greatest = published.keys.filter({ $0.epoch == last.epoch }).max() {
            if greatest.seq >= last.next { faults.append("\(greatest) would be given out twice") }
        }
        guard settings.sync != .none else { return }
        for (number, count) in times where count > 1 && !settled.contains(number) {
            faults.append("\(number) is held \(count) times")
        }
        for number in Set(published.values).subtracting(settled) where times[number] == nil {
            faults.append("\(number) was given out, is not settled, and is gone")
        }
        // The feeder goes on behind what is held: nothing is left out, nothing comes twice.
        let known = settled.union(times.keys)
        if fed > 0, !Set(1...fed).isSubset(of: known) { faults.append("the origin \(fed) skips readings") }
        if let greatest = known.max(), greatest > fed { faults.append("the origin \(fed) repeats \(greatest)") }
    }
}

@Suite("Spool with a hard life", .timeLimit(.minutes(60))) struct SpoolPropertyTests {
    @Test("nothing given out is lost, doubled or changed", arguments: Seeds.run(ci: 40))
    func life(seed: UInt64) throws {
        for sync in SpoolSettings.Sync.allCases {
            var life = try HardLife(seed: seed, sync: sync)
            life.live(steps: 400)
            #expect(life.faults.isEmpty, "seed \(seed), \(sync): \(life.faults.prefix(3))")
        }
    }

    @Test("the power goes at every single write of a short life")
    func everyWrite() throws {
        for sync in [SpoolSettings.Sync.always, .group] {
            for steps in 0..<60 {
                try checkShortLife(sync, powerGoesAt: steps)
            }
        }
    }

    /// Spools twelve readings, four at a time, gives up the epoch in between, settles some; then looks.
    private func checkShortLife(_ sync: SpoolSettings.Sync, powerGoesAt steps: Int) throws {
        var fixture = SpoolFixture(seed: UInt64(steps))
        fixture.settings.sync = sync
        fixture.disk.stepsLeft = steps
        var given: Set<Int> = []
        let numbers = { (readings: [SpooledReading]) in readings.map { SpoolFixture.number($0.payload) } }
        do {
            var spool = try fixture.open()
            for round in 0..<3 {
                try fixture.append(4, to: &spool)
                given.formUnion(numbers(try spool.commit(now: fixture.now)))
                if round == 1 { try spool.giveUp(spool.epoch, newest: 0, .seqReused, now: fixture.now) }
                while spool.isMoving, !fixture.disk.isOff {
                    try spool.moveSome(max: 3, now: fixture.now)
                    given.formUnion(numbers(try spool.commit(now: fixture.now)))
                }
            }
        } catch {
            #expect(fixture.disk.isOff, "\(sync), \(steps): \(error)")
        }
        fixture.disk.restart()
        var spool = try fixture.open()
        while spool.isMoving {
            try spool.moveSome(max: 3, now: fixture.now)
            _ = try spool.commit(now: fixture.now)
        }
        let held = try SpoolFixture.content(of: &spool)
        let ids = Set(held.values.map(SpoolFixture.number))
        #expect(ids.isSuperset(of: given), "\(sync), power gone at write \(steps)")
        #expect(ids.count == held.count, "\(sync), power gone at write \(steps): some are held twice")
        #expect(spool.notices.filter(\.isSevere).isEmpty, "\(sync), power gone at write \(steps)")
    }
}

import FeedContract
import Journal
import Readings
import TestSupport
import Testing
import Units

@testable import Intake

/// A scale, a network that loses, doubles and delays, and a daemon that dies and runs out of disk.
private struct LossyFeed {
    var scale = SpoolingScale()
    var bench: Bench
    var generator: SeededGenerator
    var now = Given.noon
    var isQuiet = false
    private var route: UInt8 = 1
    private var live: [(due: Instant, message: Message)] = []
    /// In order, as on a connection.
    private var toDaemon: [(due: Instant, message: ControlMessage, route: UInt8)] = []
    private var toScale: [(due: Instant, message: ControlMessage, route: UInt8)] = []
    private var greetedAt = Instant.distantPast
    private(set) var deaths = 0

    init(seed: UInt64) throws {
        bench = try Bench()
        generator = SeededGenerator(seed: seed)
    }

    mutating func step() throws {
        now = now + Milliseconds(Int64(generator.int(5...80)))
        if !isQuiet {
            for _ in 0..<generator.int(0...3) { publish() }
            try disturb()
        }
        if greetedAt == .distantPast || now - greetedAt >= .seconds(1) {
            greetedAt = now
            for hello in scale.hellos(at: now) { toDaemon.append((due(200), hello, route)) }
        }
        deliver()
        bench.tick(now)
        if !bench.reception.isBlocked, generator.once(in: isQuiet ? 10 : 3) {
            try bench.commit()
            if isQuiet || !generator.once(in: 4) { bench.settle() }
        }
        answer()
    }

    private mutating func due(_ most: Int) -> Instant { now + Milliseconds(Int64(generator.int(0...most))) }

    private mutating func publish() {
        let message = scale.publish()
        guard !generator.once(in: 10) else { return }
        live.append((due(generator.once(in: 20) ? 2_000 : 100), message))
        if generator.once(in: 30) { live.append((due(3_000), message)) }
    }

    private mutating func disturb() throws {
        switch generator.int(0...600) {
        case 0...2: scale.purge(UInt64(generator.int(1...30)))
        case 3, 4:
            scale.restart()
            route += 1
        case 5:
            scale.restartUnclean()
            route += 1
        case 6: route += 1
        case 7, 8:
            // What it holds in memory goes with it.
            deaths += 1
            live.removeAll { $0.due <= now + .seconds(1) }
            toDaemon.removeAll()
            bench = try bench.killed(startedAt: now)
            route += 1
        case 9: bench.block(!bench.reception.isBlocked)
        default: break
        }
        if bench.reception.isBlocked, generator.once(in: 60) { bench.block(false) }
    }

    private mutating func deliver() {
        for item in live where item.due <= now { bench.receive(item.message, at: now) }
        live.removeAll { $0.due <= now }
        while let item = toDaemon.first, item.due <= now {
            toDaemon.removeFirst()
            let incoming = ControlIncoming(
                frames: item.message.frames,
                route: SourceSession.Route([item.route]),
                receivedAt: now,
                speaker: .anyone,
                isDrained: toDaemon.first.map { $0.due > now } ?? true,
                sender: nil
            )
            bench.reception.take(incoming)
        }
        while let item = toScale.first, item.due <= now {
            toScale.removeFirst()
            // What went to a connection that is no more is lost; the scale's answers are in one with its HELLO.
            guard item.route == route else { continue }
            for answer in scale.hear(item.message) { toDaemon.append((due(50), answer, route)) }
        }
    }

    private mutating func answer() {
        for (message, to) in bench.reception.takeMessages() {
            guard let last = to.bytes.first, isQuiet || !generator.once(in: 20) else { continue }
            toScale.append((due(50), message, last))
        }
    }

    /// Heals everything and lets it come to rest.
    mutating func heal() throws {
        isQuiet = true
        bench.block(false)
        for _ in 0..<4_000 { try step() }
    }
}

@Suite("A scale, a lossy network and a daemon that dies")
struct LossyFeedTests {
    @Test("every reading that was spooled is stored exactly once, or was purged and is in a gap")
    func exactlyOnce() throws {
        for seed in Seeds.run(ci: 3) {
            var feed = try LossyFeed(seed: seed)
            for _ in 0..<2_000 { try feed.step() }
            try feed.heal()
            let counters = feed.bench.reception.counters
            #expect(counters.addUp, "seed \(seed)")
            let rows = try feed.bench.reader.readings((1...Int64(counters.committed)).map { $0 })
            let stored = Set(rows.map(\.id))
            #expect(stored.count == rows.count && rows.count == counters.committed, "seed \(seed): stored twice")
            let marks = try feed.bench.reader.sources().flatMap(\.marks).map(\.mark)
            let gaps = try feed.bench.reader.gaps(limit: 10_000)
            for (epoch, spool) in feed.scale.spools.sorted(by: { $0.key < $1.key }) {
                let mark = marks.first { $0.epoch == epoch }
                let what = "seed \(seed), \(feed.deaths) deaths, epoch \(epoch)"
                #expect(mark?.through == spool.next - 1 && mark?.holes.isEmpty == true, "\(what)")
                for seq in 1..<spool.next {
                    let isStored = stored.contains(
                        ReadingID(source: SpoolingScale.source, epoch: epoch, seq: seq)
                    )
                    let isLost = gaps.contains {
                        $0.epoch == epoch && $0.gap.first <= seq && seq <= $0.gap.last ?? seq
                    }
                    if isStored == isLost || isLost && !spool.purged.contains(seq) {
                        Issue.record("\(what), seq \(seq): stored \(isStored), lost \(isLost)")
                    }
                }
            }
            #expect(feed.scale.errors.isEmpty, "seed \(seed): \(feed.scale.errors)")
        }
    }
}

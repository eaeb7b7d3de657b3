import Readings
import StationFeed
import TestSupport
import Testing
import Units

/// A keep on a simulated disk.
private struct KeepFixture {
    let disk: SimulatedDisk
    var settings = MediaSettings()
    var now = spoolStart

    init(seed: UInt64 = 1, change: (inout MediaSettings) -> Void = { _ in }) {
        disk = SimulatedDisk(seed: seed)
        change(&settings)
    }

    func open() throws -> MediaKeep { try MediaKeep(settings, in: "spool/+media", on: disk, now: now) }

    /// Bytes that nobody else has.
    static func medium(_ number: Int, bytes: Int = 5_000) -> [UInt8] {
        var generator = SeededGenerator(seed: UInt64(number))
        return (0..<bytes).map { _ in UInt8(generator.int(0...255)) }
    }
}

@Suite("Media that a station keeps", .timeLimit(.minutes(60))) struct MediaKeepTests {
    @Test("a medium is there by its digest, once, and after a restart")
    func kept() throws {
        let fixture = KeepFixture()
        let keep = try fixture.open()
        let medium = KeepFixture.medium(1)
        let digest = try keep.keep(medium, now: fixture.now)
        #expect(try keep.keep(medium, now: fixture.now) == digest)
        #expect(try fixture.open().medium(digest, now: fixture.now) == medium)
        #expect(fixture.disk.paths.count == 1)
        #expect(MediaKeep.digest(of: Array("abc".utf8)).description.hasPrefix("ba7816bf8f01cfea"))
        let other = MediaKeep.digest(of: [1])
        #expect(try !keep.holds(other) && keep.medium(other, now: fixture.now) == nil)
    }

    @Test("one that is never fetched expires after its age; one named again is kept for as long as a new one")
    func expiry() throws {
        var fixture = KeepFixture { $0.ageMax = .hours(10) }
        let keep = try fixture.open()
        let first = try keep.keep(KeepFixture.medium(1), now: fixture.now)
        let second = try keep.keep(KeepFixture.medium(2), now: fixture.now)
        fixture.now = fixture.now + .hours(9)
        #expect(try keep.keep(KeepFixture.medium(2), now: fixture.now) == second)
        fixture.now = fixture.now + .hours(1)
        #expect(keep.tidy(now: fixture.now).isEmpty)
        #expect(!keep.holds(first) && keep.holds(second))
        fixture.now = fixture.now + .hours(9)
        #expect(try !fixture.open().holds(second))
        #expect(fixture.disk.paths.isEmpty)
    }

    @Test("a clock that is years ahead for a while costs few of the media, the oldest")
    func clockAhead() throws {
        var fixture = KeepFixture { $0.ageMax = .hours(10) }
        let keep = try fixture.open()
        var digests: [Readings.SHA256Digest] = []
        for number in 0..<500 {
            digests.append(
                try keep.keep(KeepFixture.medium(number, bytes: 10), now: fixture.now + Milliseconds(Int64(number)))
            )
        }
        fixture.now = fixture.now + .hours(100_000)
        _ = keep.tidy(now: fixture.now)
        #expect(digests.count { keep.holds($0) } == 500 - MediaKeep.sweepMax)
        #expect(digests.suffix(300).allSatisfy { keep.holds($0) })
        // What is wrong for longer goes on, a piece each minute, and the room is bounded all the same.
        _ = keep.tidy(now: fixture.now + .minutes(1))
        _ = keep.tidy(now: fixture.now + .minutes(2))
        #expect(keep.bytes == 0)
    }

    @Test("one that was sent stays for a while, also over a restart: the daemon may ask again")
    func sent() throws {
        var fixture = KeepFixture { $0.sentAgeMax = .hours(2) }
        let keep = try fixture.open()
        let digest = try keep.keep(KeepFixture.medium(1), now: fixture.now)
        keep.sent(digest, now: fixture.now)
        fixture.now = fixture.now + .hours(1)
        let again = try fixture.open()
        #expect(again.holds(digest))
        // Asked for again, it may not arrive again.
        again.sent(digest, now: fixture.now)
        fixture.now = fixture.now + Milliseconds(7_199_999)
        _ = again.tidy(now: fixture.now)
        #expect(again.holds(digest))
        fixture.now = fixture.now + .minutes(1)
        _ = again.tidy(now: fixture.now)
        #expect(!again.holds(digest) && fixture.disk.paths.isEmpty)
    }

    @Test("without room those that were sent go first, then the oldest, and it is said; the newest is always kept")
    func bound() throws {
        var fixture = KeepFixture { $0.bytesMax = 10 * 8_192 }
        let keep = try fixture.open()
        var digests: [SHA256Digest] = []
        for number in 0..<10 {
            digests.append(try keep.keep(KeepFixture.medium(number), now: fixture.now))
            fixture.now = fixture.now + .seconds(1)
        }
        keep.sent(digests[5], now: fixture.now)
        #expect(keep.tidy(now: fixture.now).isEmpty && digests.allSatisfy(keep.holds))
        digests.append(try keep.keep(KeepFixture.medium(10), now: fixture.now))
        #expect(digests.filter { !keep.holds($0) } == [digests[0], digests[5]])
        #expect(keep.tidy(now: fixture.now) == [.media(.full(bytesMax: 10 * 8_192))])
        #expect(keep.bytes <= 10 * 8_192)
        let large = try keep.keep(KeepFixture.medium(11, bytes: 200_000), now: fixture.now)
        #expect(digests.allSatisfy { !keep.holds($0) } && keep.holds(large))
    }

    @Test("no medium is empty, or longer than the contract allows")
    func lengths() throws {
        let fixture = KeepFixture()
        let keep = try fixture.open()
        #expect(throws: MediaFault.length(0)) { try keep.keep([], now: fixture.now) }
        let longest = [UInt8](repeating: 7, count: 12 << 20)
        #expect(throws: MediaFault.length(longest.count + 1)) { try keep.keep(longest + [7], now: fixture.now) }
        #expect(try keep.medium(try keep.keep(longest, now: fixture.now), now: fixture.now) == longest)
    }

    @Test("a file that is damaged is gone, and said; one that cannot be read is not")
    func damage() throws {
        let fixture = KeepFixture()
        let keep = try fixture.open()
        let digest = try keep.keep(KeepFixture.medium(1), now: fixture.now)
        let path = fixture.disk.paths[0]
        fixture.disk.flipBit(of: path, at: 17)
        #expect(try keep.medium(digest, now: fixture.now) == nil)
        #expect(keep.tidy(now: fixture.now) == [.media(.damaged(file: path))] && !keep.holds(digest))
        // It can be kept anew.
        #expect(try keep.medium(try keep.keep(KeepFixture.medium(1), now: fixture.now), now: fixture.now) != nil)
        try fixture.disk.delete(path)
        #expect(try keep.medium(digest, now: fixture.now) == nil)
    }

    @Test("a full disk leaves nothing half kept, and the next medium finds room again")
    func fullDisk() throws {
        let fixture = KeepFixture()
        let keep = try fixture.open()
        fixture.disk.bytesMax = 3_000
        #expect(throws: MediaFault.self) { try keep.keep(KeepFixture.medium(1), now: fixture.now) }
        #expect(fixture.disk.paths.isEmpty && keep.bytes == 0)
        fixture.disk.bytesMax = .max
        fixture.disk.syncFailures = 1
        #expect(throws: MediaFault.self) { try keep.keep(KeepFixture.medium(1), now: fixture.now) }
        #expect(fixture.disk.paths.isEmpty)
        #expect(try keep.holds(keep.keep(KeepFixture.medium(1), now: fixture.now)))
    }

    /// The promise that a camera message rests on: what `keep` has returned for is there after any power cut.
    @Test("a power cut at any write: what was kept is there whole, nothing else is, and nothing unfinished stays")
    func powerCuts() throws {
        for seed in UInt64(1)...40 {
            for steps in 0..<24 {
                let fixture = KeepFixture(seed: seed &* 1_000 &+ UInt64(steps))
                var keep = try fixture.open()
                fixture.disk.stepsLeft = steps
                var kept: [SHA256Digest] = []
                do {
                    for number in 0..<4 {
                        kept.append(try keep.keep(KeepFixture.medium(number, bytes: 300), now: fixture.now))
                        if number == 1 { keep.sent(kept[0], now: fixture.now) }
                    }
                } catch {
                    #expect(fixture.disk.isOff)
                }
                fixture.disk.restart()
                keep = try fixture.open()
                for (number, digest) in kept.enumerated() {
                    let medium = try keep.medium(digest, now: fixture.now)
                    #expect(medium == KeepFixture.medium(number, bytes: 300), "seed \(seed), step \(steps)")
                }
                #expect(fixture.disk.paths.allSatisfy { !$0.hasSuffix(".new") }, "seed \(seed), step \(steps)")
                #expect(fixture.disk.paths.count <= kept.count + 1, "seed \(seed), step \(steps)")
            }
        }
    }
}

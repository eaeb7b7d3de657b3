import Readings
import TestSupport
import Testing
import Units

@testable import Intake

@Suite("Which medium is asked for when")
struct MediaFetcherTests {
    private static func medium(_ number: Int, of source: String = "S1/cam-1") -> WantedMedium {
        let digest = String(String(repeating: "0", count: 64).dropLast("\(number)".count)) + "\(number)"
        return WantedMedium(
            source: Given.source(source),
            sha256: SHA256Digest(digest) ?? SHA256Digest(bytes: UnsafeRawBufferPointer(start: nil, count: 0)),
            bytes: 1_000
        )
    }

    /// A list of what is wanted, as the store keeps it.
    private struct Wanted {
        var media: [WantedMedium]

        var sources: [Source] { Set(media.map(\.source)).sorted() }

        func page(_ source: Source, _ after: SHA256Digest?) -> [WantedMedium] {
            let own = media.filter { $0.source == source }.sorted { $0.sha256 < $1.sha256 }
            return Array(own.filter { medium in after.map { medium.sha256 > $0 } ?? true }.prefix(3))
        }
    }

    private func ask(
        _ fetcher: inout MediaFetcher,
        _ wanted: Wanted,
        at now: Instant,
        isReachable: (Source) -> Bool = { _ in true }
    ) -> [WantedMedium] {
        fetcher.tick(now)
        return fetcher.due(wanted.sources, at: now, isReachable: isReachable).compactMap { source, after in
            fetcher.ask(wanted.page(source, after), of: source, at: now)
        }
    }

    @Test("one is outstanding a source, few in all, and each source has its turn")
    func bounds() {
        var fetcher = MediaFetcher()
        let wanted = Wanted(media: (1...9).flatMap { n in (1...3).map { Self.medium($0, of: "S1/cam-\(n)") } })
        let first = ask(&fetcher, wanted, at: .noon(plus: 0))
        #expect(first.map(\.source.device.description) == ["cam-1", "cam-2", "cam-3", "cam-4"])
        #expect(ask(&fetcher, wanted, at: .noon(plus: 1_000)).isEmpty && fetcher.outstanding == 4)
        _ = fetcher.answered(first[0], .settled, at: .noon(plus: 1_000))
        #expect(ask(&fetcher, wanted, at: .noon(plus: 1_000)).map(\.source.device.description) == ["cam-5"])
    }

    @Test("a station that does not answer is asked after 10, 20, 40 s and so on, up to 15 min, for one after another")
    func patience() {
        var fetcher = MediaFetcher()
        let wanted = Wanted(media: [Self.medium(1), Self.medium(2)])
        var asked: [(Int64, WantedMedium)] = []
        for second in 0...8_000 {
            for medium in ask(&fetcher, wanted, at: .noon(plus: Int64(second) * 1_000)) {
                asked.append((Int64(second), medium))
            }
        }
        let waits = zip(asked.dropFirst(), asked).map { $0.0 - $1.0 }
        #expect(waits.prefix(9).map { $0 - $0 % 10 } == [10, 20, 40, 80, 160, 320, 640, 900, 900], "\(waits)")
        #expect(Set(asked.prefix(4).map(\.1)).count == 2, "one medium does not hold up the other")
    }

    @Test("a silent source is left alone until it is heard")
    func silence() {
        var fetcher = MediaFetcher()
        let wanted = Wanted(media: [Self.medium(1)])
        #expect(ask(&fetcher, wanted, at: .noon(plus: 0)) { _ in false }.isEmpty)
        #expect(ask(&fetcher, wanted, at: .noon(plus: 1_000)).count == 1)
    }

    @Test("what is wrong is asked for five times, more and more seldom, and the others meanwhile")
    func wrong() throws {
        var fetcher = MediaFetcher()
        let (bad, good) = (Self.medium(1), Self.medium(2))
        var wanted = Wanted(media: [bad, good])
        var (tries, goodAt): ([Int64], Int64?) = ([], nil)
        var isGivenUp = false
        for second in 0...1_000 where !isGivenUp {
            let now = Instant.noon(plus: Int64(second) * 1_000)
            for medium in ask(&fetcher, wanted, at: now) {
                if medium == bad {
                    tries.append(Int64(second))
                    isGivenUp = fetcher.answered(medium, .wrong, at: now)
                } else {
                    goodAt = Int64(second)
                    _ = fetcher.answered(medium, .settled, at: now)
                    wanted.media.removeAll { $0 == medium }
                }
            }
        }
        #expect(isGivenUp && tries.count == MediaFetcher.triesMax, "\(tries)")
        #expect(zip(tries.dropFirst(), tries).map { $0 - $1 }.allSatisfy { $0 >= 10 }, "\(tries)")
        #expect(try #require(goodAt) < 10)
    }

    @Test("whatever stations do, the bounds hold, and what can be had is had", arguments: Seeds.run(ci: 50))
    func property(seed: UInt64) {
        var (random, fetcher) = (SeededGenerator(seed: seed), MediaFetcher())
        var wanted = Wanted(media: (1...6).flatMap { n in (1...5).map { Self.medium($0, of: "S1/cam-\(n)") } })
        var asked: [WantedMedium] = []
        for second in 0...20_000 where !wanted.media.isEmpty {
            let now = Instant.noon(plus: Int64(second) * 1_000)
            let hears = random.int(1...6)
            asked += ask(&fetcher, wanted, at: now) { $0.device.description != "cam-\(hears)" }
            #expect(fetcher.outstanding <= MediaFetcher.outstandingMax, "seed \(seed)")
            guard !asked.isEmpty, random.once(in: 2) else { continue }
            let medium = asked.remove(at: random.int(0...(asked.count - 1)))
            switch random.int(1...4) {
            case 1: break  // It hangs.
            case 2:
                if fetcher.answered(medium, .wrong, at: now) { wanted.media.removeAll { $0 == medium } }
            case 3: _ = fetcher.answered(medium, .notTaken, at: now)
            default:
                _ = fetcher.answered(medium, .settled, at: now)
                wanted.media.removeAll { $0 == medium }
            }
        }
        #expect(wanted.media.isEmpty, "seed \(seed): \(wanted.media.count) left")
    }
}

import CaseStore
import Enforcement
import FeedContract
import Foundation
import Synchronization
import Testing
import Units

@testable import Daemon

@Suite("Bounds of the API")
struct APIBoundsTests {
    private let now = ContinuousClock.now

    @Test("a token may ask so often at once, and so often a second after")
    func rate() {
        let limits = RateLimits(.init(perSecond: 10, burst: 20))
        #expect((0..<20).allSatisfy { _ in limits.take("a", at: now) == nil })
        #expect(limits.take("a", at: now) == 1 && limits.take("b", at: now) == nil)
        #expect((0..<10).allSatisfy { _ in limits.take("a", at: now + .seconds(1)) == nil })
        #expect(limits.take("a", at: now + .seconds(1)) != nil)
        // A clock that goes back gives nothing.
        #expect(limits.take("a", at: now) != nil)
    }

    @Test("guessing locks an address out for a while; what lies far apart does not count, and a network of IPv6 is one")
    func guesses() {
        let table = GuessTable()
        let tries = (1...GuessTable.failuresMax).map { _ in table.noteFailure("10.0.0.1", at: now) }
        #expect(tries.last == true && !tries.dropLast().contains(true))
        #expect(table.secondsLocked("10.0.0.1", at: now) != nil && table.secondsLocked("10.0.0.2", at: now) == nil)
        #expect(table.secondsLocked("10.0.0.1", at: now + GuessTable.lockedFor) == nil)
        for number in 0..<GuessTable.failuresMax {
            #expect(!table.noteFailure("10.0.0.3", at: now + GuessTable.window * (number * 2)))
        }
        for number in 1...GuessTable.failuresMax { _ = table.noteFailure("2001:db8:1:2::\(number)", at: now) }
        #expect(table.secondsLocked("2001:db8:1:2:9::1", at: now) != nil)
    }

    @Test("of addresses that guess so many are remembered, the longest ago is forgotten")
    func guessBound() {
        let table = GuessTable()
        for _ in 0..<(GuessTable.failuresMax - 1) { _ = table.noteFailure("first", at: now) }
        for number in 0..<GuessTable.addressesMax { _ = table.noteFailure("a\(number)", at: now + .milliseconds(1)) }
        #expect(!table.noteFailure("first", at: now + .milliseconds(2)))
    }

    private func verdict(_ plate: String, _ verdict: String, at seconds: Int64, station: String = "S1")
        -> VerdictMessage
    {
        var message = VerdictMessage(
            topic: "verdict/\(station)/1",
            pass: "\(station)/wim-1:1:\(seconds)",
            at: Instant(millisecondsSince1970: seconds * 1_000),
            gross: Kilograms(40_000),
            assessed: Kilograms(40_000),
            verdict: verdict,
            action: "pass"
        )
        message.plate = plate
        return message
    }

    @Test(
        "the board has the latest weighing of each station, whatever order it is told in, and forgets the oldest plates"
    )
    func board() {
        let board = EntryBoard()
        board.take([
            verdict("A", "overloaded", at: 1), verdict("A", "compliant", at: 3), verdict("A", "overloaded", at: 2),
        ])
        #expect(board.verdicts("A").map(\.verdict) == ["compliant"])
        for number in 0..<10 { board.take([verdict("B", "compliant", at: Int64(number), station: "S\(number)")]) }
        #expect(board.verdicts("B").map(\.station) == ["S9", "S8", "S7", "S6"])
        for number in 0...EntryBoard.platesMax { board.take([verdict("P\(number)", "compliant", at: 9)]) }
        #expect(board.verdicts("A").isEmpty && !board.verdicts("P\(EntryBoard.platesMax)").isEmpty)
    }

    private func alert(_ station: String) -> AlertMessage {
        AlertMessage(
            topic: "alert/bypass",
            id: "x",
            kind: "bypass",
            station: station,
            at: Instant(millisecondsSince1970: 0),
            text: ("", "")
        )
    }

    @Test("a listener hears his stations, takes up by id, and is cut off when he is too slow")
    func feed() async throws {
        let feed = LiveFeed()
        feed.take([alert("S1")])
        func listen(_ last: String?) throws -> LiveFeed.Subscription {
            try feed.listen(after: last, caller: "a", sees: { $0 == "S1" }, isAllowed: { true })
        }
        let live = try listen(nil)
        feed.take([alert("S2"), alert("S1"), verdict("A", "compliant", at: 1)])
        var heard = live.items.makeAsyncIterator()
        guard case .event(let first) = await heard.next() else { throw CancellationError() }
        #expect(first.n == 3 && first.message.stationName == "S1")
        #expect(try listen("\(feed.life).1").missed?.map(\.n) == [3, 4])
        #expect(try listen("other.1").missed == nil && listen("\(feed.life).99").missed == nil)
        for _ in 0...LiveFeed.waitingMax { feed.take([alert("S1")]) }
        #expect(feed.end(of: live.id) == .tooSlow && feed.listeners == 0)
        let open = try (0..<LiveFeed.listenersOfOneMax).map { _ in try listen(nil) }
        #expect(throws: Problem.self) { try listen(nil) }
        feed.leave(open[0].id)
        _ = try listen(nil)
        feed.stop()
        #expect(feed.listeners == 0 && open.count == LiveFeed.listenersOfOneMax)
    }

    @Test("who may not listen any more is let go when that is known, and not only when the line is tried")
    func dismissed() throws {
        let feed = LiveFeed()
        let isGood = Mutex(true)
        func listen(_ isAllowed: @escaping @Sendable () -> Bool) throws -> UInt64 {
            try feed.listen(after: nil, caller: "a", sees: { _ in true }, isAllowed: isAllowed).id
        }
        let (bound, free) = (try listen { isGood.withLock { $0 } }, try listen { true })
        feed.dismiss()
        #expect(feed.listeners == 2)
        isGood.withLock { $0 = false }
        feed.dismiss()
        #expect(feed.end(of: bound) == .noLongerAllowed && feed.end(of: free) == .running && feed.listeners == 1)
    }

    @Test("of events long ago nobody knows any more")
    func forgotten() throws {
        let feed = LiveFeed()
        for _ in 0..<(3 * LiveFeed.rememberedMax) { feed.take([alert("S1")]) }
        let old = try feed.listen(after: "\(feed.life).1", caller: "a", sees: { _ in true }, isAllowed: { true })
        #expect(old.missed == nil)
    }

    @Test("who waits for a change is woken by it, by the time, and by the stop", .timeLimit(.minutes(60)))
    func bell() async {
        let bell = ChangeBell()
        await bell.wait(beyond: bell.rung, until: .now + .milliseconds(1))
        let seen = bell.rung
        async let woken: Void = bell.wait(beyond: seen, until: .now + .seconds(600))
        bell.ring()
        await woken
        async let stopped: Void = bell.wait(beyond: bell.rung, until: .now + .seconds(600))
        bell.stop()
        await stopped
    }

    @Test("metrics are written as Prometheus reads them")
    func exposition() {
        var page = Exposition()
        page.family("a_total", .counter, "One\nline.", [([("x", "a\"b\\c")], 1), ([("x", "d")], 2.5)])
        var histogram = Histogram([0.1, 1])
        for duration in [Duration.milliseconds(50), .milliseconds(500), .seconds(5)] { histogram.note(duration) }
        page.histograms("h_seconds", "Times.", [([], histogram)])
        #expect(
            page.text == """
                # HELP a_total One\\nline.
                # TYPE a_total counter
                a_total{x="a\\"b\\\\c"} 1
                a_total{x="d"} 2.5
                # HELP h_seconds Times.
                # TYPE h_seconds histogram
                h_seconds_bucket{le="0.1"} 1
                h_seconds_bucket{le="1"} 2
                h_seconds_bucket{le="+Inf"} 3
                h_seconds_sum 5.55
                h_seconds_count 3

                """
        )
    }

    @Test("what is masked shows its ends alone")
    func mask() {
        #expect("王小明".masked == "王**" && "410184199001011234".masked == "410****34" && "".masked == "**")
    }
}

import Testing
import ZeroMQ

@Suite struct PollSetTests {
    @Test func waitingFindsNothing() throws {
        let socket = try Socket(.router, in: Context())
        let started = ContinuousClock.now
        let events = try socket.poll(timeoutMilliseconds: 20)
        #expect(events.isEmpty)
        #expect(started.duration(to: .now) >= .milliseconds(19))
        var message = Message()
        let now = try socket.receive(into: &message, wait: .no)
        let past = try socket.receive(into: &message, wait: .milliseconds(-5))
        let later = try socket.receive(into: &message, wait: .milliseconds(20))
        #expect(!now && !past && !later)
        #expect(started.duration(to: .now) >= .milliseconds(38))
    }

    @Test func aSetTellsWhichSocketIsReady() throws {
        let context = try Context()
        let first = try Socket(.router, in: context)
        try first.bind(anyPort)
        let second = try Socket(.router, in: context)
        let endpoint = try second.bind(anyPort)
        let dealer = try Socket(.dealer, in: context)
        try dealer.connect(endpoint)

        var set = PollSet()
        let places = (try set.add(first), try set.add(second), try set.add(dealer, for: [.readable, .writable]))
        #expect(places == (0, 1, 2))
        #expect(set.count == 3)
        let ready = try set.wait(timeoutMilliseconds: 30_000)
        #expect(ready == 1)
        #expect(set.events(at: 2) == .writable)

        try #require(try dealer.send("x"))
        while try second.poll(timeoutMilliseconds: 30_000).isEmpty {}
        let readyThen = try set.wait(timeoutMilliseconds: 0)
        #expect(readyThen == 2)
        #expect(set.events(at: 0).isEmpty)
        #expect(set.events(at: 1) == .readable)
    }

    @Test func theBoundsOfASet() throws {
        let context = try Context()
        let socket = try Socket(.dealer, in: context)
        var set = PollSet()
        #expect(failure { () throws(ZeroMQError) in _ = try set.wait(timeoutMilliseconds: nil) }?.name == "EINVAL")
        for _ in 0..<PollSet.countMax {
            try set.add(socket)
        }
        #expect(failure { () throws(ZeroMQError) in try set.add(socket) }?.name == "EINVAL")
        let ready = try set.wait(timeoutMilliseconds: 0)
        #expect(ready == 0)
    }
}

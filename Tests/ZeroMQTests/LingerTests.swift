import Testing
import ZeroMQ

@Suite struct LingerTests {
    @Test(.timeLimit(.minutes(60)))
    func queuedMessagesStillLeaveAfterTheSocketHasClosed() throws {
        let count = 500
        let context = try Context()
        let receiver = try Socket(.dealer, in: context)
        let endpoint = try receiver.bind(anyPort)
        var options = SocketOptions()
        options.lingerMilliseconds = 30_000
        let sender = try Socket(.dealer, in: context, options: options)
        try sender.connect(endpoint)
        for _ in 0..<count {
            try #require(try sender.send("late"))
        }
        sender.close()
        var message = Message()
        for _ in 0..<count {
            try #require(try receiver.receive(into: &message, wait: .milliseconds(30_000)))
        }
        let extra = try receiver.receive(into: &message, wait: .no)
        #expect(!extra)
    }

    /// Without a linger, messages for a peer that never came hold nothing up: neither the socket nor its context.
    @Test(.timeLimit(.minutes(60)))
    func nothingLingersByDefault() throws {
        let started = ContinuousClock.now
        weak var watched: Context?
        do {
            let context = try Context()
            watched = context
            let sender = try Socket(.dealer, in: context)
            try sender.connect("tcp://127.0.0.1:1")
            for _ in 0..<100 {
                try #require(try sender.send("never"))
            }
        }
        #expect(watched == nil)
        #expect(started.duration(to: .now) < .seconds(20))
    }
}

import Synchronization
import Testing
import ZeroMQ

@Suite struct ShutdownTests {
    @Test(.timeLimit(.minutes(60)), arguments: Blocking.allCases)
    func wakesWhateverBlocks(blocking: Blocking) throws {
        let context = try Context()
        // Names the thread for /proc.
        let name = "wakes-\(blocking.rawValue)"
        let flag = Flag()
        let worker = try Worker(name) {
            let socket = try Socket(.dealer, in: context)
            var message = Message()
            var set = PollSet()
            try set.add(socket)
            flag.raise()
            return failure { () throws(ZeroMQError) in
                switch blocking {
                case .receive: _ = try socket.receive(into: &message, wait: .forever)
                case .receiveInTime: _ = try socket.receive(into: &message, wait: .milliseconds(600_000))
                case .send: _ = try socket.send("to nobody")
                case .poll: _ = try socket.poll(timeoutMilliseconds: nil)
                case .pollSet: _ = try set.wait(timeoutMilliseconds: nil)
                }
            }
        }
        flag.awaitRaised()
        try waitUntilBlocked(thread: name)
        let started = ContinuousClock.now
        context.shutdown()
        let error = try worker.value()
        #expect(error?.name == "ETERM")
        #expect(error?.isTerminated == true)
        #expect(started.duration(to: .now) < .seconds(10))
    }

    @Test func failsWhateverComesLater() throws {
        let context = try Context()
        let socket = try Socket(.dealer, in: context)
        context.shutdown()
        context.shutdown()
        var message = Message()
        let errors = [
            failure { () throws(ZeroMQError) in _ = try Socket(.sub, in: context) },
            failure { () throws(ZeroMQError) in try socket.bind(anyPort) },
            failure { () throws(ZeroMQError) in _ = try socket.send("x") },
            failure { () throws(ZeroMQError) in _ = try socket.receive(into: &message, wait: .no) },
            failure { () throws(ZeroMQError) in _ = try socket.poll(timeoutMilliseconds: 0) },
        ]
        #expect(errors.map { $0?.name } == Array(repeating: "ETERM", count: errors.count))
    }

    /// The socket holds the context: it goes on after the last other reference has gone, and then ends it.
    @Test(.timeLimit(.minutes(60)))
    func aSocketOutlivesTheLastOtherReferenceToItsContext() throws {
        var context: Context? = try Context()
        weak let watched = context
        do {
            let socket = try Socket(.dealer, in: #require(context))
            context = nil
            #expect(watched != nil)
            try socket.bind(anyPort)
            let events = try socket.poll(timeoutMilliseconds: 0)
            #expect(events.isEmpty)
            socket.close()
        }
        #expect(watched == nil)
    }

    /// A poll set may outlive its socket, and does not keep it open.
    @Test func aClosedSocketInAPollSet() throws {
        let context = try Context()
        var set = PollSet()
        let socket = try Socket(.router, in: context)
        try socket.bind(anyPort)
        try set.add(socket)
        socket.close()
        let error = failure { () throws(ZeroMQError) in _ = try set.wait(timeoutMilliseconds: nil) }
        #expect(error?.name == "ENOTSOCK")
        #expect(error?.operation == "poll a closed socket (ROUTER)")
    }

    enum Blocking: String, CaseIterable, Sendable {
        case receive = "recv"
        case receiveInTime = "rtime"
        case send
        case poll
        case pollSet = "pollset"
    }
}

/// Something that one thread says once to another.
final class Flag: Sendable {
    private let raised = Atomic(false)

    func raise() {
        raised.store(true, ordering: .releasing)
    }

    func awaitRaised() {
        while !raised.load(ordering: .acquiring) {}
    }
}

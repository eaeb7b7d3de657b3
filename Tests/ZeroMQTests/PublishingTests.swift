import Testing
import ZeroMQ

@Suite struct PublishingTests {
    /// Back-pressure instead of loss: queues of 100, a receiver that works on every message, 200,000 messages.
    @Test(.timeLimit(.minutes(60)))
    func nothingIsLostToASlowReceiver() throws {
        let count = 200_000
        let context = try Context()
        var options = SocketOptions()
        options.sendHighWaterMark = 100
        options.receiveHighWaterMark = 100
        let receiver = try Socket(.sub, in: context, options: options)
        try receiver.subscribe("")
        let endpoint = try receiver.bind(anyPort)

        options.xpubNoDrop = true
        let sender = try Worker { [options] in
            let socket = try Socket(.xpub, in: context, options: options)
            try socket.connect(endpoint)
            try awaitSubscription(on: socket)
            var refused = 0
            for number in 0..<UInt32(count) {
                let bytes = withUnsafeBytes(of: number) { Array($0) }
                if try socket.send(bytes, wait: .no) { continue }
                refused += 1
                try #require(try socket.send(bytes))
            }
            // Stays until the receiver has everything: closing would drop what is queued.
            try awaitSubscription(on: socket, begins: false)
            return refused
        }

        var message = Message()
        var digest: UInt32 = 0
        for expected in 0..<UInt32(count) {
            try #require(try receiver.receive(into: &message, wait: .milliseconds(30_000)))
            let number = message.withBytes { $0.unsafeLoadUnaligned(as: UInt32.self) }
            try #require(number == expected)
            for step in 0..<200 { digest = (digest ^ number &+ UInt32(step)) &* 16_777_619 }
        }
        let extra = try receiver.receive(into: &message, wait: .no)
        #expect(!extra)
        try receiver.unsubscribe([])
        #expect(try sender.value() > 0, "the queues were never full; digest \(digest)")
    }

    @Test(arguments: [Socket.Kind.pub, .xpub])
    func prefixesAndFrames(kind: Socket.Kind) throws {
        let context = try Context()
        let receiver = try Socket(.sub, in: context)
        try receiver.subscribe("go")
        try receiver.subscribe([0xFF])
        let endpoint = try receiver.bind(anyPort)
        let sender = try Socket(kind, in: context)
        try sender.connect(endpoint)

        var scratch = Message()
        // A PUB socket does not tell of subscriptions: send until the first message has come through.
        let first = try firstMultipart(to: receiver, from: sender, through: &scratch)
        #expect(first == Multipart(frames: [Array("go".utf8)]))

        try #require(try sender.send("stay"))
        try #require(try sender.send("gone", more: true))
        try #require(try sender.send([], more: true))
        try #require(try sender.send(""))
        try #require(try sender.send([0xFF, 0x00]))
        var received: [Multipart] = []
        while received.last?.frames.first != [0xFF, 0x00] {
            let next = try receiver.receiveMultipart(through: &scratch, framesMax: 8, wait: .milliseconds(30_000))
            received.append(try #require(next))
        }
        received.removeAll { $0 == first }
        #expect(received.map(\.frames) == [[Array("gone".utf8), [], []], [[0xFF, 0x00]]])
    }

    @Test func subscriptionsThatComeAndGo() throws {
        let context = try Context()
        let sender = try Socket(.xpub, in: context)
        let endpoint = try sender.bind(anyPort)
        let receiver = try Socket(.sub, in: context)
        try receiver.connect(endpoint)
        try receiver.subscribe("w/")
        var message = Message()
        try #require(try sender.receive(into: &message, wait: .milliseconds(30_000)))
        #expect(message.array == [1] + Array("w/".utf8))
        try receiver.unsubscribe(Array("w/".utf8))
        try #require(try sender.receive(into: &message, wait: .milliseconds(30_000)))
        #expect(message.array == [0] + Array("w/".utf8))
        try receiver.disconnect(endpoint)
        try sender.unbind(endpoint)
    }

    @Test func aMessageOfOneMebibyteAndWhereItCameFrom() throws {
        let context = try Context()
        let receiver = try Socket(.sub, in: context)
        try receiver.subscribe("")
        let endpoint = try receiver.bind(anyPort)
        let sender = try Socket(.xpub, in: context)
        try sender.connect(endpoint)
        try awaitSubscription(on: sender, from: receiver)
        let bytes = (0..<1 << 20).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try #require(try sender.send(bytes))
        var message = Message()
        #expect(message.metadata("Peer-Address") == nil)
        try #require(try receiver.receive(into: &message, wait: .milliseconds(30_000)))
        #expect(message.array == bytes)
        #expect(message.metadata("Peer-Address") == "127.0.0.1")
        #expect(message.metadata("Socket-Type") == "XPUB")
        #expect(message.metadata("No-Such-Property") == nil)
    }

    private func firstMultipart(
        to receiver: borrowing Socket,
        from sender: borrowing Socket,
        through scratch: inout Message
    ) throws -> Multipart? {
        for _ in 0..<30_000 {
            try #require(try sender.send("go"))
            if let got = try receiver.receiveMultipart(through: &scratch, framesMax: 8, wait: .milliseconds(1)) {
                return got
            }
        }
        return nil
    }
}

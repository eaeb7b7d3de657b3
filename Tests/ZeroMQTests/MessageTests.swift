import Testing
import ZeroMQ

@Suite struct MessageTests {
    @Test func aNewMessageIsEmpty() {
        let message = Message()
        #expect(message.isEmpty == true)
        #expect(message.more == false)
        #expect(message.array == [])
        #expect(message.withBytes { $0.byteCount } == 0)
    }

    /// One message for a gigabyte of frames: those before must have been released.
    @Test func reuseReleasesTheBytes() throws {
        let context = try Context()
        var options = SocketOptions()
        options.sendHighWaterMark = 10
        options.receiveHighWaterMark = 10
        let router = try Socket(.dealer, in: context, options: options)
        let endpoint = try router.bind(anyPort)
        let count = 16_384
        let sender = try Worker { [options] in
            let dealer = try Socket(.dealer, in: context, options: options)
            try dealer.connect(endpoint)
            let bytes = [UInt8](repeating: 9, count: 1 << 16)
            for _ in 0..<count {
                try #require(try dealer.send(bytes))
            }
            var message = Message()
            try #require(try dealer.receive(into: &message, wait: .milliseconds(30_000)))
        }
        var message = Message()
        try #require(try router.receive(into: &message, wait: .milliseconds(30_000)))
        let before = try residentBytes()
        for _ in 1..<count {
            try #require(try router.receive(into: &message, wait: .milliseconds(30_000)))
            try #require(message.count == 1 << 16)
        }
        let grown = try residentBytes() - before
        try #require(try router.send("done"))
        try sender.value()
        // The other tests run in the same process, and AddressSanitizer keeps 256 MiB; a leak would be a gigabyte.
        #expect(grown < 512 << 20)
    }

    @Test func nothingToReceiveEmptiesTheMessage() throws {
        let context = try Context()
        let router = try Socket(.dealer, in: context)
        let endpoint = try router.bind(anyPort)
        let dealer = try Socket(.dealer, in: context)
        try dealer.connect(endpoint)
        try #require(try dealer.send("something"))
        var message = Message()
        try #require(try router.receive(into: &message, wait: .milliseconds(30_000)))
        #expect(message.count == 9)
        let more = try router.receive(into: &message, wait: .no)
        #expect(!more)
        #expect(message.isEmpty == true)
        #expect(message.metadata("Peer-Address") == nil)
    }

    /// A short frame lives inside the zmq_msg_t itself: moving the message must not move its bytes.
    @Test func aMovedMessageKeepsItsBytes() throws {
        let context = try Context()
        let router = try Socket(.dealer, in: context)
        let endpoint = try router.bind(anyPort)
        let dealer = try Socket(.dealer, in: context)
        try dealer.connect(endpoint)
        try #require(try dealer.send("short"))
        var message = Message()
        try #require(try router.receive(into: &message, wait: .milliseconds(30_000)))
        let moved = message
        #expect(moved.array == Array("short".utf8))
    }
}

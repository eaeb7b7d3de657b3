import Testing
import ZeroMQ

@Suite struct LimitTests {
    /// A peer that sends a frame over the limit is cut off; the others go on, and it may come back.
    @Test func aPeerThatOverstepsIsCut() throws {
        let context = try Context()
        var options = SocketOptions()
        options.maxMessageBytes = 1_000
        let receiver = try Socket(.sub, in: context, options: options)
        try receiver.subscribe("")
        let endpoint = try receiver.bind(anyPort)

        var sending = SocketOptions()
        // So that the offender sees the subscription again after it has connected again.
        sending.xpubVerbose = true
        let honest = try Socket(.xpub, in: context, options: sending)
        try honest.connect(endpoint)
        try awaitSubscription(on: honest, from: receiver)
        let offender = try Socket(.xpub, in: context, options: sending)
        try offender.connect(endpoint)
        try awaitSubscription(on: offender, from: receiver)

        try #require(try offender.send([UInt8](repeating: 1, count: 1_001)))
        try awaitSubscription(on: offender, from: receiver)
        try #require(try offender.send([UInt8](repeating: 2, count: 1_000)))
        try #require(try honest.send([UInt8](repeating: 3, count: 1_000)))

        var message = Message()
        var kinds: Set<UInt8> = []
        for _ in 0..<2 {
            try #require(try receiver.receive(into: &message, wait: .milliseconds(30_000)))
            #expect(message.count == 1_000)
            kinds.formUnion(message.array)
        }
        #expect(kinds == [2, 3])
        var heard = Message()
        let cutToo = try honest.receive(into: &heard, wait: .no)
        #expect(!cutToo, "the honest peer was cut as well")
    }

    @Test func aFullQueueRefusesAndSaysSo() throws {
        let context = try Context()
        var options = SocketOptions()
        options.receiveHighWaterMark = 1
        let receiver = try Socket(.sub, in: context, options: options)
        try receiver.subscribe("")
        let endpoint = try receiver.bind(anyPort)
        options.sendHighWaterMark = 1
        options.xpubNoDrop = true
        let sender = try Socket(.xpub, in: context, options: options)
        try sender.connect(endpoint)
        try awaitSubscription(on: sender, from: receiver)

        let bytes = [UInt8](repeating: 7, count: 1 << 16)
        var sent = 0
        // Until the kernel's buffers are full as well.
        while try sender.send(bytes, wait: .milliseconds(100)) { sent += 1 }
        let started = ContinuousClock.now
        let late = try sender.send(bytes, wait: .milliseconds(30))
        #expect(!late)
        #expect(started.duration(to: .now) >= .milliseconds(29))
        // The trap that send(wait: .milliseconds) avoids: it refuses, and still polls as writable.
        let events = try sender.poll(for: .writable, timeoutMilliseconds: 0)
        #expect(events == .writable)

        var message = Message()
        for _ in 0..<sent {
            try #require(try receiver.receive(into: &message, wait: .milliseconds(30_000)))
        }
        let extra = try receiver.receive(into: &message, wait: .no)
        #expect(!extra)
        try #require(try sender.send(bytes, wait: .milliseconds(30_000)))
    }

    @Test func timeoutsOfTheSocketEndAWaitForever() throws {
        var options = SocketOptions()
        options.sendTimeoutMilliseconds = 10
        options.receiveTimeoutMilliseconds = 10
        let dealer = try Socket(.dealer, in: Context(), options: options)
        var message = Message()
        let received = try dealer.receive(into: &message, wait: .forever)
        // No peer: a dealer has nowhere to queue.
        let sent = try dealer.send("x")
        let sentLater = try dealer.send("x", wait: .milliseconds(20))
        let sentAgain = try dealer.send("x")
        #expect(!received && !sent && !sentLater && !sentAgain)
    }
}

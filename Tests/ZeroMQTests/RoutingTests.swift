import Testing
import ZeroMQ

@Suite struct RoutingTests {
    @Test func roundTripWithRoutingIDs() throws {
        let context = try Context()
        let router = try Socket(.router, in: context)
        let endpoint = try router.bind(anyPort)
        let names = ["station-1", "station-2"].map { Array($0.utf8) }
        let stations = try names.map { name in
            try Worker {
                var options = SocketOptions()
                options.routingID = name
                let dealer = try Socket(.dealer, in: context, options: options)
                try dealer.connect(endpoint)
                try #require(try dealer.send("HELLO", more: true))
                try #require(try dealer.send(name))
                var scratch = Message()
                return try dealer.receiveMultipart(through: &scratch, framesMax: 4, wait: .milliseconds(30_000))
            }
        }
        var scratch = Message()
        var seen: Set<[UInt8]> = []
        for _ in names {
            let next = try router.receiveMultipart(through: &scratch, framesMax: 4, wait: .milliseconds(30_000))
            let hello = try #require(next)
            #expect(hello == Multipart(frames: [hello.frames[0], Array("HELLO".utf8), hello.frames[0]]))
            seen.insert(hello.frames[0])
            try #require(try router.send(hello.frames[0], more: true))
            try #require(try router.send("HAVE", more: true))
            try #require(try router.send(hello.frames[0]))
        }
        #expect(seen == Set(names))
        for (name, station) in zip(names, stations) {
            #expect(try station.value()?.frames == [Array("HAVE".utf8), name])
        }
    }

    @Test func mandatoryRoutingSaysWhoIsNotThere() throws {
        var options = SocketOptions()
        options.routerMandatory = true
        let router = try Socket(.router, in: Context(), options: options)
        let error = failure { () throws(ZeroMQError) in _ = try router.send("nobody", more: true) }
        #expect(error?.name == "EHOSTUNREACH")
        #expect(error?.operation == "send 6 bytes (ROUTER)")
    }

    /// The queue counts messages, not frames: a message of many frames is neither cut nor held up by it.
    @Test(arguments: [0, 1, 4, 5000, 5001, 6000])
    func framesBeyondTheBoundAreCounted(framesMax: Int) throws {
        let frameCount = 5_000
        var options = SocketOptions()
        options.receiveHighWaterMark = 10
        options.sendHighWaterMark = 10
        let context = try Context()
        let router = try Socket(.router, in: context, options: options)
        let endpoint = try router.bind(anyPort)
        let dealer = try Socket(.dealer, in: context, options: options)
        try dealer.connect(endpoint)
        for number in 1...frameCount {
            try #require(try dealer.send([UInt8(truncatingIfNeeded: number)], more: number < frameCount))
        }
        try #require(try dealer.send("next"))

        var scratch = Message()
        let got = try router.receiveMultipart(through: &scratch, framesMax: framesMax, wait: .milliseconds(30_000))
        // One more for the routing id.
        #expect(got?.frames.count == min(framesMax, frameCount + 1))
        #expect(got?.droppedFrames == max(frameCount + 1 - framesMax, 0))
        #expect(scratch.more == false)
        let next = try router.receiveMultipart(through: &scratch, framesMax: 2, wait: .milliseconds(30_000))
        #expect(next?.frames.last == Array("next".utf8))
    }

    @Test func theRestOfAMessageCanBeDropped() throws {
        let context = try Context()
        let router = try Socket(.router, in: context)
        let endpoint = try router.bind(anyPort)
        let dealer = try Socket(.dealer, in: context)
        try dealer.connect(endpoint)
        for more in [true, true, false] {
            try #require(try dealer.send("frame", more: more))
        }
        var message = Message()
        try #require(try router.receive(into: &message, wait: .milliseconds(30_000)))
        let dropped = try router.discardRest(of: &message)
        #expect(dropped == 3)
        let again = try router.discardRest(of: &message)
        #expect(again == 0)
    }
}

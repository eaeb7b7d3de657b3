import Testing
import ZeroMQ

@Suite(.timeLimit(.minutes(60))) struct CurveShutdownTests {
    /// In whatever order handler, sockets and context go, nothing waits for ever.
    @Test(arguments: ["handler first", "sockets first", "context first", "forgotten"])
    func anyOrder(order: String) throws {
        let station = try CurveKeyPair.generate()
        let started = ContinuousClock.now
        try leave(in: order, station)
        #expect(started.duration(to: .now) < .seconds(30))
    }

    private func leave(in order: String, _ station: CurveKeyPair) throws {
        weak var watched: Context?
        do {
            let context = try Context()
            watched = context
            let server = try CurveKeyPair.generate()
            let handler = try ZAPHandler(in: context, admitting: ["data": [station.publicKey]]) { _ in }
            var options = SocketOptions()
            options.curve = .server(server.secretKey, domain: "data")
            let receiver = try Socket(.router, in: context, options: options)
            let monitor = try HandshakeMonitor(of: receiver) { _ in }
            let endpoint = try receiver.bind(anyPort)
            let peer = try Gate.connect(to: endpoint, .client(station, server: server.publicKey), sending: "x")
            var scratch = Message()
            try #require(try receiver.receive(into: &scratch, wait: .milliseconds(60_000)))
            switch order {
            case "handler first": handler.stop()
            case "context first": context.shutdown()
            case "sockets first": receiver.close()
            default: break
            }
            peer.close()
            if order != "forgotten" { handler.stop() }
            _ = monitor
        }
        // Its threads let go of the context by themselves.
        let limit = ContinuousClock.now.advanced(by: .seconds(60))
        while watched != nil, ContinuousClock.now < limit { try Context().shutdown() }
        #expect(watched == nil)
    }

    /// Many come at once, some of them strangers, while the list changes and the context ends.
    @Test func underLoad() throws {
        let pairs = try (0..<8).map { _ in try CurveKeyPair.generate() }
        let context = try Context()
        let server = try CurveKeyPair.generate()
        let listed = Set(pairs.prefix(4).map(\.publicKey))
        let handler = try ZAPHandler(in: context, admitting: ["data": listed]) { _ in }
        let bound = Log<String>()
        let receiver = try Worker { () -> Int in
            var options = SocketOptions()
            options.curve = .server(server.secretKey, domain: "data")
            let socket = try Socket(.sub, in: context, options: options)
            try socket.subscribe("")
            bound.append(try socket.bind(anyPort))
            var message = Message()
            var count = 0
            do throws(ZeroMQError) {
                while try socket.receive(into: &message, wait: .forever) { count += 1 }
            } catch {
                guard error.isTerminated else { throw error }
            }
            return count
        }
        let endpoint = try bound.entry()
        let peers = try pairs.map { pair in
            try Worker {
                for _ in 0..<20 {
                    try Gate.connect(to: endpoint, .client(pair, server: server.publicKey), sending: "x").close()
                }
            }
        }
        for _ in 0..<1_000 {
            handler.admit(["data": []])
            handler.admit(["data": listed])
        }
        for peer in peers { try peer.value() }
        context.shutdown()
        handler.stop()
        _ = try receiver.value()
    }
}

import Foundation
import Testing
import ZeroMQ

@Suite(.timeLimit(.minutes(60))) struct CurveTests {
    private let station: CurveKeyPair
    private let other: CurveKeyPair

    init() throws {
        station = try CurveKeyPair.generate()
        other = try CurveKeyPair.generate()
    }

    @Test func aListedKeyComesInWithItsName() throws {
        let gate = try Gate.open(admitting: [station.publicKey])
        let peer = try gate.connect(.client(station, server: gate.server.publicKey), sending: "hello")
        let hello = try gate.receive()
        #expect(hello.text == "hello" && hello.userID == station.publicKey.userID)
        #expect(gate.handler.admitted == 1 && gate.handler.refused == 0 && gate.monitor.failures == 0)
        peer.close()
    }

    /// Nothing of a stranger arrives, and each is counted with its address.
    @Test func anUnlistedKey() throws {
        let gate = try Gate.open(admitting: [station.publicKey])
        let stranger = try gate.connect(.client(other, server: gate.server.publicKey), sending: "unlisted")
        let refusal = try gate.refusals.entry()
        #expect(refusal.key == other.publicKey && refusal.domain == Gate.domain)
        #expect(refusal.address == "127.0.0.1" && refusal.mechanism == "CURVE" && refusal.unreported == 0)
        try expectOnlyTheStation(at: gate)
        #expect(gate.handler.refused >= 1 && gate.monitor.failures == 0)
        stranger.close()
    }

    @Test(arguments: [true, false])
    func noKeyOrTheWrongServerKey(isPlain: Bool) throws {
        let gate = try Gate.open(admitting: [station.publicKey])
        let role = isPlain ? nil : CurveRole.client(station, server: other.publicKey)
        let stranger = try gate.connect(role, sending: "mistaken")
        let failure = try gate.failures.entry()
        // Either end may be the first to see that the other speaks no CURVE.
        let reasons = isPlain ? ["no CURVE", "ended by the peer"] : ["wrong server key"]
        #expect(reasons.contains { failure.reason.hasPrefix($0) }, "\(failure)")
        #expect(failure.endpoint == gate.endpoint && failure.unreported == 0)
        // The connection may be gone before anyone could ask who it was.
        #expect(failure.peer?.hasPrefix("127.0.0.1:") ?? true)
        try expectOnlyTheStation(at: gate)
        #expect(gate.handler.refused == 0 && gate.monitor.failures >= 1)
        stranger.close()
    }

    /// The station comes after the stranger, whose message would have arrived by then.
    private func expectOnlyTheStation(at gate: borrowing Gate) throws {
        let peer = try gate.connect(.client(station, server: gate.server.publicKey), sending: "hello")
        #expect(try gate.receive().text == "hello")
        #expect(try !gate.hasReceived())
        #expect(gate.handler.admitted == 1)
        peer.close()
    }

    /// A key that is taken off the list keeps the connection that it has, and gets no other; others go on.
    @Test func aRemovedKey() throws {
        let gate = try Gate.open(admitting: [station.publicKey, other.publicKey])
        let stationRole = CurveRole.client(station, server: gate.server.publicKey)
        let otherRole = CurveRole.client(other, server: gate.server.publicKey)
        let first = try gate.connect(stationRole, sending: "1")
        #expect(try gate.receive().text == "1")
        let second = try gate.connect(otherRole, sending: "2")
        #expect(try gate.receive().text == "2")

        gate.handler.admit([Gate.domain: [other.publicKey]])
        let again = try gate.connect(stationRole, sending: "again")
        #expect(try gate.refusals.entry().key == station.publicKey)
        // The established connections go on: whoever receives looks at the key of every message.
        try #require(try first.send("3"))
        let late = try gate.receive()
        #expect(late.text == "3" && late.userID == station.publicKey.userID)
        try #require(try second.send("4"))
        #expect(try gate.receive().text == "4")
        #expect(try !gate.hasReceived())
        again.close()
        first.close()
        second.close()
    }

    /// A station whose key is listed later comes in by itself, without being restarted.
    @Test func aKeyThatIsListedLater() throws {
        let gate = try Gate.open(admitting: [], handshakeMilliseconds: 500)
        let peer = try gate.connect(.client(station, server: gate.server.publicKey), sending: "patient")
        #expect(try gate.refusals.entry().key == station.publicKey)
        gate.handler.admit([Gate.domain: [station.publicKey]])
        #expect(try gate.receive().text == "patient")
        peer.close()
    }

    @Test func aListIsForItsDomain() throws {
        let gate = try Gate.open(admitting: [other.publicKey])
        gate.handler.admit(["results": [station.publicKey]])
        let peer = try gate.connect(.client(station, server: gate.server.publicKey), sending: "elsewhere")
        #expect(try gate.refusals.entry().key == station.publicKey)
        #expect(try !gate.hasReceived())
        peer.close()
    }

    /// Without a handler nobody comes in.
    @Test func withoutAHandler() throws {
        let gate = try Gate.open(admitting: [station.publicKey], handshakeMilliseconds: 500)
        gate.handler.stop()
        let peer = try gate.connect(.client(station, server: gate.server.publicKey), sending: "hello")
        #expect(try gate.failures.entry().reason.hasPrefix("no ZAP handler"))
        #expect(try !gate.hasReceived() && gate.handler.admitted == 0)
        peer.close()
    }

    /// Handlers of two contexts know nothing of each other; a context has one.
    @Test func twoContexts() throws {
        let first = try Gate.open(admitting: [station.publicKey])
        let second = try Gate.open(admitting: [other.publicKey])
        let one = try first.connect(.client(station, server: first.server.publicKey), sending: "one")
        let two = try second.connect(.client(other, server: second.server.publicKey), sending: "two")
        #expect(try first.receive().text == "one")
        #expect(try second.receive().text == "two")
        let stranger = try second.connect(.client(station, server: second.server.publicKey), sending: "three")
        #expect(try second.refusals.entry().key == station.publicKey)
        #expect(first.refusals.all.isEmpty)
        one.close()
        two.close()
        stranger.close()

        let context = try Context()
        let handler = try ZAPHandler(in: context, admitting: [:]) { _ in }
        let error = failure { () throws(ZeroMQError) in _ = try ZAPHandler(in: context, admitting: [:]) { _ in } }
        #expect(error?.name == "EADDRINUSE")
        handler.stop()
        try ZAPHandler(in: context, admitting: [:]) { _ in }.stop()
    }

    /// A frame as long as the limit allows arrives, with the 33 bytes that CURVE adds.
    @Test func theLimitCountsWhatIsOnTheWire() throws {
        let gate = try Gate.open(admitting: [station.publicKey])
        let longest = String(repeating: "x", count: SocketOptions().maxMessageBytes - 33)
        let peer = try gate.connect(.client(station, server: gate.server.publicKey), sending: longest)
        #expect(try gate.receive().text == longest)
        try #require(try peer.send(longest + "x"))
        // Cut, and back again.
        while gate.handler.admitted < 2 {
            try #require(try peer.send("short"))
            sched_yield()
        }
        #expect(try gate.receive().text == "short")
    }
}

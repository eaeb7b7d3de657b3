import FeedContract
import Foundation
import Readings
import StationFeed
import Testing
import Units
import ZeroMQ

/// A daemon in a few lines: takes readings, settles what is without holes, asks for the holes.
///
/// It stays on the test's thread and works while it is asked to.
final class FakeDaemon {
    let data: String
    let control: String
    private let subscriber: Socket
    private let router: Socket
    /// Goes after the sockets.
    private let handler: ZAPHandler?
    private let decoder = ControlDecoder()
    private let readings = MessageDecoder()
    private var message = Message()

    /// Every valid reading that came, by identity, and what is wrong with the others.
    private(set) var stored: [ReadingID: [UInt8]] = [:]
    private(set) var invalid: [String] = []
    private(set) var hellos: [(at: ContinuousClock.Instant, hello: ControlMessage.Hello)] = []
    private(set) var lost: [ControlMessage.SeqRange] = []
    private(set) var gone = 0
    private(set) var replayed = 0
    /// Whether live readings are dropped, as by a network that is cut.
    var isDeaf = false
    /// What the first HELLO of each source is refused with.
    var refusal: ControlError.Code?
    private var refused: Set<Source> = []
    /// Whether HELLO is answered.
    var isAnswering = true

    /// - Parameter guards: the daemon's key, and the keys that come in; no encryption when `nil`.
    init(
        data: String = "tcp://127.0.0.1:*",
        control: String = "tcp://127.0.0.1:*",
        guards: (server: CurveKeyPair, admitted: CurvePublicKey)? = nil
    ) throws {
        let context = try Context()
        var options = SocketOptions()
        handler = try guards.map { guards in
            try ZAPHandler(in: context, admitting: ["feeds": [guards.admitted]]) { _ in }
        }
        options.curve = guards.map { .server($0.server.secretKey, domain: "feeds") }
        let subscriber = try Socket(.sub, in: context, options: options)
        try subscriber.subscribe("")
        let router = try Socket(.router, in: context, options: options)
        self.data = try subscriber.bind(data)
        self.control = try router.bind(control)
        self.subscriber = subscriber
        self.router = router
    }

    /// Works until something is so; the limit is for hangs only.
    func work(until isDone: (FakeDaemon) -> Bool) throws {
        let limit = ContinuousClock.now.advanced(by: .seconds(60))
        while !isDone(self) {
            try #require(
                ContinuousClock.now < limit,
                "nothing came of it: \(stored.count) readings, \(hellos.count) HELLO"
            )
            try turn()
        }
    }

    func turn() throws {
        while let frames = try subscriber.receiveMultipart(through: &message, framesMax: 2, wait: .no)?.frames {
            if !isDeaf { store(frames[0], frames[1]) }
        }
        if let frames = try router.receiveMultipart(through: &message, framesMax: 5, wait: .milliseconds(5))?.frames {
            try take(decoder.decode(Array(frames.dropFirst())), from: frames[0])
        }
    }

    /// Sends a message to whoever has just spoken.
    func send(_ message: ControlMessage, to peer: [UInt8]) throws {
        _ = try router.send(peer, more: true)
        let frames = message.frames
        for (index, frame) in frames.enumerated() { _ = try router.send(frame, more: index + 1 < frames.count) }
    }

    private func take(_ message: ControlMessage, from peer: [UInt8]) throws {
        switch message {
        case .hello(let hello):
            hellos.append((.now, hello))
            if let refusal, refused.insert(hello.source).inserted {
                try send(.error(ControlError(refusal, "no", source: hello.source, epoch: hello.epoch)), to: peer)
            } else if isAnswering {
                try answer(hello, peer)
            }
        case .data(let reading):
            replayed += 1
            store(reading.topic, reading.payload)
        case .lost(let range): lost.append(range)
        case .gone: gone += 1
        default: Issue.record("a station does not send \(message)")
        }
    }

    private func answer(_ hello: ControlMessage.Hello, _ peer: [UInt8]) throws {
        let known = stored.keys.filter { $0.source == hello.source && $0.epoch == hello.epoch }.map(\.seq)
        let held = Set(known)
        var through = hello.first - 1
        while held.contains(through + 1) { through += 1 }
        try send(.have(.init(source: hello.source, epoch: hello.epoch, through: through)), to: peer)
        guard through + 1 < hello.next else { return }
        let to = min(hello.next - 1, through + ControlMessage.SeqRange.replayMax)
        try send(.replay(.init(source: hello.source, epoch: hello.epoch, seqs: (through + 1)...to)), to: peer)
    }

    private func store(_ topic: [UInt8], _ payload: [UInt8]) {
        let id: ReadingID
        switch readings.decode(topic: topic, payload: payload) {
        case .weigh(let reading): id = reading.header.id
        case .camera(let reading): id = reading.header.id
        case .invalid(let message): return invalid.append("\(message.faults)")
        }
        if let before = stored[id], before != payload { invalid.append("\(id) has two contents") }
        stored[id] = payload
    }
}

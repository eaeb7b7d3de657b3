import Foundation
import Synchronization
import Testing
import ZeroMQ

/// A gate with a CURVE receiver behind it, as the daemon has, and what was reported of strangers.
///
/// The receiver belongs to the thread that makes the gate.
struct Gate: ~Copyable {
    static let domain = "data"

    let server: CurveKeyPair
    let handler: ZAPHandler
    let monitor: HandshakeMonitor
    let receiver: Socket
    let endpoint: String
    let refusals: Log<ZAPRefusal>
    let failures: Log<HandshakeFailure>

    static func open(admitting keys: Set<CurvePublicKey>, handshakeMilliseconds: Int = 10_000) throws -> Gate {
        let context = try Context()
        let server = try CurveKeyPair.generate()
        let (refusals, failures) = (Log<ZAPRefusal>(), Log<HandshakeFailure>())
        let handler = try ZAPHandler(in: context, admitting: [domain: keys]) { refusals.append($0) }
        var options = SocketOptions()
        options.curve = .server(server.secretKey, domain: domain)
        options.handshakeIntervalMilliseconds = handshakeMilliseconds
        let receiver = try Socket(.router, in: context, options: options)
        let monitor = try HandshakeMonitor(of: receiver) { failures.append($0) }
        let endpoint = try receiver.bind(anyPort)
        return Gate(
            server: server,
            handler: handler,
            monitor: monitor,
            receiver: receiver,
            endpoint: endpoint,
            refusals: refusals,
            failures: failures
        )
    }

    /// A message and what its connection's User-Id is.
    func receive() throws -> (text: String, userID: UserID?) {
        var scratch = Message()
        let message = try receiver.receiveMultipart(through: &scratch, framesMax: 2, wait: .milliseconds(60_000))
        let text = try #require(message?.frames.last)
        return (String(decoding: text, as: UTF8.self), scratch.userID)
    }

    /// Whether anything has come in.
    func hasReceived() throws -> Bool {
        var scratch = Message()
        return try receiver.receive(into: &scratch, wait: .no)
    }

    /// A peer with a context of its own, as another machine has.
    func connect(_ role: CurveRole?, sending text: String) throws -> Socket {
        try Gate.connect(to: endpoint, role, sending: text)
    }

    static func connect(to endpoint: String, _ role: CurveRole?, sending text: String) throws -> Socket {
        var options = SocketOptions()
        options.curve = role
        options.reconnectIntervalMilliseconds = 10
        options.reconnectIntervalMillisecondsMax = 10
        let socket = try Socket(.dealer, in: Context(), options: options)
        try socket.connect(endpoint)
        try #require(try socket.send(text))
        return socket
    }
}

/// What was reported so far, which a test waits for.
final class Log<Entry: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private var entries: [Entry] = []

    func append(_ entry: Entry) {
        condition.lock()
        entries.append(entry)
        condition.broadcast()
        condition.unlock()
    }

    var all: [Entry] {
        condition.lock()
        defer { condition.unlock() }
        return entries
    }

    /// The entry at a place, as soon as there is one; the limit is for hangs only.
    func entry(at place: Int = 0) throws -> Entry {
        condition.lock()
        defer { condition.unlock() }
        let limit = Date(timeIntervalSinceNow: 60)
        while entries.count <= place, condition.wait(until: limit) {}
        return try #require(entries.count > place ? entries[place] : nil)
    }
}

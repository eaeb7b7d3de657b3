import MadeUpRoad
import ZeroMQ

/// The times from handing a picture to libzmq until its verdict has arrived. Station and picture share a trigger, and the
/// picture completes the passage, so a verdict is due.
struct Verdicts {
    private let sign: SocketBox
    private var sentAt: [String: ContinuousClock.Instant] = [:]
    private(set) var times: [Duration] = []
    private var scratch = FrameBox()

    /// A message that a struct which is copied can hold.
    private final class FrameBox { var message = Message() }

    init(_ endpoint: String, in context: Context) throws {
        var options = SocketOptions()
        options.receiveHighWaterMark = 100_000
        (options.reconnectIntervalMilliseconds, options.reconnectIntervalMillisecondsMax) = (10, 10)
        let socket = try Socket(.sub, in: context, options: options)
        try socket.subscribe("verdict/")
        try socket.connect(endpoint)
        sign = SocketBox(socket)
    }

    /// Notes that the picture which completes a passage is being sent.
    mutating func await(_ pass: String) { sentAt[pass] = .now }

    /// Takes what arrives until then.
    mutating func take(until due: ContinuousClock.Instant) throws {
        while true {
            // Rounded up: a sender that looks without end takes the processor from who receives.
            let left = max(0, Int(((due - .now) / .milliseconds(1)).rounded(.up)))
            guard try !sign.socket.poll(timeoutMilliseconds: left).isEmpty else { return }
            while let frames = try receive() { note(frames) }
            if ContinuousClock.now >= due { return }
        }
    }

    private func receive() throws -> [[UInt8]]? {
        try sign.socket.receiveMultipart(through: &scratch.message, framesMax: 2, wait: .no)?.frames
    }

    private mutating func note(_ frames: [[UInt8]]) {
        let arrived = ContinuousClock.now
        // {"pass":"4110000-07/wim-1:EPOCH:SEQ", …
        let text = String(decoding: frames[1].prefix(80), as: UTF8.self)
        let pass = text.split(separator: "\"").dropFirst(3).first.map(String.init) ?? ""
        if let sent = sentAt.removeValue(forKey: pass) { times.append(arrived - sent) }
    }
}

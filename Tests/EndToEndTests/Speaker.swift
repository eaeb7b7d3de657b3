import Foundation
import Testing
import ZeroMQ

/// Somebody at the data and the control socket who says whatever he is told to, and waits for nobody.
final class Speaker {
    private let context: Context
    private let data: Socket
    private let control: Socket
    private var scratch = Message()

    init(_ dataEndpoint: String, _ controlEndpoint: String, curve: CurveRole? = nil) throws {
        context = try Context()
        var options = SocketOptions()
        options.curve = curve
        options.maxMessageBytes = 1 << 26
        data = try Socket(.xpub, in: context, options: options)
        control = try Socket(.dealer, in: context, options: options)
        try data.connect(dataEndpoint)
        try control.connect(controlEndpoint)
    }

    /// Waits for the daemon's subscription: what is published from then on leaves.
    func waitForSubscription() throws {
        try #require(try data.receive(into: &scratch, wait: .milliseconds(30_000)), "the daemon does not subscribe")
    }

    /// Publishes; without a subscriber it goes nowhere.
    func publish(_ frames: [UInt8]...) throws {
        for (index, frame) in frames.enumerated() {
            _ = try data.send(frame, more: index + 1 < frames.count, wait: .no)
        }
    }

    /// Says something on the control socket.
    func say(_ frames: [UInt8]...) throws {
        for (index, frame) in frames.enumerated() {
            let isSent = try control.send(frame, more: index + 1 < frames.count, wait: .milliseconds(30_000))
            try #require(isSent, "the daemon takes nothing")
        }
    }

    /// The daemon's next answer.
    func hear() throws -> [String]? {
        try control.receiveMultipart(through: &scratch, framesMax: 3, wait: .milliseconds(30_000))?
            .frames.map { String(decoding: $0, as: UTF8.self) }
    }

    /// A HELLO of a source, as its JSON.
    static func hello(_ source: String, epoch: UInt64, next: UInt64 = 1, instance: Int = 1) -> [UInt8] {
        let now = Date().formatted(.iso8601)
        return Array(
            """
            {"source":"\(source)","epoch":\(epoch),"first":\(next),"next":\(next),"now":"\(now)","instance":\(instance)}
            """.utf8
        )
    }
}

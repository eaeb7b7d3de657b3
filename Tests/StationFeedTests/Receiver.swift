import FeedContract
import Foundation
import Readings
import StationFeed
import Testing
import Units
import ZeroMQ

/// A daemon that only receives: a SUB socket that binds, with a short queue.
///
/// A class, so that a test can hand it on; it stays on the test's thread.
final class Receiver {
    let endpoint: String
    private let socket: Socket
    private let decoder = MessageDecoder()
    private var message = Message()

    init(isSubscribed: Bool = true) throws {
        var options = SocketOptions()
        options.receiveHighWaterMark = 100
        let socket = try Socket(.sub, in: Context(), options: options)
        if isSubscribed { try socket.subscribe("") }
        endpoint = try socket.bind("tcp://127.0.0.1:*")
        self.socket = socket
    }

    func subscribe() throws {
        try socket.subscribe("")
    }

    /// The next message; `nil` when there is none in that time, in ms.
    func next(waiting milliseconds: Int) throws -> Decoded? {
        guard try socket.receive(into: &message, wait: .milliseconds(milliseconds)) else { return nil }
        // Copied out of the message, which the macros cannot look into.
        let (topic, hasPayload) = (message.array, message.more)
        try #require(hasPayload)
        let received = try socket.receive(into: &message, wait: .no)
        let hasMore = message.more
        try #require(received && !hasMore)
        return decoder.decode(topic: topic, payload: message.array)
    }

    /// All that comes until a publisher has ended and nothing is left on its way.
    func rest(of publisher: Publisher, each: (Decoded) throws -> Void = { _ in }) throws -> [Decoded] {
        var received: [Decoded] = []
        while true {
            let hasEnded = publisher.hasEnded
            if let message = try next(waiting: hasEnded ? 500 : 50) {
                received.append(message)
                try each(message)
            } else if hasEnded {
                return received
            }
        }
    }
}

extension Decoded {
    var header: ReadingID? {
        switch self {
        case .weigh(let reading): reading.header.id
        case .camera(let reading): reading.header.id
        case .invalid: nil
        }
    }

    var at: Instant? {
        switch self {
        case .weigh(let reading): reading.header.at
        case .camera(let reading): reading.header.at
        case .invalid: nil
        }
    }
}

extension [Decoded] {
    var weighings: Int { count { if case .weigh = $0 { true } else { false } } }
    var invalid: Int { count { if case .invalid = $0 { true } else { false } } }
    var fronts: Int { count { if case .camera(let picture) = $0 { picture.view == .front } else { false } } }

    /// Where a source's numbers do not go on by one.
    var holes: Int {
        var (last, holes) = ([:] as [Source: UInt64], 0)
        for id in compactMap(\.header) {
            if id.seq != (last[id.source] ?? 0) + 1 { holes += 1 }
            last[id.source] = id.seq
        }
        return holes
    }
}

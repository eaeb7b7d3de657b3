import FeedContract
import ZeroMQ

/// A connection of its own over which media go, so that no heartbeat and no reading waits behind a long one.
///
/// It takes another medium when the one before is on its way, so that two are in memory at most.
final class MediaSocket {
    private let socket: Socket
    private var message = Message()

    init(_ settings: StationLink.Settings) throws(PublishError) {
        var options = SocketOptions()
        options.curve = settings.curve
        options.reconnectIntervalMillisecondsMax = 1_000
        options.sendHighWaterMark = 1
        // Nothing queues for a daemon that is not there, and what was sent still leaves at the end.
        options.immediate = true
        options.lingerMilliseconds = 5_000
        do {
            socket = try Socket(.dealer, in: Context(), options: options)
            try socket.connect(settings.control)
        } catch {
            throw PublishError(error, endpoint: settings.control)
        }
    }

    /// Whether it has a connection with room in it.
    func hasRoom() throws(PublishError) -> Bool {
        do {
            return try socket.poll(for: .writable, timeoutMilliseconds: 0).contains(.writable)
        } catch {
            throw .socket("\(error)")
        }
    }

    /// Sends a medium; false when there is no room.
    func send(_ key: ControlMessage.MediumKey, _ medium: [UInt8]) throws(PublishError) -> Bool {
        let frames = ControlMessage.medium(key, bytes: medium).frames
        do {
            for (index, frame) in frames.enumerated() {
                // libzmq takes a message or refuses it as a whole.
                let wait = index == 0 ? Wait.no : .forever
                guard try socket.send(frame, more: index < frames.count - 1, wait: wait) else { return false }
            }
            return true
        } catch {
            throw .socket("\(error)")
        }
    }

    /// What the daemon answers over this connection: nothing but errors.
    func receiveFrames() throws(PublishError) -> [[UInt8]]? {
        do {
            return try socket.receiveMultipart(through: &message, framesMax: 4, wait: .no)?.frames
        } catch {
            throw .socket("\(error)")
        }
    }
}

@available(*, unavailable)
extension MediaSocket: Sendable {}

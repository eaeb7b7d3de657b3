import FeedContract
import ZeroMQ

/// The sockets of a station, and what waits for room in them. It stays on the thread that made it.
final class LinkSockets {
    private let settings: StationLink.Settings
    private let data: Socket
    private let control: Socket
    /// Opened when the first medium is asked for.
    private var media: MediaSocket?
    private let decoder = ControlDecoder()
    private var message = Message()
    private var polls: PollSet

    /// Whether the daemon has subscribed.
    private(set) var isSubscribed = false
    /// Whether the control socket has a connection with room in it.
    private(set) var isConnected = false
    /// Readings for which the data socket has no room. They are bounded by the batch, since no input is taken meanwhile.
    private var unpublished: [(topic: [UInt8], payload: [UInt8])] = []
    /// Messages for which the control socket has no room: what one tick gives at most, since no replay is asked for
    /// meanwhile. What waits is dropped when the connection goes; the daemon asks again.
    private var unsent: [ControlMessage] = []

    /// The longest message of the daemon: none has a blob.
    private static let controlBytesMax = 1 << 20
    /// Messages queued in each socket; some hundred kilobytes.
    private static let queueMax = 1_000

    init(_ settings: StationLink.Settings) throws(PublishError) {
        var options = SocketOptions()
        options.curve = settings.curve
        options.reconnectIntervalMillisecondsMax = 1_000
        options.sendHighWaterMark = LinkSockets.queueMax
        options.maxMessageBytes = LinkSockets.controlBytesMax
        var publishing = options
        // A send that finds no room says so instead of dropping, and what was sent still leaves at the end.
        publishing.xpubNoDrop = true
        publishing.lingerMilliseconds = 2_000
        // One HELLO at most is under way: nothing queues for a daemon that is not there.
        options.immediate = true
        let data = try LinkSockets.connect(.xpub, to: settings.data, publishing)
        let control = try LinkSockets.connect(.dealer, to: settings.control, options)
        var polls = PollSet()
        do {
            try polls.add(data)
            try polls.add(control)
        } catch {
            throw .socket("\(error)")
        }
        // Nothing may throw from here on: what cannot be copied cannot be left half made.
        self.settings = settings
        self.data = data
        self.control = control
        self.polls = polls
    }

    private static func connect(
        _ kind: Socket.Kind,
        to endpoint: String,
        _ options: SocketOptions
    ) throws(PublishError) -> Socket {
        do {
            let socket = try Socket(kind, in: Context(), options: options)
            try socket.connect(endpoint)
            return socket
        } catch {
            throw PublishError(error, endpoint: endpoint)
        }
    }

    /// Whether a tick may give messages to be sent again.
    var mayReplay: Bool { isConnected && unsent.isEmpty }

    /// Whether new readings may come: those before them have left.
    var mayPublish: Bool { unpublished.isEmpty }

    /// Waits for the daemon to say something.
    func wait(milliseconds: Int) throws(PublishError) {
        do {
            _ = try polls.wait(timeoutMilliseconds: milliseconds)
        } catch {
            throw .socket("\(error)")
        }
    }

    /// Looks after the connections, and sends what has waited.
    ///
    /// - Returns: whether the control socket has a connection that it had not before.
    func refresh() throws(PublishError) -> Bool {
        let was = isConnected
        do {
            while try data.receive(into: &message, wait: .no) {
                // Byte 1 begins a subscription, byte 0 ends it.
                isSubscribed = message.withUnsafeBytes { $0.first == 1 }
            }
            isConnected = try control.poll(for: .writable, timeoutMilliseconds: 0).contains(.writable)
        } catch {
            throw .socket("\(error)")
        }
        if !isConnected { unsent = [] }
        while let first = unpublished.first, try sendLive(first.topic, first.payload) { unpublished.removeFirst() }
        while let first = unsent.first, try send(first) { unsent.removeFirst() }
        return isConnected && !was
    }

    /// The daemon's next message; `nil` when there is none.
    ///
    /// What cannot be read is answered with an error, as the contract wants it.
    func receive() throws(PublishError) -> ControlMessage? {
        while let frames = try receiveFrames() {
            do throws(ControlDecoder.Malformed) {
                return try decoder.decode(frames)
            } catch {
                _ = try send(.error(ControlError(.malformed, error.reason, source: error.source)))
            }
        }
        return nil
    }

    private func receiveFrames() throws(PublishError) -> [[UInt8]]? {
        if let frames = try media?.receiveFrames() { return frames }
        do {
            return try control.receiveMultipart(through: &message, framesMax: 4, wait: .no)?.frames
        } catch {
            throw .socket("\(error)")
        }
    }

    /// Publishes a reading, or keeps it until there is room.
    func publish(_ topic: [UInt8], _ payload: [UInt8]) throws(PublishError) {
        if unpublished.isEmpty, try sendLive(topic, payload) { return }
        unpublished.append((topic, payload))
    }

    /// Sends a message, or keeps it until there is room; a heartbeat is not kept.
    func post(_ message: ControlMessage) throws(PublishError) {
        if unsent.isEmpty, try send(message) { return }
        if case .hello = message { return }
        if isConnected { unsent.append(message) }
    }

    /// Whether a medium may be sent.
    func hasRoomForMedia() throws(PublishError) -> Bool {
        if media == nil { media = try MediaSocket(settings) }
        return try media?.hasRoom() ?? false
    }

    /// Sends a medium; false when there is no room.
    func send(_ key: ControlMessage.MediumKey, _ medium: [UInt8]) throws(PublishError) -> Bool {
        try media?.send(key, medium) ?? false
    }

    /// Leaves what waits to the replay: the daemon takes nothing.
    func dropUnpublished() {
        unpublished = []
    }

    private func sendLive(_ topic: [UInt8], _ payload: [UInt8]) throws(PublishError) -> Bool {
        try send([topic, payload], on: data)
    }

    private func send(_ message: ControlMessage) throws(PublishError) -> Bool {
        try send(message.frames, on: control)
    }

    private func send(_ frames: [[UInt8]], on socket: borrowing Socket) throws(PublishError) -> Bool {
        do {
            for (index, frame) in frames.enumerated() {
                // Only the first frame may find no room: libzmq takes a message or refuses it as a whole.
                let wait = index == 0 ? Wait.no : .forever
                guard try socket.send(frame, more: index < frames.count - 1, wait: wait) else { return false }
            }
            return true
        } catch {
            throw .socket("\(error)")
        }
    }
}

@available(*, unavailable)
extension LinkSockets: Sendable {}

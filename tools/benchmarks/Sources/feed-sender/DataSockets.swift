import ZeroMQ

/// A socket in a box, so that there can be many.
final class SocketBox {
    let socket: Socket
    init(_ socket: consuming Socket) { self.socket = socket }
}

/// A data socket for each station, all of them heard before anything is sent.
struct DataSockets {
    private let all: [SocketBox]

    init(_ options: Options, in context: Context) throws {
        var socketOptions = SocketOptions()
        // Nothing is dropped: a full queue holds up the sender.
        socketOptions.xpubNoDrop = true
        socketOptions.lingerMilliseconds = 30_000
        socketOptions.curve = options.curve
        // Whoever starts the daemon anew waits for no pause that has grown.
        (socketOptions.reconnectIntervalMilliseconds, socketOptions.reconnectIntervalMillisecondsMax) = (10, 10)
        all = try (0..<options.stations).map { _ in
            let socket = try Socket(.xpub, in: context, options: socketOptions)
            try socket.connect(options.data)
            return SocketBox(socket)
        }
        var subscription = Message()
        for box in all { _ = try box.socket.receive(into: &subscription, wait: .forever) }
    }

    func send(_ frames: Road.Frames, of station: Int) throws {
        _ = try all[station].socket.send(frames.topic, more: true)
        _ = try all[station].socket.send(frames.payload)
    }

    func send(_ topic: [UInt8], _ payload: UnsafeRawBufferPointer, of station: Int) throws {
        _ = try all[station].socket.send(topic, more: true)
        _ = try all[station].socket.send(payload)
    }
}

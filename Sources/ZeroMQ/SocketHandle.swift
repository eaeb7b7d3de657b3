import CZeroMQ

/// The one place that opens and closes a libzmq socket.
///
/// A class, so that a poll set can see that a socket it was given has closed, and so that making a socket may fail
/// halfway without a leak. It belongs to one thread, like the socket.
final class SocketHandle {
    let kind: Socket.Kind
    let context: Context
    let raw: UnsafeMutableRawPointer
    private(set) var isClosed = false
    /// What ZMQ_SNDTIMEO is outside a send with a limit of its own; -1 is no end.
    var sendTimeoutMilliseconds: Int32 = -1

    init(_ kind: Socket.Kind, in context: Context) throws(ZeroMQError) {
        guard let raw = zmq_socket(context.raw, kind.number) else {
            throw .last("open a socket (\(kind.rawValue))")
        }
        self.kind = kind
        self.context = context
        self.raw = raw
    }

    deinit {
        close()
    }

    /// Closes the socket, before the reference to the context is let go: terminating a context waits for open sockets.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        // It fails only for a pointer that is no open socket.
        zmq_close(raw)
    }

    /// Sets an option that is a C `int`.
    func set(_ option: Int32, to value: Int32, name: String) throws(ZeroMQError) {
        try withUnsafeBytes(of: value) { bytes throws(ZeroMQError) in
            try set(option, to: bytes, name: "\(name) to \(value)")
        }
    }

    /// Sets an option that is an `int64_t`, as ZMQ_MAXMSGSIZE alone is.
    func set(_ option: Int32, to value: Int64, name: String) throws(ZeroMQError) {
        try withUnsafeBytes(of: value) { bytes throws(ZeroMQError) in
            try set(option, to: bytes, name: "\(name) to \(value)")
        }
    }

    /// Sets an option of any kind; `name` says in an error what was set to what.
    func set(
        _ option: Int32,
        to bytes: UnsafeRawBufferPointer,
        name: @autoclosure () -> String
    ) throws(ZeroMQError) {
        while zmq_setsockopt(raw, option, bytes.baseAddress, bytes.count) != 0 {
            let error = ZeroMQError.last("set \(name()) (\(kind.rawValue))")
            guard error.isInterrupted else { throw error }
        }
    }
}

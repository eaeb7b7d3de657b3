import CZeroMQ
import Glibc

/// A libzmq socket, closed when it goes out of scope.
///
/// Create, use and destroy it on one thread, a `FeedThread`. The compiler stops copies and most ways to another thread,
/// but not `Task { }`, whose closure may take the socket along to the shared pool and block it there.
public struct Socket: ~Copyable {
    let handle: SocketHandle
    /// The same pointer as in the handle, to spare the sending and receiving paths a hop.
    let raw: UnsafeMutableRawPointer

    /// The messaging pattern.
    public var kind: Kind { handle.kind }

    /// Opens a socket and sets its options, which later calls cannot change.
    ///
    /// - Throws: `EINVAL` for an option out of its range or not known to this kind of socket, `EMFILE` when the context
    ///   has no more sockets (1023), `ETERM` when the context is shut down.
    public init(
        _ kind: Kind,
        in context: Context,
        options: SocketOptions = SocketOptions()
    ) throws(ZeroMQError) {
        let handle = try SocketHandle(kind, in: context)
        try options.apply(to: handle)
        // Nothing may throw from here on: a noncopyable type with a deinit cannot be left half made.
        self.handle = handle
        raw = handle.raw
    }

    deinit {
        handle.close()
    }

    /// Closes the socket now rather than at the end of its scope.
    ///
    /// Messages not yet sent are still sent for the linger time, in the background. Messages not yet received are lost.
    public consuming func close() {}
}

@available(*, unavailable)
extension Socket: Sendable {}

extension Socket {
    /// Waits until the socket has one of the events.
    ///
    /// - Parameters:
    ///   - events: what to wait for. `writable` says nothing on PUB and XPUB sockets, see there.
    ///   - timeoutMilliseconds: how long to wait at most, up to a day; 0 looks and returns, nil has no end.
    /// - Returns: the events there are, empty when the time is over.
    /// - Throws: `ETERM` when the context is shut down.
    public func poll(
        for events: PollEvents = .readable,
        timeoutMilliseconds: Int?
    ) throws(ZeroMQError) -> PollEvents {
        var item = zmq_pollitem_t(socket: raw, fd: 0, events: events.rawValue, revents: 0)
        return try withUnsafeMutablePointer(to: &item) { pointer throws(ZeroMQError) in
            _ = try ZeroMQ.poll(
                UnsafeMutableBufferPointer(start: pointer, count: 1),
                timeoutMilliseconds: timeoutMilliseconds,
                operation: doing("poll")
            )
            return PollEvents(rawValue: pointer.pointee.revents)
        }
    }

    /// A description of what is being done on this socket, for an error.
    func doing(_ operation: String) -> String {
        "\(operation) (\(kind.rawValue))"
    }
}

import CZeroMQ

/// Up to 64 sockets of one thread, polled together.
///
/// A set belongs to the thread of its sockets. It may outlive them: a socket that has closed is noticed, and waiting
/// then fails with `ENOTSOCK` rather than touching freed memory.
public struct PollSet: ~Copyable {
    /// How many sockets a set may hold.
    public static let countMax = 64

    private var handles: [SocketHandle] = []
    private var items: [zmq_pollitem_t] = []

    /// Creates an empty set.
    public init() {
        handles.reserveCapacity(PollSet.countMax)
        items.reserveCapacity(PollSet.countMax)
    }

    /// The number of sockets in the set.
    public var count: Int { handles.count }

    /// Adds a socket and what to wait for on it.
    ///
    /// - Returns: the socket's place in the set, counted from 0 in the order of adding; ask `events(at:)` with it.
    /// - Throws: `EINVAL` when the set is full.
    @discardableResult
    public mutating func add(
        _ socket: borrowing Socket,
        for events: PollEvents = .readable
    ) throws(ZeroMQError) -> Int {
        guard handles.count < PollSet.countMax else {
            throw .refused("add a socket to a poll set that holds \(PollSet.countMax) already")
        }
        handles.append(socket.handle)
        items.append(zmq_pollitem_t(socket: socket.raw, fd: 0, events: events.rawValue, revents: 0))
        return handles.count - 1
    }

    /// Waits until a socket has one of the events it was added for.
    ///
    /// - Parameter timeoutMilliseconds: how long to wait at most, up to a day; 0 looks and returns, nil has no end.
    /// - Returns: the number of sockets with events, 0 when the time is over.
    /// - Throws: `ETERM` when the context is shut down, `ENOTSOCK` when a socket of the set has closed, `EINVAL` when
    ///   the set is empty, since such a wait could not be ended by shutting down the context.
    public mutating func wait(timeoutMilliseconds: Int?) throws(ZeroMQError) -> Int {
        guard !items.isEmpty else {
            throw .refused("poll an empty set")
        }
        for handle in handles where handle.isClosed {
            throw ZeroMQError(
                number: ErrnoName.notSocket,
                operation: "poll a closed socket (\(handle.kind.rawValue))"
            )
        }
        var span = items.mutableSpan
        return try span.withUnsafeMutableBufferPointer { items throws(ZeroMQError) in
            try poll(items, timeoutMilliseconds: timeoutMilliseconds, operation: "poll \(items.count) sockets")
        }
    }

    /// The events that the last wait found on the socket at a place given by `add`.
    public func events(at place: Int) -> PollEvents {
        PollEvents(rawValue: items[place].revents)
    }
}

@available(*, unavailable)
extension PollSet: Sendable {}

/// Calls `zmq_poll`, and again with the time that is left whenever a signal interrupts it.
func poll(
    _ items: UnsafeMutableBufferPointer<zmq_pollitem_t>,
    timeoutMilliseconds: Int?,
    operation: @autoclosure () -> String
) throws(ZeroMQError) -> Int {
    let deadline = Deadline(milliseconds: timeoutMilliseconds)
    while true {
        let ready = zmq_poll(items.baseAddress, Int32(items.count), deadline.remainingMilliseconds)
        if ready >= 0 { return Int(ready) }
        let error = ZeroMQError.last(operation())
        guard error.isInterrupted else { throw error }
    }
}

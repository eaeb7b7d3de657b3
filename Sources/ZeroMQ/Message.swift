import CZeroMQ

/// One frame of a message, in libzmq's own memory.
///
/// Make one and receive into it again and again: each receive releases the bytes of the one before. The `zmq_msg_t` is
/// allocated once and never moves, because libzmq does not promise that it may be moved bit by bit.
public struct Message: ~Copyable {
    let raw: UnsafeMutablePointer<zmq_msg_t>

    /// Where the bytes are; kept here so that reading them costs no call into libzmq.
    @usableFromInline private(set) var start: UnsafeRawPointer?

    /// The number of bytes of the frame; 0 before the first receive, and after one that found nothing.
    public private(set) var count: Int

    /// Creates an empty message.
    public init() {
        raw = .allocate(capacity: 1)
        // It cannot fail.
        zmq_msg_init(raw)
        start = nil
        count = 0
    }

    deinit {
        zmq_msg_close(raw)
        raw.deallocate()
    }

    /// Whether the frame has no bytes.
    public var isEmpty: Bool { count == 0 }

    /// Whether another frame of the same message follows: it is there already, and the next receive gives it.
    public var more: Bool { zmq_msg_more(raw) != 0 }

    /// What libzmq knows of the connection the frame came by.
    ///
    /// - Parameter name: `Peer-Address` (the peer's IP address, without port), `Socket-Type`, `Routing-Id`, `User-Id`
    ///   (see `userID`), or what else the peer has said of itself.
    /// - Returns: nil when it knows nothing under this name, as for any message not received by TCP or IPC.
    public func metadata(_ name: String) -> String? {
        zmq_msg_gets(raw, name).map { String(cString: $0) }
    }

    /// Notes the place and size of a frame just received.
    mutating func refresh() {
        start = UnsafeRawPointer(zmq_msg_data(raw))
        count = zmq_msg_size(raw)
    }

    /// Releases the bytes.
    mutating func clear() {
        zmq_msg_close(raw)
        zmq_msg_init(raw)
        start = nil
        count = 0
    }
}

@available(*, unavailable)
extension Message: Sendable {}

extension Message {
    /// Calls `body` with the bytes where libzmq has them, without copying; the pointer must not leave `body`.
    @inlinable
    public borrowing func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Calls `body` with the bytes as a span, which checks bounds and which the compiler keeps from leaving `body`.
    ///
    /// A `bytes` property would read better, but returning a span from a type of one's own is experimental in
    /// Swift 6.3.
    @inlinable
    public borrowing func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let buffer = UnsafeRawBufferPointer(start: start, count: count)
        return try body(buffer.bytes)
    }

    /// A copy of the bytes, for where an allocation does not matter.
    public var array: [UInt8] {
        withUnsafeBytes { Array($0) }
    }
}

import CZeroMQ

extension Socket {
    /// Sends one frame; libzmq takes a copy of the bytes.
    ///
    /// Frames of one message are sent with `more` on all but the last. Only the first of them can have to wait: libzmq
    /// takes a message or refuses it as a whole.
    ///
    /// - Parameters:
    ///   - bytes: the frame; may be empty.
    ///   - more: whether another frame of the same message follows.
    ///   - wait: how long to wait for room in the queues (and, with `immediate`, for a connection).
    /// - Returns: false when there was no room in that time, and nothing was sent.
    /// - Throws: `ETERM` when the context is shut down; with `routerMandatory` `EHOSTUNREACH` for a routing id that is
    ///   not connected; `ENOTSUP` on a SUB socket.
    public func send(
        _ bytes: UnsafeRawBufferPointer,
        more: Bool = false,
        wait: Wait = .forever
    ) throws(ZeroMQError) -> Bool {
        let flags = more ? ZMQ_SNDMORE : 0
        return switch wait {
        case .no:
            try send(bytes, flags: flags | ZMQ_DONTWAIT)
        case .forever:
            try send(bytes, flags: flags)
        case .milliseconds(let limit):
            try send(bytes, flags: flags, within: limit)
        }
    }

    /// Sends one frame, see `send(_:more:wait:)` of a buffer.
    public func send(_ bytes: RawSpan, more: Bool = false, wait: Wait = .forever) throws(ZeroMQError) -> Bool {
        try bytes.withUnsafeBytes { buffer throws(ZeroMQError) in try send(buffer, more: more, wait: wait) }
    }

    /// Sends one frame, see `send(_:more:wait:)` of a buffer.
    public func send(_ bytes: [UInt8], more: Bool = false, wait: Wait = .forever) throws(ZeroMQError) -> Bool {
        try send(bytes.span.bytes, more: more, wait: wait)
    }

    /// Sends the UTF-8 of a text as one frame, see `send(_:more:wait:)` of a buffer.
    public func send(_ text: String, more: Bool = false, wait: Wait = .forever) throws(ZeroMQError) -> Bool {
        try send(text.utf8.span.bytes, more: more, wait: wait)
    }

    private func send(_ bytes: UnsafeRawBufferPointer, flags: Int32) throws(ZeroMQError) -> Bool {
        while zmq_send(raw, bytes.baseAddress, bytes.count, flags) < 0 {
            let number = zmq_errno()
            if number == ErrnoName.again { return false }
            if number == ErrnoName.interrupted { continue }
            throw ZeroMQError(number: number, operation: doing("send \(bytes.count) bytes"))
        }
        return true
    }

    /// Sets ZMQ_SNDTIMEO for the time of the call rather than polls, since an XPUB socket that refuses still polls as
    /// writable.
    private func send(
        _ bytes: UnsafeRawBufferPointer,
        flags: Int32,
        within milliseconds: Int
    ) throws(ZeroMQError) -> Bool {
        if try send(bytes, flags: flags | ZMQ_DONTWAIT) { return true }
        let limit = Int32(milliseconds.clamped(to: 0...Deadline.millisecondsMax))
        guard limit > 0 else { return false }
        try handle.set(ZMQ_SNDTIMEO, to: limit, name: "ZMQ_SNDTIMEO")
        defer {
            // It fails only when the context is shut down, and then nothing is sent any more.
            try? handle.set(ZMQ_SNDTIMEO, to: handle.sendTimeoutMilliseconds, name: "ZMQ_SNDTIMEO")
        }
        return try send(bytes, flags: flags)
    }
}

import CZeroMQ

extension Socket {
    /// Receives one frame, without copying its bytes.
    ///
    /// A message arrives whole or not at all: after a frame with `more` the next one is there without waiting.
    ///
    /// - Parameters:
    ///   - message: takes the frame; what it held before is released. Empty when there was no frame, or an error.
    ///   - wait: how long to wait for a frame.
    /// - Returns: false when there was no frame in that time.
    /// - Throws: `ETERM` when the context is shut down, `ENOTSUP` on a PUB socket.
    public func receive(into message: inout Message, wait: Wait) throws(ZeroMQError) -> Bool {
        switch wait {
        case .no:
            try receive(into: &message, flags: ZMQ_DONTWAIT)
        case .forever:
            try receive(into: &message, flags: 0)
        case .milliseconds(let limit):
            try receive(into: &message, within: limit)
        }
    }

    /// Receives and drops the frames that follow `message` in the same message, and leaves the last of them in it.
    ///
    /// - Returns: how many frames were dropped.
    /// - Throws: as `receive`.
    @discardableResult
    public func discardRest(of message: inout Message) throws(ZeroMQError) -> Int {
        var dropped = 0
        while message.more {
            // Never waits, see receive(into:wait:); and if a frame were missing, `more` is false on an empty message.
            guard try receive(into: &message, wait: .no) else { break }
            dropped += 1
        }
        return dropped
    }

    private func receive(into message: inout Message, flags: Int32) throws(ZeroMQError) -> Bool {
        while zmq_msg_recv(message.raw, raw, flags) < 0 {
            let number = zmq_errno()
            message.clear()
            if number == ErrnoName.again { return false }
            if number == ErrnoName.interrupted { continue }
            throw ZeroMQError(number: number, operation: doing("receive"))
        }
        message.refresh()
        return true
    }

    /// Polls rather than sets ZMQ_RCVTIMEO, which would be two more calls and would start anew after each signal.
    private func receive(into message: inout Message, within milliseconds: Int) throws(ZeroMQError) -> Bool {
        let deadline = Deadline(milliseconds: milliseconds)
        while try !receive(into: &message, flags: ZMQ_DONTWAIT) {
            let remaining = deadline.remainingMilliseconds
            guard remaining > 0 else { return false }
            _ = try poll(for: .readable, timeoutMilliseconds: remaining)
        }
        return true
    }
}

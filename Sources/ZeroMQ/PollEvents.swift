import CZeroMQ

/// What a poll waits for, and what it found.
public struct PollEvents: OptionSet, Sendable {
    /// libzmq's bits.
    public let rawValue: Int16

    /// Creates a set from libzmq's bits.
    public init(rawValue: Int16) {
        self.rawValue = rawValue
    }

    /// At least one message can be received without waiting.
    public static let readable = PollEvents(rawValue: Int16(ZMQ_POLLIN))

    /// At least one message can be sent without waiting.
    ///
    /// PUB and XPUB sockets always say so, even when XPUB_NODROP makes the send refuse: do not wait for room on them by
    /// polling, which spins, but with `Wait.milliseconds` or `Wait.forever` in the send.
    public static let writable = PollEvents(rawValue: Int16(ZMQ_POLLOUT))
}

import CZeroMQ

/// A call to libzmq that failed, or a setting refused before it reached libzmq (then `number` is `EINVAL`).
public struct ZeroMQError: Error, Equatable, Sendable {
    /// The errno as libzmq gave it; its own numbers (`ETERM`, `EFSM`, …) begin at 156384712.
    public let number: Int32

    /// What was being done, with its object: `bind tcp://127.0.0.1:7701 (SUB)`.
    public let operation: String

    /// Creates an error from an errno and a description of what was being done.
    public init(number: Int32, operation: String) {
        self.number = number
        self.operation = operation
    }

    /// The symbolic name of the errno, `EADDRINUSE`, or `errno 123` for one that libzmq does not document.
    public var name: String {
        ErrnoName.of(number) ?? "errno \(number)"
    }

    /// libzmq's own words for the errno: `Address already in use`.
    public var text: String {
        String(cString: zmq_strerror(number))
    }

    /// Whether the context was shut down (`ETERM`): the thread should let go of its sockets and end.
    public var isTerminated: Bool { number == ErrnoName.terminated }

    /// Whether a signal interrupted the call (`EINTR`). This module retries such calls, so it is never thrown by it.
    public var isInterrupted: Bool { number == ErrnoName.interrupted }

    /// Whether the call could not be done at once (`EAGAIN`). Sending and receiving return `false` instead.
    public var wouldBlock: Bool { number == ErrnoName.again }
}

extension ZeroMQError: CustomStringConvertible {
    /// One line for a log: `bind tcp://127.0.0.1:7701 (SUB): EADDRINUSE, Address already in use`.
    public var description: String {
        "\(operation): \(name), \(text)"
    }
}

extension ZeroMQError {
    /// Makes the error of the libzmq call that failed just now on this thread.
    ///
    /// The errno is read before the description is built, since building it may allocate and so change errno.
    static func last(_ operation: @autoclosure () -> String) -> ZeroMQError {
        let number = zmq_errno()
        return ZeroMQError(number: number, operation: operation())
    }

    /// Makes the error of a value that this module refuses before libzmq sees it.
    static func refused(_ operation: String) -> ZeroMQError {
        ZeroMQError(number: ErrnoName.invalid, operation: operation)
    }
}

import CZeroMQ

/// A libzmq context: the I/O threads, and the sockets that belong to it.
///
/// Any thread may share it. Every socket holds a reference to its context, so the context outlives them all, and
/// terminating it, which waits for open sockets, cannot deadlock. The last reference to go terminates it, and may wait
/// there for the longest linger of its sockets.
public final class Context: Sendable {
    /// libzmq says that a context may be used from any thread, and the pointer never changes: hence unsafe, yet sound.
    nonisolated(unsafe) let raw: UnsafeMutableRawPointer

    /// How many I/O threads a context may have.
    public static let ioThreadsAllowed = 1...16

    /// Starts a context.
    ///
    /// - Parameter ioThreads: threads that move bytes, 1 to 16. One carries about a gigabit a second.
    /// - Throws: `EINVAL` for a number of threads out of range, `EMFILE` or `ENOMEM` when the system has no more.
    public init(ioThreads: Int = 1) throws(ZeroMQError) {
        guard Context.ioThreadsAllowed.contains(ioThreads) else {
            throw .refused("start a context with \(ioThreads) I/O threads, allowed \(Context.ioThreadsAllowed)")
        }
        guard let raw = zmq_ctx_new() else {
            throw .last("start a context")
        }
        guard zmq_ctx_set(raw, ZMQ_IO_THREADS, Int32(ioThreads)) == 0 else {
            let error = ZeroMQError.last("start a context with \(ioThreads) I/O threads")
            zmq_ctx_term(raw)
            throw error
        }
        self.raw = raw
    }

    /// Wakes every call that is blocked on a socket of this context, and fails every later one, with `ETERM`.
    ///
    /// May be called from any thread, and more than once. It only tells the threads that own sockets to let go of them;
    /// it does not wait for them.
    public func shutdown() {
        // It fails only for a pointer that is no context.
        zmq_ctx_shutdown(raw)
    }

    deinit {
        // No socket is left, since each holds a reference. A signal may interrupt the wait for lingering messages.
        while zmq_ctx_term(raw) != 0, zmq_errno() == ErrnoName.interrupted {}
    }
}

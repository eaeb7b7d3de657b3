import CZeroMQ
import Glibc
import Synchronization

/// A named thread of its own: the place where sockets are created, used and destroyed.
///
/// Blocking calls belong here and not in a task, whose pool has only as many threads as there are processors. To end
/// it, shut the context down, leave the body on `ETERM`, and join.
public final class FeedThread: Sendable {
    /// The thread, until somebody joins it.
    private let thread: Mutex<pthread_t?>

    /// Starts a thread.
    ///
    /// - Parameters:
    ///   - name: shown by `ps -L` and in backtraces; Linux keeps the first 15 bytes.
    ///   - body: runs on the thread, which ends when it returns.
    /// - Throws: `EAGAIN` when the system has no room for another thread.
    public init(name: String, body: @escaping @Sendable () -> Void) throws(ZeroMQError) {
        let start = Unmanaged.passRetained(Start(name: name, body: body))
        var thread = pthread_t()
        let status = pthread_create(
            &thread,
            nil,
            { argument in
                // Never nil: it is the pointer given below.
                guard let argument else { return nil }
                Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            },
            start.toOpaque()
        )
        guard status == 0 else {
            start.release()
            throw ZeroMQError(number: status, operation: "start the thread \(name)")
        }
        self.thread = Mutex(thread)
    }

    /// Waits until the thread has ended and what its body held is released.
    ///
    /// The first call waits; any other, even meanwhile, returns at once. Not for a task, as it blocks, nor the body.
    public func join() {
        guard let running = thread.withLock({ $0.take() }) else { return }
        precondition(pthread_equal(running, pthread_self()) == 0, "a thread cannot wait for its own end")
        pthread_join(running, nil)
    }

    deinit {
        // Nobody will join it any more: the system is to clean up when it ends.
        if let running = thread.withLock({ $0.take() }) {
            pthread_detach(running)
        }
    }
}

/// What a new thread needs to know.
private final class Start: Sendable {
    private let name: String
    private let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }

    func run() {
        zhichao_name_thread(name)
        body()
    }
}

public import FeedContract
import Foundation
public import Logging
public import ZeroMQ

/// The results socket: one thread owns it, anyone may hand it messages.
///
/// Results are live and may be lost (the case store is the record), so a full inbox drops its oldest message and
/// counts it rather than stopping the intake.
public final class ResultsPublisher: Sendable {
    /// Messages that may wait to be sent.
    public static let inboxMax = 10_000

    /// Where the socket is bound, with the port that was chosen.
    public let endpoint: String
    private let inbox: Monitor<Inbox>
    private let heard: @Sendable ([any ResultMessage]) -> Void
    private let thread: FeedThread

    private struct Inbox {
        var messages: [any ResultMessage] = []
        var dropped = 0
        var isStopped = false
    }

    /// Binds the socket and starts its thread.
    ///
    /// - Parameter heard: told of everything that is handed over, on the thread that does; must not wait.
    /// - Throws: `ZeroMQError` when the endpoint cannot be bound.
    public init(
        endpoint: String,
        curve: CurveRole? = nil,
        context: Context,
        logger: Logger,
        heard: @escaping @Sendable ([any ResultMessage]) -> Void = { _ in }
    ) throws {
        let inbox = Monitor(Inbox())
        let bound = Monitor<Result<String, ZeroMQError>?>(nil)
        let thread = try FeedThread(name: "results") {
            do throws(ZeroMQError) {
                var options = SocketOptions()
                options.sendHighWaterMark = ResultsPublisher.inboxMax
                options.lingerMilliseconds = 500
                options.curve = curve
                let socket = try Socket(.pub, in: context, options: options)
                let resolved = try socket.bind(endpoint)
                bound.withLock { $0 = .success(resolved) }
                try ResultsPublisher.send(from: inbox, over: socket)
            } catch {
                let wasBound = bound.withLock { result in
                    defer { if result == nil { result = .failure(error) } }
                    return result != nil
                }
                if wasBound, !error.isTerminated {
                    logger.error("results socket failed", metadata: ["error": "\(error)"])
                }
            }
        }
        self.inbox = inbox
        self.heard = heard
        self.thread = thread
        guard let result = bound.wait(for: { $0 }) else {
            throw ZeroMQError(number: EINTR, operation: "bind \(endpoint)")
        }
        self.endpoint = try result.get()
    }

    /// Hands messages over; never waits.
    public func publish(_ messages: [any ResultMessage]) {
        guard !messages.isEmpty else { return }
        heard(messages)
        inbox.withLock { inbox in
            inbox.messages.append(contentsOf: messages)
            let excess = inbox.messages.count - ResultsPublisher.inboxMax
            if excess > 0 {
                inbox.messages.removeFirst(excess)
                inbox.dropped += excess
            }
        }
    }

    /// Messages that a full inbox has dropped.
    public var dropped: Int { inbox.read { $0.dropped } }

    /// Sends what is left and closes the socket.
    public func stop() {
        inbox.withLock { $0.isStopped = true }
        thread.join()
    }

    private static func send(from inbox: Monitor<Inbox>, over socket: borrowing Socket) throws(ZeroMQError) {
        while true {
            let next = inbox.wait { inbox -> (messages: [any ResultMessage], isStopped: Bool)? in
                guard !inbox.messages.isEmpty || inbox.isStopped else { return nil }
                defer { inbox.messages.removeAll(keepingCapacity: true) }
                return (inbox.messages, inbox.isStopped)
            }
            guard let (messages, isStopped) = next else { return }
            for message in messages {
                guard try socket.send(message.topic, more: true, wait: .no) else { continue }
                _ = try socket.send(message.body, wait: .no)
            }
            if isStopped { return }
        }
    }
}

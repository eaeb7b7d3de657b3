import Dispatch
import Synchronization

/// Says who may come in at the CURVE sockets of a context, by public key: a thread of its own at
/// `inproc://zeromq.zap.01`.
///
/// Make it before any socket with `CurveRole.server` binds, and stop it after they have closed. A key that is on no list
/// is answered "not now" (300) and not "no" (400): after a 400 libzmq's own client gives the connection up for good, and
/// a station whose key is listed by the next reload would stay away until somebody restarted it. With 300 it tries again
/// each time that its handshake has timed out, which also slows down whoever insists.
///
/// An established connection outlives its key: look at `Message.userID` for every message.
public final class ZAPHandler: Sendable {
    /// For each domain, the keys that may come in.
    public typealias AllowList = [String: Set<CurvePublicKey>]

    private let door: Door
    private let thread: FeedThread

    /// Starts the handler; it is bound when this returns.
    ///
    /// - Parameters:
    ///   - context: whose sockets it speaks for.
    ///   - list: who may come in.
    ///   - report: told of refusals, ten in ten seconds at most; called on the handler's thread, and must not wait,
    ///     since nobody comes in meanwhile.
    /// - Throws: `EADDRINUSE` when the context has a handler already, `ETERM` when it is shut down, `EMFILE` or `EAGAIN`
    ///   when there is no room for another socket or thread.
    public init(
        in context: Context,
        admitting list: AllowList,
        report: @escaping @Sendable (ZAPRefusal) -> Void
    ) throws(ZeroMQError) {
        let door = Door(admitting: list, report: report)
        let bound = Bound()
        thread = try FeedThread(name: "zap") {
            do throws(ZeroMQError) {
                let socket = try Socket(.router, in: context)
                let endpoint = try socket.bind("inproc://zeromq.zap.01")
                bound.tell(nil)
                try door.answer(over: socket)
                // Closing alone would do so some time later.
                try socket.unbind(endpoint)
            } catch {
                // After it was bound nobody asks; what ends it then is the end of the context.
                bound.tell(error)
            }
        }
        self.door = door
        if let error = bound.wait() { throw error }
    }

    /// Replaces the list; counts for every connection that begins from now on. Any thread may call it.
    public func admit(_ list: AllowList) {
        door.state.withLock { $0.list = list }
    }

    /// Peers let in since the start.
    public var admitted: Int { door.state.withLock { $0.admitted } }

    /// Peers refused since the start, whether or not they were reported.
    public var refused: Int { door.state.withLock { $0.refused } }

    /// Ends the thread and waits for that, a fifth of a second at most. Nobody comes in from then on.
    public func stop() {
        door.stop()
        thread.join()
    }

    deinit { door.stop() }
}

/// What the handler's thread shares with its owner.
private final class Door: Sendable {
    struct State {
        var list: ZAPHandler.AllowList
        var limit = ReportLimit()
        var admitted = 0
        var refused = 0
    }

    let state: Mutex<State>
    private let report: @Sendable (ZAPRefusal) -> Void
    private let isStopping = Atomic(false)

    init(admitting list: ZAPHandler.AllowList, report: @escaping @Sendable (ZAPRefusal) -> Void) {
        state = Mutex(State(list: list))
        self.report = report
    }

    func stop() { isStopping.store(true, ordering: .relaxed) }

    /// Answers until told to stop, or until the context is shut down.
    ///
    /// It looks for the former five times a second rather than being woken: that needs no socket, and cannot fail. What
    /// waits meanwhile is bounded by the connections, each of which asks once.
    func answer(over socket: borrowing Socket) throws(ZeroMQError) {
        var scratch = Message()
        while !isStopping.load(ordering: .relaxed) {
            let message = try socket.receiveMultipart(
                through: &scratch,
                framesMax: ZAPRequest.framesMax,
                wait: .milliseconds(200)
            )
            guard let message, let request = ZAPRequest(message.frames.dropFirst(2)) else { continue }
            let frames = message.frames.prefix(2) + request.frames(of: judge(request))
            for (place, frame) in frames.enumerated() {
                // One who has gone meanwhile is told nothing.
                guard try socket.send(frame, more: place < frames.count - 1, wait: .no) else { break }
            }
        }
    }

    private func judge(_ request: ZAPRequest) -> ZAPRequest.Answer {
        let (answer, unreported) = state.withLock { state -> (ZAPRequest.Answer, Int?) in
            if let key = request.key, state.list[request.domain]?.contains(key) == true {
                state.admitted += 1
                return (.admitted(key), nil)
            }
            state.refused += 1
            return (request.key == nil ? .no : .notNow, state.limit.admit(at: .now))
        }
        if let unreported { report(ZAPRefusal(request, unreported: unreported)) }
        return answer
    }
}

extension ZAPRefusal {
    fileprivate init(_ request: ZAPRequest, unreported: Int) {
        self.init(
            domain: request.domain,
            address: request.address,
            mechanism: request.mechanism,
            key: request.key,
            unreported: unreported
        )
    }
}

/// Whether the thread has bound its socket, told once to who waits for it.
private final class Bound: Sendable {
    private let error = Mutex<ZeroMQError?>(nil)
    private let semaphore = DispatchSemaphore(value: 0)

    func tell(_ error: ZeroMQError?) {
        self.error.withLock { $0 = error }
        semaphore.signal()
    }

    func wait() -> ZeroMQError? {
        semaphore.wait()
        return error.withLock { $0 }
    }
}

import CZeroMQ
import Glibc
import Synchronization

/// Counts the handshakes that fail at a socket, and reports them with the peer: a thread of its own, which ends when the
/// socket has closed or the context is shut down.
///
/// libzmq says of a failure neither which connection nor whose. Its I/O thread tells a failure just before the end of
/// the same connection, which has a descriptor; the address is looked up when the connection comes. With more than one
/// I/O thread, or when a descriptor is used anew at once, the peer may be another; the count is right with one.
public final class HandshakeMonitor: Sendable {
    /// Connections whose address is remembered; of further ones it is not known.
    static let peersMax = 4_096

    private let watch: Watch
    private static let number = Atomic(0)

    /// Starts watching; call it on the socket's thread, before it binds.
    ///
    /// - Parameters:
    ///   - socket: whose peers are watched.
    ///   - report: told of failures, ten in ten seconds at most; called on a thread of the monitor's. It must not wait:
    ///     once 2,000 events wait, libzmq's I/O thread does as well, and with it every socket of the context.
    /// - Throws: `ETERM` when the context is shut down, `EMFILE` or `EAGAIN` when there is no room for another socket
    ///   or thread.
    public init(
        of socket: borrowing Socket,
        report: @escaping @Sendable (HandshakeFailure) -> Void
    ) throws(ZeroMQError) {
        let number = HandshakeMonitor.number.wrappingAdd(1, ordering: .relaxed).newValue
        let endpoint = "inproc://zhichao-monitor-\(number)"
        let context = socket.handle.context
        let watch = Watch(report: report)
        self.watch = watch
        // The listener comes first: libzmq waits for ever with an event that nobody listens to.
        _ = try FeedThread(name: "handshakes") {
            do throws(ZeroMQError) {
                let listener = try Socket(.pair, in: context)
                try listener.connect(endpoint)
                try watch.listen(to: listener)
            } catch {
                // The end of the context.
            }
        }
        guard zmq_socket_monitor(socket.raw, endpoint, ConnectionEvent.wanted) == 0 else {
            let error = ZeroMQError.last(socket.doing("watch handshakes"))
            watch.abandon()
            throw error
        }
    }

    /// Handshakes that failed since the start, whether or not they were reported.
    public var failures: Int { watch.failures.load(ordering: .relaxed) }
}

/// What the monitor's thread shares with its owner.
private final class Watch: Sendable {
    let failures = Atomic(0)
    private let isAbandoned = Atomic(false)
    private let report: @Sendable (HandshakeFailure) -> Void

    init(report: @escaping @Sendable (HandshakeFailure) -> Void) {
        self.report = report
    }

    func abandon() { isAbandoned.store(true, ordering: .relaxed) }

    func listen(to listener: borrowing Socket) throws(ZeroMQError) {
        var scratch = Message()
        var limit = ReportLimit()
        var peers: [Int32: String] = [:]
        var failure: String?
        while !isAbandoned.load(ordering: .relaxed) {
            let message = try listener.receiveMultipart(through: &scratch, framesMax: 2, wait: .milliseconds(1_000))
            guard let frames = message?.frames, frames.count == 2, let event = ConnectionEvent(frames[0]) else {
                continue
            }
            switch event {
            case .accepted(let descriptor):
                peers[descriptor] = peers.count < HandshakeMonitor.peersMax ? peerAddress(descriptor) : nil
            case .failed(let reason):
                // A second one of the same connection says less.
                failure = failure ?? reason
            case .disconnected(let descriptor):
                let peer = peers.removeValue(forKey: descriptor)
                guard let reason = failure.take() else { continue }
                failures.wrappingAdd(1, ordering: .relaxed)
                guard let unreported = limit.admit(at: .now) else { continue }
                let endpoint = String(decoding: frames[1], as: UTF8.self)
                report(HandshakeFailure(endpoint: endpoint, peer: peer, reason: reason, unreported: unreported))
            case .stopped:
                return
            }
        }
    }
}

/// The address and port at the other end of a TCP connection; nil when it has gone, or is none.
private func peerAddress(_ descriptor: Int32) -> String? {
    var address = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> String? in
            guard getpeername(descriptor, address, &length) == 0 else { return nil }
            var (host, port) = ([CChar](repeating: 0, count: 64), [CChar](repeating: 0, count: 8))
            let flags = NI_NUMERICHOST | NI_NUMERICSERV
            guard getnameinfo(address, length, &host, 64, &port, 8, flags) == 0 else { return nil }
            let texts = [host, port].map { text in
                String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            }
            return texts[0].contains(":") ? "[\(texts[0])]:\(texts[1])" : "\(texts[0]):\(texts[1])"
        }
    }
}

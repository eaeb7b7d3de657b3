import CZeroMQ
import Glibc

/// A connection that ended before it was one: a peer without CURVE, with the wrong server key, or with nothing to say.
///
/// Peers whose key is not listed are not among them; `ZAPHandler` reports those.
public struct HandshakeFailure: Equatable, Sendable {
    /// The endpoint that it came to.
    public let endpoint: String
    /// Its IP address and port, as far as the system still knew them when it was asked.
    public let peer: String?
    /// What went wrong, for a log.
    public let reason: String
    /// Failures that were counted and not reported since the last report.
    public let unreported: Int
}

/// What libzmq says of a connection, on the socket of a monitor.
enum ConnectionEvent: Equatable {
    /// A connection has come; its descriptor.
    case accepted(Int32)
    /// Its handshake has failed; it is closed next.
    case failed(reason: String)
    /// A connection has gone; its descriptor.
    case disconnected(Int32)
    /// There will be no more.
    case stopped

    static let wanted =
        ZMQ_EVENT_ACCEPTED | ZMQ_EVENT_DISCONNECTED | ZMQ_EVENT_MONITOR_STOPPED
        | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL

    /// Reads the first frame: 16 bits of event and 32 of value, in the machine's order.
    init?(_ frame: [UInt8]) {
        guard frame.count == 6 else { return nil }
        let (event, value) = frame.withUnsafeBytes {
            (Int32($0.loadUnaligned(as: UInt16.self)), $0.loadUnaligned(fromByteOffset: 2, as: Int32.self))
        }
        switch event {
        case ZMQ_EVENT_ACCEPTED: self = .accepted(value)
        case ZMQ_EVENT_DISCONNECTED: self = .disconnected(value)
        case ZMQ_EVENT_MONITOR_STOPPED: self = .stopped
        case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL: self = .failed(reason: ConnectionEvent.words(ofErrno: value))
        case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL: self = .failed(reason: ConnectionEvent.words(ofProtocolError: value))
        default: return nil
        }
    }

    private static func words(ofErrno number: Int32) -> String {
        let name = ErrnoName.of(number) ?? "errno \(number)"
        return number == EFAULT ? "no ZAP handler (\(name))" : "ended by the peer, or timed out (\(name))"
    }

    private static func words(ofProtocolError code: Int32) -> String {
        switch code {
        case ZMQ_PROTOCOL_ERROR_ZMTP_CRYPTOGRAPHIC: "wrong server key (ZMTP_CRYPTOGRAPHIC)"
        case ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH: "no CURVE (ZMTP_MECHANISM_MISMATCH)"
        default: "protocol error 0x\(String(code, radix: 16))"
        }
    }
}

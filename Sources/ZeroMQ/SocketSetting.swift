import CZeroMQ

/// One numeric option of a socket: libzmq's name, the value and the values this module lets through.
struct SocketSetting {
    let option: Int32
    let name: String
    let value: Int
    let allowed: ClosedRange<Int>

    func validate() throws(ZeroMQError) {
        guard allowed.contains(value) else {
            throw .refused("set \(name) to \(value), allowed \(allowed.lowerBound) to \(allowed.upperBound)")
        }
    }

    func apply(to handle: SocketHandle) throws(ZeroMQError) {
        // The one option that is an int64_t; all others are a C int, which their ranges fit.
        if option == ZMQ_MAXMSGSIZE {
            try handle.set(option, to: Int64(value), name: name)
        } else {
            try handle.set(option, to: Int32(value), name: name)
        }
    }
}

extension SocketOptions {
    /// The options as libzmq takes them, in the order they are set.
    var settings: [SocketSetting] {
        limits + times + flags
    }

    private var limits: [SocketSetting] {
        // From 1, since libzmq takes 0 as no limit.
        [
            setting(ZMQ_SNDHWM, "ZMQ_SNDHWM", sendHighWaterMark, 1...10_000_000),
            setting(ZMQ_RCVHWM, "ZMQ_RCVHWM", receiveHighWaterMark, 1...10_000_000),
            setting(ZMQ_MAXMSGSIZE, "ZMQ_MAXMSGSIZE", maxMessageBytes, 1...1 << 30),
        ]
    }

    private var times: [SocketSetting] {
        let hour = 3_600_000
        var times = [
            setting(ZMQ_HEARTBEAT_IVL, "ZMQ_HEARTBEAT_IVL", heartbeatIntervalMilliseconds, 0...hour),
            setting(ZMQ_HEARTBEAT_TIMEOUT, "ZMQ_HEARTBEAT_TIMEOUT", heartbeatTimeoutMilliseconds, 1...hour),
            setting(ZMQ_HEARTBEAT_TTL, "ZMQ_HEARTBEAT_TTL", heartbeatTimeToLiveMilliseconds, 0...hour),
            setting(ZMQ_RECONNECT_IVL, "ZMQ_RECONNECT_IVL", reconnectIntervalMilliseconds, 1...hour),
            setting(ZMQ_RECONNECT_IVL_MAX, "ZMQ_RECONNECT_IVL_MAX", reconnectIntervalMillisecondsMax, 1...hour),
            setting(ZMQ_CONNECT_TIMEOUT, "ZMQ_CONNECT_TIMEOUT", connectTimeoutMilliseconds, 1...hour),
            setting(ZMQ_HANDSHAKE_IVL, "ZMQ_HANDSHAKE_IVL", handshakeIntervalMilliseconds, 1...hour),
            setting(ZMQ_LINGER, "ZMQ_LINGER", lingerMilliseconds, 0...60_000),
        ]
        if tcpKeepalive {
            times.append(contentsOf: keepalive)
        }
        let blocking = 0...Deadline.millisecondsMax
        if let sendTimeoutMilliseconds {
            times.append(setting(ZMQ_SNDTIMEO, "ZMQ_SNDTIMEO", sendTimeoutMilliseconds, blocking))
        }
        if let receiveTimeoutMilliseconds {
            times.append(setting(ZMQ_RCVTIMEO, "ZMQ_RCVTIMEO", receiveTimeoutMilliseconds, blocking))
        }
        return times
    }

    private var keepalive: [SocketSetting] {
        [
            setting(ZMQ_TCP_KEEPALIVE_IDLE, "ZMQ_TCP_KEEPALIVE_IDLE", tcpKeepaliveIdleSeconds, 1...32_767),
            setting(ZMQ_TCP_KEEPALIVE_INTVL, "ZMQ_TCP_KEEPALIVE_INTVL", tcpKeepaliveIntervalSeconds, 1...32_767),
            setting(ZMQ_TCP_KEEPALIVE_CNT, "ZMQ_TCP_KEEPALIVE_CNT", tcpKeepaliveProbes, 1...127),
        ]
    }

    private var flags: [SocketSetting] {
        let common = [
            (ZMQ_TCP_KEEPALIVE, "ZMQ_TCP_KEEPALIVE", tcpKeepalive),
            (ZMQ_IMMEDIATE, "ZMQ_IMMEDIATE", immediate),
            (ZMQ_IPV6, "ZMQ_IPV6", ipv6),
        ]
        // These are known to one kind of socket only: set when asked for, so that libzmq refuses them on another.
        let particular = [
            (ZMQ_XPUB_NODROP, "ZMQ_XPUB_NODROP", xpubNoDrop),
            (ZMQ_XPUB_VERBOSE, "ZMQ_XPUB_VERBOSE", xpubVerbose),
            (ZMQ_ROUTER_MANDATORY, "ZMQ_ROUTER_MANDATORY", routerMandatory),
        ]
        return (common + particular.filter(\.2)).map { setting($0.0, $0.1, $0.2 ? 1 : 0, 0...1) }
    }

    private func setting(
        _ option: Int32,
        _ name: String,
        _ value: Int,
        _ allowed: ClosedRange<Int>
    ) -> SocketSetting {
        SocketSetting(option: option, name: name, value: value, allowed: allowed)
    }
}

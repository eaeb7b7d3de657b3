import CZeroMQ

extension SocketOptions {
    /// Checks every value against its range, without a socket: for checking a configuration.
    ///
    /// - Throws: `EINVAL`, whose `operation` names the option, the value and the range.
    public func validate() throws(ZeroMQError) {
        for setting in settings {
            try setting.validate()
        }
        try validateHeartbeat()
        try validateReconnecting()
        try validateRoutingID()
        try curve?.validate()
    }

    /// Checks every value, then sets them all.
    func apply(to handle: SocketHandle) throws(ZeroMQError) {
        try validate()
        for setting in settings {
            try setting.apply(to: handle)
        }
        if let routingID {
            try routingID.span.bytes.withUnsafeBytes { bytes throws(ZeroMQError) in
                try handle.set(ZMQ_ROUTING_ID, to: bytes, name: "ZMQ_ROUTING_ID")
            }
        }
        try curve?.apply(to: handle)
        handle.sendTimeoutMilliseconds = sendTimeoutMilliseconds.map { Int32($0) } ?? -1
    }

    private func validateHeartbeat() throws(ZeroMQError) {
        guard heartbeatIntervalMilliseconds > 0, heartbeatTimeToLiveMilliseconds > 0 else { return }
        // Otherwise the peer would give up a silent connection between two heartbeats.
        guard heartbeatTimeToLiveMilliseconds > heartbeatIntervalMilliseconds else {
            throw .refused("set ZMQ_HEARTBEAT_TTL to \(heartbeatTimeToLiveMilliseconds), not above ZMQ_HEARTBEAT_IVL")
        }
    }

    private func validateReconnecting() throws(ZeroMQError) {
        // libzmq would silently ignore it.
        guard reconnectIntervalMillisecondsMax >= reconnectIntervalMilliseconds else {
            throw .refused("set ZMQ_RECONNECT_IVL_MAX to \(reconnectIntervalMillisecondsMax), below ZMQ_RECONNECT_IVL")
        }
    }

    private func validateRoutingID() throws(ZeroMQError) {
        guard let routingID else { return }
        // Those that start with 0 are the ones a ROUTER makes up.
        guard (1...255).contains(routingID.count), routingID.first != 0 else {
            throw .refused("set ZMQ_ROUTING_ID to \(routingID.count) bytes, allowed 1 to 255, the first not 0")
        }
    }
}

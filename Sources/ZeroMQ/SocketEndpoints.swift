import CZeroMQ

extension Socket {
    /// Starts accepting connections.
    ///
    /// - Parameter endpoint: `tcp://<address or interface>:<port>`, where the port may be `*` for any free one,
    ///   `ipc://<path>` or `inproc://<name>`.
    /// - Returns: the endpoint with the port filled in.
    /// - Throws: `EINVAL` for an endpoint that cannot be read, `EADDRINUSE`, `EADDRNOTAVAIL`, `ENODEV`,
    ///   `EPROTONOSUPPORT` or `ENOCOMPATPROTO`; `ETERM` when the context is shut down.
    @discardableResult
    public func bind(_ endpoint: String) throws(ZeroMQError) -> String {
        try attach("bind", endpoint) { zmq_bind($0, $1) }
        return try lastEndpoint()
    }

    /// Starts connecting, and keeps reconnecting for as long as the socket lives.
    ///
    /// It returns at once: a peer that is not there is no error. A host name is looked up by the I/O thread, which
    /// holds up the whole context meanwhile, so prefer addresses.
    ///
    /// - Throws: as `bind`.
    public func connect(_ endpoint: String) throws(ZeroMQError) {
        try attach("connect", endpoint) { zmq_connect($0, $1) }
    }

    /// Stops accepting connections; those there are go on.
    ///
    /// - Parameter endpoint: the endpoint as `bind` returned it.
    /// - Throws: `ENOENT` when it was not bound.
    public func unbind(_ endpoint: String) throws(ZeroMQError) {
        try attach("unbind", endpoint) { zmq_unbind($0, $1) }
    }

    /// Ends a connection; messages still waiting for it are discarded after the linger time.
    ///
    /// - Parameter endpoint: the endpoint as given to `connect`.
    /// - Throws: `ENOENT` when it was not connected.
    public func disconnect(_ endpoint: String) throws(ZeroMQError) {
        try attach("disconnect", endpoint) { zmq_disconnect($0, $1) }
    }

    /// Asks for every message whose first frame starts with `prefix`; an empty one asks for all.
    ///
    /// A SUB socket receives nothing before its first subscription. One that has bound tells a new peer what it has
    /// subscribed to only when its thread next calls libzmq, so keep it in a receive or a poll.
    ///
    /// - Throws: `EINVAL` on any other kind of socket.
    public func subscribe(_ prefix: [UInt8]) throws(ZeroMQError) {
        try setSubscription(ZMQ_SUBSCRIBE, prefix, name: "subscription")
    }

    /// Asks for every message whose first frame starts with the UTF-8 of `prefix`; an empty one asks for all.
    ///
    /// - Throws: `EINVAL` on any other kind of socket than SUB.
    public func subscribe(_ prefix: String) throws(ZeroMQError) {
        try subscribe(Array(prefix.utf8))
    }

    /// Takes back one earlier `subscribe` of the same prefix.
    ///
    /// - Throws: `EINVAL` on any other kind of socket than SUB.
    public func unsubscribe(_ prefix: [UInt8]) throws(ZeroMQError) {
        try setSubscription(ZMQ_UNSUBSCRIBE, prefix, name: "unsubscription")
    }

    private func setSubscription(_ option: Int32, _ prefix: [UInt8], name: String) throws(ZeroMQError) {
        try prefix.span.bytes.withUnsafeBytes { bytes throws(ZeroMQError) in
            try handle.set(option, to: bytes, name: "\(name) of \(bytes.count) bytes")
        }
    }

    private func attach(
        _ verb: String,
        _ endpoint: String,
        with call: (UnsafeMutableRawPointer, UnsafePointer<CChar>) -> Int32
    ) throws(ZeroMQError) {
        // C would silently stop at a zero byte.
        guard !endpoint.utf8.contains(0) else {
            throw .refused(doing("\(verb) an endpoint with a zero byte in it"))
        }
        while endpoint.withCString({ call(raw, $0) }) != 0 {
            let error = ZeroMQError.last(doing("\(verb) \(endpoint)"))
            guard error.isInterrupted else { throw error }
        }
    }

    private func lastEndpoint() throws(ZeroMQError) -> String {
        // libzmq refuses an endpoint longer than 256 bytes for TCP and than sockaddr_un for IPC.
        let capacity = 1024
        var size = capacity
        var failure: ZeroMQError?
        let text = String(unsafeUninitializedCapacity: capacity) { buffer in
            if zmq_getsockopt(raw, ZMQ_LAST_ENDPOINT, buffer.baseAddress, &size) != 0 {
                failure = .last(doing("read the bound endpoint"))
                return 0
            }
            // The size counts the final zero byte.
            return max(size - 1, 0)
        }
        if let failure { throw failure }
        return text
    }
}

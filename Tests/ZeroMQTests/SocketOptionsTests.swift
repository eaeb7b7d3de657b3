import Testing
import ZeroMQ

@Suite struct SocketOptionsTests {
    @Test func defaultsAreAccepted() throws {
        try SocketOptions().validate()
        let context = try Context()
        for kind in Socket.Kind.allCases {
            let socket = try Socket(kind, in: context)
            #expect(socket.kind == kind)
        }
    }

    @Test(arguments: [
        Case("ZMQ_RCVHWM to 0") { $0.receiveHighWaterMark = 0 },
        Case("ZMQ_SNDHWM to 0") { $0.sendHighWaterMark = 0 },
        Case("ZMQ_RCVHWM to -1") { $0.receiveHighWaterMark = -1 },
        Case("ZMQ_SNDHWM to \(Int.max)") { $0.sendHighWaterMark = .max },
        Case("ZMQ_MAXMSGSIZE to 0") { $0.maxMessageBytes = 0 },
        Case("ZMQ_MAXMSGSIZE to -1") { $0.maxMessageBytes = -1 },
        Case("ZMQ_LINGER to -1") { $0.lingerMilliseconds = -1 },
        Case("ZMQ_HANDSHAKE_IVL to 0") { $0.handshakeIntervalMilliseconds = 0 },
        Case("ZMQ_CONNECT_TIMEOUT to 0") { $0.connectTimeoutMilliseconds = 0 },
        Case("ZMQ_TCP_KEEPALIVE_IDLE to 0") { $0.tcpKeepaliveIdleSeconds = 0 },
        Case("ZMQ_RCVTIMEO to -1") { $0.receiveTimeoutMilliseconds = -1 },
        Case("ZMQ_SNDTIMEO to -1") { $0.sendTimeoutMilliseconds = -1 },
        Case("ZMQ_RECONNECT_IVL_MAX to 50") { $0.reconnectIntervalMillisecondsMax = 50 },
        Case("ZMQ_ROUTING_ID to 0 bytes") { $0.routingID = [] },
        Case("ZMQ_ROUTING_ID to 256 bytes") { $0.routingID = [UInt8](repeating: 1, count: 256) },
        Case("ZMQ_ROUTING_ID to 3 bytes") { $0.routingID = [0, 1, 2] },
        Case("ZMQ_HEARTBEAT_TTL to 1000") {
            $0.heartbeatIntervalMilliseconds = 1000
            $0.heartbeatTimeToLiveMilliseconds = 1000
        },
    ])
    func refused(_ refused: Case) throws {
        var options = SocketOptions()
        refused.change(&options)
        let context = try Context()
        let error = failure { () throws(ZeroMQError) in _ = try Socket(.dealer, in: context, options: options) }
        #expect(error?.name == "EINVAL")
        #expect(error?.operation.contains(refused.said) == true, "\(String(describing: error))")
    }

    @Test func everyOptionAtOnce() throws {
        var options = SocketOptions()
        options.heartbeatIntervalMilliseconds = 1000
        options.heartbeatTimeToLiveMilliseconds = 5000
        options.sendTimeoutMilliseconds = 10
        options.receiveTimeoutMilliseconds = 10
        options.immediate = true
        options.ipv6 = true
        options.routerMandatory = true
        options.routingID = Array("station".utf8)
        _ = try Socket(.router, in: Context(), options: options)
    }

    /// What belongs to another kind of socket is refused by libzmq itself, not silently left out.
    @Test func optionOfAnotherKind() throws {
        var options = SocketOptions()
        options.xpubNoDrop = true
        let context = try Context()
        let error = failure { () throws(ZeroMQError) in _ = try Socket(.sub, in: context, options: options) }
        #expect(error?.description == "set ZMQ_XPUB_NODROP to 1 (SUB): EINVAL, Invalid argument")
    }

    @Test(arguments: [0, -1, 17, Int.max])
    func ioThreads(count: Int) {
        let error = failure { () throws(ZeroMQError) in _ = try Context(ioThreads: count) }
        #expect(error?.name == "EINVAL")
    }
}

/// A change that is refused, and what the error says of it.
struct Case: Sendable, CustomTestStringConvertible {
    let said: String
    let change: @Sendable (inout SocketOptions) -> Void

    init(_ said: String, change: @escaping @Sendable (inout SocketOptions) -> Void) {
        self.said = said
        self.change = change
    }

    var testDescription: String { said }
}

public import ZeroMQ

/// Where readings come from and go to.
public struct FeedEndpoints: Sendable {
    /// One endpoint, and how a socket proves itself there.
    public struct Endpoint: Sendable {
        /// Where it is.
        public var endpoint: String
        /// Its keys; `nil` for a plain socket.
        public var curve: CurveRole?

        /// Describes an endpoint.
        public init(_ endpoint: String, curve: CurveRole? = nil) {
            self.endpoint = endpoint
            self.curve = curve
        }
    }

    /// Endpoints to connect to at most: each has a socket of its own.
    public static let connectionsMax = 60

    /// Where the data socket binds.
    public var data: Endpoint
    /// Where the control socket binds.
    public var control: Endpoint
    /// Stations that wait to be connected to, `connectionsMax` at most, and who may speak there.
    public var connections: [(endpoint: Endpoint, speaker: KeyRing.Speaker)]

    /// Describes endpoints.
    public init(
        data: Endpoint,
        control: Endpoint,
        connections: [(endpoint: Endpoint, speaker: KeyRing.Speaker)] = []
    ) {
        self.data = data
        self.control = control
        self.connections = connections
    }
}

/// The sockets of the intake thread.
final class FeedSockets {
    /// A socket that readings come by.
    final class Data {
        let socket: Socket
        /// Who speaks there; `nil` where the key of each message tells.
        let speaker: KeyRing.Speaker?

        init(_ socket: consuming Socket, speaker: KeyRing.Speaker?) {
            self.socket = socket
            self.speaker = speaker
        }
    }

    let data: [Data]
    let control: Data
    private var polled = PollSet()
    private let monitors: [HandshakeMonitor]

    /// Messages that may wait in libzmq for each connection. Times the largest message this is a gigabyte at the worst;
    /// of ordinary readings half a megabyte.
    private static let dataQueueMax = 1_000
    /// The same of all stations together: with many, each connection's share is less, so that they cannot fill memory.
    private static let dataQueuesMax = 100_000
    /// The least of one connection, below which it would stop and go with every few messages.
    private static let dataQueueMin = 50
    /// The same for the control socket, whose largest messages are media: a station sends one only when asked.
    private static let controlQueueMax = 500
    /// Messages to a station that may wait; beyond it they are dropped, since they are said again.
    private static let answersMax = 100

    /// Opens, binds and connects them.
    ///
    /// - Parameters:
    ///   - stations: how many are expected to connect.
    ///   - bound: told of the endpoints of data and control, with the ports that were chosen.
    init(
        _ endpoints: FeedEndpoints,
        _ context: Context,
        stations: Int,
        _ handshakeFailed: @escaping @Sendable (HandshakeFailure) -> Void,
        bound: (_ data: String, _ control: String) -> Void
    ) throws(ZeroMQError) {
        let share = FeedSockets.dataQueuesMax / max(1, stations)
        let queue = min(max(share, FeedSockets.dataQueueMin), FeedSockets.dataQueueMax)
        let socket = try FeedSockets.dataSocket(context, endpoints.data.curve, queue: queue)
        var monitors: [HandshakeMonitor] = []
        // Before they bind, so that none is missed.
        if endpoints.data.curve != nil { monitors.append(try HandshakeMonitor(of: socket, report: handshakeFailed)) }
        let dataEndpoint = try socket.bind(endpoints.data.endpoint)
        var data = [Data(socket, speaker: endpoints.data.curve == nil ? .anyone : nil)]
        for (endpoint, speaker) in endpoints.connections.prefix(FeedEndpoints.connectionsMax) {
            let socket = try FeedSockets.dataSocket(context, endpoint.curve, queue: queue)
            try socket.connect(endpoint.endpoint)
            data.append(Data(socket, speaker: speaker))
        }
        self.data = data
        let router = try FeedSockets.controlSocket(context, endpoints.control.curve)
        if endpoints.control.curve != nil { monitors.append(try HandshakeMonitor(of: router, report: handshakeFailed)) }
        self.monitors = monitors
        let controlEndpoint = try router.bind(endpoints.control.endpoint)
        control = Data(router, speaker: endpoints.control.curve == nil ? .anyone : nil)
        for feed in data { try polled.add(feed.socket) }
        try polled.add(control.socket)
        bound(dataEndpoint, controlEndpoint)
    }

    /// Handshakes that have failed since the start; may be asked from any thread.
    var failedHandshakes: @Sendable () -> Int {
        let monitors = monitors
        return { monitors.reduce(0) { $0 + $1.failures } }
    }

    /// Waits until a message is there.
    func wait(milliseconds: Int) throws(ZeroMQError) { _ = try polled.wait(timeoutMilliseconds: milliseconds) }

    /// Subscribed to everything: a wrong topic must arrive to be quarantined.
    private static func dataSocket(
        _ context: Context,
        _ curve: CurveRole?,
        queue: Int
    ) throws(ZeroMQError) -> Socket {
        var options = SocketOptions()
        options.receiveHighWaterMark = queue
        options.maxMessageBytes = IntakeEngine.dataBytesMax
        options.curve = curve
        // No ZeroMQ heartbeats: while a full queue stops reading, libzmq 4.3.4 takes the peer for dead and cuts the
        // connection with what is in it. TCP keepalive, which is on, finds dead peers.
        let socket = try Socket(.sub, in: context, options: options)
        try socket.subscribe("")
        return socket
    }

    private static func controlSocket(_ context: Context, _ curve: CurveRole?) throws(ZeroMQError) -> Socket {
        var options = SocketOptions()
        options.receiveHighWaterMark = controlQueueMax
        options.sendHighWaterMark = answersMax
        options.maxMessageBytes = IntakeEngine.controlBytesMax
        options.curve = curve
        // The last word leaves even if the daemon ends right after it.
        options.lingerMilliseconds = 500
        // A station that has gone is an answer, not silence.
        options.routerMandatory = true
        return try Socket(.router, in: context, options: options)
    }
}

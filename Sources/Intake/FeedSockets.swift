import FeedContract
public import Readings
public import ZeroMQ

/// Where readings come from and go to.
public struct FeedEndpoints: Sendable {
    /// An endpoint of a station that the daemon connects to.
    public struct Connection: Sendable {
        /// Where it is.
        public var endpoint: String
        /// Its key; `nil` for a plain socket.
        public var serverKey: CurvePublicKey?
        /// Whose readings may come from there.
        public var sources: Set<Source>

        /// Describes an endpoint.
        public init(endpoint: String, serverKey: CurvePublicKey?, sources: Set<Source>) {
            self.endpoint = endpoint
            self.serverKey = serverKey
            self.sources = sources
        }
    }

    /// Endpoints to connect to at most: each has a socket of its own.
    public static let connectionsMax = 60

    /// Where the data socket binds, and whether stations must show a key there.
    public var data: (endpoint: String, isCurve: Bool)
    /// The same for the control socket.
    public var control: (endpoint: String, isCurve: Bool)
    /// Stations that wait to be connected to.
    public var connections: [Connection]
    /// The daemon's own key; needed where a socket has CURVE.
    public var keyPair: CurveKeyPair?

    /// Describes endpoints.
    public init(
        data: (endpoint: String, isCurve: Bool),
        control: (endpoint: String, isCurve: Bool),
        connections: [Connection] = [],
        keyPair: CurveKeyPair? = nil
    ) {
        self.data = data
        self.control = control
        self.connections = connections
        self.keyPair = keyPair
    }

    /// The domain that the ZAP handler is asked about for stations.
    public static let stationDomain = "stations"
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

    /// Messages that may wait in libzmq for each connection. Times the largest message this is a gigabyte at the worst;
    /// of ordinary readings half a megabyte.
    private static let dataQueueMax = 1_000
    /// The same for the control socket, whose largest messages are media: a station sends one only when asked.
    private static let controlQueueMax = 500
    /// Messages to a station that may wait; beyond it they are dropped, since they are said again.
    private static let answersMax = 100

    /// Opens, binds and connects them.
    ///
    /// - Parameter bound: told of the endpoints of data and control, with the ports that were chosen.
    init(
        _ endpoints: FeedEndpoints,
        _ context: Context,
        bound: (_ data: String, _ control: String) -> Void
    ) throws(ZeroMQError) {
        let socket = try FeedSockets.dataSocket(context, FeedSockets.server(endpoints, endpoints.data.isCurve))
        let dataEndpoint = try socket.bind(endpoints.data.endpoint)
        var data = [Data(socket, speaker: endpoints.data.isCurve ? nil : .anyone)]
        for connection in endpoints.connections.prefix(FeedEndpoints.connectionsMax) {
            let socket = try FeedSockets.dataSocket(context, FeedSockets.client(endpoints, connection))
            try socket.connect(connection.endpoint)
            data.append(Data(socket, speaker: .sources(connection.sources)))
        }
        self.data = data
        let router = try FeedSockets.controlSocket(context, FeedSockets.server(endpoints, endpoints.control.isCurve))
        let controlEndpoint = try router.bind(endpoints.control.endpoint)
        control = Data(router, speaker: endpoints.control.isCurve ? nil : .anyone)
        for feed in data { try polled.add(feed.socket) }
        try polled.add(control.socket)
        bound(dataEndpoint, controlEndpoint)
    }

    /// Waits until a message is there.
    func wait(milliseconds: Int) throws(ZeroMQError) { _ = try polled.wait(timeoutMilliseconds: milliseconds) }

    /// Subscribed to everything: a wrong topic must arrive to be quarantined.
    private static func dataSocket(_ context: Context, _ curve: CurveRole?) throws(ZeroMQError) -> Socket {
        var options = SocketOptions()
        options.receiveHighWaterMark = dataQueueMax
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
        // A station that has gone is an answer, not silence.
        options.routerMandatory = true
        return try Socket(.router, in: context, options: options)
    }

    private static func server(_ endpoints: FeedEndpoints, _ isCurve: Bool) -> CurveRole? {
        guard isCurve, let pair = endpoints.keyPair else { return nil }
        return .server(pair.secretKey, domain: FeedEndpoints.stationDomain)
    }

    private static func client(_ endpoints: FeedEndpoints, _ connection: FeedEndpoints.Connection) -> CurveRole? {
        guard let server = connection.serverKey, let pair = endpoints.keyPair else { return nil }
        return .client(pair, server: server)
    }
}

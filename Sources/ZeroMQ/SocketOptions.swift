/// The options of a socket, set before it binds or connects, since most have no effect later.
///
/// Every queue, size and time has a limit: values that libzmq takes as "unlimited" are refused.
public struct SocketOptions: Equatable, Sendable {
    /// Messages queued for sending to one peer (ZMQ_SNDHWM), 1 to 10,000,000. Default 1,000.
    public var sendHighWaterMark = 1_000

    /// Messages received from one peer and queued (ZMQ_RCVHWM), 1 to 10,000,000. Default 1,000.
    ///
    /// It counts messages, not frames or bytes; the bytes are bounded only together with `maxMessageBytes`.
    public var receiveHighWaterMark = 1_000

    /// Bytes of the largest frame to accept (ZMQ_MAXMSGSIZE), 1 to 2³⁰. Default 2²⁰.
    ///
    /// A peer that sends a larger one is cut off, and may connect again. It bounds each frame, not a message of many
    /// frames, whose number nothing bounds; and only what comes by TCP or IPC. With CURVE a frame is 33 bytes longer.
    public var maxMessageBytes = 1 << 20

    /// Milliseconds between ZMTP heartbeats to a peer (ZMQ_HEARTBEAT_IVL), 0 for none, to 3,600,000. Default 0.
    ///
    /// Off, because libzmq 4.3.4 takes a receiver that lags for a dead peer: while the receive queue is full it reads
    /// no heartbeats, so it cuts the connection and loses what is on its way. A socket that connected, rather than
    /// bound, then even aborts the process: `Assertion failed: _input_stopped` (libzmq issues 3596, 3937 and 4767). Use
    /// them only on sockets whose queue cannot fill. `tcpKeepalive` finds dead peers without that danger.
    public var heartbeatIntervalMilliseconds = 0

    /// Milliseconds of silence after a heartbeat until the connection is given up (ZMQ_HEARTBEAT_TIMEOUT), 1 to
    /// 3,600,000. Default 30,000.
    public var heartbeatTimeoutMilliseconds = 30_000

    /// Milliseconds of silence after which the peer is to give up the connection (ZMQ_HEARTBEAT_TTL), 0 to leave that
    /// to the peer, to 3,600,000, in steps of 100. Default 0. Must be more than the interval.
    public var heartbeatTimeToLiveMilliseconds = 0

    /// Whether the system probes silent connections (ZMQ_TCP_KEEPALIVE). Default true.
    ///
    /// With the three defaults below a peer that has lost its power or its cable is noticed after 30 seconds of
    /// silence. A peer that is alive answers the probes even when it has stopped receiving.
    public var tcpKeepalive = true

    /// Seconds of silence until the first probe (ZMQ_TCP_KEEPALIVE_IDLE), 1 to 32,767. Default 15.
    public var tcpKeepaliveIdleSeconds = 15

    /// Seconds between probes (ZMQ_TCP_KEEPALIVE_INTVL), 1 to 32,767. Default 5.
    public var tcpKeepaliveIntervalSeconds = 5

    /// Probes without an answer until the connection is given up (ZMQ_TCP_KEEPALIVE_CNT), 1 to 127. Default 3.
    public var tcpKeepaliveProbes = 3

    /// Milliseconds until the first try to connect again (ZMQ_RECONNECT_IVL), 1 to 3,600,000. Default 100.
    public var reconnectIntervalMilliseconds = 100

    /// Milliseconds that the doubling pause between tries grows to (ZMQ_RECONNECT_IVL_MAX), 1 to 3,600,000.
    /// Default 5,000.
    ///
    /// Not less than `reconnectIntervalMilliseconds`; equal to it for a pause that does not grow.
    public var reconnectIntervalMillisecondsMax = 5_000

    /// Milliseconds one try to connect may take (ZMQ_CONNECT_TIMEOUT), 1 to 3,600,000. Default 10,000.
    ///
    /// Without it the system decides, which takes minutes when a peer has lost power.
    public var connectTimeoutMilliseconds = 10_000

    /// Milliseconds a new connection has for the ZMTP handshake (ZMQ_HANDSHAKE_IVL), 1 to 3,600,000. Default 10,000.
    public var handshakeIntervalMilliseconds = 10_000

    /// Milliseconds that unsent messages are kept after the socket has closed (ZMQ_LINGER), 0 to 60,000. Default 0.
    ///
    /// It holds up the end of the context by as much.
    public var lingerMilliseconds = 0

    /// Milliseconds a send with `Wait.forever` blocks at most (ZMQ_SNDTIMEO), 0 to 86,400,000. Default nil, no end.
    public var sendTimeoutMilliseconds: Int?

    /// Milliseconds a receive with `Wait.forever` blocks at most (ZMQ_RCVTIMEO), 0 to 86,400,000. Default nil, no end.
    public var receiveTimeoutMilliseconds: Int?

    /// Whether to queue only for connections that are complete (ZMQ_IMMEDIATE). Default false.
    ///
    /// When false, messages also queue for a peer that is not there yet.
    public var immediate = false

    /// Whether IPv6 addresses are allowed beside IPv4 (ZMQ_IPV6). Default false.
    public var ipv6 = false

    /// Whether a send waits, or says false, when a subscriber's queue is full, rather than drop (ZMQ_XPUB_NODROP).
    /// Default false. XPUB and PUB sockets only. One slow subscriber then holds up all.
    public var xpubNoDrop = false

    /// Whether every subscription is given to the receiver, not only the first of each prefix (ZMQ_XPUB_VERBOSE).
    /// Default false. XPUB sockets only.
    public var xpubVerbose = false

    /// Whether sending to a routing id that is not connected is an error, `EHOSTUNREACH`, and to a peer whose queue is
    /// full waits, rather than drop the message (ZMQ_ROUTER_MANDATORY). Default false. ROUTER sockets only.
    public var routerMandatory = false

    /// The name a ROUTER peer is to know this socket by (ZMQ_ROUTING_ID), 1 to 255 bytes, the first not 0.
    /// Default nil: the ROUTER makes one up. DEALER and ROUTER sockets only.
    public var routingID: [UInt8]?

    /// Encryption, and who the peers are. Default nil: none, and whoever reaches the socket is believed.
    public var curve: CurveRole?

    /// Creates the default options.
    public init() {}
}

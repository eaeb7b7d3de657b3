import Intake
public import Keys
public import Readings
public import Units
public import ZeroMQ

/// The three sockets that stations and others talk to.
public enum FeedSocket: String, CaseIterable, Sendable {
    /// Readings, live.
    case data
    /// Acknowledgement and replay.
    case control
    /// Verdicts, alerts and case events.
    case results
}

/// An endpoint of a station's that the daemon connects to.
public struct FeedConnection: Hashable, Sendable {
    /// Where the station's socket is bound.
    public var endpoint: String
    /// The key that the station must prove to have; nil on loopback alone, or where everything is insecure.
    public var serverKey: CurvePublicKey?
    /// The devices that may be heard there.
    public var sources: Set<Source>
}

/// `feeds` of the configuration: where the sockets are, and how what comes in is shared out.
public struct FeedSettings: Equatable, Sendable {
    /// Where each socket binds.
    public var endpoints: [FeedSocket: String] = [:]
    /// Endpoints to connect the data socket's fellows to, one each.
    public var connections: [FeedConnection] = []
    /// Keys that may read results and speak for nobody: signs, barriers, dispatchers.
    public var resultReaders: Set<CurvePublicKey> = []
    /// Whether plain sockets off loopback are allowed; warned of at every start.
    public var isInsecure = false
    /// Where the daemon's secret key lies, if the file names one.
    public var secretKeyFile: SecretKeyFile?
    /// Live readings a second that are taken of one source, 1…10 000 000; what comes beyond is not taken, and asked for
    /// again by replay.
    public var rateLimitPerSource = 100_000
    /// Share of the intake's work that a backlog may take while live readings wait, 0.05…0.95.
    public var replayShare = PartsPerMillion(250_000)

    /// Where a socket binds.
    public func endpoint(of socket: FeedSocket) -> String { endpoints[socket] ?? socket.defaultEndpoint }

    /// Where stations connect to.
    var endpointsOfStations: [String] { [FeedSocket.data, .control].map(endpoint) }

    /// Whether a socket is encrypted: off loopback always, unless everything is insecure. On loopback and on `ipc` it is
    /// plain, so that the tools of this machine need no key.
    public func isEncrypted(_ socket: FeedSocket) -> Bool { !isInsecure && !Endpoint.isLocal(endpoint(of: socket)) }
}

extension FeedSocket {
    fileprivate var defaultEndpoint: String {
        switch self {
        case .data: "tcp://127.0.0.1:7701"
        case .control: "tcp://127.0.0.1:7702"
        case .results: "tcp://127.0.0.1:7703"
        }
    }
}

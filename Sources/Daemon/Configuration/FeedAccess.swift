import Enforcement
public import Intake
import Keys
public import ZeroMQ

/// Who may come in at the sockets, and as whom.
///
/// A reload makes a new one: hand `allowList` to the `ZAPHandler` and `keyRing` to the intake. The daemon's own key stays
/// what it was when the sockets were bound.
public struct FeedAccess: Sendable {
    /// The daemon's own key; nil when there is none, and then no socket is encrypted.
    public let keyPair: CurveKeyPair?
    /// For each socket, the keys that may connect.
    public let allowList: ZAPHandler.AllowList
    /// For whom each station's key may speak.
    public let keyRing: KeyRing
    private let feeds: FeedSettings

    init(keyPair: CurveKeyPair?, feeds: FeedSettings, stations: [StationFile]) {
        self.keyPair = keyPair
        self.feeds = feeds
        let owners = stations.flatMap { station in station.publicKeys.map { ($0, station.profile.station) } }
        let keys = Set(owners.map(\.0))
        allowList = [
            FeedSocket.data.rawValue: keys, FeedSocket.control.rawValue: keys,
            FeedSocket.results.rawValue: keys.union(feeds.resultReaders),
        ]
        keyRing = KeyRing(Dictionary(owners.map { ($0, .station($1)) }) { first, _ in first })
    }

    /// What a socket that is bound sets for `SocketOptions.curve`; nil when it is plain, and then its messages' User-Id
    /// means nothing: their speaker is `anyone`.
    public func role(of socket: FeedSocket) -> CurveRole? {
        guard feeds.isEncrypted(socket), let keyPair else { return nil }
        return .server(keyPair.secretKey, domain: socket.rawValue)
    }

    /// What a socket that connects to a station sets for `SocketOptions.curve`; nil when it is plain.
    public func role(of connection: FeedConnection) -> CurveRole? {
        guard let serverKey = connection.serverKey, let keyPair else { return nil }
        return .client(keyPair, server: serverKey)
    }
}

extension FeedConnection {
    /// For whom its messages may speak, encrypted or not.
    public var speaker: KeyRing.Speaker { .sources(sources) }
}

extension DaemonConfiguration {
    /// Reads the daemon's secret key: for the daemon alone, since nobody else may.
    ///
    /// - Throws: that a socket needs a key and there is none, or what is wrong with its file.
    public func access() throws(ConfigurationError) -> FeedAccess {
        let problems = ConfigurationProblems()
        let keyPair = keyPair(problems)
        return try problems.finish(FeedAccess(keyPair: keyPair, feeds: main.feeds, stations: stations))
    }

    private func keyPair(_ problems: ConfigurationProblems) -> CurveKeyPair? {
        let lines = ConfigurationNode.read(main.path, ConfigurationProblems())?.lines ?? [:]
        func problem(_ key: String, _ message: String) {
            problems.add(ConfigurationProblem(file: main.path, line: lines[key], key: key, message: message))
        }
        guard let file = main.feeds.secretKeyFile ?? SecretKeyFile.credential else {
            for (key, endpoint) in encrypted {
                problem(
                    key,
                    "\(endpoint) needs a key, and there is none: make one with zhichao keys new --out FILE and name it in "
                        + "feeds.secret_key_file, or load it as the systemd credential \(SecretKeyFile.credentialName); "
                        + "or stay on loopback, or set feeds.insecure: true"
                )
            }
            return nil
        }
        do {
            return try file.read()
        } catch {
            problem("feeds.secret_key_file", error.description)
            return nil
        }
    }

    /// What cannot be had without a key: where it stands, and the endpoint.
    private var encrypted: [(key: String, endpoint: String)] {
        let sockets = FeedSocket.allCases.filter(main.feeds.isEncrypted).map { socket in
            ("feeds.\(socket.rawValue).bind", main.feeds.endpoint(of: socket))
        }
        return sockets
            + main.feeds.connections.enumerated().filter { $0.element.serverKey != nil }.map { index, connection in
                ("feeds.data.connect[\(index)].server_key", connection.endpoint)
            }
    }
}

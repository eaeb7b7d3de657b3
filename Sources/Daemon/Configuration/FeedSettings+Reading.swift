import Foundation
import Keys
import Readings
import Units
import ZeroMQ

extension FeedSettings {
    /// Reads `feeds`.
    ///
    /// - Parameter base: the directory that relative paths are relative to.
    init(_ node: ConfigurationNode?, base: String) {
        self.init()
        _ = node?.mapping { feeds in
            isInsecure = feeds.optional("insecure")?.boolean() ?? false
            if let path = feeds.optional("secret_key_file")?.words() {
                let absolute = path.hasPrefix("/") ? path : URL(fileURLWithPath: base + "/" + path).standardized.path
                secretKeyFile = SecretKeyFile(absolute)
            }
            rateLimitPerSource = feeds.optional("rate_limit_per_source")?.integer(in: 1...10_000_000) ?? 100_000
            replayShare = feeds.optional("replay_share")?.share(50_000...950_000) ?? replayShare
            var binds: [FeedSocket: ConfigurationNode] = [:]
            for socket in FeedSocket.allCases { binds[socket] = read(socket, feeds.optional(socket.rawValue)) }
            reportShared(binds)
        }
    }

    /// - Returns: where it is said where the socket binds.
    private mutating func read(_ socket: FeedSocket, _ node: ConfigurationNode?) -> ConfigurationNode? {
        node?.mapping { keys in
            let bind = keys.optional("bind")
            endpoints[socket] = bind?.endpoint()
            switch socket {
            case .data: readConnections(keys.optional("connect"))
            case .control: break
            case .results:
                resultReaders = Set((keys.optional("public_keys")?.list() ?? []).compactMap { $0.publicKey() })
            }
            return bind
        } ?? nil
    }

    /// Reports sockets that are bound to the same endpoint, be it by default.
    private func reportShared(_ binds: [FeedSocket: ConfigurationNode]) {
        for (index, socket) in FeedSocket.allCases.enumerated() {
            let endpoint = endpoint(of: socket)
            for other in FeedSocket.allCases[..<index]
            where self.endpoint(of: other) == endpoint && !endpoint.hasSuffix(":*") {
                (binds[socket] ?? binds[other])?.problem(
                    "feeds.\(other.rawValue) and feeds.\(socket.rawValue) cannot both be bound to \(endpoint)"
                )
            }
        }
    }

    private mutating func readConnections(_ node: ConfigurationNode?) {
        var claimed: Set<Source> = []
        for entry in node?.list() ?? [] {
            guard let connection = entry.mapping({ FeedConnection($0, isInsecure: isInsecure) }) ?? nil else {
                continue
            }
            for source in connection.sources.sorted() where !claimed.insert(source).inserted {
                entry.problem("\(source) is listed for another endpoint too; a device is heard at one")
            }
            if connections.contains(where: { $0.endpoint == connection.endpoint }) {
                entry.problem("\(connection.endpoint) is listed twice; one entry takes all its sources")
            }
            connections.append(connection)
        }
    }
}

extension FeedConnection {
    fileprivate init?(_ keys: ConfigurationMapping, isInsecure: Bool) {
        let node = keys.required("endpoint")
        let endpoint = node?.endpoint()
        if endpoint?.hasSuffix(":*") == true {
            node?.problem("must name the port; only what is bound may leave it open")
        }
        let keyNode = keys.optional("server_key")
        serverKey = keyNode?.publicKey()
        let sourcesNode = keys.required("sources")
        let nodes = sourcesNode?.list() ?? []
        if let sourcesNode, sourcesNode.isList, nodes.isEmpty { sourcesNode.problem("is empty; nobody could be heard") }
        sources = Set(
            nodes.compactMap { node in
                let source = node.text().flatMap { Source($0) }
                if source == nil { node.problem("must be STATION/DEVICE") }
                return source
            }
        )
        guard let endpoint else { return nil }
        self.endpoint = endpoint
        guard keyNode == nil, !isInsecure, !Endpoint.isLocal(endpoint) else { return }
        node?.problem(
            "\(endpoint) is not loopback; add server_key, the station's public key, or set feeds.insecure: true"
        )
    }
}

extension ConfigurationNode {
    /// A ZeroMQ endpoint.
    fileprivate func endpoint() -> String? {
        guard let text = text() else { return nil }
        guard Endpoint.isSupported(text) else {
            problem("must be tcp://ADDRESS:PORT or ipc://PATH")
            return nil
        }
        return text
    }

    /// A CURVE public key.
    func publicKey() -> CurvePublicKey? {
        guard let text = text() else { return nil }
        guard let key = CurvePublicKey(text) else {
            problem("must be a CURVE public key, 40 characters of Z85 in quotes, as zhichao keys show prints it")
            return nil
        }
        return key
    }

    /// A fraction within bounds, in millionths.
    fileprivate func share(_ range: ClosedRange<Int>) -> PartsPerMillion? {
        guard let share = fraction() else { return nil }
        guard range.contains(share.rawValue) else {
            let bounds = [range.lowerBound, range.upperBound].map { "0.\(String($0 / 10_000 + 100).dropFirst())" }
            problem("must be a fraction from \(bounds[0]) to \(bounds[1])")
            return nil
        }
        return share
    }
}

import Foundation

/// `http` of the configuration: where the API is served, and to how many.
public struct HTTPSettings: Hashable, Sendable {
    /// A certificate and its key, as PEM files.
    public struct TLS: Hashable, Sendable {
        /// The chain, the server's own certificate first.
        public var certificate: String
        /// The private key; its mode keeps it from everybody but the daemon.
        public var key: String
    }

    /// The address.
    public var host = "127.0.0.1"
    /// The port; 0 takes a free one.
    public var port = 7_780
    /// The daemon's own TLS; `nil` for plain HTTP.
    public var tls: TLS?
    /// Whether a proxy stands before it, which does TLS and says in `X-Forwarded-For` who asks.
    public var isBehindProxy = false
    /// Which proxies are believed when they say so.
    public var proxies = TrustedProxies.loopback
    /// Connections at a time; further ones wait.
    public var connectionsMax = 4_096
    /// How often one token may ask.
    var rate = RateLimits.Rate.byDefault

    init(_ node: ConfigurationNode?, base: String) {
        _ = node?.mapping { keys in
            let listen = keys.optional("listen")
            if let listen { readAddress(listen) }
            _ = keys.optional("tls")?.mapping { files in
                func path(_ node: ConfigurationNode?) -> String? {
                    node?.words().map { text in
                        text.hasPrefix("/") ? text : URL(fileURLWithPath: base + "/" + text).standardized.path
                    }
                }
                let (certificate, key) = (path(files.required("certificate")), path(files.required("key")))
                if let certificate, let key { tls = TLS(certificate: certificate, key: key) }
            }
            isBehindProxy = keys.optional("behind_proxy")?.boolean() ?? false
            let proxies = keys.optional("proxies")
            if let proxies { self.proxies = TrustedProxies(proxies) }
            connectionsMax = keys.optional("connections_max")?.integer(in: 1...60_000) ?? connectionsMax
            rate.perSecond = keys.optional("requests_per_second")?.integer(in: 1...100_000) ?? rate.perSecond
            rate.burst = keys.optional("burst")?.integer(in: 1...1_000_000) ?? rate.burst
            if !HTTPSettings.isLoopback(host), tls == nil, !isBehindProxy, keys.optional("tls") == nil {
                listen?.problem(
                    "\(host) is not loopback; give http.tls a certificate and a key, or set http.behind_proxy: true where a "
                        + "proxy before it does TLS"
                )
            }
            if !HTTPSettings.isLoopback(host), isBehindProxy, proxies == nil {
                listen?.problem("\(host) is not loopback; say in http.proxies which addresses the proxy has")
            }
        }
    }

    private mutating func readAddress(_ node: ConfigurationNode) {
        guard let text = node.text() else { return }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let host = parts.dropLast().joined(separator: ":").trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        guard parts.count >= 2, let last = parts.last, let port = UInt16(last), TrustedProxies.bytes(of: host) != nil
        else {
            return node.problem("must be ADDRESS:PORT, as 127.0.0.1:7780 or [::1]:7780; port 0 takes a free one")
        }
        (self.host, self.port) = (host, Int(port))
    }

    /// Certificate and key, once they are found good.
    ///
    /// - Throws: `TLSError` that says which file is not, and why.
    func certificate() throws(TLSError) -> TLSCertificate? {
        guard let tls else { return nil }
        return try TLSCertificate(tls)
    }

    /// Whether nobody outside this machine has the address.
    static func isLoopback(_ address: String) -> Bool { address.hasPrefix("127.") || address == "::1" }

    /// The address as a URL has it.
    func url(port: Int) -> String { url(host: host, port: port) }

    /// Where a socket listens that was handed over.
    func url(of listener: InheritedListener) -> String { url(host: listener.address, port: listener.port) }

    private func url(host: String, port: Int) -> String {
        (tls == nil ? "http://" : "https://") + (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
    }

    /// Makes sure that a socket that was handed over may be served: what `listen` must not be, it must not be either.
    func require(_ listener: InheritedListener) throws(InheritedSocketError) {
        guard !HTTPSettings.isLoopback(listener.address), tls == nil, !isBehindProxy else { return }
        throw InheritedSocketError(
            "\(listener.address) is not loopback; give http.tls a certificate and a key, or set http.behind_proxy: true "
                + "where a proxy before it does TLS, or change ListenStream= of the socket unit"
        )
    }
}

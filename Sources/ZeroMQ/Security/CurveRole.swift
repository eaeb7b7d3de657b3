import CZeroMQ

/// How a socket proves who it is and learns who its peers are. It does not depend on who binds and who connects.
public enum CurveRole: Equatable, Sendable {
    /// Takes peers that know its public key and that the context's `ZAPHandler` admits to `domain`.
    ///
    /// Without a handler nobody comes in.
    case server(CurveSecretKey, domain: String)
    /// Talks only to the owner of the secret key that belongs to `server`.
    ///
    /// libzmq gives up a connection for good when the server says no with 400, see `ZAPHandler`; this socket would have
    /// to disconnect and connect again.
    case client(CurveKeyPair, server: CurvePublicKey)

    /// Longest name of a domain, in bytes.
    static let domainBytesMax = 255

    func validate() throws(ZeroMQError) {
        guard case .server(_, let domain) = self else { return }
        // Without a name libzmq would not ask the handler.
        guard (1...CurveRole.domainBytesMax).contains(domain.utf8.count) else {
            throw .refused("set ZMQ_ZAP_DOMAIN to \(domain.utf8.count) bytes, allowed 1 to \(CurveRole.domainBytesMax)")
        }
    }

    func apply(to handle: SocketHandle) throws(ZeroMQError) {
        switch self {
        case .server(let secretKey, let domain):
            try handle.set(ZMQ_CURVE_SERVER, to: Int32(1), name: "ZMQ_CURVE_SERVER")
            try secretKey.set(on: handle)
            try domain.utf8.span.bytes.withUnsafeBytes { bytes throws(ZeroMQError) in
                try handle.set(ZMQ_ZAP_DOMAIN, to: bytes, name: "ZMQ_ZAP_DOMAIN")
            }
            let enforce = Int32(ZHICHAO_ZAP_ENFORCE_DOMAIN)
            try handle.set(enforce, to: Int32(1), name: "ZMQ_ZAP_ENFORCE_DOMAIN")
        case .client(let pair, let server):
            try CurveRole.set(ZMQ_CURVE_SERVERKEY, to: server, on: handle, "ZMQ_CURVE_SERVERKEY")
            try CurveRole.set(ZMQ_CURVE_PUBLICKEY, to: pair.publicKey, on: handle, "ZMQ_CURVE_PUBLICKEY")
            try pair.secretKey.set(on: handle)
        }
    }

    private static func set(
        _ option: Int32,
        to key: CurvePublicKey,
        on handle: SocketHandle,
        _ name: String
    ) throws(ZeroMQError) {
        try key.bytes.span.bytes.withUnsafeBytes { bytes throws(ZeroMQError) in
            try handle.set(option, to: bytes, name: name)
        }
    }
}

import Foundation

/// The proxies whose `X-Forwarded-For` is believed, by address or network; what anybody else says there is passed over.
public struct TrustedProxies: Hashable, Sendable {
    /// This machine alone.
    public static let loopback = TrustedProxies(networks: ["127.0.0.0/8", "::1"].compactMap { Network($0) })
    /// Entries that may be given.
    static let entriesMax = 64

    /// An address and how many of its bits count.
    private struct Network: Hashable {
        let address: [UInt8]
        let bits: Int

        /// Reads `10.1.2.3` or `10.1.0.0/16`; `nil` for anything else.
        init?(_ text: String) {
            let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard let address = TrustedProxies.bytes(of: String(parts[0])) else { return nil }
            self.address = address
            guard parts.count == 2 else {
                bits = address.count * 8
                return
            }
            guard let bits = Int(parts[1]), (1...address.count * 8).contains(bits) else { return nil }
            self.bits = bits
        }

        func contains(_ other: [UInt8]) -> Bool {
            guard other.count == address.count else { return false }
            return address.indices.allSatisfy { index in
                let left = min(8, max(0, bits - index * 8))
                return (address[index] ^ other[index]) >> UInt8(8 - left) == 0
            }
        }
    }

    private var networks: [Network]

    private init(networks: [Network]) { self.networks = networks }

    /// Reads a list of the configuration; what is neither address nor network is a problem of its entry.
    init(_ node: ConfigurationNode) {
        networks = node.list().compactMap { entry in
            guard let text = entry.words() else { return nil }
            let network = Network(text)
            if network == nil { entry.problem("must be an address or a network, as 10.1.2.3 or 10.1.2.0/24") }
            return network
        }
        if networks.count > TrustedProxies.entriesMax {
            node.problem("has \(networks.count) entries, \(TrustedProxies.entriesMax) at most; give networks")
        }
    }

    /// Whose request it is: going back along the way that it came, the first who is none of these proxies.
    ///
    /// - Parameters:
    ///   - peer: who has the connection.
    ///   - forwarded: the values of `X-Forwarded-For`, to which each proxy appends whom it was asked by.
    /// - Returns: the farthest address that one of them vouches for.
    func client(peer: String, forwarded: [String]) -> String {
        var client = peer
        var claims = forwarded.flatMap { $0.split(separator: ",") }.map { $0.trimmingCharacters(in: .whitespaces) }
        while contains(client), let claim = claims.popLast(), TrustedProxies.bytes(of: claim) != nil { client = claim }
        return client
    }

    private func contains(_ address: String) -> Bool {
        guard let bytes = TrustedProxies.bytes(of: address) else { return false }
        return networks.contains { $0.contains(bytes) }
    }

    /// An address's bytes; one of IPv4 that came through a socket of IPv6 is one of IPv4.
    static func bytes(of text: String) -> [UInt8]? {
        var (four, six) = (in_addr(), in6_addr())
        if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: &four) { Array($0) } }
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        let bytes = withUnsafeBytes(of: &six) { Array($0) }
        let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        return isMapped ? Array(bytes.suffix(4)) : bytes
    }
}

import Crypto
public import Foundation
import Units

/// A token as its bearer has it: `zct_<id>_<secret>`, the secret 256 bits of chance in base 64 for URLs.
public struct TokenSecret: Sendable {
    /// Which token it is; no secret.
    public let id: String
    private let secret: Data

    /// What every token begins with, so that scanners of leaked secrets know one.
    public static let prefix = "zct_"
    /// Bytes of a secret.
    static let secretBytes = 32
    /// Bytes of an id.
    private static let idBytes = 6
    /// Characters of a token's text at most; longer ones are none.
    public static let charactersMax = 128

    /// Makes a new one.
    public init() {
        id = Data(SymmetricKey(size: .init(bitCount: TokenSecret.idBytes * 8)).bytes).hex
        secret = Data(SymmetricKey(size: .init(bitCount: TokenSecret.secretBytes * 8)).bytes)
    }

    /// Reads a token; `nil` for what can be none.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count <= TokenSecret.charactersMax, text.hasPrefix(TokenSecret.prefix) else { return nil }
        let parts = text.dropFirst(TokenSecret.prefix.count).split(
            separator: "_",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        guard parts.count == 2, parts[0].utf8.count == TokenSecret.idBytes * 2,
            let secret = Data(base64URL: String(parts[1])), secret.count == TokenSecret.secretBytes
        else { return nil }
        id = String(parts[0])
        self.secret = secret
    }

    /// The token's text, to be shown once.
    public var text: String { TokenSecret.prefix + id + "_" + secret.base64URL }

    /// What is kept of it. A salt or a slow hash would add nothing: 256 bits of chance cannot be guessed.
    public var hash: Data { Data(SHA256.hash(data: secret)) }

    /// Whether this is the secret of a hash; takes as long however much of it is right.
    public func matches(_ hash: Data) -> Bool {
        let own = self.hash
        guard own.count == hash.count else { return false }
        return zip(own, hash).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension SymmetricKey {
    fileprivate var bytes: [UInt8] { withUnsafeBytes { Array($0) } }
}

extension Data {
    fileprivate var base64URL: String {
        base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }

    fileprivate init?(base64URL text: String) {
        let padded =
            text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
            + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        self.init(base64Encoded: padded)
    }
}

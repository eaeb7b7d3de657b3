import CZeroMQ

/// A CURVE public key: who somebody is. It may be shown to anyone.
///
/// Its text is Z85 (ZeroMQ RFC 32), forty characters, of which some are special in shells and in YAML: quote it there.
public struct CurvePublicKey: Hashable, Sendable {
    /// The key as a message's `userID` has it.
    public let userID: UserID

    /// Bytes of a key.
    static let byteCount = 32

    /// Reads the text of a key.
    ///
    /// - Returns: nil when it is not forty characters of Z85 that stand for 32 bytes.
    public init?(_ text: String) {
        let userID = text.utf8.span.bytes.withUnsafeBytes { Z85.decode($0) == nil ? nil : UserID($0) }
        guard let userID else { return nil }
        self.userID = userID
    }

    /// Takes a key's 32 bytes, as ZAP gives them.
    ///
    /// - Returns: nil when they are not 32.
    init?(bytes: [UInt8]) {
        guard let userID = bytes.withUnsafeBytes({ Z85.withText(of: $0, UserID.init) }) ?? nil else { return nil }
        self.userID = userID
    }

    /// The key's 32 bytes.
    var bytes: [UInt8] { userID.withBytes(Z85.decode) ?? [] }
}

extension CurvePublicKey: CustomStringConvertible {
    /// The key's text, forty characters.
    public var description: String { userID.withBytes { String(decoding: $0, as: UTF8.self) } }
}

extension CurvePublicKey: Comparable {
    /// Orders by text.
    public static func < (left: CurvePublicKey, right: CurvePublicKey) -> Bool { left.description < right.description }
}

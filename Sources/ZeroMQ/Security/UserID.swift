import CZeroMQ
import Glibc

/// The User-Id of a message as it is compared for every message: forty bytes, in five words.
///
/// `ZAPHandler` gives every connection the Z85 text of its public key for a User-Id.
public struct UserID: Hashable, Sendable {
    private let first, second, third, fourth, fifth: UInt64

    /// The length of a key in Z85.
    public static let byteCount = 40

    /// Takes the bytes as they are.
    ///
    /// - Returns: nil when they are not forty.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == UserID.byteCount else { return nil }
        first = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        second = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        third = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        fourth = bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
        fifth = bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
    }

    /// Calls `body` with the forty bytes.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withUnsafeBytes(of: self, body)
    }
}

extension Message {
    /// Whose key the message's connection was made with, without making a string of it.
    ///
    /// Believe it only on a socket with `CurveRole.server`: there it is what `ZAPHandler` has found. On a plain socket
    /// a peer may claim any User-Id in its handshake.
    ///
    /// - Returns: nil when the connection has no User-Id, or one that is no key.
    public var userID: UserID? {
        guard let text = zmq_msg_gets(raw, "User-Id") else { return nil }
        return UserID(UnsafeRawBufferPointer(start: text, count: strlen(text)))
    }
}

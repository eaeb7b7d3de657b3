import CZeroMQ
import Glibc

/// A CURVE secret key. It never shows itself: not when printed, not in an error, not to `dump`; its bytes are wiped when
/// the last copy goes.
public struct CurveSecretKey: Sendable {
    private let bytes: WipedBytes

    /// Reads the text of a key, forty characters of Z85.
    ///
    /// - Returns: nil for any other text.
    public init?(text: UnsafeRawBufferPointer) {
        let bytes = WipedBytes(count: CurvePublicKey.byteCount)
        let isRead = Z85.withText(text) { start -> Bool? in
            zmq_z85_decode(bytes.start.assumingMemoryBound(to: UInt8.self), start) != nil
        }
        guard isRead == true else { return nil }
        self.bytes = bytes
    }

    /// Calls `body` with the key's text, forty bytes that are wiped after: for writing it to its file, and for nothing
    /// else.
    public func withText<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        let result = Z85.withText(of: bytes.buffer) { text in Swift.Result { try body(text) } }
        guard let result else { throw ZeroMQError.refused("write a key as text") }
        return try result.get()
    }

    /// The public key that belongs to it.
    ///
    /// - Throws: `ENOTSUP` when libzmq was built without CURVE.
    public func publicKey() throws(ZeroMQError) -> CurvePublicKey {
        var status: Int32 = -1
        let key = Z85.withText(of: bytes.buffer) { text in
            Z85.withText(text) { secret in
                Z85.withCapacity { publicText -> CurvePublicKey? in
                    status = zmq_curve_public(publicText.baseAddress, secret)
                    return CurvePublicKey(
                        String(decoding: UnsafeRawBufferPointer(publicText).dropLast(), as: UTF8.self)
                    )
                }
            }
        }
        guard status == 0, let key = key ?? nil else { throw .last("derive a public key") }
        return key
    }

    /// Hands the key to a socket.
    func set(on handle: SocketHandle) throws(ZeroMQError) {
        try handle.set(ZMQ_CURVE_SECRETKEY, to: bytes.buffer, name: "ZMQ_CURVE_SECRETKEY")
    }
}

extension CurveSecretKey: Equatable {
    /// Takes as long for a key that is nearly the same as for any other.
    public static func == (left: CurveSecretKey, right: CurveSecretKey) -> Bool {
        zip(left.bytes.buffer, right.bytes.buffer).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension CurveSecretKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// That it is one, and no more.
    public var description: String { "(secret key)" }
    /// That it is one, and no more.
    public var debugDescription: String { description }
    /// Nothing to look into.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Memory that is wiped before it is given back.
private final class WipedBytes: Sendable {
    /// Written by its maker only, before anyone else has it: hence unsafe, yet sound.
    nonisolated(unsafe) let start: UnsafeMutableRawPointer
    private let count: Int

    var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    init(count: Int) {
        self.count = count
        start = .allocate(byteCount: count, alignment: 1)
        start.initializeMemory(as: UInt8.self, repeating: 0, count: count)
    }

    deinit {
        explicit_bzero(start, count)
        start.deallocate()
    }
}

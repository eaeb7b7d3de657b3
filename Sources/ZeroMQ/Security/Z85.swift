import CZeroMQ
import Glibc

/// The text of a key of 32 bytes, by libzmq.
enum Z85 {
    /// The 32 bytes that a text of forty stands for; nil for any other text.
    static func decode(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
        withText(text) { start in
            var bytes = [UInt8](repeating: 0, count: CurvePublicKey.byteCount)
            return zmq_z85_decode(&bytes, start) == nil ? nil : bytes
        }
    }

    /// Calls `body` with a text of forty bytes and the zero byte that C wants; the copy is wiped.
    static func withText<Result>(
        _ text: UnsafeRawBufferPointer,
        _ body: (UnsafePointer<CChar>) -> Result?
    ) -> Result? {
        // C would silently stop at a zero byte.
        guard text.count == UserID.byteCount, !text.contains(0) else { return nil }
        return withCapacity { buffer in
            UnsafeMutableRawBufferPointer(buffer).copyBytes(from: text)
            return buffer.baseAddress.flatMap { body($0) }
        }
    }

    /// Calls `body` with the text of 32 bytes; the copy is wiped. Nil for any other number of bytes.
    static func withText<Result>(
        of bytes: UnsafeRawBufferPointer,
        _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result? {
        guard bytes.count == CurvePublicKey.byteCount else { return nil }
        return withCapacity { buffer in
            let start = bytes.bindMemory(to: UInt8.self).baseAddress
            guard zmq_z85_encode(buffer.baseAddress, start, bytes.count) != nil else { return nil }
            return body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<UserID.byteCount]))
        }
    }

    /// Calls `body` with room for a text and its zero byte, all zero, and wipes it after.
    static func withCapacity<Result>(_ body: (UnsafeMutableBufferPointer<CChar>) -> Result?) -> Result? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: UserID.byteCount + 1) { buffer in
            buffer.initialize(repeating: 0)
            defer { buffer.baseAddress.map { explicit_bzero($0, buffer.count) } }
            return body(buffer)
        }
    }
}

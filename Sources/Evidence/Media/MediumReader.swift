import Glibc

/// Reads a stored medium piece by piece, so that memory holds one piece.
///
/// One task at a time may use it; the file is closed when it goes.
public final class MediumReader {
    /// Bytes of a piece at most.
    public static let pieceBytes = 64 << 10

    /// Length of the file when it was opened.
    public let length: Int
    private let descriptor: Int32
    private let path: String

    init(_ path: String) throws(MediaStoreError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw .last(path, "cannot be opened") }
        self.path = path
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            close(descriptor)
            throw .last(path, "cannot be looked at")
        }
        length = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// The next piece; `nil` at the end.
    ///
    /// - Throws: `MediaStoreError`.
    public func next() throws(MediaStoreError) -> [UInt8]? {
        var count = 0
        let piece = [UInt8](unsafeUninitializedCapacity: MediumReader.pieceBytes) { buffer, initialized in
            repeat { count = read(descriptor, buffer.baseAddress, buffer.count) } while count < 0 && errno == EINTR
            initialized = max(0, count)
        }
        guard count >= 0 else { throw .last(path, "cannot be read") }
        return piece.isEmpty ? nil : piece
    }
}

import Foundation
import NIOCore
import Programs

/// A file to be sent or imported, read piece by piece; `-` is standard input.
final class InputFile: Sendable {
    /// Bytes of one piece.
    static let pieceBytes = 256 << 10

    let path: String
    /// Bytes; `nil` for a pipe, and for what does not say how long it is.
    let length: Int64?
    private let descriptor: Int32

    init(_ path: String) throws {
        self.path = path
        descriptor = path == "-" ? dup(0) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw InputFile.refusal(path) }
        // What stands before the place where a redirected file is read from is not sent.
        let start = lseek(descriptor, 0, SEEK_CUR)
        let end = lseek(descriptor, 0, SEEK_END)
        length = start >= 0 && end > start ? Int64(end - start) : nil
        if start >= 0 { lseek(descriptor, start, SEEK_SET) }
    }

    deinit { close(descriptor) }

    /// The file's own name, for the register's history.
    var name: String { path == "-" ? "-" : URL(fileURLWithPath: path).lastPathComponent }

    /// The next piece; `nil` at the end.
    func next() throws -> [UInt8]? {
        var count = 0
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: InputFile.pieceBytes) { buffer, length in
            repeat {
                count = read(descriptor, buffer.baseAddress, buffer.count)
                code = errno
            } while count < 0 && code == EINTR
            length = max(0, count)
        }
        errno = code
        guard count >= 0 else { throw InputFile.refusal(path) }
        return count == 0 ? nil : bytes
    }

    private static func refusal(_ path: String) -> Refusal {
        Refusal(.io, "\(path): \(String(cString: strerror(errno)))")
    }
}

/// A file as the body of a request: the next piece is read when the socket has room for it.
struct UploadBody: AsyncSequence, Sendable {
    let file: InputFile
    let progress: ProgressBar

    struct Iterator: AsyncIteratorProtocol {
        let body: UploadBody

        func next() async throws -> ByteBuffer? {
            guard let bytes = try body.file.next() else { return nil }
            body.progress.advance(by: bytes.count)
            return ByteBuffer(bytes: bytes)
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(body: self) }
}

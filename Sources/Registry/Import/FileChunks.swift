import Glibc

/// A file's bytes, piece by piece, for `RegistryWriter.importCSV`.
public struct FileChunks: ~Copyable {
    /// Bytes of one piece.
    public static let chunkBytes = 262_144

    private let path: String
    private let descriptor: Int32

    /// The file's length when it was opened; 0 for a pipe.
    public let size: Int

    /// Opens a file.
    ///
    /// - Throws: `FileProblem`.
    public init(path: String) throws(FileProblem) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        self.path = path
        guard descriptor >= 0 else {
            size = 0
            throw FileProblem(path: path, reason: String(cString: strerror(errno)))
        }
        var status = stat()
        size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The next piece; `nil` at the end.
    ///
    /// - Throws: `FileProblem`.
    public func next() throws(FileProblem) -> [UInt8]? {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: FileChunks.chunkBytes) { buffer, length in
            count = read(descriptor, buffer.baseAddress, buffer.count)
            length = max(0, count)
        }
        guard count >= 0 else { throw FileProblem(path: path, reason: String(cString: strerror(errno))) }
        return count == 0 ? nil : bytes
    }
}

/// Why a file was not read.
public struct FileProblem: Error, CustomStringConvertible {
    /// The file.
    public let path: String
    /// The system's word for it.
    public let reason: String

    /// Which file and why.
    public var description: String { "\(path): \(reason)" }
}

import CArchive

/// Reads a ZIP file by file, in the order of its directory.
final class ZipReader {
    private let archive: OpaquePointer
    private static let chunk = 64 << 10

    /// Opens a file.
    ///
    /// - Throws: `ZipError` when it cannot be read or is no ZIP.
    init(path: String) throws {
        guard let archive = archive_read_new() else { throw ZipError("no memory") }
        self.archive = archive
        archive_read_support_format_zip_seekable(archive)
        guard archive_read_open_filename(archive, path, ZipReader.chunk) == ARCHIVE_OK else {
            throw ZipError(path, archive)
        }
    }

    deinit { archive_read_free(archive) }

    /// The next file's name and size; `nil` after the last.
    func next() throws -> (name: String, size: Int)? {
        try NameLocale.with {
            var entry: OpaquePointer?
            switch archive_read_next_header(archive, &entry) {
            case ARCHIVE_EOF: return nil
            case ARCHIVE_OK: break
            default: throw ZipError("zip", archive)
            }
            guard let entry, let name = archive_entry_pathname(entry) else { throw ZipError("zip", archive) }
            return (String(cString: name), Int(archive_entry_size(entry)))
        }
    }

    /// The current file's bytes, in pieces.
    func read(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        var buffer = [UInt8](repeating: 0, count: ZipReader.chunk)
        while true {
            let count = buffer.withUnsafeMutableBytes { archive_read_data(archive, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw ZipError("zip", archive) }
            guard count > 0 else { return }
            try buffer.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[0..<count])) }
        }
    }
}

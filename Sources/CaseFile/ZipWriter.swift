import CArchive
import Glibc

/// Writes a ZIP piece by piece, whose bytes follow from what is put in and from nothing else: stored, not compressed, without
/// times and owners.
///
/// Bounded: what is written is to be taken by `take()` before more is put in.
public final class ZipWriter {
    private let archive: OpaquePointer
    private var sink: [UInt8] = []

    /// The library whose bytes these are; another version may lay the same contents out otherwise.
    public static var library: String { String(cString: archive_version_string()) }

    /// Begins a ZIP.
    public init() throws {
        guard let archive = archive_write_new() else { throw ZipError("no memory") }
        self.archive = archive
        try require(archive_write_set_format_zip(archive), "zip")
        // The locale in which names come is looked up here, once.
        try NameLocale.with {
            try require(archive_write_set_options(archive, "zip:compression=store,zip:hdrcharset=UTF-8"), "zip options")
        }
        try require(archive_write_set_bytes_per_block(archive, 0), "zip blocks")
        let opened = archive_write_open(
            archive,
            Unmanaged.passUnretained(self).toOpaque(),
            nil,
            { _, client, bytes, count in
                guard let client, let bytes else { return -1 }
                let writer = Unmanaged<ZipWriter>.fromOpaque(client).takeUnretainedValue()
                writer.sink.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
                return count
            },
            nil
        )
        try require(opened, "zip")
    }

    deinit { archive_write_free(archive) }

    /// Begins a file; the one before ends.
    ///
    /// - Parameter size: exactly as many bytes follow.
    public func begin(_ name: String, size: Int) throws {
        guard let entry = archive_entry_new() else { throw ZipError("no memory") }
        defer { archive_entry_free(entry) }
        // AE_IFREG, a macro with a cast that Swift does not read.
        archive_entry_set_filetype(entry, 0o100000)
        archive_entry_set_perm(entry, 0o644)
        archive_entry_set_size(entry, Int64(size))
        try NameLocale.with {
            archive_entry_set_pathname(entry, name)
            try require(archive_write_header(archive, entry), name)
        }
    }

    /// Adds bytes to the file that was begun last.
    public func write(_ bytes: some Collection<UInt8>) throws {
        try Array(bytes).withUnsafeBytes { buffer in
            guard archive_write_data(archive, buffer.baseAddress, buffer.count) == buffer.count else {
                throw ZipError("zip", archive)
            }
        }
    }

    /// Ends the ZIP.
    public func finish() throws {
        try NameLocale.with { try require(archive_write_close(archive), "zip") }
    }

    /// What was written since it was asked last.
    public func take() -> [UInt8] {
        defer { sink.removeAll(keepingCapacity: true) }
        return sink
    }

    private func require(_ code: Int32, _ what: String) throws {
        // A warning is a name or a field that could not be written as it is.
        guard code == ARCHIVE_OK else { throw ZipError(what, archive) }
    }
}

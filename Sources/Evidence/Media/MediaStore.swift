import Crypto
import Glibc
public import Readings

/// The files of evidence, by what they hold: `evidence/ab/ab…` (64 hexadecimal digits) below the data directory.
///
/// A file is there whole or not at all: it is written under another name, made durable, and only then given its own, so
/// that a crash or a full disk leaves nothing by halves. Whoever has the digest has the file's name, and two cases that
/// show one picture share its file. One process stores (the one that holds the data directory's lock), any may read.
public struct MediaStore: Sendable {
    /// The directory's name in `data_dir`.
    public static let directoryName = "evidence"
    /// Greatest length of a medium, in bytes (feed contract, `MEDIUM`).
    public static let bytesMax = 12 << 20

    /// Where the files lie.
    public let directory: String

    /// What became of a medium that was to be stored.
    public enum Outcome: Hashable, Sendable {
        /// It was written.
        case stored
        /// It was there, whole and as it should be.
        case wasThere
    }

    /// Names the store of a data directory; nothing is opened or made.
    public init(dataDirectory: String) {
        self.init(directory: dataDirectory + "/" + MediaStore.directoryName)
    }

    /// Names a store by its own directory, as in a backup.
    public init(directory: String) {
        self.directory = directory
    }

    /// Where a medium lies, whether or not it is there.
    public func path(of digest: Readings.SHA256Digest) -> String { "\(folder(of: digest))/\(digest)" }

    func folder(of digest: Readings.SHA256Digest) -> String { "\(directory)/\(digest.description.prefix(2))" }

    /// What is being written, apart from what is there.
    private var drafts: String { directory + "/.incoming" }

    /// Makes the directory where it is missing and clears away what a crash has left unfinished.
    ///
    /// - Throws: `MediaStoreError`.
    public func prepare() throws(MediaStoreError) {
        try make(directory)
        try make(drafts)
        for name in try names(in: drafts) where unlink(drafts + "/" + name) != 0 {
            throw .last(drafts + "/" + name, "cannot be cleared away")
        }
    }

    /// Stores a medium, once its length and its digest are what they should be; durable when this returns.
    ///
    /// A file of that name that is there but is something else (a disk has changed it) is replaced.
    /// - Throws: `MediaStoreError`; nothing half-written is left.
    @discardableResult
    public func store(
        _ bytes: [UInt8],
        as digest: Readings.SHA256Digest,
        length: Int
    ) throws(MediaStoreError) -> Outcome {
        let path = path(of: digest)
        guard bytes.count == length, length <= MediaStore.bytesMax else {
            throw MediaStoreError(.wrongLength, path, "has \(bytes.count) bytes instead of \(length)")
        }
        guard Readings.SHA256Digest(of: bytes) == digest else {
            throw MediaStoreError(.wrongDigest, path, "is not what its digest says")
        }
        if try check(digest, length: length) == .whole { return .wasThere }
        let draft = "\(drafts)/\(digest).\(getpid())"
        try make(directory)
        try make(drafts)
        defer { unlink(draft) }
        try write(bytes, to: draft)
        let folder = folder(of: digest)
        try make(folder)
        guard rename(draft, path) == 0 else { throw .last(path, "cannot be named") }
        try MediaStore.sync(directory: folder)
        return .stored
    }

    /// Gives a file of another store a name here, where both lie on one disk.
    ///
    /// - Returns: false when that cannot be done; then its bytes are to be stored.
    /// - Throws: `MediaStoreError` when the directory cannot be made.
    public func link(_ digest: Readings.SHA256Digest, from other: MediaStore) throws(MediaStoreError) -> Bool {
        try make(directory)
        try make(folder(of: digest))
        guard Glibc.link(other.path(of: digest), path(of: digest)) == 0 else { return false }
        try MediaStore.sync(directory: folder(of: digest))
        return true
    }

    /// Erases a medium; one that is not there is no error.
    ///
    /// - Returns: whether it was there.
    /// - Throws: `MediaStoreError`.
    @discardableResult
    public func erase(_ digest: Readings.SHA256Digest) throws(MediaStoreError) -> Bool {
        guard unlink(path(of: digest)) == 0 else {
            if errno == ENOENT { return false }
            throw .last(path(of: digest), "cannot be erased")
        }
        try MediaStore.sync(directory: folder(of: digest))
        return true
    }

    private func write(_ bytes: [UInt8], to path: String) throws(MediaStoreError) {
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { throw .last(path, "cannot be made") }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .last(path, "cannot be written") }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw .last(path, "cannot be made durable") }
    }

    private func make(_ path: String) throws(MediaStoreError) {
        if mkdir(path, 0o750) == 0 {
            let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
            return try MediaStore.sync(directory: parent.isEmpty ? "/" : parent)
        }
        guard errno == EEXIST else { throw .last(path, "cannot be made") }
    }

    private static func sync(directory: String) throws(MediaStoreError) {
        let descriptor = Glibc.open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last(directory, "cannot be opened") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .last(directory, "cannot be made durable") }
    }
}

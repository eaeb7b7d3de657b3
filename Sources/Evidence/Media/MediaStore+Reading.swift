import Crypto
import Glibc
public import Readings

// How media are found, read and checked.

extension MediaStore {
    /// How a stored medium compares with what it should be.
    public enum Condition: Hashable, Sendable {
        /// Length and digest are right.
        case whole
        /// There is no such file.
        case missing
        /// There is a file, and it is something else.
        case differs
    }

    /// Opens a medium to be read in pieces; its digest is not looked at.
    ///
    /// - Throws: `MediaStoreError`, `.missing` when it is not there.
    public func open(_ digest: Readings.SHA256Digest) throws(MediaStoreError) -> MediumReader {
        try MediumReader(path(of: digest))
    }

    /// Reads a whole stored medium and compares it with its digest.
    ///
    /// - Parameter length: what it should be in bytes; `nil` when that is not known.
    /// - Throws: `MediaStoreError` when it cannot be read though it is there.
    public func check(_ digest: Readings.SHA256Digest, length: Int? = nil) throws(MediaStoreError) -> Condition {
        let reader: MediumReader
        do {
            reader = try open(digest)
        } catch {
            if error.code == .missing { return .missing }
            throw error
        }
        if let length, reader.length != length { return .differs }
        var hash = SHA256()
        while let piece = try reader.next() { hash.update(data: piece) }
        return Readings.SHA256Digest(hash.finalize()) == digest ? .whole : .differs
    }

    /// Goes through all stored media in the order of their digests, a folder at a time.
    ///
    /// - Throws: `MediaStoreError`, and whatever `body` throws.
    public func forEach(_ body: (Readings.SHA256Digest) throws -> Void) throws {
        for folder in try names(in: directory).filter({ $0.count == 2 }).sorted() {
            for name in try names(in: directory + "/" + folder).sorted() {
                if name.hasPrefix(folder), let digest = Readings.SHA256Digest(name) { try body(digest) }
            }
        }
    }

    /// The names in a directory; none when it is not there.
    func names(in path: String) throws(MediaStoreError) -> [String] {
        guard let handle = opendir(path) else {
            if errno == ENOENT { return [] }
            throw .last(path, "cannot be listed")
        }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}

extension Readings.SHA256Digest {
    /// The digest of some bytes.
    public init(of bytes: [UInt8]) {
        self.init(SHA256.hash(data: bytes))
    }

    init(_ digest: Crypto.SHA256.Digest) {
        self = digest.withUnsafeBytes { Readings.SHA256Digest(bytes: $0) }
    }
}

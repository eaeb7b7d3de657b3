import Glibc

/// Why a medium was not stored, read or erased.
public struct MediaStoreError: Error, Hashable, CustomStringConvertible {
    /// What kind of thing is wrong.
    public enum Code: Hashable, Sendable {
        /// It is shorter or longer than the reading says.
        case wrongLength
        /// Its SHA-256 is another.
        case wrongDigest
        /// It is not there.
        case missing
        /// The disk, or the share of it that the user has, is full.
        case diskFull
        /// The system says no; may pass.
        case system
    }

    /// What kind of thing is wrong.
    public let code: Code
    /// The file or the directory.
    public let path: String
    /// In words.
    public let reason: String

    init(_ code: Code, _ path: String, _ reason: String) {
        (self.code, self.path, self.reason) = (code, path, reason)
    }

    /// What the last call of the system has said.
    static func last(_ path: String, _ what: String) -> MediaStoreError {
        let number = errno
        let code: Code =
            switch number {
            case ENOSPC, EDQUOT: .diskFull
            case ENOENT: .missing
            default: .system
            }
        return MediaStoreError(code, path, "\(what): \(String(cString: strerror(number)))")
    }

    /// Whether it is the medium that is wrong, and not the disk.
    public var isOfMedium: Bool { code == .wrongLength || code == .wrongDigest }

    /// What is wrong, and where.
    public var description: String { "\(path) \(reason)" }
}

import Glibc

/// Why a key file was not read, or not written. It says what to do and nothing of the key.
public struct SecretKeyFileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of trouble it is.
    public enum Kind: Equatable, Sendable {
        /// The system would not read or write it.
        case system
        /// Others could read or change it.
        case unsafe
        /// It holds no key.
        case unusable
        /// There is a file already, and it is not to be replaced.
        case exists
    }

    /// The file.
    public let path: String
    /// What kind of trouble it is.
    public let kind: Kind
    /// What is wrong and what to do, without the path.
    public let message: String

    /// `path: what is wrong and what to do`.
    public var description: String { "\(path): \(message)" }

    init(_ path: String, _ kind: Kind, _ message: String) {
        self.path = path
        self.kind = kind
        self.message = message
    }

    /// What the system has said just now.
    static func system(_ path: String, _ what: String) -> SecretKeyFileError {
        let reason = String(cString: strerror(errno))
        return SecretKeyFileError(path, .system, "\(what): \(reason)")
    }
}

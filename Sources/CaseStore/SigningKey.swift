public import Crypto
public import Foundation

/// The Ed25519 key that signs checkpoints, and the file it lies in.
///
/// `signing.key` in `data_dir`, mode 0600, made on the first start; or the systemd credential `zhichao-signing.key`. Its
/// public key is added to `signing.pub` beside it, which is what `zhichao verify` trusts: keep a copy elsewhere.
public struct SigningKey: Sendable {
    /// The key.
    public let key: Curve25519.Signing.PrivateKey

    /// The secret key's file in `data_dir`.
    public static let fileName = "signing.key"
    /// The public keys' file in `data_dir`: one a line, the oldest first.
    public static let publicFileName = "signing.pub"
    /// The secret key's name among systemd's credentials.
    public static let credentialName = "zhichao-signing.key"

    /// Takes a key.
    public init(_ key: Curve25519.Signing.PrivateKey) {
        self.key = key
    }

    /// Reads the key of a data directory, or makes one, and sees that its public key can be found.
    ///
    /// - Throws: `SigningKeyError` when the file is open to others or holds no key.
    public static func open(directory: String) throws -> SigningKey {
        let key = try openSecret(directory: directory)
        let path = directory + "/" + publicFileName
        let text = key.key.publicKey.rawRepresentation.base64EncodedString()
        let known = try publicKeys(directory: directory).map { $0.base64EncodedString() }
        if !known.contains(text) {
            try Data((known + [text]).map { $0 + "\n" }.joined().utf8)
                .write(to: URL(fileURLWithPath: path), options: .atomic)
        }
        return key
    }

    private static func openSecret(directory: String) throws -> SigningKey {
        if let credentials = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"] {
            let path = credentials + "/" + credentialName
            // systemd has closed its directory to others; the file's own mode shows an access list.
            if FileManager.default.fileExists(atPath: path) { return try read(path, isPrivate: true) }
        }
        let path = directory + "/" + fileName
        if FileManager.default.fileExists(atPath: path) { return try read(path, isPrivate: false) }
        let made = SigningKey(Curve25519.Signing.PrivateKey())
        let text = made.key.rawRepresentation.base64EncodedString() + "\n"
        let isMade = FileManager.default.createFile(
            atPath: path,
            contents: Data(text.utf8),
            attributes: [.posixPermissions: 0o600]
        )
        guard isMade else {
            throw SigningKeyError(path: path, reason: "cannot be written; check the owner of data_dir")
        }
        return made
    }

    private static func read(_ path: String, isPrivate: Bool) throws -> SigningKey {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
        guard isPrivate || mode & 0o077 == 0 else {
            throw SigningKeyError(
                path: path,
                reason: "is open to others (mode 0\(String(mode, radix: 8))); chmod 600 \(path)"
            )
        }
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        let line = text.split(separator: "\n").first { !$0.hasPrefix("#") } ?? ""
        guard let bytes = Data(base64Encoded: String(line)),
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
        else {
            throw SigningKeyError(
                path: path,
                reason: "holds no Ed25519 key of 32 bytes in Base64; restore it from its backup"
            )
        }
        return SigningKey(key)
    }

    /// The public keys that a data directory trusts, in the order of their first use; empty where none was made yet.
    public static func publicKeys(directory: String) throws -> [Data] {
        let path = directory + "/" + publicFileName
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try publicKeys(file: path)
    }

    /// The public keys of a file.
    ///
    /// - Throws: `SigningKeyError` when it cannot be read, or a line is none.
    public static func publicKeys(file path: String) throws -> [Data] {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw SigningKeyError(path: path, reason: "is not there, or cannot be read")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        return try text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            guard let bytes = Data(base64Encoded: String(line)), bytes.count == 32 else {
                throw SigningKeyError(path: path, reason: "a line is no Ed25519 public key of 32 bytes in Base64")
            }
            return bytes
        }
    }
}

/// Why a signing key cannot be used.
public struct SigningKeyError: Error, CustomStringConvertible {
    /// The file.
    public let path: String
    let reason: String

    /// What is wrong and what to do.
    public var description: String { "\(path): \(reason)" }
}

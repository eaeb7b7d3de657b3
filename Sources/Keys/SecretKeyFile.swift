import Glibc
public import ZeroMQ

/// The file that a CURVE secret key lies in: comments, which begin with `#`, and one line of forty characters of Z85.
///
/// A room of its own, because the daemon, its command and the station program all read such files, and none of them may
/// take it from another; `ZeroMQ` opens no files.
public struct SecretKeyFile: Equatable, Sendable {
    /// Where it lies.
    public let path: String
    private let isCredential: Bool

    /// The name of the daemon's key among systemd's credentials.
    public static let credentialName = "zhichao.key"
    /// Greatest length of a file, in bytes.
    static let bytesMax = 4_096

    /// Names a file, which need not be there; one in systemd's directory of credentials is a credential.
    public init(_ path: String) {
        let isCredential = SecretKeyFile.credentials.map { path.hasPrefix($0 + "/") } ?? false
        self.init(path, isCredential: isCredential)
    }

    private static var credentials: String? { getenv("CREDENTIALS_DIRECTORY").map { String(cString: $0) } }

    private init(_ path: String, isCredential: Bool) {
        self.path = path
        self.isCredential = isCredential
    }

    /// The key that systemd has handed over (`LoadCredential=zhichao.key:…`); nil when it has not.
    public static var credential: SecretKeyFile? {
        guard let credentials else { return nil }
        let path = credentials + "/" + credentialName
        return access(path, F_OK) == 0 ? SecretKeyFile(path, isCredential: true) : nil
    }

    /// Reads the key and derives its public key.
    ///
    /// - Throws: what is wrong with the file, and what to do; nothing of what it holds.
    public func read() throws(SecretKeyFileError) -> CurveKeyPair {
        // Without O_NONBLOCK a pipe would hold up whoever looks at it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .system(path, "cannot be read") }
        defer { close(descriptor) }
        try check(descriptor)
        let secretKey = try withContents(descriptor) { text throws(SecretKeyFileError) in try parse(text) }
        do {
            return try CurveKeyPair(secretKey)
        } catch {
            throw SecretKeyFileError(path, .unusable, "\(error)")
        }
    }

    /// Whether anybody else could read or change the file.
    private func check(_ descriptor: Int32) throws(SecretKeyFileError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(path, "cannot be looked at") }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw SecretKeyFileError(path, .unsafe, "is no regular file; name the file that zhichao keys new has made")
        }
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            let advice = "chown it to the user that reads it, or to root"
            throw SecretKeyFileError(path, .unsafe, "belongs to another user (\(status.st_uid)); \(advice)")
        }
        // systemd grants a service its credential by an access list, whose mask stat shows as the group's bits; the
        // directory is closed to others.
        let forbidden: mode_t = isCredential ? 0o037 : 0o077
        guard status.st_mode & forbidden == 0 else {
            let mode = String(status.st_mode & 0o777, radix: 8)
            throw SecretKeyFileError(path, .unsafe, "is open to others (mode 0\(mode)); chmod 600 \(path)")
        }
    }

    /// Calls `body` with what the file holds; the copy is wiped.
    private func withContents<Result>(
        _ descriptor: Int32,
        _ body: (UnsafeRawBufferPointer) throws(SecretKeyFileError) -> Result
    ) throws(SecretKeyFileError) -> Result {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: SecretKeyFile.bytesMax + 1, alignment: 1)
        defer {
            buffer.baseAddress.map { explicit_bzero($0, buffer.count) }
            buffer.deallocate()
        }
        var count = 0
        while count < buffer.count {
            let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .system(path, "cannot be read") }
            if got == 0 { break }
            count += got
        }
        guard count <= SecretKeyFile.bytesMax else {
            throw SecretKeyFileError(
                path,
                .unusable,
                "is longer than \(SecretKeyFile.bytesMax) bytes; it is no key file"
            )
        }
        return try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }

    private func parse(_ text: UnsafeRawBufferPointer) throws(SecretKeyFileError) -> CurveSecretKey {
        var found: CurveSecretKey?
        for (index, line) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            // No key begins with `#`: that digit at the head of five stands for more than 32 bits.
            if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
            guard let key = CurveSecretKey(text: UnsafeRawBufferPointer(rebasing: line)) else {
                let what = "line \(index + 1) is neither a comment nor a key of 40 characters in Z85"
                throw SecretKeyFileError(path, .unusable, what)
            }
            guard found == nil else { throw SecretKeyFileError(path, .unusable, "holds two keys; leave one") }
            found = key
        }
        guard let found else {
            throw SecretKeyFileError(path, .unusable, "holds no key; make one with zhichao keys new")
        }
        return found
    }
}

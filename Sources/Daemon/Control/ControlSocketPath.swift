import Foundation

/// Where the control socket is.
///
/// The daemon binds in the runtime directory that systemd gives it, or else in `data_dir`; in `data_dir` there is
/// always a `control.sock`, if need be a link, because clients know only the configuration.
public struct ControlSocketPath: Hashable, Sendable {
    /// The socket's name in its directory.
    public static let name = "control.sock"
    /// Bytes of a path that the system's address of a Unix socket has room for, as swift-nio counts them; a longer one
    /// is reached through the directory's descriptor.
    public static let bytesMax = 103

    /// The directory that holds the socket itself.
    public let directory: String
    /// The link in `data_dir`; `nil` when the socket itself is there.
    public let link: String?

    /// Where a daemon binds.
    ///
    /// - Parameter runtimeDirectory: `$RUNTIME_DIRECTORY`; the first of its entries counts.
    public init(dataDirectory: String, runtimeDirectory: String?) {
        directory = runtimeDirectory?.split(separator: ":").first.map(String.init) ?? dataDirectory
        link = directory == dataDirectory ? nil : dataDirectory + "/" + ControlSocketPath.name
    }

    /// Where the daemon of this process binds.
    public init(dataDirectory: String) {
        let environment = ProcessInfo.processInfo.environment
        self.init(dataDirectory: dataDirectory, runtimeDirectory: environment["RUNTIME_DIRECTORY"])
    }

    /// The socket.
    public var path: String { directory + "/" + ControlSocketPath.name }

    /// Makes the link, when there has to be one, in place of whatever a dead daemon left there.
    ///
    /// Only the holder of the writer's lock calls it, so nobody can be using what is replaced.
    func makeLink() throws(ControlSocketError) {
        guard let link else { return }
        try ControlSocketPath.remove(link)
        guard symlink(path, link) == 0 else { throw ControlSocketError(path: link) }
    }

    /// Removes socket and link.
    func remove() throws(ControlSocketError) {
        if let link { try ControlSocketPath.remove(link) }
        try ControlSocketPath.remove(path)
    }

    private static func remove(_ path: String) throws(ControlSocketError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw ControlSocketError(path: path) }
    }
}

/// An address for a socket in a directory, however long the directory's path is.
///
/// A path that the address has no room for goes through `/proc/self/fd`, for as long as this value lives.
public final class SocketAddressInDirectory: Sendable {
    /// What to bind or connect to.
    public let path: String
    private let descriptor: Int32

    /// `O_PATH`, which Glibc's module leaves out: a place in the file system, without the right to read it.
    private static let openPath: Int32 = 0o10_000_000

    /// Makes an address.
    ///
    /// - Throws: `ControlSocketError` when the directory cannot be opened.
    public init(directory: String, name: String = ControlSocketPath.name) throws(ControlSocketError) {
        let direct = directory + "/" + name
        guard direct.utf8.count > ControlSocketPath.bytesMax else {
            (path, descriptor) = (direct, -1)
            return
        }
        let descriptor = open(directory, SocketAddressInDirectory.openPath | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ControlSocketError(path: directory) }
        self.descriptor = descriptor
        path = "/proc/self/fd/\(descriptor)/\(name)"
    }

    deinit { if descriptor >= 0 { close(descriptor) } }
}

/// Why the control socket could not be made or removed.
public struct ControlSocketError: Error, CustomStringConvertible {
    /// The file or directory.
    public let path: String
    /// The system's word for it.
    public let reason: String

    /// Takes the system's last word.
    init(path: String) {
        self.path = path
        reason = String(cString: strerror(errno))
    }

    /// What is wrong and what to do.
    public var description: String {
        "\(path): control socket: \(reason); check the owner and mode of the directory"
    }
}

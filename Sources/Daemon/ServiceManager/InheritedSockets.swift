import Foundation
import Glibc
import NIOCore

/// Listening sockets that a service manager has opened for this process (sd_listen_fds(3)), by the names that it gave them.
public struct InheritedSockets: Sendable {
    /// The number of the first one.
    static let first: Int32 = 3
    /// Sockets that are looked at; nobody hands over more.
    static let most: Int32 = 64

    private let descriptors: [String: [Int32]]

    init(_ descriptors: [String: [Int32]] = [:]) { self.descriptors = descriptors }

    /// Reads what the environment says, without looking at the sockets.
    ///
    /// - Parameter processID: whom they must be meant for; another process's are not ours.
    init(environment: [String: String], processID: Int32) {
        guard environment["LISTEN_PID"] == "\(processID)", let count = environment["LISTEN_FDS"].flatMap(Int32.init),
            count > 0, count <= InheritedSockets.most
        else {
            self.init()
            return
        }
        let names = (environment["LISTEN_FDNAMES"] ?? "").split(separator: ":", omittingEmptySubsequences: false)
        var descriptors: [String: [Int32]] = [:]
        for place in 0..<Int(count) {
            let name = place < names.count && !names[place].isEmpty ? String(names[place]) : "unknown"
            descriptors[name, default: []].append(InheritedSockets.first + Int32(place))
        }
        self.init(descriptors)
    }

    /// Takes this process's, so that no program that it starts takes them for its own; to be called before any thread.
    public static func take() -> InheritedSockets {
        let sockets = InheritedSockets(environment: ProcessInfo.processInfo.environment, processID: getpid())
        for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) }
        for descriptor in sockets.descriptors.values.joined() { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        return sockets
    }

    /// The listening TCP socket of a name; `nil` where there is none.
    ///
    /// - Throws: `InheritedSocketError` where there are several, or others, or it is something else.
    func listener(_ name: String) throws(InheritedSocketError) -> InheritedListener? {
        guard let own = descriptors[name], let descriptor = own.first else {
            guard let other = descriptors.keys.sorted().first else { return nil }
            throw InheritedSocketError("a socket is named \(other); give the socket unit FileDescriptorName=\(name)")
        }
        guard own.count == 1 else {
            throw InheritedSocketError(
                "\(own.count) sockets are named \(name); leave one ListenStream= in the socket unit"
            )
        }
        return try InheritedListener(descriptor, name)
    }
}

/// A socket that listens already.
struct InheritedListener: Sendable {
    let descriptor: Int32
    /// Where it is bound.
    let address: String
    let port: Int

    fileprivate init(_ descriptor: Int32, _ name: String) throws(InheritedSocketError) {
        var (listens, size) = (Int32(0), socklen_t(MemoryLayout<Int32>.size))
        guard getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0, listens == 1 else {
            throw InheritedSocketError("the socket \(name) does not listen; give the socket unit ListenStream=")
        }
        var (storage, length) = (sockaddr_storage(), socklen_t(MemoryLayout<sockaddr_storage>.size))
        let isNamed = withUnsafeMutablePointer(to: &storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard isNamed == 0, let (address, port) = InheritedListener.place(storage) else {
            throw InheritedSocketError("the socket \(name) is no TCP socket; give ListenStream= an address and a port")
        }
        (self.descriptor, self.address, self.port) = (descriptor, address, port)
    }

    private static func place(_ storage: sockaddr_storage) -> (address: String, port: Int)? {
        let family = Int32(storage.ss_family)
        let address = withUnsafePointer(to: storage) { storage -> SocketAddress? in
            switch family {
            case AF_INET: storage.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { SocketAddress($0.pointee) }
            case AF_INET6: storage.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { SocketAddress($0.pointee) }
            default: nil
            }
        }
        guard let text = address?.ipAddress, let port = address?.port else { return nil }
        return (text, port)
    }
}

/// A socket that was handed over and cannot be used.
struct InheritedSocketError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = "socket activation: " + description }
}

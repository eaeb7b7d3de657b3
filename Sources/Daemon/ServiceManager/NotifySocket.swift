import Glibc

/// Where a service manager listens to this process: `$NOTIFY_SOCKET`, a datagram socket of the file system or, with `@`,
/// an abstract one (sd_notify(3)).
public struct NotifySocket: Sendable {
    private let address: sockaddr_un
    private let length: socklen_t

    /// Takes an address.
    ///
    /// - Returns: `nil` for one that is none: neither absolute nor abstract, or too long.
    public init?(_ text: String) {
        var path = Array(text.utf8)
        var address = sockaddr_un()
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard let first = path.first, path.count > 1, path.count < room, !path.contains(0) else { return nil }
        switch first {
        case UInt8(ascii: "/"): path.append(0)
        case UInt8(ascii: "@"): path[0] = 0
        default: return nil
        }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        self.address = address
        // An abstract name ends with its length, not with a zero.
        length = socklen_t((MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2) + path.count)
    }

    /// Sends one datagram; never waits.
    ///
    /// - Returns: whether the service manager has it; one that is away or busy is told again by what is said next.
    @discardableResult
    public func send(_ text: String) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        return withUnsafePointer(to: address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
                return sendto(descriptor, bytes, bytes.count, flags, address, length) == bytes.count
            }
        }
    }
}

import Glibc

/// A user of this machine, looked up in the system's accounts.
///
/// The calls block (the accounts may be a directory server's), so they belong on a thread that may wait.
public struct UnixAccount: Sendable {
    /// Groups of one user that are looked at; further ones give no role.
    static let groupsMax: Int32 = 65_536
    /// Bytes of one account's entry; with more (a group of very many members) the entry counts as not found.
    static let entryBytesMax = 1 << 20

    /// The user.
    public let uid: UInt32
    /// The user's name, or `uid:1234`.
    public let name: String
    /// The user's groups, the main one too.
    public let groups: Set<UInt32>

    /// Looks a user up.
    ///
    /// - Parameter gid: the group that the user's process runs under.
    public init(uid: UInt32, gid: UInt32) {
        self.uid = uid
        let name = UnixAccount.userName(uid)
        self.name = name ?? "uid:\(uid)"
        groups = Set(name.map { UnixAccount.groups(of: $0, gid) } ?? []).union([gid])
    }

    /// The user who runs this program.
    public static var current: UnixAccount { UnixAccount(uid: getuid(), gid: getgid()) }

    /// Whether the user is in the group of a name.
    public func isInGroup(_ name: String) -> Bool {
        let gid = UnixAccount.entry { buffer, bytes -> UInt32? in
            var group = group()
            var found: UnsafeMutablePointer<group>?
            let code = getgrnam_r(name, &group, buffer, bytes, &found)
            return code == ERANGE ? .none : .some(found == nil ? UInt32.max : group.gr_gid)
        }
        return gid.map { $0 != .max && groups.contains($0) } ?? false
    }

    private static func userName(_ uid: UInt32) -> String? {
        let name = entry { buffer, bytes -> String? in
            var user = passwd()
            var found: UnsafeMutablePointer<passwd>?
            let code = getpwuid_r(uid, &user, buffer, bytes, &found)
            return code == ERANGE ? .none : .some(found == nil ? "" : user.pw_name.map { String(cString: $0) } ?? "")
        }
        return name.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func groups(of user: String, _ gid: UInt32) -> [UInt32] {
        var count: Int32 = 64
        while true {
            var groups = [gid_t](repeating: 0, count: Int(count))
            if getgrouplist(user, gid, &groups, &count) >= 0 { return Array(groups.prefix(Int(count))) }
            guard count > groups.count, count <= groupsMax else { return [gid] }
        }
    }

    /// Tries with a larger buffer for as long as `body` gives `nil`.
    private static func entry<Value>(_ body: (UnsafeMutablePointer<CChar>, Int) -> Value?) -> Value? {
        var bytes = 4_096
        while bytes <= entryBytesMax {
            let value = withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes) { buffer in
                buffer.baseAddress.flatMap { body($0, bytes) }
            }
            if let value { return value }
            bytes *= 4
        }
        return nil
    }
}

public import Enforcement

/// `local_roles` of the configuration: which Unix users and groups have which role.
public struct LocalRoles: Hashable, Sendable {
    /// Entries that a configuration may have; more are a problem of the file. Each costs a look-up of a group by every
    /// request through the control socket.
    public static let entriesMax = 256

    /// What applies where the configuration says nothing.
    public static let byDefault = LocalRoles(["zhichao": .admin])

    private let entries: [String: Role]

    /// Gives roles to the names of users and groups; a name that is both gives its role to both.
    public init(_ entries: [String: Role]) {
        self.entries = entries
    }

    /// The roles of a user.
    ///
    /// - Parameters:
    ///   - isInGroup: whether the user is in the group of a name; asked of every name that is not the user's own.
    /// - Returns: in order; root is always admin.
    public func roles(uid: UInt32, user: String, isInGroup: (String) -> Bool) -> [Role] {
        var roles: Set<Role> = uid == 0 ? [.admin] : []
        for (name, role) in entries where !roles.contains(role) && (name == user || isInGroup(name)) {
            roles.insert(role)
        }
        return roles.sorted()
    }
}

/// What a local user may do through the control socket, and later what a token may do over HTTP.
public enum LocalRole: String, CaseIterable, Codable, Comparable, Sendable {
    /// Works on cases (执法人员).
    case officer
    /// Confirms, dismisses and revokes cases (审核人员).
    case reviewer
    /// Keeps the registers (台账管理员).
    case registrar
    /// Reads everything and changes nothing (审计人员).
    case auditor
    /// May do everything (管理员).
    case admin

    /// The order in which roles are listed.
    public static func < (first: LocalRole, second: LocalRole) -> Bool { first.rawValue < second.rawValue }
}

/// `local_roles` of the configuration: which Unix users and groups have which role.
public struct LocalRoles: Hashable, Sendable {
    /// Entries that a configuration may have; more are a problem of the file. Each costs a look-up of a group by every
    /// request through the control socket.
    public static let entriesMax = 256

    /// What applies where the configuration says nothing.
    public static let byDefault = LocalRoles(["zhichao": .admin])

    private let entries: [String: LocalRole]

    /// Gives roles to the names of users and groups; a name that is both gives its role to both.
    public init(_ entries: [String: LocalRole]) {
        self.entries = entries
    }

    /// The roles of a user.
    ///
    /// - Parameters:
    ///   - isInGroup: whether the user is in the group of a name; asked of every name that is not the user's own.
    /// - Returns: in order; root is always admin.
    public func roles(uid: UInt32, user: String, isInGroup: (String) -> Bool) -> [LocalRole] {
        var roles: Set<LocalRole> = uid == 0 ? [.admin] : []
        for (name, role) in entries where !roles.contains(role) && (name == user || isInGroup(name)) {
            roles.insert(role)
        }
        return roles.sorted()
    }
}

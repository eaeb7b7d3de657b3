public import Enforcement

/// Who asks, and what they may do; also the actor of whatever they change.
public struct Caller: Hashable, Codable, Sendable {
    /// The Unix user's name, or `uid:1234` for a user that the system has no name for.
    public var user: String
    /// The Unix user.
    public var uid: UInt32
    /// What they may do, in order.
    public var roles: [Role]

    /// Names a caller.
    public init(user: String, uid: UInt32, roles: [Role]) {
        self.user = user
        self.uid = uid
        self.roles = roles
    }

    /// Whether the caller may do what one of some roles may; an admin may everything.
    public func may(_ allowed: [Role]) -> Bool {
        roles.contains(.admin) || roles.contains { allowed.contains($0) }
    }

    /// That the caller has none of the roles that something takes.
    public func lacks(_ needed: [Role]) -> BilingualText {
        let (has, needs) = (roles.list, needed.list)
        return BilingualText(
            "用户 \(user) 的角色是 \(has)，此操作需要 \(needs) 或 admin；角色见 zhichaod.yaml 的 local_roles",
            "user \(user) is \(has), and this takes \(needs) or admin; roles are under local_roles in zhichaod.yaml"
        )
    }
}

extension [Role] {
    fileprivate var list: String { isEmpty ? "-" : map(\.rawValue).joined(separator: ", ") }
}

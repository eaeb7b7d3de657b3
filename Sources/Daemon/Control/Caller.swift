public import Enforcement

/// Who asks, and what they may do; also the actor of whatever they change.
public struct Caller: Hashable, Codable, Sendable {
    /// The Unix user's name, `uid:1234` for a user that the system has no name for, or `token:ID NAME`.
    public var user: String
    /// The Unix user; `nil` for the bearer of a token.
    public var uid: UInt32?
    /// What they may do, in order.
    public var roles: [Role]
    /// The districts that they are bound to (GB/T 2260); `nil` for all.
    public var districts: [String]?

    /// Names a caller.
    public init(user: String, uid: UInt32?, roles: [Role], districts: [String]? = nil) {
        self.user = user
        self.uid = uid
        self.roles = roles
        self.districts = districts
    }

    /// Whether they see names, licence numbers and words about people as they are; the others see them masked.
    var seesPersonalData: Bool { may([.officer, .reviewer]) }

    /// Whether the caller may do what one of some roles may; an admin may everything.
    public func may(_ allowed: [Role]) -> Bool {
        roles.contains(.admin) || roles.contains { allowed.contains($0) }
    }

    /// That the caller has none of the roles that something takes.
    public func lacks(_ needed: [Role]) -> BilingualText {
        let (has, needs) = (roles.list, needed.list)
        guard uid != nil else {
            return BilingualText(
                "令牌 \(user) 的角色是 \(has)，此操作需要 \(needs) 或 admin",
                "\(user) is \(has), and this takes \(needs) or admin"
            )
        }
        return BilingualText(
            "用户 \(user) 的角色是 \(has)，此操作需要 \(needs) 或 admin；角色见 zhichaod.yaml 的 local_roles",
            "user \(user) is \(has), and this takes \(needs) or admin; roles are under local_roles in zhichaod.yaml"
        )
    }
}

extension [Role] {
    fileprivate var list: String { isEmpty ? "-" : map(\.rawValue).joined(separator: ", ") }
}

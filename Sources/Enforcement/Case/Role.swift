/// What a person may do: a local user by `local_roles`, a token over HTTP by its own.
public enum Role: String, CaseIterable, Codable, Comparable, Sendable {
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
    public static func < (first: Role, second: Role) -> Bool { first.rawValue < second.rawValue }
}

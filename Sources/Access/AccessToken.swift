public import Enforcement
public import Foundation
import GRDB
public import Units

/// A token of the HTTP API as it is kept: everything but the secret.
public struct AccessToken: Hashable, Sendable {
    /// Which token it is.
    public var id: String
    /// Whose or what for, for people and for the audit.
    public var name: String
    /// What its bearer may do.
    public var role: Role
    /// The districts that it is bound to, in order; empty for all.
    public var districts: [String]
    /// SHA-256 of the secret.
    public var secretHash: Data
    /// When it was made.
    public var createdAt: Instant
    /// Who made it.
    public var createdBy: String
    /// When it ends by itself; `nil` for never.
    public var expiresAt: Instant?
    /// When it was revoked; `nil` while it was not.
    public var revokedAt: Instant?
    /// Who revoked it.
    public var revokedBy: String?

    /// Makes a token that nobody has revoked.
    public init(
        _ secret: TokenSecret,
        name: String,
        role: Role,
        districts: [String],
        createdAt: Instant,
        createdBy: String,
        expiresAt: Instant?
    ) {
        id = secret.id
        secretHash = secret.hash
        self.name = name
        self.role = role
        self.districts = districts.sorted()
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.expiresAt = expiresAt
    }

    /// Whether it lets anybody in at an instant.
    public func isGood(at now: Instant) -> Bool {
        revokedAt == nil && (expiresAt.map { now < $0 } ?? true)
    }

    /// Who changes something with it, as events and audit name them.
    public var actor: String { "token:\(id) \(name)" }
}

extension AccessToken {
    init?(_ row: Row) {
        guard let role = Role(rawValue: row["role"]),
            let districts = try? JSONDecoder().decode([String].self, from: Data((row["districts"] as String).utf8))
        else { return nil }
        self.role = role
        self.districts = districts
        id = row["id"]
        name = row["name"]
        secretHash = row["secret_hash"]
        createdAt = Instant(millisecondsSince1970: row["created_ms"])
        createdBy = row["created_by"]
        expiresAt = (row["expires_ms"] as Int64?).map { Instant(millisecondsSince1970: $0) }
        revokedAt = (row["revoked_ms"] as Int64?).map { Instant(millisecondsSince1970: $0) }
        revokedBy = row["revoked_by"]
    }

    func insert(_ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO token (id, name, role, districts, secret_hash, created_ms, created_by, expires_ms)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, name, role.rawValue, String(decoding: try JSONEncoder().encode(districts), as: UTF8.self),
                secretHash, createdAt.millisecondsSince1970, createdBy, expiresAt?.millisecondsSince1970,
            ]
        )
    }
}

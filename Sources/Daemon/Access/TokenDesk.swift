public import Access
public import Enforcement
import Foundation
public import Units

/// A token that somebody wants made.
public struct TokenOrder: Codable, Sendable {
    /// Whose or what for.
    public var name: String
    /// What its bearer may do.
    public var role: Role
    /// The districts that it is bound to; empty for all.
    public var districts: [String]
    /// When it ends by itself; `nil` for never.
    public var expiresAt: Instant?

    private enum CodingKeys: String, CodingKey {
        case name, role, districts
        case expiresAt = "expires_at"
    }

    /// Characters of a name.
    static let nameMax = 64
    /// Districts of one token.
    static let districtsMax = 64

    /// Orders a token.
    public init(name: String, role: Role, districts: [String], expiresAt: Instant?) {
        self.name = name
        self.role = role
        self.districts = districts
        self.expiresAt = expiresAt
    }

    /// What is wrong with it; `nil` when nothing is.
    public func fault(at now: Instant) -> BilingualText? {
        let isPlain = name.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
        guard (1...TokenOrder.nameMax).contains(name.count), isPlain else {
            return BilingualText(
                "名称须为 1 至 \(TokenOrder.nameMax) 个字符",
                "the name has 1 to \(TokenOrder.nameMax) characters"
            )
        }
        let areCodes = districts.allSatisfy { $0.utf8.count == 6 && $0.utf8.allSatisfy { (48...57).contains($0) } }
        guard areCodes, districts.count <= TokenOrder.districtsMax else {
            return BilingualText("区划须为 6 位代码（GB/T 2260）", "a district is a code of 6 digits (GB/T 2260)")
        }
        if let expiresAt, expiresAt <= now { return BilingualText("到期时间已过", "it would have expired already") }
        return nil
    }

    /// Makes the token and keeps it.
    ///
    /// - Returns: what to show; the secret is in it, this once.
    public func make(in store: AccessStore, by actor: String, at now: Instant) throws -> TokenMade {
        let secret = TokenSecret()
        let token = AccessToken(
            secret,
            name: name,
            role: role,
            districts: districts,
            createdAt: now,
            createdBy: actor,
            expiresAt: expiresAt
        )
        try store.add(token)
        return TokenMade(token: secret.text, about: TokenLine(token, at: now))
    }
}

/// A token that was just made.
public struct TokenMade: Codable, Sendable {
    /// The token itself; shown once, kept nowhere.
    public var token: String
    /// What is kept of it.
    public var about: TokenLine
}

/// A token as lists show it.
public struct TokenLine: Codable, Sendable {
    /// Which it is.
    public var id: String
    /// Whose or what for.
    public var name: String
    /// What its bearer may do.
    public var role: Role
    /// The districts that it is bound to; empty for all.
    public var districts: [String]
    /// `good`, `expired` or `revoked`.
    public var state: String
    /// When it was made.
    public var createdAt: Instant
    /// By whom.
    public var createdBy: String
    /// When it ends by itself.
    public var expiresAt: Instant?
    /// When it was revoked.
    public var revokedAt: Instant?
    /// By whom.
    public var revokedBy: String?

    private enum CodingKeys: String, CodingKey {
        case id, name, role, districts, state
        case createdAt = "created_at"
        case createdBy = "created_by"
        case expiresAt = "expires_at"
        case revokedAt = "revoked_at"
        case revokedBy = "revoked_by"
    }

    /// Shows a token as it is at an instant.
    public init(_ token: AccessToken, at now: Instant) {
        id = token.id
        name = token.name
        role = token.role
        districts = token.districts
        state = token.isGood(at: now) ? "good" : token.revokedAt != nil ? "revoked" : "expired"
        createdAt = token.createdAt
        createdBy = token.createdBy
        expiresAt = token.expiresAt
        revokedAt = token.revokedAt
        revokedBy = token.revokedBy
    }
}

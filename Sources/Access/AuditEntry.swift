import Crypto
public import Foundation
import Storage
public import Units

/// Somebody's look at cases, or work on one.
public struct AuditEntry: Hashable, Sendable {
    /// What came of it.
    public enum Outcome: String, Sendable {
        /// It was answered.
        case shown
        /// The case is another district's; it was answered that there is none.
        case notShown = "not-shown"
        /// A step was asked for; what came of it is an event of the case.
        case asked
    }

    /// When, by the daemon's clock.
    public var at: Instant
    /// Who.
    public var actor: String
    /// From where: the peer's address, or `local`.
    public var origin: String
    /// What: `list`, `read`, `confirm` …
    public var action: String
    /// What came of it.
    public var outcome: Outcome
    /// What was asked for.
    public var detail: String
    /// The cases, by id.
    public var cases: [String]

    /// Characters of a detail that are kept.
    public static let detailMax = 500

    /// Puts an entry together.
    public init(
        at: Instant,
        actor: String,
        origin: String,
        action: String,
        outcome: Outcome,
        detail: String,
        cases: [String]
    ) {
        self.at = at
        self.actor = actor
        self.origin = origin
        self.action = action
        self.outcome = outcome
        self.detail = String(detail.prefix(AuditEntry.detailMax))
        self.cases = cases
    }
}

/// Where the audit's chain ends.
public struct AuditHead: Hashable, Sendable {
    /// The number of the last entry.
    public var id: Int64
    /// Its hash.
    public var hash: Data
}

/// An entry as the chain sees it.
///
/// Its hash is SHA-256 of the hash before it (32 zero bytes before the first), a name for the form, and each field as a
/// netstring (its length in bytes, `:`, itself, `,`), so that no two entries share bytes and any language can make them.
struct ChainedEntry {
    let id: Int64
    let atMs: Int64
    let actor: String
    let origin: String
    let action: String
    let outcome: String
    let detail: String
    /// JSON.
    let cases: String

    static let start = Data(count: 32)

    func hash(after previous: Data?) -> Data {
        var bytes = previous ?? ChainedEntry.start
        for field in ["zhichao-audit-1", "\(id)", "\(atMs)", actor, origin, action, outcome, detail, cases] {
            bytes.appendNetstring(field)
        }
        return Data(SHA256.hash(data: bytes))
    }
}

extension ChainedEntry {
    init(_ entry: AuditEntry, id: Int64) throws {
        self.init(
            id: id,
            atMs: entry.at.millisecondsSince1970,
            actor: entry.actor,
            origin: entry.origin,
            action: entry.action,
            outcome: entry.outcome.rawValue,
            detail: entry.detail,
            cases: String(decoding: try JSONEncoder().encode(entry.cases), as: UTF8.self)
        )
    }
}

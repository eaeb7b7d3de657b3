public import Foundation
import GRDB
import Storage
public import Units

/// Where the audit begins: the last entry that was erased because its time was over, and its hash.
///
/// The chain goes on from it, and an entry of the audit says the same, so that nobody can move it unseen.
public struct AuditAnchor: Hashable, Sendable {
    /// The number of the last erased entry.
    public var id: Int64
    /// Its hash.
    public var hash: Data

    /// The action of the entry that says what was erased.
    static let action = "audit-erased"

    /// What that entry says, `through 1234, <hash>`.
    var detail: String { "through \(id), \(hash.hex)" }
}

extension AccessStore {
    /// Entries that one transaction erases at most, so that nobody who asks for a case waits long for it.
    public static let erasedAtOnceMax = 20_000

    /// How many entries are older than so much, from the beginning of the audit on.
    public func dueAudit(before: Instant) throws -> Int {
        try read { db in
            guard let (first, last) = try AccessStore.dueRange(before: before, db) else { return 0 }
            return Int(last - first + 1)
        }
    }

    /// Erases the oldest entries that are older than so much, and in the same transaction notes where the chain goes on
    /// from, and that it was done.
    ///
    /// - Parameters:
    ///   - entryMax: entries that go at most.
    ///   - actor: who has asked for it.
    /// - Returns: how many went; fewer than are due where there are more than `entryMax`.
    public func eraseAudit(
        before: Instant,
        actor: String,
        at now: Instant,
        entryMax: Int = AccessStore.erasedAtOnceMax
    ) throws -> Int {
        try write { db in
            guard let (first, due) = try AccessStore.dueRange(before: before, db) else { return 0 }
            let last = min(due, first + Int64(entryMax) - 1)
            guard
                let hash = try Data.fetchOne(db, sql: "SELECT hash FROM audit WHERE id = ?", arguments: [last])
            else { return 0 }
            let anchor = AuditAnchor(id: last, hash: hash)
            // Before the others go: it is chained to the last of them where none is younger.
            try AccessStore.append(
                [
                    AuditEntry(
                        at: now,
                        actor: actor,
                        origin: "local",
                        action: AuditAnchor.action,
                        outcome: .asked,
                        detail: anchor.detail,
                        cases: []
                    )
                ],
                db
            )
            try db.execute(
                sql: """
                    INSERT INTO audit_anchor (one, id, hash) VALUES (1, ?, ?)
                    ON CONFLICT (one) DO UPDATE SET id = excluded.id, hash = excluded.hash
                    """,
                arguments: [anchor.id, anchor.hash]
            )
            try db.execute(sql: "DELETE FROM audit WHERE id <= ?", arguments: [last])
            return Int(last - first + 1)
        }
    }

    /// The first entry, and the last one before which none is younger; a clock that went back keeps what lies behind it.
    private static func dueRange(before: Instant, _ db: Database) throws -> (first: Int64, last: Int64)? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT (SELECT min(id) FROM audit) AS first,
                    coalesce((SELECT id FROM audit WHERE at_ms >= ? ORDER BY id LIMIT 1) - 1, (SELECT max(id) FROM audit))
                        AS last
                """,
            arguments: [before.millisecondsSince1970]
        )
        guard let row, let first = row["first"] as Int64?, let last = row["last"] as Int64?, first <= last else {
            return nil
        }
        return (first, last)
    }
}

extension AuditAnchor {
    static func fetch(_ db: Database) throws -> AuditAnchor? {
        try Row.fetchOne(db, sql: "SELECT id, hash FROM audit_anchor").map {
            AuditAnchor(id: $0["id"], hash: $0["hash"])
        }
    }
}

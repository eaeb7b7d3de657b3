import Foundation
import GRDB
import Storage
import Units

extension AccessStore {
    /// Appends entries to the audit in one transaction.
    public func append(_ entries: [AuditEntry]) throws {
        try write { try AccessStore.append(entries, $0) }
    }

    static func append(_ entries: [AuditEntry], _ db: Database) throws {
        var head = try AuditHead.fetch(db)
        for entry in entries {
            let chained = try ChainedEntry(entry, id: (head?.id ?? 0) + 1)
            let hash = chained.hash(after: head?.hash)
            try db.executeCached(
                sql: """
                    INSERT INTO audit (id, at_ms, actor, origin, action, outcome, detail, cases, hash)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    chained.id, chained.atMs, chained.actor, chained.origin, chained.action, chained.outcome,
                    chained.detail, chained.cases, hash,
                ]
            )
            head = AuditHead(id: chained.id, hash: hash)
        }
    }

    /// Where the chain ends; `nil` before the first entry.
    public func auditHead() throws -> AuditHead? { try read { try AuditHead.fetch($0) } }
}

extension AuditHead {
    fileprivate static func fetch(_ db: Database) throws -> AuditHead? {
        try Row.fetchOne(db.cachedStatement(sql: "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1")).map {
            AuditHead(id: $0["id"], hash: $0["hash"])
        }
    }
}

/// Recomputes the audit's chain.
public enum AuditVerifier {
    /// What was found.
    public struct Report: Hashable, Sendable {
        /// Entries looked at.
        public var entries: Int
        /// Entries before them that were erased because their time was over.
        public var erased: Int64
        /// The first entry that is not as it was written; `nil` when all are.
        public var firstWrong: Int64?

        /// Says what was found.
        public init(entries: Int, erased: Int64 = 0, firstWrong: Int64?) {
            (self.entries, self.erased, self.firstWrong) = (entries, erased, firstWrong)
        }
    }

    /// Goes through the audit of a data directory; nothing to find where none was ever kept.
    ///
    /// - Throws: `StoreError` when the file is not ours or damaged, and GRDB's errors.
    public static func run(directory: String) throws -> Report {
        let database: DatabaseQueue
        do {
            database = try StoreFile.openForReading(path: directory + "/" + AccessStore.fileName, schema: .access)
        } catch StoreError.missing {
            return Report(entries: 0, firstWrong: nil)
        }
        defer { try? database.close() }
        return try database.read(report)
    }

    private static func report(_ db: Database) throws -> Report {
        let anchor = try AuditAnchor.fetch(db)
        var report = Report(entries: 0, erased: anchor?.id ?? 0, firstWrong: nil)
        var previous = anchor?.hash
        var erasure: ChainedEntry?
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM audit ORDER BY id")
        while let row = try rows.next() {
            report.entries += 1
            let entry = ChainedEntry(row)
            let hash = entry.hash(after: previous)
            guard entry.id == report.erased + Int64(report.entries), row["hash"] as Data == hash else {
                report.firstWrong = entry.id
                return report
            }
            previous = hash
            if entry.action == AuditAnchor.action { erasure = entry }
        }
        // Whoever deletes entries and moves the anchor after them still has no entry that says so; and of an audit that was
        // begun by an erasure at least that entry is there.
        if let anchor, erasure?.detail != anchor.detail { report.firstWrong = erasure?.id ?? anchor.id + 1 }
        return report
    }
}

extension ChainedEntry {
    fileprivate init(_ row: Row) {
        self.init(
            id: row["id"],
            atMs: row["at_ms"],
            actor: row["actor"],
            origin: row["origin"],
            action: row["action"],
            outcome: row["outcome"],
            detail: row["detail"],
            cases: row["cases"]
        )
    }
}

import Foundation
import GRDB
import Storage
public import Units

// Readings whose time is over.
extension JournalWriter {
    /// Readings deleted in one transaction at most: a batch that waits is held up by no more.
    static let readingsTrimmedMax = 2_000

    /// Deletes the oldest readings, with the passages made of them, as far as their time is over and nobody needs them: the
    /// core, which takes up at the resume point, and the case store, which has taken everything that was handed over.
    ///
    /// - Returns: how many have gone; as many as `readingsTrimmedMax` when there may be more.
    /// - Throws: `StoreError` when the file is damaged; else GRDB's `DatabaseError`.
    public func trimReadings(to bounds: ReadingsBounds, at now: Instant) throws -> Int {
        let cutoff = (now + -bounds.ageMax).millisecondsSince1970
        return try write { db in
            // Cheap where nothing is due, which is nearly always.
            let oldest = try Row.fetchOne(db, sql: "SELECT id, received_ms FROM reading ORDER BY id LIMIT 1")
            guard let oldest, (oldest["received_ms"] as Int64) <= cutoff, try !JournalWriter.isCaseStoreBehind(db)
            else {
                return 0
            }
            let first: Int64 = oldest["id"]
            let resume = try Int64.fetchOne(db, sql: "SELECT reading FROM resume") ?? first
            let last = try Int64.fetchOne(
                db,
                sql: """
                    SELECT max(id) FROM (
                        SELECT id FROM reading WHERE id < ?1 AND received_ms <= ?2 ORDER BY id LIMIT ?3
                    )
                    """,
                arguments: [resume, cutoff, JournalWriter.readingsTrimmedMax]
            )
            guard let last else { return 0 }
            try db.execute(
                sql: "DELETE FROM passage WHERE id IN (SELECT id FROM passage WHERE reading <= ? ORDER BY id LIMIT ?)",
                arguments: [last, 2 * JournalWriter.readingsTrimmedMax]
            )
            try db.execute(sql: "DELETE FROM reading WHERE id <= ?", arguments: [last])
            return db.changesCount
        }
    }

    /// Whether the outbox holds what the case store has not taken, as far as it has said.
    private static func isCaseStoreBehind(_ db: Database) throws -> Bool {
        let taken = try Int64.fetchOne(db, sql: "SELECT position FROM case_witness") ?? 0
        let handedOver = try Int64.fetchOne(db, sql: "SELECT max(id) FROM outbox") ?? 0
        return taken < handedOver
    }
}

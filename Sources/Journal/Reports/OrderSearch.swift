import GRDB
import Units

/// Finds places in the hot tables, which have no index but their order.
///
/// Readings are stored in the order of receipt, passages nearly in that of their weighings' readings. So a place is
/// found by halving the ids, some 25 looks in ten million rows. Readings that were sent again are passed over, for
/// those that come out of quarantine bear the time of their first receipt; so are amendments, which stand far behind
/// what they amend. What disorder is left (passages wait a minute at most, clocks are set back by seconds) lies within
/// `slack`.
struct OrderSearch {
    /// How much earlier or later than asked for a search begins and ends.
    static let slack = Milliseconds.hours(1)

    private let db: Database

    init(_ db: Database) { self.db = db }

    /// The first reading received at an instant or after it; beyond the last one where there is none.
    func reading(receivedAt instant: Instant) throws -> Int64 {
        try first(in: "reading", column: "received_ms", live: "replayed IS NULL", at: instant.millisecondsSince1970)
    }

    /// The first passage of a reading or of one after it; beyond the last one where there is none.
    func passage(ofReading id: Int64) throws -> Int64 {
        try first(in: "passage", column: "reading", live: "amends IS NULL", at: id)
    }

    private func first(in table: String, column: String, live: String, at value: Int64) throws -> Int64 {
        // Apart: asked for together, SQLite goes through the whole table.
        guard var low = try Int64.fetchOne(db, sql: "SELECT min(id) FROM \(table)"),
            let greatest = try Int64.fetchOne(db, sql: "SELECT max(id) FROM \(table)")
        else { return 1 }
        var high = greatest + 1
        let probe = try db.makeStatement(
            sql: "SELECT id, \(column) AS value FROM \(table) WHERE id >= ? AND \(live) ORDER BY id LIMIT 1"
        )
        while low < high {
            let middle = low + (high - low) / 2
            if let row = try Row.fetchOne(probe, arguments: [middle]), (row["value"] as Int64) < value {
                low = row["id"] + 1
            } else {
                high = middle
            }
        }
        // What was passed over stands between, also at the end, where amendments may be the newest rows.
        return try Row.fetchOne(probe, arguments: [low]).map { $0["id"] } ?? greatest + 1
    }
}

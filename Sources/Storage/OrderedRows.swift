public import GRDB

/// Looks into tables that have no index but the order in which their rows came.
public enum OrderedRows {
    /// The first row with at least a value in a column that rises with the ids, found by halving them: some 25 looks in ten
    /// million rows.
    ///
    /// - Parameters:
    ///   - live: a condition for the rows that are in order; others are passed over.
    /// - Returns: its id; one beyond the last row where there is none, 1 in an empty table.
    public static func first(
        in table: String,
        column: String,
        atLeast value: Int64,
        live: String = "TRUE",
        _ db: Database
    ) throws -> Int64 {
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
        // What was passed over stands between, also at the end.
        return try Row.fetchOne(probe, arguments: [low]).map { $0["id"] } ?? greatest + 1
    }
}

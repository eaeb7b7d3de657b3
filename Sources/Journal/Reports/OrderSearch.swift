import GRDB
import Storage
import Units

/// Finds places in the hot tables, which have no index but their order.
///
/// Readings are stored in the order of receipt, passages nearly in that of their weighings' readings. So a place is
/// found by halving the ids (`OrderedRows`). Readings that were sent again are passed over, for those that come out of
/// quarantine bear the time of their first receipt; so are amendments, which stand far behind what they amend. What disorder is left (passages wait a minute at most, clocks are set back by seconds) lies within
/// `slack`.
struct OrderSearch {
    /// How much earlier or later than asked for a search begins and ends.
    static let slack = Milliseconds.hours(1)

    private let db: Database

    init(_ db: Database) { self.db = db }

    /// The first reading received at an instant or after it; beyond the last one where there is none.
    func reading(receivedAt instant: Instant) throws -> Int64 {
        try OrderedRows.first(
            in: "reading",
            column: "received_ms",
            atLeast: instant.millisecondsSince1970,
            live: "replayed IS NULL",
            db
        )
    }

    /// The first passage of a reading or of one after it; beyond the last one where there is none, where amendments may be
    /// the newest rows.
    func passage(ofReading id: Int64) throws -> Int64 {
        try OrderedRows.first(in: "passage", column: "reading", atLeast: id, live: "amends IS NULL", db)
    }
}

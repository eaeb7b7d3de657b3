import Enforcement
import GRDB
import Storage
import Units

/// One input's work on the cases, within the store's transaction.
///
/// Events come first; what stands in `case_current` is folded from them and from the tables beside, so that it does
/// not depend on the order in which passages, unloadings and amendments are told.
struct CaseWriter {
    let db: Database
    /// The daemon's clock, recorded with each event.
    let instant: Instant
    /// The cases that got an event, in the order of their first one.
    private var touched: [String] = []
    private var opened: Set<String> = []

    init(db: Database, instant: Instant) {
        self.db = db
        self.instant = instant
    }

    mutating func take(_ item: ForwardedInput) throws {
        switch item.input {
        case .overload(let opening): try take(opening, item.records)
        case .amended(let amendment): try take(amendment, item.records)
        case .unloaded(let unloading): try take(unloading, item.records)
        case .drift(let drift): try take(drift)
        }
    }

    /// What a user should hear of, one message a case.
    func changes() throws -> [CaseChange] {
        try touched.compactMap { id in
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT number, state, plate, at_ms FROM case_current WHERE id = ?"),
                arguments: [id]
            )
            guard let row, let state = CaseState(rawValue: row["state"]) else { return nil }
            return CaseChange(
                kind: opened.contains(id) ? .opened : .changed,
                id: id,
                number: row["number"],
                state: state,
                plate: row["plate"],
                at: Instant(millisecondsSince1970: row["at_ms"])
            )
        }
    }

    /// Appends an event to a case.
    ///
    /// - Returns: the event's place in the store.
    @discardableResult
    mutating func record(_ kind: CaseEventKind, _ body: some Encodable, caseID: String) throws -> Int64 {
        try db.executeCached(sql: "UPDATE case_current SET events = events + 1 WHERE id = ?", arguments: [caseID])
        try db.executeCached(
            sql: """
                INSERT INTO case_event (case_id, n, kind, recorded_ms, actor, body)
                SELECT id, events, ?, ?, ?, ? FROM case_current WHERE id = ?
                """,
            arguments: [
                kind.rawValue, instant.millisecondsSince1970, SQLiteCaseStore.daemonActor, try body.eventBody, caseID,
            ]
        )
        if !touched.contains(caseID) { touched.append(caseID) }
        if kind == .opened { opened.insert(caseID) }
        return db.lastInsertedRowID
    }

    /// What an event says, to tell a repetition.
    func eventBody(_ event: Int64) throws -> String? {
        try String.fetchOne(
            db.cachedStatement(sql: "SELECT body FROM case_event WHERE id = ?"),
            arguments: [event]
        )
    }

    /// Copies the readings of a passage into a case.
    func keep(_ records: [CaseRecord], of passage: String, caseID: String) throws {
        for record in records {
            try db.executeCached(
                sql: """
                    INSERT OR IGNORE INTO case_record (case_id, reading, passage, kind, received_ms, payload)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    caseID, record.reading, passage, record.kind, record.receivedAt.millisecondsSince1970,
                    record.data,
                ]
            )
        }
    }
}

import Enforcement
import Foundation
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
    /// Who does it, recorded with each event.
    let actor: String
    /// The cases that got an event, in the order of their first one.
    private(set) var touched: [String] = []
    private var opened: Set<String> = []
    /// The referrals that got an event, with the first of them.
    private var referrals: [(id: String, kind: ReferralEventKind)] = []
    /// The law and the registers, for whom cases count.
    let basis: any CountingBasis

    init(
        db: Database,
        instant: Instant,
        basis: any CountingBasis,
        actor: String = SQLiteCaseStore.daemonActor
    ) {
        self.db = db
        self.instant = instant
        self.basis = basis
        self.actor = actor
    }

    mutating func take(_ item: ForwardedInput) throws {
        switch item.input {
        case .overload(let opening): try take(opening, item.records)
        case .amended(let amendment): try take(amendment, item.records)
        case .unloaded(let unloading): try take(unloading, item.records)
        case .drift(let drift): try take(drift)
        }
        try settle()
    }

    /// What a user should hear of, one message a case.
    func changes() throws -> [CaseChange] {
        try touched.compactMap { id in
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: "SELECT number, state, plate, station, at_ms, events FROM case_current WHERE id = ?"
                ),
                arguments: [id]
            )
            guard let row, let state = CaseState(rawValue: row["state"]) else { return nil }
            return CaseChange(
                kind: opened.contains(id) ? .opened : .changed,
                id: id,
                number: row["number"],
                state: state,
                plate: row["plate"],
                station: row["station"],
                at: Instant(millisecondsSince1970: row["at_ms"]),
                version: row["events"]
            )
        }
    }

    /// What became of referrals, one message each, in the order of their first event.
    func referralChanges() throws -> [ReferralChange] {
        try referrals.compactMap { id, kind in try ReferralChange.fetch(id, kind, at: instant, db) }
    }

    mutating func noteReferral(_ id: String, _ kind: ReferralEventKind) {
        if let place = referrals.firstIndex(where: { $0.id == id }) {
            // One that was issued and withdrawn in one breath is withdrawn.
            if kind == .withdrawn { referrals[place].kind = kind }
        } else {
            referrals.append((id, kind))
        }
    }

    /// Appends an event to a case.
    ///
    /// - Returns: the event's place in the store.
    @discardableResult
    mutating func record(
        _ kind: CaseEventKind,
        _ body: some Encodable,
        caseID: String,
        evidence: Evidence = Evidence()
    ) throws -> Int64 {
        try db.executeCached(sql: "UPDATE case_current SET events = events + 1 WHERE id = ?", arguments: [caseID])
        if !touched.contains(caseID) { touched.append(caseID) }
        if kind == .opened { opened.insert(caseID) }
        return try append(kind.rawValue, body, to: caseID, evidence: evidence)
    }

    /// Appends an event to the chains.
    ///
    /// - Parameter id: of the case, or of the referral.
    /// - Returns: the event's place in the store.
    func append(
        _ kind: String,
        _ body: some Encodable,
        to id: String,
        evidence: Evidence = Evidence()
    ) throws -> Int64 {
        let last = try ChainEnd.fetch(caseID: id, db)
        let event = ChainedEvent(
            id: last.event + 1,
            caseID: id,
            n: last.n + 1,
            kind: kind,
            recordedMs: instant.millisecondsSince1970,
            actor: actor,
            evidence: try evidence.text,
            body: try body.eventBody
        )
        let caseHash = event.caseHash(after: last.caseHash)
        try db.executeCached(
            sql: """
                INSERT INTO case_event (id, case_id, n, kind, recorded_ms, actor, evidence, body, case_hash, store_hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                event.id, event.caseID, event.n, event.kind, event.recordedMs, event.actor, event.evidence, event.body,
                caseHash, event.storeHash(after: last.storeHash, caseHash: caseHash),
            ]
        )
        return db.lastInsertedRowID
    }

    /// What an event says, to tell a repetition.
    func eventBody(_ event: Int64) throws -> String? {
        try String.fetchOne(
            db.cachedStatement(sql: "SELECT body FROM case_event WHERE id = ?"),
            arguments: [event]
        )
    }

    /// Copies the readings of a passage into a case, and lists their media.
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
        try list(mediaOf: records, caseID: caseID)
    }
}

/// Where the chains end that an event is added to.
private struct ChainEnd {
    var event: Int64 = 0
    var storeHash: Data?
    var n = 0
    var caseHash: Data?

    static func fetch(caseID: String, _ db: Database) throws -> ChainEnd {
        var end = ChainEnd()
        let store = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT id, store_hash FROM case_event ORDER BY id DESC LIMIT 1")
        )
        if let store { (end.event, end.storeHash) = (store["id"], store["store_hash"]) }
        let own = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT n, case_hash FROM case_event WHERE case_id = ? ORDER BY n DESC LIMIT 1"),
            arguments: [caseID]
        )
        if let own { (end.n, end.caseHash) = (own["n"], own["case_hash"]) }
        return end
    }
}

public import Enforcement
import Foundation
import GRDB
import Storage
public import Units

/// What the feed of changes tells of any event, of a case or of a referral.
public protocol StoredEvent: Sendable {
    /// Its place in the store: the order of commit.
    var event: Int64 { get }
    /// Its number within the case or the referral.
    var n: Int { get }
    /// When it was recorded.
    var recordedAt: Instant { get }
    /// Who.
    var actor: String { get }
    /// The case's or the referral's number.
    var number: String { get }
    /// Its version now.
    var version: Int { get }
}

/// An event as the feed of changes tells it.
public struct StoredChange: Hashable, StoredEvent {
    /// Its place in the store: the order of commit.
    public let event: Int64
    /// The case.
    public let caseID: String
    /// The event's number within the case.
    public let n: Int
    /// What happened.
    public let kind: CaseEventKind
    /// When it was recorded.
    public let recordedAt: Instant
    /// Who.
    public let actor: String
    /// The case's number.
    public let number: String
    /// Where the case stands now.
    public let state: CaseState
    /// The case's version now.
    public let version: Int
    /// The station of the passage that carries it now.
    public let station: String
}

/// An event of a referral as the feed of changes tells it.
public struct StoredReferralChange: Hashable, StoredEvent {
    /// Its place in the store: the order of commit.
    public let event: Int64
    /// The referral.
    public let id: String
    /// The event's number within the referral.
    public let n: Int
    /// What happened, `referral-issued`.
    public let kind: String
    /// When it was recorded.
    public let recordedAt: Instant
    /// Who.
    public let actor: String
    /// The referral's number.
    public let number: String
    /// Where the referral stands now.
    public let state: ReferralState
    /// The referral's version now.
    public let version: Int
    /// The stations of the cases that make it up now.
    public let stations: Set<String>
}

extension CaseReader {
    /// What has happened beyond a place.
    public struct Changes: Sendable {
        /// The store's life.
        public let generation: String
        /// The place of the last event of all.
        public let end: Int64
        /// The place up to which all was looked at: that of the last item, or beyond it.
        public let through: Int64
        /// The events of cases in order, at most as many as were asked for.
        public let items: [StoredChange]
        /// Those of referrals up to the same place.
        public let referrals: [StoredReferralChange]
    }

    /// Events in the order of commit, and in the same transaction which life of the store they are of.
    public func changes(after event: Int64, limit: Int) throws -> Changes {
        try database.read { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT e.id, e.case_id, e.n, e.kind, e.recorded_ms, e.actor, c.number, c.state, c.events, c.station
                        FROM case_event e JOIN case_current c ON c.id = e.case_id WHERE e.id > ? ORDER BY e.id LIMIT ?
                        """
                ),
                arguments: [event, limit]
            )
            let end = try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(id) FROM case_event")) ?? 0
            // Events of referrals lie between those of cases: with fewer rows than asked for, all were looked at.
            let items = try rows.map(StoredChange.init)
            let last = items.count == limit ? items.last?.event ?? end : end
            return Changes(
                generation: try StoreGeneration.fetch(db) ?? "",
                end: end,
                through: last,
                items: items,
                referrals: try StoredReferralChange.fetch(after: event, through: last, db)
            )
        }
    }

    /// The stations of all passages that a case ever had, those too that went to another case.
    public func stationsEver(of caseID: String) throws -> Set<String> {
        try database.read { db in
            try String.fetchSet(
                db.cachedStatement(
                    sql: """
                        SELECT substr(passage, 1, instr(passage, '/') - 1) FROM (
                            SELECT body ->> '$.passage' AS passage FROM case_event WHERE case_id = ?
                        ) WHERE passage IS NOT NULL
                        """
                ),
                arguments: [caseID]
            )
        }
    }

    /// The stations of all passages of all cases that a referral ever rested on.
    public func stationsEver(ofReferral id: String) throws -> Set<String> {
        let cases = try database.read { db in
            try String.fetchSet(
                db.cachedStatement(
                    sql: """
                        SELECT j.value FROM case_event e, json_each(e.body, '$.parts.cases') j WHERE e.case_id = ?
                        """
                ),
                arguments: [id]
            )
        }
        return try cases.reduce(into: []) { $0.formUnion(try stationsEver(of: $1)) }
    }

    /// The station of the passage that carries a case; `nil` when there is no such case.
    public func station(of idOrNumber: String) throws -> (id: String, station: String)? {
        try database.read { db in
            try Row.fetchOne(
                db.cachedStatement(sql: "SELECT id, station FROM case_current WHERE id = ?1 OR number = ?1"),
                arguments: [idOrNumber]
            ).map { ($0["id"], $0["station"]) }
        }
    }
}

extension StoredChange {
    fileprivate init(_ row: Row) throws {
        let (kind, state): (String, String) = (row["kind"], row["state"])
        guard let kind = CaseEventKind(rawValue: kind), let state = CaseState(rawValue: state) else {
            throw CaseStoreDamage(what: "event of kind \(kind)")
        }
        self.kind = kind
        self.state = state
        event = row["id"]
        caseID = row["case_id"]
        n = row["n"]
        recordedAt = Instant(millisecondsSince1970: row["recorded_ms"])
        actor = row["actor"]
        number = row["number"]
        version = row["events"]
        station = row["station"]
    }
}

extension StoredReferralChange {
    /// A step on a case has few of them: no more than some for each event of a case that is told at once.
    fileprivate static func fetch(after: Int64, through: Int64, _ db: Database) throws -> [StoredReferralChange] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT e.id, e.case_id, e.n, e.kind, e.recorded_ms, e.actor, r.number, r.state, r.events
                    FROM case_event e JOIN referral r ON r.id = e.case_id WHERE e.id > ? AND e.id <= ? ORDER BY e.id
                    """
            ),
            arguments: [after, through]
        ).map { row in
            let id: String = row["case_id"]
            guard let state = ReferralState(rawValue: row["state"]) else {
                throw CaseStoreDamage(what: "referral \(id)")
            }
            return StoredReferralChange(
                event: row["id"],
                id: id,
                n: row["n"],
                kind: row["kind"],
                recordedAt: Instant(millisecondsSince1970: row["recorded_ms"]),
                actor: row["actor"],
                number: row["number"],
                state: state,
                version: row["events"],
                stations: try String.fetchSet(
                    db.cachedStatement(
                        sql: """
                            SELECT c.station FROM referral_case m JOIN case_current c ON c.id = m.case_id
                            WHERE m.referral = ?
                            """
                    ),
                    arguments: [id]
                )
            )
        }
    }
}

public import Enforcement
import Foundation
import GRDB
import Storage
public import Units

/// A read-only connection to `cases.sqlite`, for officers' commands while the daemon writes and while it is down.
public struct CaseReader: Sendable {
    private let database: DatabaseQueue

    /// Opens the store of a data directory.
    ///
    /// - Throws: `StoreError` when there is none, and GRDB's errors.
    public init(directory: String) throws {
        database = try StoreFile.openForReading(path: directory + "/" + SQLiteCaseStore.fileName, schema: .cases)
    }

    /// Which cases to list; everything that is given must hold.
    public struct Filter: Sendable {
        /// Where the case stands.
        public var state: CaseState?
        /// The station of the passage that carries it.
        public var station: String?
        /// The truck's plate, the whole of it.
        public var plate: String?
        /// First day of the act.
        public var from: CivilDate?
        /// Last day of the act.
        public var to: CivilDate?
        /// Only cases opened after this one, by the order of opening.
        public var afterRow: Int64 = 0
        /// How many at most; `nil` for all.
        public var limit: Int?

        /// Everything.
        public init() {}
    }

    /// Lists cases in the order in which they were opened.
    public func list(_ filter: Filter = Filter()) throws -> [CaseSummary] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM case_current
                    WHERE row > :after AND (:state IS NULL OR state = :state)
                        AND (:station IS NULL OR station = :station) AND (:plate IS NULL OR plate = :plate)
                        AND (:from IS NULL OR at_ms >= :from) AND (:to IS NULL OR at_ms < :to)
                    ORDER BY row LIMIT coalesce(:limit, -1)
                    """,
                arguments: [
                    "after": filter.afterRow, "state": filter.state?.rawValue, "station": filter.station,
                    "plate": filter.plate, "from": (filter.from?.start.millisecondsSince1970),
                    "to": filter.to.map { CivilDate(dayNumber: $0.dayNumber + 1).start.millisecondsSince1970 },
                    "limit": filter.limit,
                ]
            )
        }.compactMap(CaseSummary.init)
    }

    /// The place of the case that was opened last; 0 before the first.
    public func lastRow() throws -> Int64 {
        try database.read { try Int64.fetchOne($0, sql: "SELECT max(row) FROM case_current") } ?? 0
    }

    /// One case by its id or its number, with its events and readings.
    ///
    /// - Returns: `nil` when there is none.
    public func find(_ idOrNumber: String) throws -> CaseDossier? {
        try database.read { db in
            let row = try Row.fetchOne(
                db,
                sql: "SELECT * FROM case_current WHERE id = ?1 OR number = ?1",
                arguments: [idOrNumber]
            )
            guard let row, let summary = CaseSummary(row) else { return nil }
            let events = try Row.fetchAll(
                db,
                sql: "SELECT n, kind, recorded_ms, actor, body FROM case_event WHERE case_id = ? ORDER BY n",
                arguments: [summary.id]
            )
            let records = try Row.fetchAll(
                db,
                sql:
                    "SELECT reading, kind, received_ms, payload FROM case_record WHERE case_id = ? ORDER BY received_ms, reading",
                arguments: [summary.id]
            )
            return CaseDossier(
                summary: summary,
                events: try events.map(CaseEventRecord.init),
                records: records.map {
                    CaseRecord(
                        reading: $0["reading"],
                        kind: $0["kind"],
                        receivedAt: Instant(millisecondsSince1970: $0["received_ms"]),
                        payload: Array($0["payload"] as Data)
                    )
                }
            )
        }
    }

    /// How many cases stand where; states without a case are left out.
    public func countsByState() throws -> [(state: CaseState, count: Int)] {
        let counts = try database.read { db in
            try Row.fetchAll(db, sql: "SELECT state, count(*) AS count FROM case_current GROUP BY state")
        }.map { ($0["state"] as String, $0["count"] as Int) }
        let byState = Dictionary(counts, uniquingKeysWith: +)
        return CaseState.allCases.compactMap { state in byState[state.rawValue].map { (state, $0) } }
    }

    /// How far the journal's outbox has been taken.
    public func position() throws -> Int64 {
        try database.read { try Int64.fetchOne($0, sql: "SELECT position FROM forwarded") } ?? 0
    }
}

/// A case as lists show it: the passage that carries it and where the case stands.
public struct CaseSummary: Hashable, Sendable {
    /// Its place in the order of opening.
    public let row: Int64
    /// The case's id.
    public let id: String
    /// The case's number.
    public let number: String
    /// Where it stands.
    public let state: CaseState
    /// How the weighing became known.
    public let basis: CaseOpening.Basis
    /// The truck's plate.
    public let plate: String
    /// The plate's colour.
    public let plateColour: String
    /// The passage that carries the case, `source:epoch:seq`.
    public let passage: String
    /// The station.
    public let station: String
    /// The lane.
    public let lane: Int
    /// When the vehicle was weighed.
    public let at: Instant
    /// Axles weighed.
    public let axles: Int
    /// Gross mass as shown.
    public let gross: Kilograms
    /// Gross mass as judged.
    public let assessed: Kilograms
    /// Gross mass allowed.
    public let limit: Kilograms
    /// How far it was over.
    public let excess: Kilograms
    /// The excess in parts per ten thousand of the limit.
    public let excessRatio: PartsPerTenThousand
    /// The rule's id.
    public let rule: String

    init?(_ record: Row) {
        guard let state = CaseState(rawValue: record["state"]), let basis = CaseOpening.Basis(rawValue: record["basis"])
        else { return nil }
        self.state = state
        self.basis = basis
        row = record["row"]
        id = record["id"]
        number = record["number"]
        plate = record["plate"]
        plateColour = record["plate_colour"]
        passage = record["passage"]
        station = record["station"]
        lane = record["lane"]
        at = Instant(millisecondsSince1970: record["at_ms"])
        axles = record["axles"]
        gross = Kilograms(record["gross_kg"] as Int)
        assessed = Kilograms(record["assessed_kg"] as Int)
        limit = Kilograms(record["limit_kg"] as Int)
        excess = Kilograms(record["excess_kg"] as Int)
        excessRatio = PartsPerTenThousand(record["excess_ratio"] as Int)
        rule = record["rule"]
    }
}

/// Everything about one case.
public struct CaseDossier: Sendable {
    /// What the events come to.
    public let summary: CaseSummary
    /// What happened, in order.
    public let events: [CaseEventRecord]
    /// The readings that it rests on.
    public let records: [CaseRecord]
}

/// One event of a case.
public struct CaseEventRecord: Hashable, Sendable {
    /// Its number within the case.
    public let n: Int
    /// What happened: `opened`, `attached`.
    public let kind: String
    /// When it was recorded.
    public let recordedAt: Instant
    /// Who.
    public let actor: String
    /// What the core said.
    public let opening: CaseOpening

    init(_ row: Row) throws {
        n = row["n"]
        kind = row["kind"]
        recordedAt = Instant(millisecondsSince1970: row["recorded_ms"])
        actor = row["actor"]
        opening = try JSONDecoder().decode(CaseOpening.self, from: Data((row["body"] as String).utf8))
    }
}

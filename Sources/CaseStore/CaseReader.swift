public import Enforcement
import Foundation
import GRDB
import Storage
public import Units

/// A read-only connection to `cases.sqlite`, for officers' commands while the daemon writes and while it is down.
public struct CaseReader: Sendable {
    let database: DatabaseQueue

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

        /// Only what is asked for stands in the query, so that SQLite takes the index that fits.
        var sql: String {
            var conditions = ["row > :after"]
            if state != nil { conditions.append("state = :state") }
            if station != nil { conditions.append("station = :station") }
            if plate != nil { conditions.append("plate = :plate") }
            if from != nil { conditions.append("at_ms >= :from") }
            if to != nil { conditions.append("at_ms < :to") }
            return "SELECT * FROM case_file WHERE \(conditions.joined(separator: " AND ")) ORDER BY row LIMIT :limit"
        }

        var arguments: StatementArguments {
            var arguments: [String: (any DatabaseValueConvertible)?] = ["after": afterRow, "limit": limit ?? -1]
            if let state { arguments["state"] = state.rawValue }
            if let station { arguments["station"] = station }
            if let plate { arguments["plate"] = plate }
            if let from { arguments["from"] = from.start.millisecondsSince1970 }
            if let to { arguments["to"] = CivilDate(dayNumber: to.dayNumber + 1).start.millisecondsSince1970 }
            return StatementArguments(arguments)
        }
    }

    /// Lists cases in the order in which they were opened.
    public func list(_ filter: Filter = Filter()) throws -> [CaseSummary] {
        try database.read { db in
            try Row.fetchAll(db, sql: filter.sql, arguments: filter.arguments)
        }.compactMap(CaseSummary.init)
    }

    /// The place of the case that was opened last; 0 before the first.
    public func lastRow() throws -> Int64 {
        try database.read { try Int64.fetchOne($0.cachedStatement(sql: "SELECT max(row) FROM case_file")) } ?? 0
    }

    /// One case by its id or its number, as lists show it.
    ///
    /// - Returns: `nil` when there is none.
    public func summary(_ idOrNumber: String) throws -> CaseSummary? {
        try database.read { try CaseReader.summary(idOrNumber, $0) }
    }

    static func summary(_ idOrNumber: String, _ db: Database) throws -> CaseSummary? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM case_file WHERE id = ?1 OR number = ?1"),
            arguments: [idOrNumber]
        ).flatMap(CaseSummary.init)
    }

    /// One case with what proves it without the store and the documents that it called for, all of one state.
    ///
    /// - Returns: `nil` when there is none.
    public func proven(_ idOrNumber: String) throws -> ProvenCase? {
        try database.read { db in
            guard let summary = try CaseReader.summary(idOrNumber, db) else { return nil }
            let dossier = try CaseDossier(summary, db)
            return ProvenCase(
                dossier: dossier,
                proof: try CaseProof(caseID: summary.id, db),
                referrals: try ReferralFile.fetchAll(of: dossier, db)
            )
        }
    }

    /// One case by its id or its number, with its events and readings.
    ///
    /// - Returns: `nil` when there is none.
    public func find(_ idOrNumber: String) throws -> CaseDossier? {
        try database.read { db in
            guard let summary = try CaseReader.summary(idOrNumber, db) else { return nil }
            return try CaseDossier(summary, db)
        }
    }

    /// How many cases stand where; states without a case are left out.
    public func countsByState() throws -> [(state: CaseState, count: Int)] {
        let counts = try database.read { db in
            try Row.fetchAll(db.cachedStatement(sql: "SELECT state, count(*) AS count FROM case_file GROUP BY state"))
        }.map { ($0["state"] as String, $0["count"] as Int) }
        let byState = Dictionary(counts, uniquingKeysWith: +)
        return CaseState.allCases.compactMap { state in byState[state.rawValue].map { (state, $0) } }
    }

    /// Which life of the store this is.
    public func generation() throws -> String {
        try database.read(StoreGeneration.fetch) ?? ""
    }

    /// How far the journal's outbox has been taken.
    public func position() throws -> Int64 {
        try database.read { try Int64.fetchOne($0.cachedStatement(sql: "SELECT position FROM forwarded")) } ?? 0
    }
}

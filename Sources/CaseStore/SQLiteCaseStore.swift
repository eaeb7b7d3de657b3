import Enforcement
import Foundation
import GRDB
import Storage
public import Units

/// The cases in `cases.sqlite`; this is its one writing connection.
public final class SQLiteCaseStore: CaseRepository {
    private let database: DatabaseQueue

    /// The file's name in `data_dir`.
    public static let fileName = "cases.sqlite"

    /// Who opens cases and attaches passages.
    static let daemonActor = "zhichaod"

    /// Opens or creates the store in a data directory.
    ///
    /// - Throws: `StoreError` when commits would not be durable or the file is not ours, and GRDB's errors.
    public init(directory: String) throws {
        database = try StoreFile.openForWriting(path: directory + "/" + SQLiteCaseStore.fileName, schema: .cases)
    }

    /// Closes the file; readers may go on.
    public func close() throws {
        try StoreFile.close(database)
    }

    /// How far the journal's outbox has been taken.
    public func position() throws -> Int64 {
        try database.read { try Int64.fetchOne($0, sql: "SELECT position FROM forwarded") } ?? 0
    }

    /// Takes what was handed over in one transaction; see `CaseRepository`.
    public func take(_ inputs: [ForwardedInput], position: Int64, at instant: Instant) throws -> [CaseChange] {
        try database.write { db in
            var changes: [CaseChange] = []
            for item in inputs {
                if let change = try SQLiteCaseStore.take(item, at: instant, db) { changes.append(change) }
            }
            try db.executeCached(sql: "UPDATE forwarded SET position = ?", arguments: [position])
            return changes
        }
    }

    private static func take(_ item: ForwardedInput, at instant: Instant, _ db: Database) throws -> CaseChange? {
        switch item.input {
        case .overload(let opening):
            let body = String(decoding: try JSONEncoder.sorted.encode(opening), as: UTF8.self)
            return try take(Overload(opening: opening, body: body, records: item.records), at: instant, db)
        case .amended, .unloaded, .drift: return nil
        }
    }

    private static func take(_ overload: Overload, at instant: Instant, _ db: Database) throws -> CaseChange? {
        let opening = overload.opening
        let known = try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM case_passage WHERE passage = ?)"),
            arguments: [opening.passage]
        )
        guard known != true else { return nil }
        let change =
            if let act = try OpenAct.fetch(holding: opening, db) {
                try attach(overload, to: act, at: instant, db)
            } else {
                try open(overload, at: instant, db)
            }
        try db.executeCached(
            sql: "INSERT INTO case_passage (passage, case_id) VALUES (?, ?)",
            arguments: [opening.passage, change.id]
        )
        for record in overload.records {
            try db.executeCached(
                sql: """
                    INSERT OR IGNORE INTO case_record (case_id, reading, passage, kind, received_ms, payload)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    change.id, record.reading, opening.passage, record.kind,
                    record.receivedAt.millisecondsSince1970, Data(record.payload),
                ]
            )
        }
        return change
    }

    private static func open(_ overload: Overload, at instant: Instant, _ db: Database) throws -> CaseChange {
        let opening = overload.opening
        let number = try nextNumber(year: opening.at.day.year, db)
        let state = CaseState(openedBy: opening.basis)
        try db.executeCached(
            sql: """
                INSERT INTO case_current (id, number, state, basis, plate, plate_colour, first_ms, passage, station,
                    lane, at_ms, axles, gross_kg, assessed_kg, limit_kg, excess_kg, excess_ratio, rule, events)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
                """,
            arguments: [
                opening.id, number, state.rawValue, opening.basis.rawValue, opening.plate, opening.plateColour,
                opening.at.millisecondsSince1970, opening.passage, opening.station, opening.lane,
                opening.at.millisecondsSince1970, opening.axles, opening.gross.rawValue, opening.assessed.rawValue,
                opening.limit.rawValue, opening.excess.rawValue, opening.excessRatio.rawValue, opening.rule,
            ]
        )
        try record("opened", overload.body, caseID: opening.id, at: instant, db)
        return CaseChange(
            kind: .opened,
            id: opening.id,
            number: number,
            state: state,
            plate: opening.plate,
            at: opening.at
        )
    }

    private static func attach(
        _ overload: Overload,
        to act: OpenAct,
        at instant: Instant,
        _ db: Database
    ) throws -> CaseChange {
        let opening = overload.opening
        let carrier = (excess: act.excess, at: act.at)
        if act.mayChangeCarrier, OneAct.carries(opening, insteadOf: carrier) {
            try db.executeCached(
                sql: """
                    UPDATE case_current SET passage = ?, station = ?, lane = ?, at_ms = ?, axles = ?, gross_kg = ?,
                        assessed_kg = ?, limit_kg = ?, excess_kg = ?, excess_ratio = ?, rule = ?
                    WHERE id = ?
                    """,
                arguments: [
                    opening.passage, opening.station, opening.lane, opening.at.millisecondsSince1970, opening.axles,
                    opening.gross.rawValue, opening.assessed.rawValue, opening.limit.rawValue,
                    opening.excess.rawValue, opening.excessRatio.rawValue, opening.rule, act.id,
                ]
            )
        }
        try db.executeCached(
            sql: "UPDATE case_current SET first_ms = min(first_ms, ?) WHERE id = ?",
            arguments: [opening.at.millisecondsSince1970, act.id]
        )
        try record("attached", overload.body, caseID: act.id, at: instant, db)
        return CaseChange(
            kind: .changed,
            id: act.id,
            number: act.number,
            state: act.state,
            plate: opening.plate,
            at: opening.at
        )
    }

    private static func record(
        _ kind: String,
        _ body: String,
        caseID: String,
        at instant: Instant,
        _ db: Database
    ) throws {
        try db.executeCached(sql: "UPDATE case_current SET events = events + 1 WHERE id = ?", arguments: [caseID])
        try db.executeCached(
            sql: """
                INSERT INTO case_event (case_id, n, kind, recorded_ms, actor, body)
                SELECT id, events, ?, ?, ?, ? FROM case_current WHERE id = ?
                """,
            arguments: [
                kind, instant.millisecondsSince1970, daemonActor, body, caseID,
            ]
        )
    }

    /// `郑超〔2026〕000123`: given once, rising within the year of the act.
    private static func nextNumber(year: Int, _ db: Database) throws -> String {
        let last = try Int.fetchOne(
            db.cachedStatement(
                sql: """
                    INSERT INTO case_number (year, last) VALUES (?, 1)
                    ON CONFLICT (year) DO UPDATE SET last = last + 1 RETURNING last
                    """
            ),
            arguments: [year]
        )
        let digits = String(last ?? 1)
        return "郑超〔\(year)〕\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)"
    }
}

/// An overload with what its event keeps.
private struct Overload {
    let opening: CaseOpening
    let body: String
    let records: [CaseRecord]
}

extension JSONEncoder {
    /// Equal values give equal bytes.
    fileprivate static var sorted: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}

/// The case of an act that a further passage may belong to.
private struct OpenAct {
    let id: String
    let number: String
    let state: CaseState
    let at: Instant
    let excess: Kilograms

    /// Before the party is told, the carrier of a case may change (law.md §4).
    var mayChangeCarrier: Bool { state == .detected || state == .confirmed }

    /// The latest case of the vehicle whose act holds the passage; a colour that was not recognised does not tell two
    /// vehicles apart.
    static func fetch(holding opening: CaseOpening, _ db: Database) throws -> OpenAct? {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT id, number, state, first_ms, at_ms, excess_kg FROM case_current
                    WHERE plate = ?1 AND (plate_colour = ?2 OR plate_colour = 'unknown' OR ?2 = 'unknown')
                        AND state NOT IN ('dismissed', 'revoked') AND first_ms BETWEEN ?3 AND ?4
                    ORDER BY first_ms DESC
                    """
            ),
            arguments: [
                opening.plate, opening.plateColour,
                (opening.at + -opening.actSpan).millisecondsSince1970,
                (opening.at + opening.actSpan).millisecondsSince1970,
            ]
        )
        for row in rows {
            let first = Instant(millisecondsSince1970: row["first_ms"])
            guard OneAct.holds(opening, first: first), let state = CaseState(rawValue: row["state"]) else {
                continue
            }
            return OpenAct(
                id: row["id"],
                number: row["number"],
                state: state,
                at: Instant(millisecondsSince1970: row["at_ms"]),
                excess: Kilograms(row["excess_kg"] as Int)
            )
        }
        return nil
    }
}

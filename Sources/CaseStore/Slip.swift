import Enforcement
import Foundation
import GRDB
import Storage
import Units

/// The weighing slip of an on-site passage: what an unloading is found by.
struct Slip {
    let passage: String
    let station: String
    let ticket: String
    let plate: String
    let at: Instant
    let gross: Kilograms
    let limit: Kilograms

    private static let select = "SELECT passage, station, ticket, plate, at_ms, gross_kg, limit_kg FROM case_on_site\n"

    /// A ticket's number may come again in another year; an unloading follows its weighing within so long.
    static let span = Milliseconds.hours(30 * 24)

    private init(_ row: Row) {
        passage = row["passage"]
        station = row["station"]
        ticket = row["ticket"]
        plate = row["plate"]
        at = Instant(millisecondsSince1970: row["at_ms"])
        gross = Kilograms(row["gross_kg"] as Int)
        limit = Kilograms(row["limit_kg"] as Int)
    }

    /// The slip of a passage; `nil` for an off-site one.
    static func fetch(passage: String, _ db: Database) throws -> Slip? {
        try Row.fetchOne(
            db.cachedStatement(sql: select + "WHERE passage = ?"),
            arguments: [passage]
        ).map(Slip.init)
    }

    /// The slip that an unloading names: of its own station and plate; else of its plate at another station; else of its
    /// own station, whatever the plate. Of several the nearest in time.
    static func fetch(namedBy unloading: PendingUnloading, _ db: Database) throws -> Slip? {
        let at = unloading.at
        return try Row.fetchOne(
            db.cachedStatement(
                sql: select + """
                    WHERE ticket = ?1 AND (station = ?2 OR plate = ?3) AND at_ms BETWEEN ?4 AND ?5
                    ORDER BY CASE WHEN station = ?2 AND plate = coalesce(?3, plate) THEN 0 WHEN plate = ?3 THEN 1 ELSE 2 END,
                        abs(at_ms - ?6), passage
                    LIMIT 1
                    """
            ),
            arguments: [
                unloading.firstTicket, unloading.station, unloading.plate, (at + -span).millisecondsSince1970,
                (at + span).millisecondsSince1970, at.millisecondsSince1970,
            ]
        ).map(Slip.init)
    }
}

// MARK: - On-site records

extension CaseWriter {
    /// Keeps what officers wrote down, and attaches the unloadings that have waited for the slip.
    mutating func keep(_ onSite: OnSiteRecord, of opening: CaseOpening, salt: Data, caseID: String) throws {
        let uses = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT p.case_id, s.at_ms FROM case_on_site s LEFT JOIN case_passage p ON p.passage = s.passage AND p.stands
                    WHERE s.station = ? AND s.ticket = ? AND s.passage <> ? ORDER BY repeats
                    """
            ),
            arguments: [opening.station, onSite.ticket, opening.passage]
        )
        try insert(onSite, of: opening, salt: salt, repeats: uses.count)
        guard let slip = try Slip.fetch(passage: opening.passage, db) else { return }
        let other = uses.lazy.filter { row in
            (Instant(millisecondsSince1970: row["at_ms"]) - slip.at).magnitude <= Slip.span
        }.compactMap { $0["case_id"] as String? }.first { $0 != caseID }
        if let other { try mark(caseID, .ticketReused(slip, other: other)) }
        try bindUnloadings(waitingFor: slip)
    }

    private func insert(_ onSite: OnSiteRecord, of opening: CaseOpening, salt: Data, repeats: Int) throws {
        let officers = try onSite.officers.eventBody
        try db.executeCached(
            sql: """
                INSERT OR IGNORE INTO case_on_site (passage, station, ticket, repeats, plate, at_ms, gross_kg, limit_kg,
                    officers, police_officer, driver_name, driver_licence, driver_qualification, company, loading_site,
                    cargo, salt)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                opening.passage, opening.station, onSite.ticket, repeats, opening.plate,
                opening.at.millisecondsSince1970, opening.gross.rawValue, opening.limit.rawValue, officers,
                onSite.policeOfficer, onSite.driverName, onSite.driverLicence, onSite.driverQualification,
                onSite.company, onSite.loadingSite, onSite.cargo, salt,
            ]
        )
    }
}

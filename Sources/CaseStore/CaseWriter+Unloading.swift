import Enforcement
import Foundation
import GRDB
import Storage
import Units

/// A weighing after unloading as the store keeps it, whether or not its first weighing is known.
struct PendingUnloading {
    let passage: String
    let station: String
    let at: Instant
    let firstTicket: String
    let ticket: String?
    let plate: String?
    let gross: Kilograms
    let limit: Kilograms?
    let isEvidence: Bool

    private static let select = """
        SELECT passage, station, at_ms, first_ticket, ticket, plate, gross_kg, limit_kg, is_evidence FROM case_unloading

        """

    private init(_ row: Row) {
        passage = row["passage"]
        station = row["station"]
        at = Instant(millisecondsSince1970: row["at_ms"])
        firstTicket = row["first_ticket"]
        ticket = row["ticket"]
        plate = row["plate"]
        gross = Kilograms(row["gross_kg"] as Int)
        limit = (row["limit_kg"] as Int?).map { Kilograms($0) }
        isEvidence = row["is_evidence"]
    }

    /// Those whose first weighing is not known and may have this ticket, in their order.
    static func fetch(waitingFor ticket: String, _ db: Database) throws -> [PendingUnloading] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: select + "WHERE first_ticket = ? AND first_passage IS NULL ORDER BY at_ms, passage"
            ),
            arguments: [ticket]
        ).map(PendingUnloading.init)
    }

    /// Those of a first weighing that no case has taken yet, in their order.
    static func fetch(of slip: Slip, _ db: Database) throws -> [PendingUnloading] {
        try Row.fetchAll(
            db.cachedStatement(sql: select + "WHERE first_passage = ? AND case_id IS NULL ORDER BY at_ms, passage"),
            arguments: [slip.passage]
        ).map(PendingUnloading.init)
    }

    /// One by its passage.
    static func fetch(passage: String, _ db: Database) throws -> PendingUnloading? {
        try Row.fetchOne(
            db.cachedStatement(sql: select + "WHERE passage = ?"),
            arguments: [passage]
        ).map(PendingUnloading.init)
    }

    /// Whether the vehicle is at or under its limit, on evidence: that ends the unlawful state, and with it the act.
    func isUnloaded(limit first: Kilograms) -> Bool { isEvidence && gross <= limit ?? first }
}

extension CaseWriter {
    /// Takes a weighing after unloading; one that is known changes nothing.
    mutating func take(_ unloading: Unloading, _ records: [CaseRecord]) throws {
        try insert(unloading, records.first)
        guard db.changesCount > 0, let pending = try PendingUnloading.fetch(passage: unloading.passage, db),
            let slip = try Slip.fetch(namedBy: pending, db)
        else { return }
        try bind(pending, to: slip)
    }

    private func insert(_ unloading: Unloading, _ record: CaseRecord?) throws {
        try db.executeCached(
            sql: """
                INSERT OR IGNORE INTO case_unloading (passage, station, at_ms, first_ticket, ticket, plate, gross_kg,
                    limit_kg, is_evidence, received_ms, payload)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                unloading.passage, unloading.station, unloading.at.millisecondsSince1970, unloading.firstTicket,
                unloading.ticket, unloading.plate, unloading.gross.rawValue, unloading.limit?.rawValue,
                unloading.isEvidence, record?.receivedAt.millisecondsSince1970, record?.data,
            ]
        )
    }

    /// Attaches what was weighed after unloading before its first weighing was told.
    mutating func bindUnloadings(waitingFor slip: Slip) throws {
        for pending in try PendingUnloading.fetch(waitingFor: slip.ticket, db) {
            guard let named = try Slip.fetch(namedBy: pending, db), named.passage == slip.passage else { continue }
            try bind(pending, to: slip)
        }
    }

    /// Makes an unloading known as that of a first weighing: it ends the act where the vehicle is at or under its limit,
    /// and parts the cases that lie on both sides.
    private mutating func bind(_ unloading: PendingUnloading, to slip: Slip) throws {
        guard let member = try member(of: slip) else { return }
        let colour = try String.fetchOne(
            db.cachedStatement(sql: "SELECT plate_colour FROM case_current WHERE id = ?"),
            arguments: [member.caseID]
        )
        let vehicle = (plate: member.plate, colour: colour ?? "unknown")
        // A clock that is off must not let an act end before it began.
        let end = ActEnd(unloading: unloading.passage, at: max(unloading.at, slip.at))
        let isEnd = unloading.isUnloaded(limit: slip.limit)
        try db.executeCached(
            sql: """
                UPDATE case_unloading SET first_passage = ?, act_plate = ?, act_colour = ?, ended_ms = ?
                WHERE passage = ?
                """,
            arguments: [
                slip.passage, vehicle.plate, vehicle.colour, isEnd ? end.at.millisecondsSince1970 : nil,
                unloading.passage,
            ]
        )
        if isEnd { try partActs(of: vehicle, at: end) }
        if let member = try self.member(of: slip) { try attachUnloadings(of: slip, caseID: member.caseID) }
    }

    private func member(of slip: Slip) throws -> Member? {
        let members = try Member.fetch(passage: slip.passage, db)
        return members.first { $0.stands } ?? members.last
    }

    /// Gives the unloadings of a first weighing to its case.
    mutating func attachUnloadings(of slip: Slip, caseID: String) throws {
        for unloading in try PendingUnloading.fetch(of: slip, db) {
            try db.executeCached(
                sql: "UPDATE case_unloading SET case_id = ? WHERE passage = ?",
                arguments: [caseID, unloading.passage]
            )
            let payload = try Data.fetchOne(
                db.cachedStatement(sql: "SELECT payload FROM case_unloading WHERE passage = ?"),
                arguments: [unloading.passage]
            )
            var evidence = Evidence()
            if let payload { evidence.add(unloading.passage, payload: payload) }
            try record(.unloaded, UnloadingNote(unloading, slip), caseID: caseID, evidence: evidence)
            try db.executeCached(
                sql: """
                    INSERT OR IGNORE INTO case_record (case_id, reading, passage, kind, received_ms, payload)
                    SELECT case_id, passage, passage, 'weigh', received_ms, payload FROM case_unloading
                    WHERE passage = ? AND payload IS NOT NULL
                    """,
                arguments: [unloading.passage]
            )
            if let plate = unloading.plate, plate != slip.plate {
                try mark(caseID, .unloadingPlate(unloading, first: slip))
            }
        }
        try fold(caseID)
    }
}

extension UnloadingNote {
    fileprivate init(_ unloading: PendingUnloading, _ slip: Slip) {
        self.init(
            passage: unloading.passage,
            station: unloading.station,
            at: unloading.at,
            firstPassage: slip.passage,
            firstTicket: slip.ticket,
            ticket: unloading.ticket,
            grossBefore: slip.gross,
            grossAfter: unloading.gross,
            limit: unloading.limit ?? slip.limit,
            unloaded: slip.gross - unloading.gross,
            isUnloaded: unloading.isUnloaded(limit: slip.limit)
        )
    }
}

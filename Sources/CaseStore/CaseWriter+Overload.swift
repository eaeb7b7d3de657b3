import Enforcement
import Foundation
import GRDB
import Law
import Storage
import Units

// An overload opens a case or joins the one of its act.

extension CaseWriter {
    /// Takes an overload; one that stands in a case of its vehicle changes nothing.
    mutating func take(_ opening: CaseOpening, _ records: [CaseRecord]) throws {
        let members = try Member.fetch(passage: opening.passage, db)
        if let member = members.first(where: { $0.plate == opening.plate }) {
            return try restore(member, opening, records)
        }
        // Told for another vehicle than before: there it no longer stands.
        for member in members where member.stands { try fall(member, becoming: opening) }
        var evidence = Evidence(records)
        guard let onSite = opening.onSite else {
            let id = try place(opening, evidence)
            return try keep(records, of: opening.passage, caseID: id)
        }
        // A record that is kept already, told for another vehicle, keeps its salt.
        let salt =
            try Data.fetchOne(
                db.cachedStatement(sql: "SELECT salt FROM case_on_site WHERE passage = ?"),
                arguments: [opening.passage]
            ) ?? SealedParts.makeSalt()
        try evidence.add(onSite, salt: salt)
        let id = try place(opening, evidence)
        try keep(records, of: opening.passage, caseID: id)
        try keep(onSite, of: opening, salt: salt, caseID: id)
    }

    /// Puts a passage into the case of its act, or opens one.
    ///
    /// - Returns: the case's id.
    mutating func place(_ opening: CaseOpening, _ evidence: Evidence) throws -> String {
        let id: String
        let kind: CaseEventKind
        if let act = try Act.fetch(holding: opening, db) {
            (id, kind) = (act.id, .attached)
        } else {
            (id, kind) = (try open(opening), .opened)
        }
        let event = try record(kind, opening.withoutPersonalData, caseID: id, evidence: evidence)
        try insert(opening, event: event, hasOpened: kind == .opened, caseID: id)
        try fold(id, told: (event, ToldPassage(opening)))
        return id
    }

    private func insert(_ opening: CaseOpening, event: Int64, hasOpened: Bool, caseID: String) throws {
        try db.executeCached(
            sql: """
                INSERT INTO case_passage (passage, case_id, event, has_opened, stands, station, instrument, plate_colour,
                    basis, at_ms, gross_kg, excess_kg)
                VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                opening.passage, caseID, event, hasOpened, opening.station, opening.instrument, opening.plateColour,
                opening.basis.rawValue, opening.at.millisecondsSince1970, opening.gross.rawValue,
                opening.excess.rawValue,
            ]
        )
    }

    /// Makes the row of a new case; what a fold says of it follows.
    private func open(_ opening: CaseOpening) throws -> String {
        let id = try freeID(opening.id, passage: opening.passage)
        let number = try nextNumber(year: opening.at.day.year)
        let at = opening.at.millisecondsSince1970
        try db.executeCached(
            sql: """
                INSERT INTO case_current (id, number, state, basis, plate, plate_colour, first_ms, last_ms, passage,
                    station, lane, at_ms, axles, gross_kg, assessed_kg, limit_kg, excess_kg, excess_ratio, rule, events,
                    state_ms, filed_ms)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)
                """,
            arguments: [
                id, number, CaseState(openedBy: opening.basis).rawValue, opening.basis.rawValue, opening.plate,
                opening.plateColour, at, at, opening.passage, opening.station, opening.lane, at, opening.axles,
                opening.gross.rawValue, opening.assessed.rawValue, opening.limit.rawValue, opening.excess.rawValue,
                opening.excessRatio.rawValue, opening.rule, instant.millisecondsSince1970,
                opening.basis == .onSite ? instant.millisecondsSince1970 : nil,
            ]
        )
        return id
    }

    /// The case's id is that of its passage; one that opens a second case, for another vehicle, gets `~2` behind it.
    private func freeID(_ id: String, passage: String) throws -> String {
        let others = try Int.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) FROM case_passage WHERE passage = ? AND has_opened"),
            arguments: [passage]
        )
        return if let others, others > 0 { "\(id)~\(others + 1)" } else { id }
    }

    /// `郑超〔2026〕000123`: given once, rising within the year of the act.
    private func nextNumber(year: Int) throws -> String {
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

// MARK: - Told again

extension CaseWriter {
    /// Lets a passage that has fallen stand again, by the figures told now.
    private mutating func restore(_ member: Member, _ opening: CaseOpening, _ records: [CaseRecord]) throws {
        guard !member.stands else { return }
        // The very words told before are a repetition, which does not undo what was told after them.
        let body = try opening.withoutPersonalData.eventBody
        guard
            try String.fetchOne(
                db.cachedStatement(sql: "SELECT body FROM case_event WHERE id = ?"),
                arguments: [member.event]
            )
                != body
        else { return }
        let event = try record(
            .restored,
            opening.withoutPersonalData,
            caseID: member.caseID,
            evidence: Evidence(records)
        )
        try db.executeCached(
            sql: """
                UPDATE case_passage SET event = ?, amendment = NULL, stands = 1, plate_colour = ?, gross_kg = ?,
                    excess_kg = ?
                WHERE passage = ? AND case_id = ?
                """,
            arguments: [
                event, opening.plateColour, opening.gross.rawValue, opening.excess.rawValue, member.passage,
                member.caseID,
            ]
        )
        try clearMarks(of: member)
        try keep(records, of: member.passage, caseID: member.caseID)
        try fold(member.caseID)
        try partActs(of: member.caseID)
    }

    private mutating func fall(_ member: Member, becoming opening: CaseOpening) throws {
        try amend(
            member,
            AmendmentNote(
                passage: member.passage,
                verdict: .overloaded,
                plate: opening.plate,
                reasons: [],
                explanation: opening.explanation,
                mark: .plateChanged(of: member.passage, from: member.plate, to: opening.plate)
            ),
            []
        )
    }
}

extension CaseOpening {
    /// What an event may hold: the on-site record lies in `case_on_site` alone.
    var withoutPersonalData: CaseOpening {
        var opening = self
        opening.onSite = nil
        return opening
    }
}

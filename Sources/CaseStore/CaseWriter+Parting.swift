import Enforcement
import GRDB
import Storage
import Units

// An unloading that is told late parts a case whose passages lie on both sides of it.

extension CaseWriter {
    /// Parts every case of a vehicle that has passages on both sides of an end.
    mutating func partActs(of vehicle: (plate: String, colour: String), at end: ActEnd) throws {
        let ids = try String.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT id FROM case_current
                    WHERE plate = ?1 AND (plate_colour = ?2 OR plate_colour = 'unknown' OR ?2 = 'unknown')
                        AND state NOT IN ('dismissed', 'revoked')
                    ORDER BY row
                    """
            ),
            arguments: [vehicle.plate, vehicle.colour]
        )
        for id in ids { try part(id, at: end) }
    }

    /// Parts a case at every end that has come to lie between its passages.
    mutating func partActs(of caseID: String) throws {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT c.plate, c.plate_colour, min(p.at_ms) AS first_ms, max(p.at_ms) AS last_ms
                    FROM case_current c JOIN case_passage p ON p.case_id = c.id
                    WHERE c.id = ? AND c.state NOT IN ('dismissed', 'revoked')
                    GROUP BY c.id
                    """
            ),
            arguments: [caseID]
        )
        guard let row else { return }
        let ends = try ActEnd.fetch(
            (row["plate"], row["plate_colour"]),
            from: Instant(millisecondsSince1970: row["first_ms"]),
            before: Instant(millisecondsSince1970: row["last_ms"]),
            db
        )
        for end in ends { try part(caseID, at: end) }
    }

    /// The side of the passage that opened the case stays, whether or not that passage stands; what stands on the other
    /// side goes to its own act. Once the party was told, the passage that carries the case stays as well.
    private mutating func part(_ caseID: String, at end: ActEnd) throws {
        let members = try Member.fetch(caseID: caseID, db)
        guard let opener = members.first(where: \.hasOpened) else { return }
        let leaving = members.filter { $0.stands && ($0.at > end.at) != (opener.at > end.at) }
        guard !leaving.isEmpty else { return }
        let carrier = try String.fetchOne(
            db.cachedStatement(
                sql: "SELECT passage FROM case_current WHERE id = ? AND state NOT IN ('detected', 'confirmed')"
            ),
            arguments: [caseID]
        )
        if leaving.contains(where: { $0.passage == carrier }) { return try mark(caseID, .unloadingBetween(end)) }
        for member in leaving { try detach(member, at: end) }
        try fold(caseID)
        for member in leaving { try replace(member) }
    }

    private mutating func detach(_ member: Member, at end: ActEnd) throws {
        let note = PassageNote(
            passage: member.passage,
            zh: "车辆于 \(end.at) 卸载（\(end.unloading)），该次通行属另一行为",
            en: "the vehicle was unloaded at \(end.at) (\(end.unloading)): another act"
        )
        try record(.detached, note, caseID: member.caseID)
        try clearMarks(of: member)
        try db.executeCached(
            sql: "DELETE FROM case_passage WHERE passage = ? AND case_id = ?",
            arguments: [member.passage, member.caseID]
        )
        try db.executeCached(
            sql: "UPDATE case_unloading SET case_id = NULL WHERE first_passage = ? AND case_id = ?",
            arguments: [member.passage, member.caseID]
        )
    }

    /// Puts a passage that has left a case into that of its own act, with its readings; the old case keeps its copy.
    private mutating func replace(_ member: Member) throws {
        var evidence = try Evidence.fetch(caseID: member.caseID, passage: member.passage, db)
        try evidence.addOnSite(from: member.event, db)
        let id = try place(try CaseOpening.fetch(event: member.event, db), evidence)
        try db.executeCached(
            sql: """
                INSERT OR IGNORE INTO case_record (case_id, reading, passage, kind, received_ms, payload)
                SELECT ?, reading, passage, kind, received_ms, payload FROM case_record
                WHERE case_id = ? AND passage = ?
                """,
            arguments: [id, member.caseID, member.passage]
        )
        try list(mediaOfPassage: member.passage, caseID: id)
        try takeAlongMarks(of: member, to: id)
        // What it had become goes along, so that it is known there when it is told again.
        if let amendment = member.amendment,
            let moved = try Member.fetch(passage: member.passage, db).first(where: { $0.caseID == id })
        {
            try amend(moved, try AmendmentNote.fetch(event: amendment, db), [])
        }
        if let slip = try Slip.fetch(passage: member.passage, db) { try attachUnloadings(of: slip, caseID: id) }
    }
}

import Enforcement
import GRDB
import Law
import Storage
import Units

// A passage of a case has become something else; an instrument has drifted.

extension CaseWriter {
    /// Takes what a passage has become; every case that it belongs to hears of it.
    mutating func take(_ amendment: PassageAmendment, _ records: [CaseRecord]) throws {
        for member in try Member.fetch(passage: amendment.passage, db) {
            let opening = try CaseOpening.fetch(event: member.event, db)
            let note = AmendmentNote(
                passage: amendment.passage,
                verdict: amendment.verdict,
                plate: amendment.plate,
                reasons: amendment.reasons,
                explanation: amendment.explanation,
                mark: ReviewMark(amendment, was: opening)
            )
            try amend(member, note, records)
        }
    }

    mutating func amend(_ member: Member, _ note: AmendmentNote, _ records: [CaseRecord]) throws {
        // Told twice in a row, it changes nothing.
        if let last = member.amendment, try eventBody(last) == note.eventBody { return }
        let event = try record(.amended, note, caseID: member.caseID, evidence: Evidence(records))
        let stands = note.stands(for: member.plate)
        try db.executeCached(
            sql: "UPDATE case_passage SET amendment = ?, stands = ? WHERE passage = ? AND case_id = ?",
            arguments: [event, stands, member.passage, member.caseID]
        )
        try clearMarks(of: member)
        if let mark = note.mark, !member.isOver { try add(mark, to: member.caseID) }
        try keep(records, of: member.passage, caseID: member.caseID)
        try fold(member.caseID)
        if stands { try partActs(of: member.caseID) }
    }

    /// Takes a drift: what that instrument has weighed since rests on a scale that was off.
    mutating func take(_ drift: InstrumentDrift) throws {
        let since = drift.since.start.millisecondsSince1970
        try db.execute(
            sql: "INSERT OR IGNORE INTO case_drift (alert, station, instrument, since_ms) VALUES (?, ?, ?, ?)",
            arguments: [drift.alert, drift.station, drift.instrument, since]
        )
        let ids = try String.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT id FROM case_current WHERE state NOT IN ('dismissed', 'revoked', 'closed') AND id IN (
                        SELECT case_id FROM case_passage WHERE station = ? AND instrument = ? AND at_ms >= ?)
                    ORDER BY row
                    """
            ),
            arguments: [drift.station, drift.instrument, since]
        )
        for id in ids { try mark(id, ReviewMark(drift)) }
    }
}

// MARK: - Marks

extension CaseWriter {
    /// Marks a case for review with an event of its own, unless it is marked for that already.
    mutating func mark(_ caseID: String, _ mark: ReviewMark) throws {
        let isMarked = try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM case_review WHERE case_id = ? AND kind = ? AND subject = ?)
                    """
            ),
            arguments: [caseID, mark.kind.rawValue, mark.subject]
        )
        guard isMarked != true else { return }
        try record(.markedForReview, mark, caseID: caseID)
        try add(mark, to: caseID)
    }

    /// Marks the case that a passage has come to as the one it has left was marked, for its instrument's drift.
    mutating func takeAlongMarks(of member: Member, to caseID: String) throws {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT r.subject, r.zh, r.en FROM case_review r JOIN case_drift d ON d.alert = r.subject
                    JOIN case_passage p ON p.station = d.station AND p.instrument = d.instrument AND p.at_ms >= d.since_ms
                    WHERE r.case_id = ? AND r.kind = 'instrument-drift' AND p.passage = ? AND p.case_id = ?
                    """
            ),
            arguments: [member.caseID, member.passage, caseID]
        )
        for row in rows {
            try mark(
                caseID,
                ReviewMark(kind: .instrumentDrift, subject: row["subject"], zh: row["zh"], en: row["en"])
            )
        }
    }

    private func add(_ mark: ReviewMark, to caseID: String) throws {
        try db.executeCached(
            sql: "INSERT INTO case_review (case_id, kind, subject, recorded_ms, zh, en) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [
                caseID, mark.kind.rawValue, mark.subject, instant.millisecondsSince1970, mark.zh, mark.en,
            ]
        )
    }

    /// A picture that has come to light after all needs nobody any more.
    func clearMark(of item: MediaNote.Item, caseID: String) throws {
        try db.executeCached(
            sql: "DELETE FROM case_review WHERE case_id = ? AND kind = ? AND subject = ?",
            arguments: [caseID, ReviewMark.Kind.pictureUnobtainable.rawValue, ReviewMark.subject(of: item)]
        )
    }

    /// Takes back what earlier amendments of a passage have left to look at.
    func clearMarks(of member: Member) throws {
        try db.executeCached(
            sql: """
                DELETE FROM case_review
                WHERE case_id = ? AND subject = ? AND kind IN ('verdict', 'plate', 'figures')
                """,
            arguments: [member.caseID, member.passage]
        )
    }
}

import Enforcement
import Foundation
import GRDB
import Storage
import Units

// Personal data whose time is over. One transaction a case; the event says that and how much was erased.

/// What was erased of a case, as its event keeps it.
struct ErasureNote: Codable {
    var personal: Int
    var readings: Int
    /// `nil` in events of before there were any.
    var media: Int?
}

extension DueErasure {
    /// The cases whose personal data are due, those that ended first to begin with.
    ///
    /// Held are cases that are open, that a reviewer has to look at for more than a picture that could not be had, that a referral needs which is open or stands in the credit
    /// record, and closed ones for two years after the act.
    static func fetch(_ retention: CaseRetention, at now: Instant, limit: Int, _ db: Database) throws -> [DueErasure] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT c.id, c.number FROM case_current c
                    WHERE ((c.state IN ('dismissed', 'revoked') AND c.state_ms <= :dropped)
                            OR (c.state = 'closed' AND c.state_ms <= :closed AND c.last_ms <= :held))
                        AND NOT EXISTS (SELECT 1 FROM case_review r
                            WHERE r.case_id = c.id AND r.kind <> 'picture-unobtainable')
                        AND NOT EXISTS (
                            SELECT 1 FROM referral_case m JOIN referral f ON f.id = m.referral
                            WHERE m.case_id = c.id AND (f.state IN ('issued', 'acknowledged') OR f.credit_until >= :today))
                        AND NOT EXISTS (
                            SELECT 1 FROM case_event e WHERE e.case_id = c.id AND e.kind = 'personal-erased')
                    ORDER BY c.state_ms, c.row LIMIT :limit
                    """
            ),
            arguments: [
                "dropped": (now + -retention.dropped).millisecondsSince1970,
                "closed": (now + -retention.closed).millisecondsSince1970,
                "held": (now + -CaseRetention.heldAfterAct).millisecondsSince1970,
                "today": now.day.description, "limit": limit,
            ]
        ).map { row in
            let id: String = row["id"]
            return DueErasure(
                id: id,
                number: row["number"],
                personal: try count(of: id, personalSQL, db),
                readings: try count(of: id, readingSQL, db),
                media: try CaseWriter.mediaToErase(of: id, db)
            )
        }
    }

    private static func count(of caseID: String, _ sql: String, _ db: Database) throws -> Int {
        try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) FROM (\(sql))"), arguments: ["id": caseID]) ?? 0
    }

    /// Parts beside events.
    fileprivate static let personalSQL = """
        SELECT p.event, p.part FROM case_personal p JOIN case_event e ON e.id = p.event
        WHERE e.case_id = :id AND p.value IS NOT NULL
        """

    /// Readings that hold an on-site record or, of a case that was dropped, anything.
    fileprivate static let readingSQL = """
        SELECT r.reading FROM case_record r JOIN case_current c ON c.id = r.case_id
        WHERE r.case_id = :id AND length(r.payload) > 0 AND (
            c.state <> 'closed' OR r.passage IN (SELECT passage FROM case_on_site)
            OR r.passage IN (SELECT passage FROM case_unloading)
        )
        """
}

extension CaseWriter {
    /// Erases what a case says of people.
    mutating func erase(_ due: DueErasure) throws {
        let note = ErasureNote(personal: due.personal, readings: due.readings, media: due.media)
        try record(.personalErased, note, caseID: due.id)
        try db.execute(
            sql: """
                UPDATE case_personal SET salt = NULL, value = NULL
                WHERE (event, part) IN (\(DueErasure.personalSQL))
                """,
            arguments: ["id": due.id]
        )
        try db.execute(
            sql: "UPDATE case_record SET payload = x'' WHERE case_id = :id AND reading IN (\(DueErasure.readingSQL))",
            arguments: ["id": due.id]
        )
        // An on-site record that another case rests on stays until that one's time is over.
        try db.execute(
            sql: """
                UPDATE case_on_site SET officers = NULL, police_officer = NULL, driver_name = NULL, driver_licence = NULL,
                    driver_qualification = NULL, company = NULL, loading_site = NULL, cargo = NULL, salt = x''
                WHERE passage IN (SELECT passage FROM case_passage WHERE case_id = ?1)
                    AND passage NOT IN (SELECT passage FROM case_passage WHERE case_id <> ?1)
                """,
            arguments: [due.id]
        )
        try db.execute(
            sql: "UPDATE case_unloading SET payload = NULL, plate = NULL WHERE case_id = ?",
            arguments: [due.id]
        )
        try eraseMedia(of: due.id)
        try eraseDriver(of: due.id)
    }

    /// The case counts for nobody any more whose number is gone; a driver's referral that rests on it keeps its figures, and
    /// is neither counted anew nor withdrawn for that.
    private mutating func eraseDriver(of caseID: String) throws {
        try db.execute(sql: "DELETE FROM case_subject WHERE case_id = ? AND kind = 'driver'", arguments: [caseID])
        let referrals = try String.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT f.id FROM referral f JOIN referral_case m ON m.referral = f.id
                    WHERE m.case_id = ? AND f.kind = 'driver' AND NOT f.is_archived ORDER BY f.row
                    """
            ),
            arguments: [caseID]
        )
        for id in referrals {
            try record(.erased, StepNote(parts: [:]), referral: id)
            try db.execute(
                sql:
                    "UPDATE case_personal SET salt = NULL, value = NULL WHERE event IN (SELECT id FROM case_event WHERE case_id = ?)",
                arguments: [id]
            )
            try db.execute(sql: "UPDATE referral SET subject = '', is_archived = 1 WHERE id = ?", arguments: [id])
        }
        try db.execute(
            sql: """
                DELETE FROM credit_record WHERE kind = 'driver' AND until < ?1
                    AND (source = ?2 OR source IN (SELECT referral FROM referral_case WHERE case_id = ?2))
                """,
            arguments: [instant.day.description, caseID]
        )
    }
}

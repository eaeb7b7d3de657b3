import Enforcement
import Foundation
import GRDB

/// What lies beside the events and is proved by digests in them: personal parts, readings, on-site records.
enum ContentCheck {
    /// - Returns: how many personal parts and how many readings there are.
    static func run(_ db: Database) throws -> (personal: Int, records: Int) {
        var (personal, records) = (0, 0)
        let rows = try Row.fetchCursor(db, sql: "SELECT id, case_id, kind, evidence, body FROM case_event ORDER BY id")
        while let row = try rows.next() {
            let evidence: String = row["evidence"]
            if evidence != "{}" { records += try checkEvidence(try Evidence.parse(evidence), row, db) }
            personal += try checkPersonal(row, db)
        }
        try checkStrays(db)
        return (personal, records)
    }

    private static func checkEvidence(_ digests: [String: String], _ row: Row, _ db: Database) throws -> Int {
        let caseID: String = row["case_id"]
        for (reading, digest) in digests.sorted(by: { $0.key < $1.key }) {
            if reading == Evidence.onSite {
                try checkOnSite(digest, row, db)
                continue
            }
            let payload = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT payload FROM case_record WHERE case_id = ? AND reading = ?"),
                arguments: [caseID, reading]
            )
            let place = "case \(caseID), reading \(reading)"
            guard let payload else { throw Difference(place, "证据记录缺失", "the reading is missing") }
            let bytes: Data = payload["payload"]
            if bytes.isEmpty, try isErased(caseID, db) { continue }
            guard Evidence.digest(bytes) == digest else {
                throw Difference(place, "证据记录与摘要不符", "the reading does not match its digest")
            }
        }
        return digests.count
    }

    private static func checkOnSite(_ digest: String, _ row: Row, _ db: Database) throws {
        let body = try JSONDecoder().decode(CaseOpening.self, from: Data((row["body"] as String).utf8))
        let place = "on-site record of \(body.passage)"
        let record = try Row.fetchOne(
            db,
            sql: "SELECT * FROM case_on_site WHERE passage = ?",
            arguments: [body.passage]
        )
        guard let record else { throw Difference(place, "现场检查记录缺失", "is missing") }
        let onSite = try CaseOnSite(record)
        if onSite.isErased, try isErased(row["case_id"], db) { return }
        let bytes = (record["salt"] as Data) + Data(try onSite.sealedForm.eventBody.utf8)
        guard Evidence.digest(bytes) == digest else {
            throw Difference(place, "现场检查记录与摘要不符", "does not match its digest")
        }
    }

    private static func checkPersonal(_ row: Row, _ db: Database) throws -> Int {
        let body: String = row["body"]
        guard body.contains(SealedParts.mark) else { return 0 }
        let note = try JSONDecoder().decode(StepNote.self, from: Data(body.utf8))
        let digests = StepValue.parts(note.parts).sealed()
        for (part, digest) in digests.sorted(by: { $0.key < $1.key }) {
            let place = "event \(row["id"] as Int64), \(part)"
            let kept = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT salt, value FROM case_personal WHERE event = ? AND part = ?"),
                arguments: [row["id"], part]
            )
            guard let kept else { throw Difference(place, "个人信息缺失", "the words are missing") }
            guard let value = kept["value"] as String?, let salt = kept["salt"] as Data? else {
                if try isErased(row["case_id"], db) { continue }
                throw Difference(place, "个人信息被删除而无记录", "the words were erased, and no event says so")
            }
            guard SealedParts.digest(value, salt: salt) == digest else {
                throw Difference(place, "个人信息与摘要不符", "the words do not match their digest")
            }
        }
        return digests.count
    }

    private static func isErased(_ caseID: String, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql:
                    "SELECT EXISTS (SELECT 1 FROM case_event WHERE case_id = ? AND kind IN ('personal-erased', 'referral-erased'))"
            ),
            arguments: [caseID]
        ) ?? false
    }

    /// Rows that no event speaks of.
    private static func checkStrays(_ db: Database) throws {
        let record = try Row.fetchOne(
            db,
            sql: """
                SELECT r.case_id, r.reading FROM case_record r WHERE NOT EXISTS (
                    SELECT 1 FROM case_event e, json_each(e.evidence) j
                    WHERE e.case_id = r.case_id AND j.key = r.reading
                ) LIMIT 1
                """
        )
        if let record {
            let place = "case \(record["case_id"] as String), reading \(record["reading"] as String)"
            throw Difference(place, "没有事件提到该记录", "no event speaks of it")
        }
        let personal = try Row.fetchOne(
            db,
            sql: """
                SELECT p.event, p.part FROM case_personal p LEFT JOIN case_event e ON e.id = p.event
                WHERE e.id IS NULL OR instr(e.body, 'sealed') = 0 LIMIT 1
                """
        )
        if let personal {
            let place = "event \(personal["event"] as Int64), \(personal["part"] as String)"
            throw Difference(place, "没有事件提到该个人信息", "no event speaks of it")
        }
    }
}

extension CaseOnSite {
    /// Whether retention has erased what it says of people.
    fileprivate var isErased: Bool { officers.isEmpty && driverName == nil && driverLicence == nil }

    /// The record as its digest was made.
    fileprivate var sealedForm: SealedOnSite {
        SealedOnSite(
            ticket: ticket,
            officers: officers,
            policeOfficer: policeOfficer,
            driverName: driverName,
            driverLicence: driverLicence,
            driverQualification: driverQualification,
            company: company,
            loadingSite: loadingSite,
            cargo: cargo
        )
    }
}

/// An on-site record with the fields of `OnSiteRecord`, in the same form as JSON.
private struct SealedOnSite: Encodable {
    let ticket: String
    let officers: [OnSiteRecord.Officer]
    let policeOfficer: String?
    let driverName: String?
    let driverLicence: String?
    let driverQualification: String?
    let company: String?
    let loadingSite: String?
    let cargo: String?
}

import Crypto
import Enforcement
import Foundation
import GRDB
import Units

/// What an event rests on, by digest: the readings as received, and the on-site record.
struct Evidence {
    /// Reading or `on-site` → SHA-256 in hexadecimal.
    private(set) var digests: [String: String] = [:]

    /// The name under which an on-site record's digest stands.
    static let onSite = "on-site"

    init() {}

    init(_ records: [CaseRecord]) {
        for record in records { add(record.reading, payload: record.data) }
    }

    mutating func add(_ reading: String, payload: Data) {
        digests[reading] = Evidence.digest(payload)
    }

    /// Adds an on-site record, whose personal parts are proved by a salted digest.
    mutating func add(_ onSite: OnSiteRecord, salt: Data) throws {
        digests[Evidence.onSite] = Evidence.digest(salt + Data(try onSite.eventBody.utf8))
    }

    /// What stands before a digest of a medium, in the name that it has here.
    static let mediumPrefix = "medium:"

    /// Adds a medium, whose digest is its name.
    mutating func add(medium digest: String) { digests[Evidence.mediumPrefix + digest] = digest }

    /// Adds the digest of the on-site record that another event rests on, if it does.
    mutating func addOnSite(from event: Int64, _ db: Database) throws {
        let text = try String.fetchOne(
            db.cachedStatement(sql: "SELECT evidence FROM case_event WHERE id = ?"),
            arguments: [event]
        )
        if let text { digests[Evidence.onSite] = try Evidence.parse(text)[Evidence.onSite] }
    }

    static func digest(_ bytes: Data) -> String { SHA256.hash(data: bytes).hex }

    /// As the event keeps it; equal evidence gives equal bytes.
    var text: String {
        get throws { try digests.eventBody }
    }

    /// Reads what an event keeps.
    static func parse(_ text: String) throws -> [String: String] {
        try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
    }

    /// The readings that a case has of a passage.
    static func fetch(caseID: String, passage: String?, _ db: Database) throws -> Evidence {
        var evidence = Evidence()
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT reading, payload FROM case_record WHERE case_id = ? AND passage = ? ORDER BY reading"
            ),
            arguments: [caseID, passage]
        )
        for row in rows { evidence.add(row["reading"], payload: row["payload"]) }
        return evidence
    }
}

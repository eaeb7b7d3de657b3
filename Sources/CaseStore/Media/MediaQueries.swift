import Enforcement
import Foundation
import GRDB
public import Readings
import Storage
import Units

/// What is asked of the store about media, on either connection.
enum MediaQueries {
    /// The sources that keep media which are wanted, in their order; by jumps over the index, however many media there are.
    static func sources(_ db: Database) throws -> [Source] {
        try String.fetchAll(
            db.cachedStatement(
                sql: """
                    WITH RECURSIVE s(source) AS (
                        SELECT min(source) FROM case_medium WHERE state = 'wanted'
                        UNION ALL
                        SELECT (SELECT min(source) FROM case_medium WHERE state = 'wanted' AND source > s.source)
                        FROM s WHERE s.source IS NOT NULL)
                    SELECT source FROM s WHERE source IS NOT NULL
                    """
            )
        ).compactMap(Source.init)
    }

    static func wanted(of source: Source, after digest: String, limit: Int, _ db: Database) throws -> [WantedMedium] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT DISTINCT sha256, bytes FROM case_medium
                    WHERE state = 'wanted' AND source = ? AND sha256 > ? AND \(isNeeded)
                    ORDER BY sha256, bytes LIMIT ?
                    """
            ),
            arguments: [source.description, digest, limit]
        ).compactMap { row in
            SHA256Digest(row["sha256"] as String).map {
                WantedMedium(source: source, sha256: $0, bytes: row["bytes"])
            }
        }
    }

    /// Nobody decides any more on a case that was dropped, so its pictures are not asked for; retention lets their rows go.
    private static let isNeeded = """
        (SELECT c.state FROM case_current c WHERE c.id = case_medium.case_id) NOT IN ('dismissed', 'revoked')
        """

    static func counts(_ db: Database) throws -> [CaseMedium.State: Int] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT state, count(*) AS n FROM case_medium WHERE state <> 'wanted' OR \(isNeeded) GROUP BY state
                    """
            )
        )
        return Dictionary(
            rows.compactMap { row in CaseMedium.State(rawValue: row["state"]).map { ($0, row["n"] as Int) } }
        ) { $1 }
    }

    static func of(caseID: String, _ db: Database) throws -> [CaseMedium] {
        let reasons = try reasons(of: caseID, db)
        return try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT m.*, r.passage FROM case_medium m
                    JOIN case_record r ON r.case_id = m.case_id AND r.reading = m.reading
                    WHERE m.case_id = ? ORDER BY m.reading, m.sha256
                    """
            ),
            arguments: [caseID]
        ).compactMap { CaseMedium($0, reasons) }
    }

    /// Why media cannot be had, by reading and digest.
    private static func reasons(of caseID: String, _ db: Database) throws -> [String: CaseMedium.Reason] {
        let bodies = try String.fetchAll(
            db.cachedStatement(
                sql: "SELECT body FROM case_event WHERE case_id = ? AND kind = 'media-missing' ORDER BY n"
            ),
            arguments: [caseID]
        )
        var reasons: [String: CaseMedium.Reason] = [:]
        for body in bodies {
            for item in try JSONDecoder().decode(MediaNote.self, from: Data(body.utf8)).media {
                reasons[item.reading + " " + item.sha256] = CaseMedium.Reason(zh: item.zh ?? "", en: item.en ?? "")
            }
        }
        return reasons
    }
}

extension CaseMedium {
    fileprivate init?(_ row: Row, _ reasons: [String: Reason]) {
        guard let digest = SHA256Digest(row["sha256"] as String), let source = Source(row["source"] as String),
            let state = State(rawValue: row["state"])
        else { return nil }
        let reading: String = row["reading"]
        self.init(
            sha256: digest,
            reading: reading,
            passage: row["passage"],
            source: source,
            type: row["type"],
            bytes: row["bytes"],
            view: View(rawValue: row["view"]) ?? .panorama,
            state: state,
            since: (row["state_ms"] as Int64?).map { Instant(millisecondsSince1970: $0) },
            reason: state == .gone || state == .unobtainable ? reasons["\(reading) \(digest)"] : nil
        )
    }
}

extension CaseReader {
    /// How many media stand where, counted once for each case and reading that lists them.
    public func mediaCounts() throws -> [CaseMedium.State: Int] { try database.read(MediaQueries.counts) }

    /// The media that are stored, each once, in the order of their digests.
    ///
    /// - Parameter digest: those after this one; `nil` to begin with.
    public func storedMedia(after digest: SHA256Digest?, limit: Int) throws -> [(sha256: SHA256Digest, bytes: Int)] {
        try database.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT sha256, min(bytes) AS bytes FROM case_medium INDEXED BY case_medium_digest
                        WHERE sha256 > ? AND state = 'stored' GROUP BY sha256 ORDER BY sha256 LIMIT ?
                        """
                ),
                arguments: [digest?.description ?? "", limit]
            ).compactMap { row in SHA256Digest(row["sha256"] as String).map { ($0, row["bytes"] as Int) } }
        }
    }

    /// Whether some case holds a medium as stored now.
    public func holds(medium digest: SHA256Digest) throws -> Bool {
        try database.read { db in
            try Bool.fetchOne(
                db.cachedStatement(
                    sql: "SELECT EXISTS (SELECT 1 FROM case_medium WHERE sha256 = ? AND state = 'stored')"
                ),
                arguments: [digest.description]
            ) ?? false
        }
    }
}

import Enforcement
import Foundation
import GRDB
import Readings

/// That a case's media are those which its camera readings list, and stand where its events have brought them.
struct MediaCheck {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// - Returns: how many media the case has.
    func run(_ caseID: String, _ fold: CaseFold) throws -> Int {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT * FROM case_medium WHERE case_id = ? ORDER BY reading, sha256"),
            arguments: [caseID]
        )
        var (listed, erased) = try listing(caseID)
        for row in rows {
            let reading: String = row["reading"]
            let key = CaseFold.mediumKey(reading: reading, sha256: row["sha256"])
            var place: String { "case \(caseID), medium \(row["sha256"] as String)" }
            let (state, ms) = standing(key, fold)
            guard row["state"] == state.rawValue, row["state_ms"] == ms else {
                throw Difference(place, "与事件得出的结果不符", "is not what its events come to")
            }
            // Of an erased reading nobody can tell any more what it listed.
            if erased.contains(reading), fold.erasedMs != nil { continue }
            guard let medium = listed.removeValue(forKey: key), row["source"] == medium.source.description,
                row["type"] == medium.type, row["bytes"] == medium.bytes, row["view"] == medium.view
            else { throw Difference(place, "与读数不符", "is not what its reading says") }
        }
        if let missing = listed.keys.min() {
            throw Difference("case \(caseID), medium \(missing)", "媒体缺失", "a medium that its readings list is missing")
        }
        return rows.count
    }

    /// What the readings of a case list, by reading and digest, and those of them that were erased.
    private func listing(_ caseID: String) throws -> ([String: ListedMedium], erased: Set<String>) {
        let records = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT reading, payload FROM case_record WHERE case_id = ? AND kind = 'camera' ORDER BY reading"
            ),
            arguments: [caseID]
        )
        var listed: [String: ListedMedium] = [:]
        var erased: Set<String> = []
        for record in records {
            let (reading, payload): (String, Data) = (record["reading"], record["payload"])
            if payload.isEmpty { erased.insert(reading) }
            for medium in ListedMedium.of(payload: payload) {
                listed[CaseFold.mediumKey(reading: reading, sha256: medium.sha256.description)] = medium
            }
        }
        return (listed, erased)
    }

    private func standing(_ key: String, _ fold: CaseFold) -> (CaseMedium.State, Int64?) {
        if let told = fold.media[key] { return (told.state, told.ms) }
        if let erased = fold.erasedMs { return (.erased, erased) }
        return (.wanted, nil)
    }
}

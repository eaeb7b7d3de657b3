import Enforcement
import Foundation
import GRDB
import Readings
import Storage
import Units

// Which media a case has follows from its camera readings; what became of them is told by events.

extension CaseWriter {
    /// Lists the media of camera readings that have come to a case.
    func list(mediaOf records: [CaseRecord], caseID: String) throws {
        for record in records where record.kind == "camera" {
            for medium in ListedMedium.of(payload: record.data) {
                try medium.insert(reading: record.reading, caseID: caseID, db)
            }
        }
    }

    /// Lists the media of all readings of a passage in a case.
    func list(mediaOfPassage passage: String, caseID: String) throws {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT reading, payload FROM case_record WHERE case_id = ? AND passage = ? AND kind = 'camera'"
            ),
            arguments: [caseID, passage]
        )
        for row in rows {
            for medium in ListedMedium.of(payload: row["payload"]) {
                try medium.insert(reading: row["reading"], caseID: caseID, db)
            }
        }
    }

    /// Takes what became of media: one event a case for all that arrived, one for all that cannot be had.
    mutating func take(_ outcomes: [MediumOutcome]) throws {
        var notes: [String: [MediaNote.Item]] = [:]
        for outcome in outcomes {
            for row in try rows(concerning: outcome) {
                let item = MediaNote.Item(row, outcome.kind)
                let caseID: String = row["case_id"]
                // Told twice in one breath, the first word counts.
                let isTold = notes[caseID]?.contains { ($0.reading, $0.sha256) == (item.reading, item.sha256) }
                if isTold != true { notes[caseID, default: []].append(item) }
            }
        }
        for (caseID, items) in notes.sorted(by: { $0.key < $1.key }) {
            let sorted = items.sorted { ($0.reading, $0.sha256) < ($1.reading, $1.sha256) }
            let isStored = { (item: MediaNote.Item) in item.state == CaseMedium.State.stored.rawValue }
            try note(.mediaStored, sorted.filter(isStored), caseID: caseID)
            try note(.mediaMissing, sorted.filter { !isStored($0) }, caseID: caseID)
            for item in sorted where item.state == CaseMedium.State.unobtainable.rawValue {
                try mark(caseID, .unobtainable(item))
            }
        }
        try settle()
    }

    private mutating func note(_ kind: CaseEventKind, _ items: [MediaNote.Item], caseID: String) throws {
        guard !items.isEmpty else { return }
        var evidence = Evidence()
        if kind == .mediaStored { for item in items { evidence.add(medium: item.sha256) } }
        try record(kind, MediaNote(media: items), caseID: caseID, evidence: evidence)
        for item in items {
            try db.executeCached(
                sql: """
                    UPDATE case_medium SET state = ?, state_ms = ? WHERE case_id = ? AND reading = ? AND sha256 = ?
                    """,
                arguments: [item.state, instant.millisecondsSince1970, caseID, item.reading, item.sha256]
            )
            if kind == .mediaStored { try clearMark(of: item, caseID: caseID) }
        }
    }

    /// A file serves whoever wants it, also those for whom it seemed lost; what a station does not have says nothing of
    /// another's.
    private func rows(concerning outcome: MediumOutcome) throws -> [Row] {
        let medium = outcome.medium
        let digest = medium.sha256.description
        if outcome.kind == .stored {
            return try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT * FROM case_medium
                        WHERE sha256 = ? AND bytes = ? AND state NOT IN ('stored', 'erased')
                        """
                ),
                arguments: [digest, medium.bytes]
            )
        }
        return try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT * FROM case_medium WHERE sha256 = ? AND bytes = ? AND source = ? AND state = 'wanted'"
            ),
            arguments: [digest, medium.bytes, medium.source.description]
        )
    }
}

extension MediaNote.Item {
    fileprivate init(_ row: Row, _ kind: MediumOutcome.Kind) {
        reading = row["reading"]
        sha256 = row["sha256"]
        type = row["type"]
        bytes = row["bytes"]
        view = row["view"]
        switch kind {
        case .stored: state = CaseMedium.State.stored.rawValue
        case .gone:
            state = CaseMedium.State.gone.rawValue
            (zh, en) = ("站点已不再保存", "the station does not keep it any more")
        case .unobtainable(let zh, let en):
            state = CaseMedium.State.unobtainable.rawValue
            (self.zh, self.en) = (zh, en)
        }
    }
}

// MARK: - Erasing

extension CaseWriter {
    /// How many media of a case its retention would erase.
    static func mediaToErase(of caseID: String, _ db: Database) throws -> Int {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) FROM case_medium WHERE case_id = ? AND state <> 'erased'"),
            arguments: [caseID]
        ) ?? 0
    }

    /// Lets a case's media go: pictures show plates and faces. Files that another case holds stay.
    func eraseMedia(of caseID: String) throws {
        let digests = try String.fetchAll(
            db.cachedStatement(
                sql: "SELECT DISTINCT sha256 FROM case_medium WHERE case_id = ? AND state <> 'erased' ORDER BY sha256"
            ),
            arguments: [caseID]
        )
        try db.execute(
            sql: "UPDATE case_medium SET state = 'erased', state_ms = ? WHERE case_id = ?",
            arguments: [instant.millisecondsSince1970, caseID]
        )
        for digest in digests {
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO medium_erasure (sha256)
                    SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM case_medium WHERE sha256 = ?1 AND state <> 'erased')
                    """,
                arguments: [digest]
            )
        }
    }
}

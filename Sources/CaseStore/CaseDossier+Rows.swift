import Enforcement
import Foundation
import GRDB
import Units

// How a case is read from the store.

extension CaseDossier {
    init(_ summary: CaseSummary, _ db: Database) throws {
        let id = summary.id
        self.summary = summary
        let events = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT n, kind, recorded_ms, actor, body FROM case_event WHERE case_id = ? ORDER BY n"
            ),
            arguments: [id]
        ).map(CaseEventRecord.init)
        self.events = events
        passages = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT * FROM case_passage WHERE case_id = ? ORDER BY at_ms, passage"),
            arguments: [id]
        ).compactMap { CasePassage($0, carrying: summary.passage) }
        onSite = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT s.* FROM case_on_site s JOIN case_passage p ON p.passage = s.passage
                    WHERE p.case_id = ? ORDER BY s.at_ms, s.passage
                    """
            ),
            arguments: [id]
        ).map(CaseOnSite.init)
        let attached = try String.fetchSet(
            db.cachedStatement(sql: "SELECT passage FROM case_unloading WHERE case_id = ?"),
            arguments: [id]
        )
        unloadings = CaseDossier.unloadings(events, attached)
        marks = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT kind, subject, zh, en FROM case_review WHERE case_id = ? ORDER BY recorded_ms, kind, subject
                    """
            ),
            arguments: [id]
        ).compactMap(ReviewMark.init)
        records = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT reading, kind, received_ms, payload FROM case_record WHERE case_id = ?
                    ORDER BY received_ms, reading
                    """
            ),
            arguments: [id]
        ).map(CaseRecord.init)
        media = try MediaQueries.of(caseID: id, db)
        let personal = try CaseDossier.personal(of: id, db)
        self.personal = personal
        fields = try CaseDossier.fields(of: id, personal, db)
    }

    private static func personal(of id: String, _ db: Database) throws -> [Int: [String: String]] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT e.n, p.part, p.value FROM case_personal p JOIN case_event e ON e.id = p.event
                    WHERE e.case_id = ? AND p.value IS NOT NULL
                    """
            ),
            arguments: [id]
        ).reduce(into: [:]) { all, row in all[row["n"], default: [:]][row["part"]] = row["value"] }
    }

    private static func fields(
        of id: String,
        _ personal: [Int: [String: String]],
        _ db: Database
    ) throws -> [CaseFieldValue] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT f.field, f.value, e.n FROM case_field f JOIN case_event e ON e.id = f.event WHERE f.case_id = ?
                    """
            ),
            arguments: [id]
        )
        let values = rows.compactMap { row -> CaseFieldValue? in
            guard let field = CaseField(rawValue: row["field"]) else { return nil }
            if let value = row["value"] as String? { return CaseFieldValue(field: field, value: ["value": value]) }
            let words = personal[row["n"]] ?? [:]
            if let whole = words[field.rawValue] { return CaseFieldValue(field: field, value: ["value": whole]) }
            let prefix = field.rawValue + "/"
            let parts = words.filter { $0.key.hasPrefix(prefix) }.map {
                (String($0.key.dropFirst(prefix.count)), $0.value)
            }
            return CaseFieldValue(field: field, value: Dictionary(parts) { $1 })
        }
        return CaseField.allCases.flatMap { field in values.filter { $0.field == field } }
    }

    /// Those that have not left the case, each once, in the order of weighing.
    private static func unloadings(_ events: [CaseEventRecord], _ attached: Set<String>) -> [UnloadingNote] {
        var notes: [UnloadingNote] = []
        for case .unloading(let note) in events.map(\.body) where attached.contains(note.passage) {
            notes.removeAll { $0.passage == note.passage }
            notes.append(note)
        }
        return notes.sorted { ($0.at, $0.passage) < ($1.at, $1.passage) }
    }
}

extension CaseEventRecord {
    init(_ row: Row) throws {
        let name: String = row["kind"]
        guard let kind = CaseEventKind(rawValue: name) else { throw CaseStoreDamage(what: "event of kind \(name)") }
        self.kind = kind
        n = row["n"]
        recordedAt = Instant(millisecondsSince1970: row["recorded_ms"])
        actor = row["actor"]
        body = try CaseEventBody(kind, json: row["body"])
    }
}

extension CasePassage {
    init?(_ row: Row, carrying: String) {
        guard let basis = CaseOpening.Basis(rawValue: row["basis"]) else { return nil }
        self.basis = basis
        passage = row["passage"]
        station = row["station"]
        instrument = row["instrument"]
        at = Instant(millisecondsSince1970: row["at_ms"])
        gross = Kilograms(row["gross_kg"] as Int)
        excess = Kilograms(row["excess_kg"] as Int)
        carries = row["passage"] == carrying
        stands = row["stands"]
    }
}

extension CaseOnSite {
    init(_ row: Row) throws {
        passage = row["passage"]
        ticket = row["ticket"]
        officers =
            try (row["officers"] as String?).map { text in
                try JSONDecoder().decode([OnSiteRecord.Officer].self, from: Data(text.utf8))
            } ?? []
        policeOfficer = row["police_officer"]
        driverName = row["driver_name"]
        driverLicence = row["driver_licence"]
        driverQualification = row["driver_qualification"]
        company = row["company"]
        loadingSite = row["loading_site"]
        cargo = row["cargo"]
    }
}

extension ReviewMark {
    init?(_ row: Row) {
        guard let kind = Kind(rawValue: row["kind"]) else { return nil }
        self.init(kind: kind, subject: row["subject"], zh: row["zh"], en: row["en"])
    }
}

extension CaseRecord {
    init(_ row: Row) {
        self.init(
            reading: row["reading"],
            kind: row["kind"],
            receivedAt: Instant(millisecondsSince1970: row["received_ms"]),
            payload: Array(row["payload"] as Data)
        )
    }
}

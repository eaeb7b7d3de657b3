import Enforcement
import GRDB
import Law
import Storage
import Units

/// One row of `case_subject`: a case that counts for a subject.
struct CountedRow: Hashable {
    let subject: CountedSubject
    let violation: Violation

    /// Whom a case counts for, by what stands in the store.
    ///
    /// The vehicle always; the others as far as they are known: what people have filled in goes before what officers wrote
    /// down on the spot, and that before what the register of vehicles said on the day of the act. A company is known by its
    /// credit code alone: a name is nobody to be counted for.
    /// - Returns: nothing for a case that was dismissed or revoked, or by a law that counts no warnings ended with one.
    static func compute(caseID: String, warningsCount: Bool, _ db: Database) throws -> Set<CountedRow> {
        guard let facts = try CountedCase.fetch(caseID, db), let standing = facts.state.counts else { return [] }
        if !warningsCount, facts.isWarning { return [] }
        let truck = CountedSubject.vehicle(plate: facts.plate, colour: facts.colour)
        let violation = Violation(
            caseID: caseID,
            day: facts.day,
            truck: truck.key,
            isEffective: standing == .effective
        )
        let subjects = [
            truck, facts.driver.map { CountedSubject(.driver, $0) }, facts.company.map { CountedSubject(.company, $0) },
            facts.site.map { CountedSubject(.loadingSite, $0) },
        ]
        return Set(subjects.compactMap(\.self).map { CountedRow(subject: $0, violation: violation) })
    }

    static func fetch(caseID: String, _ db: Database) throws -> Set<CountedRow> {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT * FROM case_subject WHERE case_id = ?"),
            arguments: [caseID]
        )
        return try Set(rows.map(CountedRow.init))
    }

    private init(_ row: Row) throws {
        subject = try CountedSubject(kind: row["kind"], key: row["subject"])
        violation = try Violation(row)
    }

    private init(subject: CountedSubject, violation: Violation) {
        (self.subject, self.violation) = (subject, violation)
    }

    func insert(_ db: Database) throws {
        try db.executeCached(
            sql: """
                INSERT INTO case_subject (kind, subject, day, case_id, is_effective, truck) VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                subject.kind.rawValue, subject.key, violation.day.description, violation.caseID, violation.isEffective,
                violation.truck,
            ]
        )
    }

    func delete(_ db: Database) throws {
        try db.executeCached(
            sql: "DELETE FROM case_subject WHERE kind = ? AND subject = ? AND day = ? AND case_id = ?",
            arguments: [subject.kind.rawValue, subject.key, violation.day.description, violation.caseID]
        )
    }
}

extension CountedSubject {
    init(kind: String, key: String) throws {
        guard let known = PenaltySubject(rawValue: kind) else { throw CaseStoreDamage(what: "subject of kind \(kind)") }
        self.init(known, key)
    }
}

extension Violation {
    init(_ row: Row) throws {
        let (id, text): (String, String) = (row["case_id"], row["day"])
        guard let day = CivilDate(text) else { throw CaseStoreDamage(what: "case \(id), day \(text)") }
        self.init(caseID: id, day: day, truck: row["truck"], isEffective: row["is_effective"])
    }
}

extension ViolationRecord {
    /// All violations of a subject.
    static func fetch(_ subject: CountedSubject, _ db: Database) throws -> ViolationRecord {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT day, case_id, is_effective, truck FROM case_subject WHERE kind = ? AND subject = ?
                    ORDER BY day, case_id
                    """
            ),
            arguments: [subject.kind.rawValue, subject.key]
        )
        return ViolationRecord(sorted: try rows.map(Violation.init))
    }
}

/// A case as far as it decides whom it counts for.
private struct CountedCase {
    let state: CaseState
    let isWarning: Bool
    let day: CivilDate
    let plate: String
    let colour: String
    let driver: String?
    let company: String?
    let site: String?

    static func fetch(_ id: String, _ db: Database) throws -> CountedCase? {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT c.state, c.first_ms, c.plate, c.plate_colour, c.passage, c.basis,
                        c.decision_number IS NOT NULL AND c.fine_yuan IS NULL AS is_warning,
                        o.body ->> '$.registeredCompany' AS registered
                    FROM case_current c JOIN case_event o ON o.id = c.carrier_event WHERE c.id = ?
                    """
            ),
            arguments: [id]
        )
        guard let row, let state = CaseState(rawValue: row["state"]) else { return nil }
        let fields = try CaseFieldWords.fetch(id, db)
        let onSite = try onSite(id, row["passage"], isAny: row["basis"] == CaseOpening.Basis.onSite.rawValue, db)
        return CountedCase(
            state: state,
            isWarning: row["is_warning"],
            day: Instant(millisecondsSince1970: row["first_ms"]).day,
            plate: row["plate"],
            colour: row["plate_colour"],
            driver: fields.has(.driver)
                ? fields.driver : identifier(onSite?["driver_licence"]) ?? identifier(onSite?["driver_qualification"]),
            company: fields.has(.company)
                ? code(fields[.company]) : code(onSite?["company"]) ?? code(row["registered"]),
            site: fields.has(.loadingSite) ? fields[.loadingSite] : identifier(onSite?["loading_site"])
        )
    }

    /// What officers wrote down at the passage that carries the case, else at the last one that they weighed.
    private static func onSite(_ id: String, _ carrier: String, isAny: Bool, _ db: Database) throws -> Row? {
        guard isAny else { return nil }
        return try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT s.* FROM case_passage p JOIN case_on_site s ON s.passage = p.passage
                    WHERE p.case_id = ?1 AND p.stands
                    ORDER BY p.passage = ?2 DESC, p.at_ms DESC, p.passage LIMIT 1
                    """
            ),
            arguments: [id, carrier]
        )
    }

    private static func code(_ text: String?) -> String? {
        identifier(text).flatMap { CreditCode.isValid($0) ? $0 : nil }
    }

    fileprivate static func identifier(_ text: String?) -> String? {
        guard let text = text?.trimmed.uppercased(), !text.isEmpty else { return nil }
        return text
    }
}

/// Fields of a case as people have filled them in, personal ones with their words.
struct CaseFieldWords {
    private var fields: [String: String?] = [:]
    private var parts: [String: String] = [:]

    func has(_ field: CaseField) -> Bool { fields[field.rawValue] != nil }

    /// A field that is one text.
    subscript(_ field: CaseField) -> String? { (fields[field.rawValue] ?? nil)?.trimmed }

    /// What the driver is known by: the licence's number, else the qualification's.
    var driver: String? {
        CountedCase.identifier(parts["driver/licence"]) ?? CountedCase.identifier(parts["driver/qualification"])
    }

    /// What made the act graver.
    var circumstances: [Circumstance] { self[.circumstances].flatMap(Circumstance.list) ?? [] }

    static func fetch(_ caseID: String, _ db: Database) throws -> CaseFieldWords {
        var words = CaseFieldWords()
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT f.field, f.value, p.part, p.value AS word FROM case_field f
                        LEFT JOIN case_personal p ON p.event = f.event AND f.field = 'driver' AND p.part LIKE 'driver/%'
                    WHERE f.case_id = ?
                    """
            ),
            arguments: [caseID]
        )
        for row in rows {
            words.fields[row["field"]] = .some(row["value"] as String?)
            if let part = row["part"] as String?, let word = row["word"] as String? { words.parts[part] = word }
        }
        return words
    }
}

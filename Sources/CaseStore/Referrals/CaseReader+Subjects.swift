public import Enforcement
import GRDB
public import Law
public import Units

/// Everything that the store knows of a subject of the four penalties.
public struct SubjectDossier: Sendable {
    /// Whom it is about.
    public let subject: CountedSubject
    /// The violations, provisional and effective.
    public let record: ViolationRecord
    /// The latest cases by id: `CaseReader.dossierCasesMax` at most.
    public let cases: [String: DossierCase]
    /// The referrals that it has or had.
    public let referrals: [Referral]
    /// When the certificate, qualification or licence was first issued, as the registers said last.
    public let issued: CivilDate?
    /// A company's fleet, as the registers said last.
    public let fleet: Fleet
    /// Years in which one more would cross, by the rule's id.
    public let warnings: [(rule: String, year: LegalYear)]
    /// Entries of the credit record.
    public let credit: [CreditEntry]
}

/// A case as a dossier names it.
public struct DossierCase: Hashable, Sendable {
    /// Its number.
    public let number: String
    /// Where it stands.
    public let state: CaseState
    /// The truck's plate.
    public let plate: String
    /// The station.
    public let station: String
    /// How far it was over.
    public let excess: Kilograms
}

/// An entry of the credit record (信用记录, 交办公路〔2017〕8号).
public struct CreditEntry: Hashable, Sendable {
    /// The rule, or the circumstance.
    public let ground: String
    /// The referral or the case that it comes from.
    public let source: String
    /// The first day of publication.
    public let published: CivilDate
    /// The last day; `nil` where the law named no term.
    public let until: CivilDate?
    /// Whether it was taken back.
    public let isWithdrawn: Bool

    /// Whether it is published on a day.
    public func isPublished(on day: CivilDate) -> Bool {
        !isWithdrawn && published <= day && (until.map { day <= $0 } ?? true)
    }
}

/// A subject in a list.
public struct SubjectSummary: Hashable, Sendable {
    /// Whom it is about.
    public let subject: CountedSubject
    /// Counts in the rolling year that ends on the day asked for.
    public let counts: ViolationRecord.Counts
    /// Distinct trucks among the effective ones.
    public let trucks: Int
    /// Open referrals.
    public let referrals: Int
}

extension CaseReader {
    /// Cases that one dossier details at most, the latest; it counts all. Each lies anywhere in the file, so that they are what a
    /// large company's dossier takes long for.
    public static let dossierCasesMax = 50

    /// Everything about one subject.
    ///
    /// - Returns: `nil` when no case counts for it and no referral names it.
    public func subject(_ subject: CountedSubject) throws -> SubjectDossier? {
        try database.read { db in
            let record = try ViolationRecord.fetch(subject, db)
            let rows = try Row.fetchAll(
                db.cachedStatement(sql: "SELECT * FROM referral WHERE kind = ? AND subject = ? ORDER BY row"),
                arguments: [subject.kind.rawValue, subject.key]
            )
            guard !record.violations.isEmpty || !rows.isEmpty else { return nil }
            let facts = try StoredFacts.fetch(subject, db)
            return SubjectDossier(
                subject: subject,
                record: record,
                cases: try CaseReader.latestCases(of: subject, db),
                referrals: try rows.map { try Referral($0, db) },
                issued: facts.issued,
                fleet: facts.fleet,
                warnings: try CaseReader.warnings(subject, db),
                credit: try CaseReader.credit(subject, db)
            )
        }
    }

    private static func latestCases(of subject: CountedSubject, _ db: Database) throws -> [String: DossierCase] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT c.id, c.number, c.state, c.plate, c.station, c.excess_kg FROM case_subject s
                        JOIN case_current c ON c.id = s.case_id
                    WHERE s.kind = ? AND s.subject = ? ORDER BY s.day DESC, s.case_id DESC LIMIT \(dossierCasesMax)
                    """
            ),
            arguments: [subject.kind.rawValue, subject.key]
        )
        let cases = rows.compactMap { row in
            CaseState(rawValue: row["state"]).map { state in
                let (number, plate, station): (String, String, String) = (row["number"], row["plate"], row["station"])
                let excess = Kilograms(row["excess_kg"] as Int)
                return (
                    row["id"] as String,
                    DossierCase(number: number, state: state, plate: plate, station: station, excess: excess)
                )
            }
        }
        return Dictionary(cases) { $1 }
    }

    private static func warnings(_ subject: CountedSubject, _ db: Database) throws -> [(rule: String, year: LegalYear)]
    {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT rule, first_day, last_day FROM threshold_warning WHERE kind = ? AND subject = ?
                    ORDER BY first_day, rule
                    """
            ),
            arguments: [subject.kind.rawValue, subject.key]
        ).compactMap { row in
            guard let first = CivilDate(row["first_day"] as String), let last = CivilDate(row["last_day"] as String),
                let year = LegalYear(between: first, and: last)
            else { return nil }
            return (row["rule"], year)
        }
    }

    private static func credit(_ subject: CountedSubject, _ db: Database) throws -> [CreditEntry] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT * FROM credit_record WHERE kind = ? AND subject = ? ORDER BY published, ground, source"
            ),
            arguments: [subject.kind.rawValue, subject.key]
        ).compactMap { row in
            guard let published = CivilDate(row["published"] as String) else { return nil }
            return CreditEntry(
                ground: row["ground"],
                source: row["source"],
                published: published,
                until: (row["until"] as String?).flatMap { CivilDate($0) },
                isWithdrawn: row["is_withdrawn"]
            )
        }
    }

    /// The subjects of a kind with a violation in the rolling year that ends on a day, those with most of them first.
    ///
    /// - Parameter onlyNear: only those of which one more would cross a threshold now.
    public func subjects(
        _ kind: PenaltySubject,
        on day: CivilDate,
        onlyNear: Bool = false,
        limit: Int
    ) throws -> [SubjectSummary] {
        let first = LegalYear.rolling(endingOn: day).first.description
        let near = """
            AND EXISTS (SELECT 1 FROM threshold_warning w WHERE w.kind = v.kind AND w.subject = v.subject
                AND :day BETWEEN w.first_day AND w.last_day)
            """
        return try database.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT subject, count(*) AS provisional, sum(is_effective) AS effective,
                            count(DISTINCT CASE WHEN is_effective THEN truck END) AS trucks,
                            (SELECT count(*) FROM referral r WHERE r.kind = :kind AND r.subject = v.subject
                                AND r.state IN ('issued', 'acknowledged')) AS referrals
                        FROM case_subject v WHERE kind = :kind AND day BETWEEN :first AND :day \(onlyNear ? near : "")
                        GROUP BY subject ORDER BY effective DESC, provisional DESC, subject LIMIT :limit
                        """
                ),
                arguments: ["kind": kind.rawValue, "first": first, "day": day.description, "limit": limit]
            ).map { row in
                var counts = ViolationRecord.Counts()
                (counts.provisional, counts.effective) = (row["provisional"], row["effective"])
                return SubjectSummary(
                    subject: CountedSubject(kind, row["subject"]),
                    counts: counts,
                    trucks: row["trucks"],
                    referrals: row["referrals"]
                )
            }
        }
    }

    /// The colours under which a plate has violations or referrals.
    public func colours(ofPlate plate: String) throws -> [String] {
        try database.read { db in
            try String.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT subject FROM case_subject WHERE kind = 'vehicle' AND subject >= ?1 || '~' AND subject < ?1 || '~~'
                        UNION SELECT subject FROM referral WHERE kind = 'vehicle' AND subject >= ?1 || '~' AND subject < ?1 || '~~'
                        """
                ),
                arguments: [plate]
            )
        }.compactMap { CountedSubject.parts(ofVehicle: $0).colour }
    }
}

import GRDB
public import Units

/// A referral with everything that its letter tells, all of one state of the store.
public struct ReferralFile: Sendable {
    /// The referral.
    public let referral: Referral
    /// When what it tells was last changed: what the registers learn later stands in no letter of it.
    public let writtenAt: Instant
    /// The cases that make it up, in the order of the acts.
    public let cases: [CaseSummary]
    /// The case that it is a document of; `nil`: it is of a year.
    public let dossier: CaseDossier?
}

extension CaseReader {
    /// A referral by its id or its number, with what its letter tells.
    ///
    /// - Returns: `nil` when there is none.
    public func referralFile(_ idOrNumber: String) throws -> ReferralFile? {
        try database.read { db -> ReferralFile? in
            guard
                let row = try Row.fetchOne(
                    db.cachedStatement(sql: "SELECT * FROM referral WHERE id = ?1 OR number = ?1"),
                    arguments: [idOrNumber]
                )
            else { return nil }
            let referral = try Referral(row, db)
            let own = try referral.caseID.flatMap { try CaseReader.summary($0, db) }
            return try ReferralFile(referral, try own.map { try CaseDossier($0, db) }, db)
        }
    }
}

extension ReferralFile {
    /// The documents of a case that stand, in the order of issue.
    static func fetchAll(of dossier: CaseDossier, _ db: Database) throws -> [ReferralFile] {
        try Row.fetchAll(
            db.cachedStatement(sql: "SELECT * FROM referral WHERE case_id = ? AND state <> 'withdrawn' ORDER BY row"),
            arguments: [dossier.summary.id]
        ).map { try ReferralFile(Referral($0, db), dossier, db) }
    }

    fileprivate init(_ referral: Referral, _ dossier: CaseDossier?, _ db: Database) throws {
        self.referral = referral
        self.dossier = dossier
        let told = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT max(recorded_ms) FROM case_event WHERE case_id = ? AND kind IN (?, ?)"),
            arguments: [referral.id, ReferralEventKind.issued.rawValue, ReferralEventKind.changed.rawValue]
        )
        // What receiving offices answer changes no letter; what is filled in of its case does.
        writtenAt = max(
            Instant(millisecondsSince1970: told ?? referral.issued.start.millisecondsSince1970),
            dossier?.events.last?.recordedAt ?? referral.issued.start
        )
        if let dossier, referral.cases == [dossier.summary.id] {
            cases = [dossier.summary]
        } else {
            cases = try referral.cases.compactMap { try CaseReader.summary($0, db) }
        }
    }
}

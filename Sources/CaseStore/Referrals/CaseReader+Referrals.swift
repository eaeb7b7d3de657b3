public import Enforcement
import Foundation
import GRDB
public import Law
public import Units

extension CaseReader {
    /// Which referrals to list; everything that is given must hold.
    public struct ReferralFilter: Sendable {
        /// Where it stands.
        public var state: ReferralState?
        /// What sort of document it is.
        public var form: ReferralForm?
        /// What sort of subject it is about.
        public var kind: PenaltySubject?
        /// The subject itself.
        public var subject: CountedSubject?
        /// Only those that were due before this day, and not acknowledged.
        public var overdueOn: CivilDate?
        /// Only those that rest on a case of one of these stations; `nil` for all.
        public var stations: [String]?
        /// Only those issued after this one, by the order of issue.
        public var afterRow: Int64 = 0
        /// How many at most; `nil` for all.
        public var limit: Int?

        /// Everything.
        public init() {}

        fileprivate var query: (sql: String, arguments: StatementArguments) {
            var conditions = ["row > :after"]
            var arguments: [String: (any DatabaseValueConvertible)?] = ["after": afterRow, "limit": limit ?? -1]
            func add(_ condition: String, _ name: String, _ value: String?) {
                guard let value else { return }
                conditions.append(condition)
                arguments[name] = value
            }
            add("state = :state", "state", state?.rawValue)
            add("form = :form", "form", form?.rawValue)
            add("kind = :kind", "kind", (subject?.kind ?? kind)?.rawValue)
            add("subject = :subject", "subject", subject?.key)
            add("state = 'issued' AND due_day < :today", "today", overdueOn?.description)
            if let stations {
                // Names of stations are letters, digits, dots and dashes: nothing to escape.
                let list = stations.map { "'\($0.replacing("'", with: "''"))'" }.joined(separator: ", ")
                conditions.append(
                    """
                    EXISTS (SELECT 1 FROM referral_case m JOIN case_current c ON c.id = m.case_id
                        WHERE m.referral = referral.id AND c.station IN (\(list)))
                    """
                )
            }
            let sql = "SELECT * FROM referral WHERE \(conditions.joined(separator: " AND ")) ORDER BY row LIMIT :limit"
            return (sql, StatementArguments(arguments))
        }
    }

    /// Lists referrals in the order of issue.
    public func referrals(_ filter: ReferralFilter = ReferralFilter()) throws -> [Referral] {
        try database.read { db in
            let (sql, arguments) = filter.query
            return try Row.fetchAll(db, sql: sql, arguments: arguments).map { try Referral($0, db) }
        }
    }

    /// One referral by its id or its number, with its events.
    ///
    /// - Returns: `nil` when there is none.
    public func referral(_ idOrNumber: String) throws -> (referral: Referral, events: [ReferralEvent])? {
        try database.read { db in
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT * FROM referral WHERE id = ?1 OR number = ?1"),
                arguments: [idOrNumber]
            )
            guard let row else { return nil }
            let referral = try Referral(row, db)
            let decoder = JSONDecoder()
            let events = try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT n, kind, recorded_ms, actor, body FROM case_event WHERE case_id = ? ORDER BY n"
                ),
                arguments: [referral.id]
            ).map { row in
                ReferralEvent(
                    n: row["n"],
                    kind: row["kind"],
                    recordedAt: Instant(millisecondsSince1970: row["recorded_ms"]),
                    actor: row["actor"],
                    parts: try decoder.decode(StepNote.self, from: Data((row["body"] as String).utf8)).parts
                )
            }
            return (referral, events)
        }
    }

    /// The stations of the passages that carry some cases.
    public func stations(ofCases ids: [String]) throws -> Set<String> {
        try database.read { db in
            try Set(
                ids.compactMap { id in
                    try String.fetchOne(
                        db.cachedStatement(sql: "SELECT station FROM case_current WHERE id = ?"),
                        arguments: [id]
                    )
                }
            )
        }
    }
}

import Enforcement
import GRDB
import Storage
public import Units

/// Where a case belongs today: the station whose passage carries it, and the company that it counts for.
public struct CountedPlace: Hashable, Sendable {
    /// The station's id.
    public var station: String
    /// A credit code, or what else stands for the company; `nil` where nobody knows.
    public var company: String?
}

/// Something that happened to a case, as reports count it.
public struct CountedEvent: Hashable, Sendable {
    /// What happened.
    public var kind: CaseEventKind
    /// Where the case belongs.
    public var place: CountedPlace
    /// The fine of a decision, in yuan; `nil` for a warning and for all else.
    public var fine: Int?
    /// How much more is off the vehicle than the case's weighing after unloading before this one showed, in kg.
    public var unloaded: Int?
}

/// A referral as reports count it.
public struct CountedReferral: Hashable, Sendable {
    /// Whether it was issued in the period.
    public var isIssued: Bool
    /// Whether nobody had acknowledged it in time on the last day.
    public var isOverdue: Bool
    /// Where its cases belong.
    public var places: [CountedPlace]
}

extension CaseReader {
    /// Events of cases are in the order of commit; how far clocks that were set back may have disordered them.
    private static let slack = Milliseconds.hours(1)

    private static let company = """
        coalesce(
            (SELECT subject FROM case_subject s WHERE s.case_id = c.id AND s.kind = 'company'),
            (SELECT value FROM case_field f WHERE f.case_id = c.id AND f.field = 'company'),
            (SELECT body ->> '$.registeredCompany' FROM case_event o WHERE o.id = c.carrier_event)
        ) AS company
        """

    /// What was recorded of cases from one instant until before another, in the order of commit.
    ///
    /// Events are never changed, so this stays as it is, but for where a case belongs.
    /// - Throws: `CaseStoreDamage` for a kind that is none, GRDB's errors, and what `body` throws.
    public func countedEvents(
        from start: Instant,
        until end: Instant,
        _ body: (CountedEvent) throws -> Void
    ) throws {
        try database.read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT e.id, e.kind, c.station, \(CaseReader.company),
                        iif(e.kind = 'decided', e.body ->> '$.parts.fine_yuan', NULL) AS fine,
                        iif(e.kind = 'unloaded', max(0, e.body ->> '$.unloaded') - max(0, coalesce((
                            SELECT u.body ->> '$.unloaded' FROM case_event u
                            WHERE u.case_id = e.case_id AND u.n < e.n AND u.kind = 'unloaded' ORDER BY u.n DESC LIMIT 1
                        ), 0)), NULL) AS unloaded
                    FROM case_event e JOIN case_current c ON c.id = e.case_id
                    WHERE e.id >= ? AND e.id < ? AND e.recorded_ms >= ? AND e.recorded_ms < ? ORDER BY e.id
                    """,
                arguments: [
                    try CaseReader.event(at: start + -CaseReader.slack, db),
                    try CaseReader.event(at: end + CaseReader.slack, db), start.millisecondsSince1970,
                    end.millisecondsSince1970,
                ]
            )
            while let row = try rows.next() {
                guard let kind = CaseEventKind(rawValue: row["kind"]) else {
                    throw CaseStoreDamage(what: "event \(row["id"] as Int64)")
                }
                try body(
                    CountedEvent(kind: kind, place: CountedPlace(row), fine: row["fine"], unloaded: row["unloaded"])
                )
            }
        }
    }

    /// The first event recorded at an instant or after it; beyond the last one where there is none.
    private static func event(at instant: Instant, _ db: Database) throws -> Int64 {
        try OrderedRows.first(
            in: "case_event",
            column: "recorded_ms",
            atLeast: instant.millisecondsSince1970,
            db
        )
    }

    /// The referrals that were issued in some days, or overdue on the last of them.
    public func countedReferrals(from first: CivilDate, to last: CivilDate) throws -> [CountedReferral] {
        let rows = try database.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT r.row, r.issued_day, r.due_day, coalesce(r.acknowledged_at, r.answered_at) AS answered,
                            r.withdrawn_ms, c.station, \(CaseReader.company)
                        FROM referral r LEFT JOIN referral_case m ON m.referral = r.id
                            LEFT JOIN case_current c ON c.id = m.case_id
                        WHERE r.issued_day <= ?2 AND (r.issued_day >= ?1 OR r.due_day < ?2) ORDER BY r.row, m.case_id
                        """
                ),
                arguments: [first.description, last.description]
            )
        }
        var referrals: [(row: Int64, counted: CountedReferral)] = []
        for row in rows {
            if referrals.last?.row != row["row"] {
                let isIssued = (row["issued_day"] as String) >= first.description
                let isOverdue = CaseReader.isOverdue(row, on: last)
                referrals.append((row["row"], CountedReferral(isIssued: isIssued, isOverdue: isOverdue, places: [])))
            }
            if row["station"] as String? != nil {
                referrals[referrals.count - 1].counted.places.append(CountedPlace(row))
            }
        }
        return referrals.map(\.counted).filter { $0.isIssued || $0.isOverdue }
    }

    /// Whether a referral's term was over on a day, and nobody had said by then that they have it.
    private static func isOverdue(_ row: Row, on day: CivilDate) -> Bool {
        guard let due = row["due_day"] as String?, due < day.description else { return false }
        let withdrawn = (row["withdrawn_ms"] as Int64?).map { Instant(millisecondsSince1970: $0).day }
        // People give a day or an instant.
        let answered = (row["answered"] as String?).flatMap { CivilDate($0) ?? Instant(rfc3339: $0)?.day }
        return ![withdrawn, answered].compactMap(\.self).contains { $0 <= day }
    }
}

extension CountedPlace {
    fileprivate init(_ row: Row) { self.init(station: row["station"], company: row["company"]) }
}

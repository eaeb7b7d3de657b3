import Enforcement
import Foundation
import GRDB
import Units

/// A passage as it belongs to a case.
struct Member {
    let passage: String
    let caseID: String
    /// The case's plate.
    let plate: String
    let event: Int64
    let amendment: Int64?
    let hasOpened: Bool
    let stands: Bool
    let at: Instant
    /// Whether the case has ended without a sanction.
    let isOver: Bool

    private static let select = """
        SELECT p.passage, p.case_id, c.plate, p.event, p.amendment, p.has_opened, p.stands, p.at_ms,
            c.state IN ('dismissed', 'revoked') AS is_over
        FROM case_passage p JOIN case_current c ON c.id = p.case_id

        """

    private init(_ row: Row) {
        passage = row["passage"]
        caseID = row["case_id"]
        plate = row["plate"]
        event = row["event"]
        amendment = row["amendment"]
        hasOpened = row["has_opened"]
        stands = row["stands"]
        at = Instant(millisecondsSince1970: row["at_ms"])
        isOver = row["is_over"]
    }

    /// The cases of a passage; none for one that was never told.
    static func fetch(passage: String, _ db: Database) throws -> [Member] {
        try Row.fetchAll(
            db.cachedStatement(sql: select + "WHERE p.passage = ? ORDER BY c.row"),
            arguments: [passage]
        ).map(Member.init)
    }

    /// The passages of a case in the order of the act.
    static func fetch(caseID: String, _ db: Database) throws -> [Member] {
        try Row.fetchAll(
            db.cachedStatement(sql: select + "WHERE p.case_id = ? ORDER BY p.at_ms, p.passage"),
            arguments: [caseID]
        ).map(Member.init)
    }
}

extension Decodable {
    /// What an event says.
    ///
    /// - Throws: `CaseStoreDamage` when there is no such event.
    static func fetch(event: Int64, _ db: Database) throws -> Self {
        let body = try String.fetchOne(
            db.cachedStatement(sql: "SELECT body FROM case_event WHERE id = ?"),
            arguments: [event]
        )
        guard let body else { throw CaseStoreDamage(what: "case_event \(event)") }
        return try JSONDecoder().decode(Self.self, from: Data(body.utf8))
    }
}

extension CaseRecord {
    /// The payload as the store keeps it.
    var data: Data { Data(payload) }
}

/// A row of the store that the daemon cannot have written.
public struct CaseStoreDamage: Error, CustomStringConvertible {
    /// The row.
    public let what: String

    /// Names the row.
    public init(what: String) {
        self.what = what
    }

    /// What is wrong and what to do.
    public var description: String {
        "cases.sqlite: \(what) is damaged; stop zhichaod, keep the file, and restore the last backup"
    }
}

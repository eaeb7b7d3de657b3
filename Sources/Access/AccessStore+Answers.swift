public import Foundation
import GRDB
import Storage
public import Units

/// What was answered to a request with an Idempotency-Key.
public struct KeptAnswer: Hashable, Sendable {
    /// SHA-256 of what was asked, so that another request under the same key is told.
    public var fingerprint: Data
    /// The HTTP status.
    public var status: Int
    /// The headers that belong to the answer.
    public var headers: [String: String]
    /// The body.
    public var body: Data

    /// Keeps an answer.
    public init(fingerprint: Data, status: Int, headers: [String: String], body: Data) {
        self.fingerprint = fingerprint
        self.status = status
        self.headers = headers
        self.body = body
    }
}

extension AccessStore {
    /// How long an answer is kept.
    public static let answersKept = Milliseconds(24 * 3_600_000)
    /// Answers that are kept; at the bound the oldest go, and a repetition of theirs is a new request.
    public static let answersMax = 10_000

    /// What was answered under a key; `nil` when nothing was, or too long ago.
    public func answer(actor: String, key: String, now: Instant) throws -> KeptAnswer? {
        try read { db in
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT fingerprint, status, headers, body FROM answer
                        WHERE actor = ? AND key = ? AND recorded_ms > ?
                        """
                ),
                arguments: [actor, key, (now + Milliseconds(-AccessStore.answersKept.rawValue)).millisecondsSince1970]
            )
            guard let row else { return nil }
            return KeptAnswer(
                fingerprint: row["fingerprint"],
                status: row["status"],
                headers: try JSONDecoder().decode(
                    [String: String].self,
                    from: Data((row["headers"] as String).utf8)
                ),
                body: row["body"]
            )
        }
    }

    /// Keeps what was answered, and lets go of what is too old or too much.
    public func keep(_ answer: KeptAnswer, actor: String, key: String, now: Instant) throws {
        let headers = String(decoding: try JSONEncoder().encode(answer.headers), as: UTF8.self)
        try write { db in
            try db.executeCached(
                sql: "DELETE FROM answer WHERE recorded_ms <= ?",
                arguments: [(now + Milliseconds(-AccessStore.answersKept.rawValue)).millisecondsSince1970]
            )
            try db.executeCached(
                sql: """
                    INSERT OR REPLACE INTO answer (actor, key, fingerprint, recorded_ms, status, headers, body)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    actor, key, answer.fingerprint, now.millisecondsSince1970, answer.status, headers, answer.body,
                ]
            )
            let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM answer") ?? 0
            guard count > AccessStore.answersMax else { return }
            try db.executeCached(
                sql: """
                    DELETE FROM answer WHERE (actor, key) IN (
                        SELECT actor, key FROM answer ORDER BY recorded_ms LIMIT ?)
                    """,
                arguments: [count - AccessStore.answersMax]
            )
        }
    }
}

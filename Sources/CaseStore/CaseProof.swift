import Enforcement
import Foundation
import GRDB
import Units

/// The events of one case in the form in which they are hashed, with the words and records whose digests stand in them.
///
/// It proves a case without the store: what people see of the case follows from these events alone.
public struct CaseProof: Sendable {
    /// An event as its hash in the case's chain is made of it, field by field.
    public struct Event: Hashable, Codable, Sendable {
        /// 1, 2, … within the case.
        public var n: Int
        /// The case's id.
        public var caseID: String
        /// What happened.
        public var kind: String
        /// When it was recorded, ms since 1970.
        public var recordedMs: Int64
        /// Who.
        public var actor: String
        /// JSON: what it rests on, by digest.
        public var evidence: String
        /// JSON: what it says.
        public var body: String
        /// Its hash in the case's chain, in hexadecimal.
        public var hash: String

        enum CodingKeys: String, CodingKey {
            case n
            case caseID = "case"
            case kind
            case recordedMs = "recorded_ms"
            case actor, evidence, body, hash
        }
    }

    /// Words about people that stand in an event as a digest of salt and words.
    public struct Words: Hashable, Codable, Sendable {
        /// The event's number within the case.
        public var n: Int
        /// The part's name in the event's body.
        public var part: String
        /// In hexadecimal.
        public var salt: String
        /// The words.
        public var value: String
    }

    /// An on-site record (现场检查记录) that stands in an event as a digest of salt and record.
    public struct OnSite: Hashable, Codable, Sendable {
        /// The weighing that it belongs to.
        public var passage: String
        /// In hexadecimal.
        public var salt: String
        /// JSON, in the bytes that were hashed.
        public var record: String
    }

    /// The events, in order.
    public var events: [Event]
    /// The words about people that were not erased.
    public var words: [Words]
    /// The on-site records that were not erased.
    public var onSite: [OnSite]

    /// Puts a proof together, as it was read from a file.
    public init(events: [Event], words: [Words], onSite: [OnSite]) {
        self.events = events
        self.words = words
        self.onSite = onSite
    }
}

extension CaseProof {
    init(caseID: String, _ db: Database) throws {
        events = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT \(ChainedEvent.columns), case_hash FROM case_event WHERE case_id = ? ORDER BY n"
            ),
            arguments: [caseID]
        ).map { row in Event(ChainedEvent(row), hash: row[8]) }
        words = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT e.n, p.part, p.salt, p.value FROM case_personal p JOIN case_event e ON e.id = p.event
                    WHERE e.case_id = ? AND p.value IS NOT NULL AND p.salt IS NOT NULL ORDER BY e.n, p.part
                    """
            ),
            arguments: [caseID]
        ).map { Words(n: $0[0], part: $0[1], salt: ($0[2] as Data).hex, value: $0[3]) }
        onSite = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT s.* FROM case_on_site s JOIN case_passage p ON p.passage = s.passage
                    WHERE p.case_id = ? ORDER BY s.at_ms, s.passage
                    """
            ),
            arguments: [caseID]
        ).compactMap { row in
            let record = try CaseOnSite(row)
            guard !record.isErased else { return nil }
            return OnSite(
                passage: record.passage,
                salt: (row["salt"] as Data).hex,
                record: try record.sealedForm.eventBody
            )
        }
    }
}

extension CaseProof.Event {
    init(_ event: ChainedEvent, hash: Data) {
        self.init(
            n: event.n,
            caseID: event.caseID,
            kind: event.kind,
            recordedMs: event.recordedMs,
            actor: event.actor,
            evidence: event.evidence,
            body: event.body,
            hash: hash.hex
        )
    }

    var chained: ChainedEvent {
        ChainedEvent(
            id: Int64(n),
            caseID: caseID,
            n: n,
            kind: kind,
            recordedMs: recordedMs,
            actor: actor,
            evidence: evidence,
            body: body
        )
    }
}

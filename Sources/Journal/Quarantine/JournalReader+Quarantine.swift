public import FeedContract
import Foundation
import GRDB
public import Readings
public import Units

/// A message in quarantine, or one that a retry has taken from there, without its frames.
public struct QuarantineEntry: Hashable, Sendable {
    /// Its number.
    public let id: Int64
    /// When it was received.
    public let receivedAt: Instant
    /// The peer's address.
    public let sender: String?
    /// What is wrong with it, and whose it is as far as that could be read.
    public let message: InvalidMessage
    /// Whether its `seq` counts as received.
    public let isCounted: Bool
    /// As which reading it counts; `nil` when it does not, and where an older version has not noted it.
    public let settledAs: ReadingID?
    /// What it takes on disk, about.
    public let bytes: Int
    /// When a retry took it, and what it has become; `nil` while it waits.
    public let released: Released?

    /// The end of a message's wait.
    public struct Released: Hashable, Sendable {
        /// When a retry took it.
        public let at: Instant
        /// What it has become.
        public let outcome: QuarantineChange.Release
    }
}

/// A message in quarantine with all its frames.
public struct QuarantinedMessage: Hashable, Sendable {
    /// What is known of it.
    public let entry: QuarantineEntry
    /// Its frames as they came: topic, payload, and those that are too many.
    public let frames: [[UInt8]]

    /// Puts a message together.
    public init(entry: QuarantineEntry, frames: [[UInt8]]) {
        (self.entry, self.frames) = (entry, frames)
    }
}

extension JournalReader {
    /// Which messages are meant.
    public enum QuarantineState: Sendable {
        /// Those that wait.
        case waiting
        /// Those that a retry has taken.
        case released
    }

    /// Messages in quarantine, the newest first.
    ///
    /// - Parameter station: only those of a station; all when it is `nil`.
    public func quarantined(
        _ state: QuarantineState = .waiting,
        station: String? = nil,
        limit: Int
    ) throws -> [QuarantineEntry] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM quarantine WHERE released_ms \(state == .waiting ? "IS NULL" : "IS NOT NULL")
                    AND (?1 IS NULL OR station = ?1) ORDER BY id DESC LIMIT ?2
                    """,
                arguments: [station, limit]
            )
        }.map(QuarantineEntry.init)
    }

    /// The numbers of messages that wait, in the order of receipt.
    public func waitingInQuarantine(after id: Int64, station: String?, limit: Int) throws -> [Int64] {
        try read { db in
            try Int64.fetchAll(
                db,
                sql: """
                    SELECT id FROM quarantine WHERE id > ?1 AND released_ms IS NULL AND (?2 IS NULL OR station = ?2)
                    ORDER BY id LIMIT ?3
                    """,
                arguments: [id, station, limit]
            )
        }
    }

    /// A message in quarantine with its frames; `nil` when there is none of this number, or no more.
    public func quarantined(_ id: Int64) throws -> QuarantinedMessage? {
        let found = try read { db -> (Row, [Data])? in
            guard let row = try Row.fetchOne(db, sql: "SELECT * FROM quarantine WHERE id = ?", arguments: [id]) else {
                return nil
            }
            let frames = try Data.fetchAll(
                db,
                sql: "SELECT bytes FROM quarantine_frame WHERE quarantine = ? ORDER BY position",
                arguments: [id]
            )
            return (row, frames)
        }
        return try found.map { QuarantinedMessage(entry: try QuarantineEntry($0), frames: $1.map { Array($0) }) }
    }

    /// What the quarantine holds, and when the oldest message that waits there was received.
    public func quarantine() throws -> (ledger: QuarantineLedger, oldest: Instant?) {
        try read { (try QuarantineLedger($0), try Instant.oldestInQuarantine($0)) }
    }
}

extension QuarantineEntry {
    private struct StoredFault: Decodable {
        let pointer, reason: String
    }

    init(_ row: Row) throws {
        id = row["id"]
        receivedAt = Instant(millisecondsSince1970: row["received_ms"])
        sender = row["sender"]
        isCounted = row["is_counted"]
        bytes = row["bytes"]
        guard let faults = try? JSONDecoder().decode([StoredFault].self, from: Data((row["faults"] as String).utf8))
        else { throw JournalDamage(what: "quarantine \(id)") }
        let source = (row["source"] as String?).flatMap { Source($0) }
        message = InvalidMessage(
            faults: faults.map { Fault(pointer: $0.pointer, reason: $0.reason) },
            identity: source.flatMap { source in
                guard let epoch = row["epoch"] as Int64?, let seq = row["seq"] as Int64? else { return nil }
                return ReadingID(source: source, epoch: UInt64(epoch), seq: UInt64(seq))
            },
            station: (row["station"] as String?).flatMap { Name($0) }
        )
        settledAs = (row["settled"] as String?).flatMap { ReadingID(settled: $0) }
        released = try Released(row)
    }
}

extension QuarantineEntry.Released {
    init?(_ row: Row) throws {
        guard let instant = row["released_ms"] as Int64? else { return nil }
        guard let outcome = QuarantineChange.Release(rawValue: row["released_as"] as String? ?? "") else {
            throw JournalDamage(what: "quarantine \(row["id"] as Int64)")
        }
        self.init(at: Instant(millisecondsSince1970: instant), outcome: outcome)
    }
}

extension ReadingID {
    /// Reads `source:epoch:seq`.
    fileprivate init?(settled text: String) {
        let parts = text.split(separator: ":")
        guard parts.count == 3, let source = Source(String(parts[0])), let epoch = UInt64(parts[1]),
            let seq = UInt64(parts[2])
        else { return nil }
        self.init(source: source, epoch: epoch, seq: seq)
    }
}

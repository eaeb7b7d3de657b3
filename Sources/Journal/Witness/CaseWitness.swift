import Foundation
import GRDB
import Storage
public import Units

/// What the journal knows of the case store's chain, so that whoever cuts off its tail together with its checkpoints is
/// found out (cases.md, "Case store").
public struct CaseWitness: Hashable, Sendable {
    /// The store's life; a restored store is another.
    public var generation: String
    /// The last event that the store had, and its hash.
    public var event: Int64
    /// The event's hash in the store's chain.
    public var hash: [UInt8]
    /// How much of the outbox the store has taken.
    public var position: Int64
    /// The last checkpoint: its number and digest; `nil` before the first.
    public var checkpoint: CheckpointDigest?
    /// When it was noted.
    public var notedAt: Instant

    /// Notes where the chain ends.
    public init(
        generation: String,
        event: Int64,
        hash: [UInt8],
        position: Int64,
        checkpoint: CheckpointDigest? = nil,
        notedAt: Instant
    ) {
        self.generation = generation
        self.event = event
        self.hash = hash
        self.position = position
        self.checkpoint = checkpoint
        self.notedAt = notedAt
    }

    /// Writes it in place of what was known; a checkpoint that is not told again stays known.
    func store(_ db: Database) throws {
        try db.executeCached(
            sql: """
                INSERT INTO case_witness (one, generation, event, hash, position, noted_ms) VALUES (1, ?, ?, ?, ?, ?)
                ON CONFLICT (one) DO UPDATE SET generation = excluded.generation, event = excluded.event,
                    hash = excluded.hash, position = excluded.position, noted_ms = excluded.noted_ms
                """,
            arguments: [generation, event, Data(hash), position, notedAt.millisecondsSince1970]
        )
        guard let checkpoint else { return }
        try db.executeCached(
            sql: "INSERT OR IGNORE INTO case_checkpoint (generation, n, digest, noted_ms) VALUES (?, ?, ?, ?)",
            arguments: [generation, checkpoint.n, Data(checkpoint.digest), notedAt.millisecondsSince1970]
        )
    }
}

/// A checkpoint as the journal knows it.
public struct CheckpointDigest: Hashable, Sendable {
    /// Its number.
    public var n: Int64
    /// SHA-256 of what was signed and its signature.
    public var digest: [UInt8]

    /// Names a checkpoint.
    public init(n: Int64, digest: [UInt8]) {
        self.n = n
        self.digest = digest
    }
}

extension JournalReader {
    /// What is known of the case store's chain; `nil` before anything was noted.
    public func caseWitness() throws -> CaseWitness? {
        try read { db in
            guard let row = try Row.fetchOne(db, sql: "SELECT * FROM case_witness") else { return nil }
            let generation: String = row["generation"]
            let last = try Row.fetchOne(
                db,
                sql: "SELECT n, digest FROM case_checkpoint WHERE generation = ? ORDER BY n DESC LIMIT 1",
                arguments: [generation]
            )
            return CaseWitness(
                generation: generation,
                event: row["event"],
                hash: Array(row["hash"] as Data),
                position: row["position"],
                checkpoint: last.map { CheckpointDigest(n: $0["n"], digest: Array($0["digest"] as Data)) },
                notedAt: Instant(millisecondsSince1970: row["noted_ms"])
            )
        }
    }
}

extension StoreFile.Schema {
    /// What is known of the case store's chain outside of it.
    static let witnessV5 = """
        CREATE TABLE case_witness (           -- one row: where the chain ended when it was noted last
            one INTEGER PRIMARY KEY CHECK (one = 1),
            generation TEXT NOT NULL,
            event INTEGER NOT NULL,
            hash BLOB NOT NULL,               -- empty: there was no event yet
            position INTEGER NOT NULL,        -- what the store had taken of the outbox
            noted_ms INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE case_checkpoint (        -- digests of the signed checkpoints
            generation TEXT NOT NULL,
            n INTEGER NOT NULL,
            digest BLOB NOT NULL,
            noted_ms INTEGER NOT NULL,
            PRIMARY KEY (generation, n)
        ) STRICT, WITHOUT ROWID;
        """
}

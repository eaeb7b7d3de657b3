import Crypto
public import Foundation
import GRDB
import Storage
import Units

/// Where the store's chain ends.
public struct StoreHead: Hashable, Sendable {
    /// The last event.
    public let event: Int64
    /// Its hash in the store's chain.
    public let hash: Data

    /// Names an end.
    public init(event: Int64, hash: Data) {
        self.event = event
        self.hash = hash
    }

    static func fetch(_ db: Database) throws -> StoreHead? {
        try Row.fetchOne(db.cachedStatement(sql: "SELECT id, store_hash FROM case_event ORDER BY id DESC LIMIT 1"))
            .map { StoreHead(event: $0["id"], hash: $0["store_hash"]) }
    }
}

/// A signed state of the store's chain (cases.md, "Case store"): one an hour, and one at every stop.
public struct Checkpoint: Hashable, Sendable {
    /// 1, 2, …
    public let n: Int64
    /// The last event that it covers, and its hash.
    public let head: StoreHead
    /// When it was made, ms since 1970.
    public let recordedMs: Int64
    /// The store's life.
    public let generation: String
    /// Digest of the checkpoint before; empty for the first.
    public let previous: Data
    /// Ed25519 public key, 32 bytes.
    public let publicKey: Data
    /// Signature of `signedBytes`.
    public let signature: Data

    init(_ row: Row) {
        n = row["n"]
        head = StoreHead(event: row["event"], hash: row["store_hash"])
        recordedMs = row["recorded_ms"]
        generation = row["generation"]
        previous = row["previous"]
        publicKey = row["public_key"]
        signature = row["signature"]
    }

    private init(
        n: Int64,
        head: StoreHead,
        recordedMs: Int64,
        generation: String,
        previous: Data,
        key: SigningKey
    ) throws {
        self.n = n
        self.head = head
        self.recordedMs = recordedMs
        self.generation = generation
        self.previous = previous
        publicKey = key.key.publicKey.rawRepresentation
        signature = try key.key.signature(
            for: Checkpoint.signedBytes(n, head, recordedMs, generation, previous, publicKey)
        )
    }

    /// What is signed: netstrings, like an event's canonical bytes.
    private static func signedBytes(
        _ n: Int64,
        _ head: StoreHead,
        _ recordedMs: Int64,
        _ generation: String,
        _ previous: Data,
        _ publicKey: Data
    ) -> Data {
        var bytes = Data()
        let fields = [
            "zhichao-checkpoint-1", "\(n)", "\(head.event)", head.hash.hex, "\(recordedMs)", generation, previous.hex,
            publicKey.hex,
        ]
        for field in fields { bytes.appendNetstring(field) }
        return bytes
    }

    private var signedBytes: Data {
        Checkpoint.signedBytes(n, head, recordedMs, generation, previous, publicKey)
    }

    /// SHA-256 of what is signed and the signature: known outside the store, too.
    public var digest: Data { Data(SHA256.hash(data: signedBytes + signature)) }

    /// Whether the signature is that of its key.
    public var isSigned: Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: signedBytes)
    }

    /// Writes a checkpoint, unless nothing has happened since the last one.
    static func write(_ key: SigningKey, at instant: Instant, _ db: Database) throws -> Checkpoint? {
        guard let head = try StoreHead.fetch(db) else { return nil }
        let last = try fetchLast(db)
        if let last, last.head == head { return nil }
        let checkpoint = try Checkpoint(
            n: (last?.n ?? 0) + 1,
            head: head,
            recordedMs: instant.millisecondsSince1970,
            generation: try StoreGeneration.fetch(db) ?? "",
            previous: last?.digest ?? Data(),
            key: key
        )
        try checkpoint.insert(db)
        return checkpoint
    }

    static func fetchLast(_ db: Database) throws -> Checkpoint? {
        try Row.fetchOne(db.cachedStatement(sql: "SELECT * FROM checkpoint ORDER BY n DESC LIMIT 1")).map(
            Checkpoint.init
        )
    }

    private func insert(_ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO checkpoint (n, event, store_hash, recorded_ms, generation, previous, public_key, signature)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [n, head.event, head.hash, recordedMs, generation, previous, publicKey, signature]
        )
    }
}

import Enforcement
import Foundation
import GRDB
public import Law
public import Readings
public import Storage
public import Units

/// The cases in `cases.sqlite`; this is its one writing connection.
public final class SQLiteCaseStore: CaseRepository {
    private let database: DatabaseQueue
    private let path: String
    private let basis: any CountingBasis

    /// The file's name in `data_dir`.
    public static let fileName = "cases.sqlite"

    /// What the file is.
    public static var schema: StoreFile.Schema { .cases }

    /// Who opens cases and attaches passages.
    static let daemonActor = "zhichaod"

    /// Opens or creates the store in a data directory.
    ///
    /// - Parameters:
    ///   - basis: the law and the registers that counters rest on.
    ///   - mayCreate: whether there may be none yet. Where one is known to be, an empty one in its place would give numbers
    ///     twice.
    /// - Throws: `StoreError` when commits would not be durable, the file is not ours or gone, and GRDB's errors.
    public init(directory: String, basis: any CountingBasis, mayCreate: Bool = true) throws {
        self.basis = basis
        path = directory + "/" + SQLiteCaseStore.fileName
        guard mayCreate || FileManager.default.fileExists(atPath: path) else { throw StoreError.gone(path: path) }
        database = try StoreFile.openForWriting(path: path, schema: .cases)
        // What retention erases is to be gone from the file, and not only from its tables.
        try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = ON") }
    }

    /// Gives a restored store a new life.
    ///
    /// - Throws: `StoreError` and GRDB's errors.
    public static func beginAnew(directory: String) throws {
        let store = try SQLiteCaseStore(directory: directory, basis: NoCountingBasis())
        try store.database.write { db in
            try db.execute(
                sql: "UPDATE store_meta SET value = ? WHERE key = 'generation'",
                arguments: [StoreGeneration.make()]
            )
        }
        try store.close()
    }

    /// Names the file where SQLite says that it is damaged.
    private func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try StoreFile.naming(path) {
            try database.read { db in
                try StoreFile.requireInPlace(db, path: path)
                return try body(db)
            }
        }
    }

    private func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try StoreFile.naming(path) {
            try database.write { db in
                try StoreFile.requireInPlace(db, path: path)
                return try body(db)
            }
        }
    }

    /// Closes the file; readers may go on.
    public func close() throws {
        try StoreFile.close(database)
    }

    /// How far the journal's outbox has been taken.
    public func position() throws -> Int64 {
        try read { try SQLiteCaseStore.position($0) }
    }

    private static func position(_ db: Database) throws -> Int64 {
        try Int64.fetchOne(db.cachedStatement(sql: "SELECT position FROM forwarded")) ?? 0
    }

    /// Takes what was handed over in one transaction; see `CaseRepository`.
    public func take(_ inputs: [ForwardedInput], position: Int64, at instant: Instant) throws -> StoreChanges {
        try write { db in
            guard try position > SQLiteCaseStore.position(db) else { return StoreChanges() }
            var changes = StoreChanges()
            for input in inputs {
                var writer = CaseWriter(db: db, instant: instant, basis: basis)
                try writer.take(input)
                try changes.add(writer)
            }
            try db.executeCached(sql: "UPDATE forwarded SET position = ?", arguments: [position])
            return changes
        }
    }

    /// Takes a step of people; see `CaseRepository`.
    public func take(_ request: StepRequest, at instant: Instant) throws -> StoreChanges {
        try write { db in
            var writer = CaseWriter(db: db, instant: instant, basis: basis, actor: request.actor)
            try writer.take(request)
            var changes = StoreChanges()
            try changes.add(writer)
            return changes
        }
    }

    /// Takes a step on a referral; see `CaseRepository`.
    public func take(_ request: ReferralRequest, at instant: Instant) throws -> ReferralChange {
        try write { db in
            var writer = CaseWriter(db: db, instant: instant, basis: basis, actor: request.actor)
            try writer.take(request)
            guard let change = try writer.referralChanges().first else { throw CaseStepError.notFound(request.id) }
            return change
        }
    }

    /// Recounts some subjects; see `CaseRepository`.
    public func recount(
        _ kind: PenaltySubject,
        after key: String,
        limit: Int,
        at instant: Instant
    ) throws -> Recount {
        try write { db in
            var writer = CaseWriter(db: db, instant: instant, basis: basis)
            return try writer.recount(kind, after: key, limit: limit)
        }
    }

    /// By what law everybody was counted last.
    public func countingFingerprint() throws -> String? {
        try read { try String.fetchOne($0.cachedStatement(sql: "SELECT value FROM store_meta WHERE key = 'counting'")) }
    }

    /// Notes by what law everybody was counted.
    public func note(countingFingerprint: String) throws {
        try write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO store_meta (key, value) VALUES ('counting', ?)",
                arguments: [countingFingerprint]
            )
        }
    }

    /// Where the chain ends; `nil` before the first event.
    public func head() throws -> StoreHead? { try read(StoreHead.fetch) }

    /// Which life of the store this is.
    public func generation() throws -> String {
        try read(StoreGeneration.fetch) ?? ""
    }

    /// Whether the store has an event with a hash.
    public func holds(_ head: StoreHead) throws -> Bool {
        try read { db in
            try Data.fetchOne(
                db.cachedStatement(sql: "SELECT store_hash FROM case_event WHERE id = ?"),
                arguments: [head.event]
            )
        } == head.hash
    }

    /// The checkpoint that was written last.
    public func lastCheckpoint() throws -> Checkpoint? {
        try read(Checkpoint.fetchLast)
    }

    /// The cases whose personal data are due; see `CaseRepository`.
    public func dueErasures(_ retention: CaseRetention, at now: Instant, limit: Int) throws -> [DueErasure] {
        try read { try DueErasure.fetch(retention, at: now, limit: limit, $0) }
    }

    /// Erases what a case says of people.
    public func erase(_ due: DueErasure, actor: String, at instant: Instant) throws {
        try write { db in
            var writer = CaseWriter(db: db, instant: instant, basis: basis, actor: actor)
            try writer.erase(due)
        }
        // What was there must not go on lying in the WAL; a reader that holds it up is met by the next checkpoint.
        try? database.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
    }

    /// The sources that keep wanted media; see `CaseRepository`.
    public func sourcesOfWantedMedia() throws -> [Source] { try read(MediaQueries.sources) }

    /// Media of a source that cases want; see `CaseRepository`.
    public func wantedMedia(of source: Source, after digest: SHA256Digest?, limit: Int) throws -> [WantedMedium] {
        try read { try MediaQueries.wanted(of: source, after: digest?.description ?? "", limit: limit, $0) }
    }

    /// Takes what became of media; see `CaseRepository`.
    public func take(_ outcomes: [MediumOutcome], at instant: Instant) throws -> StoreChanges {
        try write { db in
            var writer = CaseWriter(db: db, instant: instant, basis: basis)
            try writer.take(outcomes)
            var changes = StoreChanges()
            try changes.add(writer)
            return changes
        }
    }

    /// Media whose files are to be erased; one that a case has come to want meanwhile is not among them.
    public func mediaToErase(limit: Int) throws -> [SHA256Digest] {
        try read { db in
            try String.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT sha256 FROM medium_erasure e WHERE NOT EXISTS (
                            SELECT 1 FROM case_medium m WHERE m.sha256 = e.sha256 AND m.state <> 'erased')
                        ORDER BY sha256 LIMIT ?
                        """
                ),
                arguments: [limit]
            )
        }.compactMap { SHA256Digest($0) }
    }

    /// Notes that files of media are gone.
    public func noteErased(_ digests: [SHA256Digest]) throws {
        try write { db in
            for digest in digests {
                try db.execute(sql: "DELETE FROM medium_erasure WHERE sha256 = ?", arguments: [digest.description])
            }
        }
    }

    /// Signs where the chain ends; see `CaseRepository`.
    public func checkpoint(_ key: SigningKey, at instant: Instant) throws -> Checkpoint? {
        try write { try Checkpoint.write(key, at: instant, $0) }
    }
}

public import GRDB

/// One SQLite file of the daemon: who may write it, how durable a commit is, and what its schema is.
///
/// Debian 12's SQLite 3.40 can corrupt a WAL file when two connections write or checkpoint at the same moment, so
/// exactly one connection writes a file and only that one checkpoints; all others are read-only. Who writes is
/// settled by `WriterLock`.
public enum StoreFile {
    /// What a file is and how its tables came to be.
    public struct Schema: Sendable {
        /// Written into the file's header; a file with another one is not opened.
        public let applicationID: Int32
        /// The steps from an empty file to today's tables; forward only.
        public let migrator: DatabaseMigrator

        /// Describes a kind of file.
        public init(applicationID: Int32, migrator: DatabaseMigrator) {
            self.applicationID = applicationID
            self.migrator = migrator
        }
    }

    /// Opens a file for writing, creates it where it is missing, and brings its schema up to date.
    ///
    /// - Throws: `StoreError` when a commit would not be durable or the file is not ours, and GRDB's errors.
    public static func openForWriting(path: String, schema: Schema) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.journalMode = .wal
        // Readers never hold a lock that stops a WAL writer; this covers a backup tool at work.
        configuration.busyMode = .timeout(5)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { db in
            // GRDB sets NORMAL when it turns WAL on, under which a power cut may take back the last commits.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA recursive_triggers = ON")
            // 64 MiB of WAL between checkpoints: fewer, larger writes to the file.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 16384")
            try requireDurable(db, path: path)
            try claim(db, path: path, applicationID: schema.applicationID)
        }
        try queue.read { db in
            guard try !schema.migrator.hasBeenSuperseded(db) else { throw StoreError.newerSchema(path: path) }
        }
        try schema.migrator.migrate(queue)
        return queue
    }

    /// Opens an existing file for reading, whether or not another process writes it.
    ///
    /// - Throws: `StoreError` when the file is missing or is not ours, and GRDB's errors.
    public static func openForReading(path: String, schema: Schema) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        let queue: DatabaseQueue
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
            throw StoreError.missing(path: path)
        }
        try queue.read { db in
            guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == schema.applicationID else {
                throw StoreError.foreignFile(path: path)
            }
            guard try !schema.migrator.hasBeenSuperseded(db) else { throw StoreError.newerSchema(path: path) }
            guard try schema.migrator.hasCompletedMigrations(db) else { throw StoreError.olderSchema(path: path) }
        }
        return queue
    }

    /// Reads back what was set: a setting that did not take must stop the start, not be found after a power cut.
    static func requireDurable(_ db: Database, path: String) throws {
        let synchronous = try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1
        let journalMode = try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "none"
        guard synchronous == 2, journalMode == "wal" else {
            throw StoreError.notDurable(path: path, synchronous: synchronous, journalMode: journalMode)
        }
    }

    /// Moves the WAL into the file and closes it, so that a stopped daemon leaves one file to copy.
    public static func close(_ queue: DatabaseQueue) throws {
        try queue.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        try queue.close()
    }

    private static func claim(_ db: Database, path: String, applicationID: Int32) throws {
        let found = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        if found == applicationID { return }
        guard found == 0, try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0 else {
            throw StoreError.foreignFile(path: path)
        }
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    }
}

/// Why a store was not opened.
public enum StoreError: Error, Equatable, CustomStringConvertible {
    /// There is no such file.
    case missing(path: String)
    /// The file belongs to another program, or is another of our files.
    case foreignFile(path: String)
    /// A newer version of zhichao made the file.
    case newerSchema(path: String)
    /// An older version of zhichao made the file, and a reader may not change it.
    case olderSchema(path: String)
    /// SQLite would not make commits durable.
    case notDurable(path: String, synchronous: Int, journalMode: String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .missing(let path): "\(path): no such store; has zhichaod run with this data_dir?"
        case .foreignFile(let path): "\(path): not a file of this kind made by zhichao; check data_dir"
        case .newerSchema(let path): "\(path): made by a newer version of zhichao; install that version"
        case .olderSchema(let path): "\(path): made by an older version of zhichao; start zhichaod once to migrate it"
        case .notDurable(let path, let synchronous, let journalMode):
            "\(path): commits would not survive a power cut (synchronous is \(synchronous), must be 2 FULL; "
                + "journal_mode is \(journalMode), must be wal)"
        }
    }
}

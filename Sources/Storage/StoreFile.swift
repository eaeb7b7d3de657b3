import Foundation
public import GRDB
import GRDBSQLite

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
        try naming(path) { try openNamedForWriting(path: path, schema: schema) }
    }

    private static func openNamedForWriting(path: String, schema: Schema) throws -> DatabaseQueue {
        // Before anything is changed in a file that may be another program's.
        if FileManager.default.fileExists(atPath: path) { try requireOurs(path: path, schema: schema) }
        var configuration = Configuration()
        configuration.journalMode = .wal
        // Readers never hold a lock that stops a WAL writer; this covers a backup tool at work.
        configuration.busyMode = .timeout(5)
        let queue = try writing(path) { try DatabaseQueue(path: path, configuration: configuration) }
        try queue.writeWithoutTransaction { db in
            // SQLite falls back to reading where it may not write, and a connection stays what it was opened as.
            guard sqlite3_db_readonly(db.sqliteConnection, "main") == 0 else { throw StoreError.readOnly(path: path) }
            // GRDB sets NORMAL when it turns WAL on, under which a power cut may take back the last commits.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA recursive_triggers = ON")
            // 64 MiB of WAL between checkpoints: fewer, larger writes to the file.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 16384")
            try keepWAL(db)
            try requireDurable(db, path: path)
            try claim(db, applicationID: schema.applicationID)
        }
        try queue.read { db in
            guard try !schema.migrator.hasBeenSuperseded(db) else { throw StoreError.newerSchema(path: path) }
        }
        try schema.migrator.migrate(queue)
        return queue
    }

    /// Turns SQLite's word on a file that may only be read into one that says which and what to do.
    private static func writing<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
            throw StoreError.readOnly(path: path)
        }
    }

    /// Opens an existing file for reading, whether or not another process writes it.
    ///
    /// - Throws: `StoreError` when the file is missing or is not ours, and GRDB's errors.
    public static func openForReading(path: String, schema: Schema) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        guard access(path, F_OK) == 0 else {
            // A file in a directory that may not be looked into is not known to be missing.
            let reason = errno
            if reason == ENOENT || reason == ENOTDIR { throw StoreError.missing(path: path) }
            throw StoreError.unreadable(path: path, reason: String(cString: strerror(reason)))
        }
        let queue = try named(path) { try DatabaseQueue(path: path, configuration: configuration) }
        try named(path) { try queue.read { try check($0, path: path, schema: schema) } }
        return queue
    }

    /// Whether an error may pass by itself or by an operator's hand: a lock, a disk, a right; not what is in the file.
    public static func isAway(_ error: any Error) -> Bool {
        switch error {
        case StoreError.unreadable, StoreError.readOnly, StoreError.gone: true
        case let error as DatabaseError:
            [
                .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_FULL, .SQLITE_IOERR,
                .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_NOMEM,
            ].contains(error.resultCode)
        default: false
        }
    }

    /// Whether a connection that failed may do better later; any other is to be closed, and the file opened anew.
    public static func isPassing(_ error: any Error) -> Bool {
        [.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_FULL].contains((error as? DatabaseError)?.resultCode)
    }

    /// Checks that a connection's file still is the one at its path: SQLite would go on writing one that was taken away.
    ///
    /// - Throws: `StoreError.gone`.
    public static func requireInPlace(_ db: Database, path: String) throws {
        var hasMoved: CInt = 0
        let code = sqlite3_file_control(db.sqliteConnection, nil, SQLITE_FCNTL_HAS_MOVED, &hasMoved)
        guard code == SQLITE_OK, hasMoved == 0 else { throw StoreError.gone(path: path) }
    }

    private static func requireOurs(path: String, schema: Schema) throws {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try named(path) { try DatabaseQueue(path: path, configuration: configuration) }
        try named(path) {
            try queue.read { db in
                let found = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
                let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
                guard found == schema.applicationID || (found == 0 && isEmpty) else {
                    throw StoreError.foreignFile(path: path)
                }
            }
        }
        try queue.close()
    }

    private static func check(_ db: Database, path: String, schema: Schema) throws {
        guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == schema.applicationID else {
            throw StoreError.foreignFile(path: path)
        }
        guard try !schema.migrator.hasBeenSuperseded(db) else { throw StoreError.newerSchema(path: path) }
        guard try schema.migrator.hasCompletedMigrations(db) else { throw StoreError.olderSchema(path: path) }
    }

    /// Gives SQLite's word on a damaged file the file's name and advice, so that nobody tries the same again.
    ///
    /// - Throws: `StoreError.damaged` in place of SQLite's error; everything else as it is.
    public static func naming<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError where [.SQLITE_NOTADB, .SQLITE_CORRUPT].contains(error.resultCode) {
            throw StoreError.damaged(path: path, reason: error.message ?? "damaged")
        }
    }

    /// The same, and what keeps a reader from opening a file.
    private static func named<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try naming(path, body)
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
                throw StoreError.unreadable(path: path, reason: error.message ?? "no right to read")
            default: throw error
            }
        }
    }

    /// Leaves the WAL's files in place when the last connection closes, so that somebody who may read the directory but
    /// not write it can still open the store.
    private static func keepWAL(_ db: Database) throws {
        var keep: CInt = 1
        let code = sqlite3_file_control(db.sqliteConnection, nil, SQLITE_FCNTL_PERSIST_WAL, &keep)
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
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

    private static func claim(_ db: Database, applicationID: Int32) throws {
        if try Int32.fetchOne(db, sql: "PRAGMA application_id") == applicationID { return }
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    }
}

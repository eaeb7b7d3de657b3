import Foundation
import GRDB
import Journal
import TestSupport
import Testing

@testable import Storage

@Suite("Store files")
struct StoreFileTests {
    @Test("are durable: WAL, and every commit is synced")
    func durable() throws {
        let directory = try TemporaryDirectory()
        let schema = StoreFile.Schema(applicationID: 7, migrator: DatabaseMigrator())
        let queue = try StoreFile.openForWriting(path: directory.path + "/a.sqlite", schema: schema)
        let (synchronous, journalMode, applicationID) = try queue.read { db in
            (
                try Int.fetchOne(db, sql: "PRAGMA synchronous"), try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(db, sql: "PRAGMA application_id")
            )
        }
        #expect(synchronous == 2 && journalMode == "wal" && applicationID == 7)
    }

    @Test(
        "are not opened where commits would not be durable",
        arguments: ["PRAGMA synchronous = NORMAL", "PRAGMA journal_mode = DELETE"]
    )
    func notDurable(setting: String) throws {
        let directory = try TemporaryDirectory()
        var configuration = Configuration()
        configuration.journalMode = .wal
        let queue = try DatabaseQueue(path: directory.path + "/a.sqlite", configuration: configuration)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try StoreFile.requireDurable(db, path: "a.sqlite")
            try db.execute(sql: setting)
            #expect(throws: StoreError.self) { try StoreFile.requireDurable(db, path: "a.sqlite") }
        }
    }

    @Test("of other programs, of other kinds and of newer versions are refused by name")
    func foreign() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/journal.sqlite"
        var future = DatabaseMigrator()
        future.registerMigration("9999-future") { _ in }
        let foreign = StoreFile.Schema(applicationID: 7, migrator: future)
        try StoreFile.openForWriting(path: path, schema: foreign).close()
        #expect(throws: StoreError.foreignFile(path: path)) { try JournalWriter(directory: directory.path) }
        #expect(throws: StoreError.foreignFile(path: path)) { try JournalReader(directory: directory.path) }
        let older = StoreFile.Schema(applicationID: 7, migrator: DatabaseMigrator())
        #expect(throws: StoreError.newerSchema(path: path)) { try StoreFile.openForWriting(path: path, schema: older) }
        let missing = directory.path + "/none"
        #expect(throws: StoreError.missing(path: missing + "/journal.sqlite")) { try JournalReader(directory: missing) }
        // Where nobody can know, nothing is said to be missing; a loop bars root, too.
        let barred = directory.path + "/barred"
        try FileManager.default.createSymbolicLink(atPath: barred, withDestinationPath: barred)
        let error = #expect(throws: StoreError.self) { try JournalReader(directory: barred) }
        guard case .unreadable(barred + "/journal.sqlite", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("of a data directory are written by one process")
    func lock() throws {
        let directory = try TemporaryDirectory()
        #expect(!WriterLock.isHeld(directory: directory.path))
        do {
            let lock = try WriterLock(directory: directory.path)
            #expect(WriterLock.isHeld(directory: directory.path))
            #expect(throws: WriterLockError.self) { _ = try WriterLock(directory: directory.path) }
            _ = consume lock
        }
        #expect(!WriterLock.isHeld(directory: directory.path))
    }
}

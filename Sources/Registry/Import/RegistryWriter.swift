import GRDB
public import Storage
import Units

/// The one writing connection of `registry.sqlite`.
///
/// May be used from any thread; one import runs at a time, and others wait for it.
public final class RegistryWriter: Sendable {
    /// The file's name in `data_dir`.
    public static let fileName = "registry.sqlite"

    private let database: DatabaseQueue

    /// Pages kept in memory during an import, KiB: the indices of a million vehicles, so that rows in any order of keys
    /// do not read and write them over and over.
    private static let cacheKibibytes = 98_304

    /// What the file is.
    public static var schema: StoreFile.Schema { .registry }

    /// Opens or creates the registers of a data directory.
    ///
    /// - Throws: `StoreError` when commits would not be durable or the file is not ours, and GRDB's errors.
    public init(directory: String) throws {
        database = try StoreFile.openForWriting(path: directory + "/" + RegistryWriter.fileName, schema: .registry)
        try database.writeWithoutTransaction { db in
            // A large import leaves a large WAL; it is cut when it is used again.
            try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
        }
    }

    /// Closes the file; readers may go on.
    public func close() throws {
        try StoreFile.close(database)
    }

    /// Imports a CSV file (UTF-8 or GB 18030, the first line the header) in one transaction.
    ///
    /// Readers see the old state until all of it is there. Memory does not grow with the file, but for the rejects kept
    /// in the report.
    /// - Parameters:
    ///   - kind: the register.
    ///   - name: the file's name, for the record.
    ///   - options: how, by whom and when.
    ///   - chunks: gives the file's next bytes, `nil` at its end; what it throws ends the import, and leaves nothing.
    ///   - progress: is told after each chunk.
    /// - Returns: what was taken, what was not and why; `isCommitted` says whether the register has changed hands.
    /// - Throws: what `chunks` throws, and GRDB's errors; nothing was written then. A file that is no good is no error:
    ///   see `ImportReport.refusal`.
    public func importCSV(
        _ kind: RegisterKind,
        name: String,
        options: ImportOptions,
        chunks: () throws -> [UInt8]?,
        progress: (ImportProgress) -> Void = { _ in }
    ) throws -> ImportReport {
        try database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA cache_size = -\(RegistryWriter.cacheKibibytes)")
            defer { RegistryWriter.shrink(db) }
            var report: ImportReport?
            try db.inTransaction(.immediate) {
                let run = try ImportRun(kind, name: name, options: options, db)
                let isTaken = try RegistryWriter.feed(run, chunks, progress)
                report = run.report
                return isTaken && !options.isDryRun ? .commit : .rollback
            }
            guard var report else { throw DatabaseError(message: "an import without a report") }
            report.isCommitted = report.id != nil
            return report
        }
    }

    /// - Returns: whether the file as a whole is taken.
    private static func feed(
        _ run: ImportRun,
        _ chunks: () throws -> [UInt8]?,
        _ progress: (ImportProgress) -> Void
    ) throws -> Bool {
        do {
            while let chunk = try chunks() {
                try run.take(chunk)
                progress(run.progress)
            }
            try run.finish()
            return true
        } catch is ImportRun.Refused {
            return false
        }
    }

    /// Gives the memory back. What fails here is only kept longer.
    private static func shrink(_ db: Database) {
        try? db.execute(sql: "PRAGMA cache_size = -2000; PRAGMA shrink_memory")
        _ = try? db.checkpoint(.passive)
    }
}

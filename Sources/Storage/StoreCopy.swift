import Foundation
import GRDB

/// Copies of a store's file: made while somebody writes it, checked before anybody trusts them.
public enum StoreCopy {
    /// Copies a file with SQLite's backup API, in one step: a busy writer can neither restart nor hold up the copy, and goes
    /// on meanwhile (cases.md, "Case store").
    ///
    /// - Parameters:
    ///   - path: the store's file; written by another process or by none.
    ///   - destination: where the copy is to lie; must not exist.
    /// - Returns: the copy's bytes.
    /// - Throws: `StoreError` when the file is missing, foreign or damaged, and GRDB's errors.
    @discardableResult
    public static func make(of path: String, schema: StoreFile.Schema, to destination: String) throws -> Int64 {
        let source = try StoreFile.openForReading(path: path, schema: schema)
        let copy = try DatabaseQueue(path: destination)
        try StoreFile.naming(path) { try source.backup(to: copy) }
        // One file to carry about, not three.
        try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        try copy.close()
        try source.close()
        try sync(destination)
        try check(destination)
        let attributes = try FileManager.default.attributesOfItem(atPath: destination)
        return (attributes[.size] as? NSNumber)?.int64Value ?? 0
    }

    /// Opens a copy and has SQLite look at all of it.
    ///
    /// - Throws: `StoreError.damaged` when something is wrong.
    public static func check(_ path: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        let problem = try StoreFile.naming(path) {
            try queue.read { try String.fetchOne($0, sql: "PRAGMA integrity_check(1)") }
        }
        guard problem == "ok" else { throw StoreError.damaged(path: path, reason: problem ?? "no answer") }
        try queue.close()
    }

    /// Makes what was written to a file, or the names in a directory, survive a power cut.
    public static func sync(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StoreCopyError(path: path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw StoreCopyError(path: path) }
    }
}

/// The system's word for why a file could not be made durable.
public struct StoreCopyError: Error, CustomStringConvertible {
    let path: String
    let reason = String(cString: strerror(errno))

    /// What is wrong, and where.
    public var description: String { "\(path): \(reason)" }
}

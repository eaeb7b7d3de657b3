import Foundation
import GRDB
public import Storage
public import Units

/// The one writing connection to `access.sqlite`; whoever holds the writer's lock of the data directory has it.
public final class AccessStore: Sendable {
    /// The file's name in `data_dir`.
    public static let fileName = "access.sqlite"
    /// Tokens that there may be, the revoked and expired ones included; those go first when there are more.
    public static let tokensMax = 1_000

    /// What the file is.
    public static var schema: StoreFile.Schema { .access }

    let database: DatabaseQueue
    let path: String

    /// Opens or creates the store in a data directory.
    ///
    /// - Throws: `StoreError` when commits would not be durable or the file is not ours, and GRDB's errors.
    public init(directory: String) throws {
        path = directory + "/" + AccessStore.fileName
        // It says who looked at which case, and is nobody else's to read.
        if !FileManager.default.fileExists(atPath: path) {
            _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        database = try StoreFile.openForWriting(path: path, schema: .access)
    }

    /// Closes the file.
    public func close() throws { try StoreFile.close(database) }

    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try StoreFile.naming(path) { try database.write(body) }
    }

    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try StoreFile.naming(path) { try database.read(body) }
    }
}

// MARK: - Tokens

extension AccessStore {
    /// Every token, the newest first.
    public func tokens() throws -> [AccessToken] {
        try read { try AccessToken.fetchAll($0) }
    }

    /// Keeps a new token.
    ///
    /// - Throws: `TokenRefusal.tooMany` when so many are in force, and GRDB's errors.
    public func add(_ token: AccessToken) throws {
        try write { db in
            if try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) FROM token")) ?? 0 >= AccessStore.tokensMax {
                let all = try AccessToken.fetchAll(db)
                guard let oldest = all.last(where: { !$0.isGood(at: token.createdAt) }) else {
                    throw TokenRefusal.tooMany
                }
                try db.execute(sql: "DELETE FROM token WHERE id = ?", arguments: [oldest.id])
            }
            try token.insert(db)
        }
    }

    /// Ends a token.
    ///
    /// - Returns: the token as it is now; `nil` when there is none of that id.
    public func revoke(_ id: String, by actor: String, at now: Instant) throws -> AccessToken? {
        try write { db in
            try db.execute(
                sql: "UPDATE token SET revoked_ms = ?, revoked_by = ? WHERE id = ? AND revoked_ms IS NULL",
                arguments: [now.millisecondsSince1970, actor, id]
            )
            return try Row.fetchOne(db.cachedStatement(sql: "SELECT * FROM token WHERE id = ?"), arguments: [id])
                .flatMap(AccessToken.init)
        }
    }

    /// The tokens of a data directory, for a command that only reads.
    ///
    /// - Returns: none when there has never been one.
    public static func tokens(directory: String) throws -> [AccessToken] {
        do {
            let reader = try StoreFile.openForReading(path: directory + "/" + fileName, schema: .access)
            defer { try? reader.close() }
            return try reader.read { try AccessToken.fetchAll($0) }
        } catch StoreError.missing {
            return []
        }
    }
}

extension AccessToken {
    fileprivate static func fetchAll(_ db: Database) throws -> [AccessToken] {
        try Row.fetchAll(db, sql: "SELECT * FROM token ORDER BY created_ms DESC, id").compactMap(AccessToken.init)
    }
}

/// Why a token was not made.
public enum TokenRefusal: Error, Sendable {
    /// `AccessStore.tokensMax` are in force.
    case tooMany
}

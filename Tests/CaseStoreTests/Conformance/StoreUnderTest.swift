import CaseStore
import Foundation
import GRDB
import TestSupport
import Testing

/// A kind of case store that `ConformanceTests` is run against.
///
/// To put another one in, as a server of the PostgreSQL protocol, add it to `all`. `open` must give, for the same directory,
/// a connection to the same store, made where it was not there, and `refusePositions` must make the store refuse to move the
/// outbox's position, as a disk that fails in the middle of a transaction would, until the closure that it returns is
/// called. A server's store finds out from the directory's path which of its databases or schemas is meant.
struct StoreUnderTest: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Opens the store that belongs to a directory.
    let open: @Sendable (TemporaryDirectory) throws -> any CaseRepository
    /// Breaks the last statement of each take; the store is closed meanwhile.
    let refusePositions: @Sendable (TemporaryDirectory) throws -> @Sendable () throws -> Void

    static let all = [sqlite]

    static let sqlite = StoreUnderTest(
        testDescription: "SQLiteCaseStore",
        open: { try SQLiteCaseStore(directory: $0.path, basis: NoCountingBasis()) },
        refusePositions: { directory in
            let path = directory.path + "/" + SQLiteCaseStore.fileName
            @Sendable func change(_ sql: String) throws {
                let queue = try DatabaseQueue(path: path)
                try queue.write { try $0.execute(sql: sql) }
                try queue.close()
            }
            try change(
                """
                CREATE TRIGGER broken BEFORE UPDATE ON forwarded BEGIN SELECT RAISE(ABORT, 'a disk that fails'); END
                """
            )
            return { try change("DROP TRIGGER broken") }
        }
    )
}

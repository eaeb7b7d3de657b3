public import GRDB
import GRDBSQLite
public import Units

/// A prepared INSERT for the hot tables: binds bytes where they lie, without copies or boxes.
///
/// A million rows an hour go through two of these; everywhere else GRDB's own calls are used. Values are bound in the
/// order of the columns; the bytes given must live until `insert()` returns.
public struct RowStatement {
    private let statement: Statement
    private var column: CInt = 0

    /// Prepares (once for each connection) an INSERT.
    public init(_ db: Database, sql: String) throws {
        statement = try db.cachedStatement(sql: sql)
    }

    /// Binds an integer or NULL.
    public mutating func bind(_ value: Int64?) {
        column += 1
        if let value {
            sqlite3_bind_int64(statement.sqliteStatement, column, value)
        } else {
            sqlite3_bind_null(statement.sqliteStatement, column)
        }
    }

    /// Binds a mass or NULL.
    public mutating func bind(_ mass: Kilograms?) {
        bind((mass?.rawValue).map(Int64.init))
    }

    /// Binds a text or NULL; SQLite copies it.
    public mutating func bind(_ text: String?) {
        column += 1
        guard var text else {
            sqlite3_bind_null(statement.sqliteStatement, column)
            return
        }
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        _ = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text(
                    statement.sqliteStatement,
                    column,
                    $0.baseAddress,
                    CInt($0.count),
                    transient
                )
            }
        }
    }

    /// Binds bytes that stay where they are until `insert()` returns.
    public mutating func bind(staticBytes bytes: UnsafeRawBufferPointer) {
        column += 1
        sqlite3_bind_blob(statement.sqliteStatement, column, bytes.baseAddress, CInt(bytes.count), nil)
    }

    /// Inserts the row and makes ready for the next.
    ///
    /// - Throws: GRDB's `DatabaseError`.
    public mutating func insert() throws {
        column = 0
        let code = sqlite3_step(statement.sqliteStatement)
        sqlite3_reset(statement.sqliteStatement)
        guard code == SQLITE_DONE else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: "insert", sql: statement.sql)
        }
    }
}

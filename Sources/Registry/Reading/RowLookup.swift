import GRDB
import GRDBSQLite

/// A prepared SELECT for what is asked for every line and every sighting: binds and reads without boxes.
struct RowLookup {
    private let statement: Statement

    init(_ statement: Statement) {
        self.statement = statement
    }

    /// Runs the query and gives every row.
    ///
    /// - Throws: GRDB's `DatabaseError`, and what `body` throws.
    func each(binding values: ArraySlice<Cell>, _ body: (FoundRow) throws -> Void) throws {
        let handle = statement.sqliteStatement
        defer { sqlite3_reset(handle) }
        for (index, value) in values.enumerated() { RowLookup.bind(value, to: handle, at: CInt(index + 1)) }
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW: try body(FoundRow(handle: handle))
            case SQLITE_DONE: return
            case let code:
                throw DatabaseError(resultCode: ResultCode(rawValue: code), message: "lookup", sql: statement.sql)
            }
        }
    }

    private static func bind(_ value: Cell, to handle: SQLiteStatement, at index: CInt) {
        switch value {
        case .null: sqlite3_bind_null(handle, index)
        case .integer(let number): sqlite3_bind_int64(handle, index, number)
        case .text(var text):
            let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            _ = text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text(handle, index, $0.baseAddress, CInt($0.count), transient)
                }
            }
        }
    }
}

/// The row that a query stands on; not to be kept.
struct FoundRow {
    let handle: SQLiteStatement

    func integer(_ column: Int) -> Int64? {
        guard sqlite3_column_type(handle, CInt(column)) == SQLITE_INTEGER else { return nil }
        return sqlite3_column_int64(handle, CInt(column))
    }

    func text(_ column: Int) -> String? {
        bytes(column).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether a column holds a value.
    func equals(_ cell: Cell, column: Int) -> Bool {
        switch cell {
        case .null: return sqlite3_column_type(handle, CInt(column)) == SQLITE_NULL
        case .integer(let value): return integer(column) == value
        case .text(var text): return bytes(column).map { found in text.withUTF8 { $0.elementsEqual(found) } } ?? false
        }
    }

    private func bytes(_ column: Int) -> UnsafeBufferPointer<UInt8>? {
        guard let start = sqlite3_column_text(handle, CInt(column)) else { return nil }
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, CInt(column))))
    }
}

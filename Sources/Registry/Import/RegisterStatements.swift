import GRDB
import GRDBSQLite
import Storage

/// The statements by which an import reads and writes one register; prepared once for an import.
struct RegisterStatements {
    /// Rows of one key that are looked at; a line for a key with more is rejected, for every further line of such a key
    /// would cost as much as there are rows.
    static let rowsMax = 400

    private let table: RegisterTable
    private let importID: Int64
    private let known: RowLookup
    private let said: RowLookup
    private var insertion: RowStatement
    private let retirement: Statement
    private let remainder: Statement
    private let saying: Statement
    private let moving: Statement

    init(_ db: Database, table: RegisterTable, importID: Int64) throws {
        self.table = table
        self.importID = importID
        let columns = table.columns.map(\.name).joined(separator: ", ")
        let key = table.columns.prefix(table.keyCount).map { "\($0.name) = ?" }.joined(separator: " AND ")
        // Lines of this import so far that changed nothing: a table that lies on disk when it gets long, since what
        // a file has said already must not be kept in memory.
        try db.execute(
            sql: """
                CREATE TEMP TABLE IF NOT EXISTS said (row INTEGER, first INTEGER, last INTEGER, line INTEGER);
                CREATE INDEX IF NOT EXISTS temp.said_row ON said (row);
                DELETE FROM temp.said;
                """
        )
        known = RowLookup(
            try db.cachedStatement(
                sql: """
                    SELECT id, valid_from, valid_until, import_id, line, \(columns) FROM \(table.name)
                    WHERE \(key) AND retired_ms IS NULL LIMIT \(RegisterStatements.rowsMax + 1)
                    """
            )
        )
        said = RowLookup(try db.cachedStatement(sql: "SELECT first, last, line FROM temp.said WHERE row = ?"))
        let marks = String(repeating: "?, ", count: table.columns.count)
        insertion = try RowStatement(
            db,
            sql: """
                INSERT INTO \(table.name) (\(columns), valid_from, valid_until, recorded_ms, import_id, line)
                VALUES (\(marks)?, ?, ?, ?, ?)
                """
        )
        retirement = try db.cachedStatement(
            sql: "UPDATE \(table.name) SET retired_ms = ?, retired_by = ? WHERE id = ?"
        )
        remainder = try db.cachedStatement(
            sql: """
                INSERT INTO \(table.name) (\(columns), valid_from, valid_until, recorded_ms, import_id, line)
                SELECT \(columns), ?, ?, ?, import_id, line FROM \(table.name) WHERE id = ?
                """
        )
        saying = try db.cachedStatement(sql: "INSERT INTO temp.said (row, first, last, line) VALUES (?, ?, ?, ?)")
        moving = try db.cachedStatement(
            sql: "UPDATE temp.said SET row = ? WHERE row = ? AND first <= ? AND last >= ?"
        )
    }

    /// The rows of a line's key that are known now, compared with the line.
    ///
    /// - Returns: `nil` when there are more than `rowsMax`.
    func rows(for cells: [Cell]) throws -> [PeriodMerge.Row]? {
        var rows: [PeriodMerge.Row] = []
        var isOurs: [Bool] = []
        try known.each(binding: cells[..<table.keyCount]) { found in
            let last = found.integer(2).map { Int($0) } ?? DaySpan.open
            let span = DaySpan(first: Int(found.integer(1) ?? 0), last: last)
            let isSame = table.columns.indices.allSatisfy { found.equals(cells[$0], column: $0 + 5) }
            var row = PeriodMerge.Row(id: found.integer(0) ?? 0, span: span, isSame: isSame)
            let isOwn = found.integer(3) == importID
            if isOwn { row.said = [PeriodMerge.Said(span: span, line: Int(found.integer(4) ?? 0))] }
            isOurs.append(isOwn)
            rows.append(row)
        }
        guard rows.count <= RegisterStatements.rowsMax else { return nil }
        for index in rows.indices where !isOurs[index] {
            try said.each(binding: [.integer(rows[index].id)]) { found in
                let span = DaySpan(first: Int(found.integer(0) ?? 0), last: Int(found.integer(1) ?? 0))
                rows[index].said.append(PeriodMerge.Said(span: span, line: Int(found.integer(2) ?? 0)))
            }
        }
        return rows
    }

    /// Notes that a line said what rows say.
    func note(_ span: DaySpan, line: Int, rows: [Int64]) throws {
        for row in rows { try saying.execute(arguments: [row, span.first, span.last, line]) }
    }

    /// Retires rows and puts what remains of them in again, as said by whom it was said before.
    func retire(_ ids: [Int64], remain: [PeriodMerge.Remainder], at recorded: Int64, _ db: Database) throws {
        for id in ids { try retirement.execute(arguments: [recorded, importID, id]) }
        for part in remain {
            try remainder.execute(arguments: [part.span.first, part.span.storedLast, recorded, part.row])
            let id = db.lastInsertedRowID
            try moving.execute(arguments: [id, part.row, part.span.last, part.span.first])
        }
    }

    /// Puts a line in.
    mutating func insert(_ cells: ArraySlice<Cell>, _ span: DaySpan, at recorded: Int64, line: Int) throws {
        for cell in cells {
            switch cell {
            case .null: insertion.bind(nil as Int64?)
            case .integer(let value): insertion.bind(value)
            case .text(let text): insertion.bind(text)
            }
        }
        insertion.bind(Int64(span.first))
        insertion.bind(span.storedLast.map { Int64($0) })
        insertion.bind(recorded)
        insertion.bind(importID)
        insertion.bind(Int64(line))
        try insertion.insert()
    }
}

extension DaySpan {
    /// As the tables hold it.
    var storedLast: Int? { last == DaySpan.open ? nil : last }
}

import GRDB
import Units

extension RegistryReader {
    /// Rows of a register, page by page.
    ///
    /// - Throws: GRDB's errors.
    public func rows(_ query: RegisterQuery) throws -> RegisterPage {
        let table = query.kind.table
        let limit = min(max(query.limit, 1), 1_000)
        var condition = "row.id > ?1"
        var values: [Cell] = [.integer(query.after)]
        func add(_ value: Cell) -> String {
            values.append(value)
            return "?\(values.count)"
        }
        if let day = query.day {
            let day = add(.integer(Int64(day.dayNumber)))
            condition += " AND row.valid_from <= \(day) AND (row.valid_until IS NULL OR row.valid_until >= \(day))"
        }
        if !query.withHistory { condition += " AND row.retired_ms IS NULL" }
        condition += RegistryReader.match(query.key, table, add)
        let sql = """
            SELECT row.id, row.valid_from, row.valid_until, row.recorded_ms, row.retired_ms, row.retired_by,
                row.import_id, row.line, import.name, import.actor, \(table.columns.map { "row." + $0.name }.joined(separator: ", "))
            FROM \(table.name) AS row LEFT JOIN import ON import.id = row.import_id
            WHERE \(condition) ORDER BY row.id LIMIT \(limit + 1)
            """
        var rows = try database.read { db in
            var rows: [RegisterRow] = []
            try RowLookup(db.makeStatement(sql: sql)).each(binding: values[...]) {
                rows.append(RegisterRow($0, table))
            }
            return rows
        }
        guard rows.count > limit else { return RegisterPage(rows: rows, next: nil) }
        rows.removeLast()
        return RegisterPage(rows: rows, next: rows.last?.id)
    }

    private static func match(_ key: RegisterQuery.Key, _ table: RegisterTable, _ add: (Cell) -> String) -> String {
        let columns = ([table.columns[0].name] + table.searched).map { "row." + $0 }
        func spelt(_ text: String) -> String {
            if case .plate = table.columns[0].value { ColumnValue.normalisedPlate(text) } else { text }
        }
        switch key {
        case .any: return ""
        case .exact(let text):
            let value = add(.text(spelt(text)))
            return " AND (" + columns.map { "\($0) = \(value)" }.joined(separator: " OR ") + ")"
        case .prefix(let text):
            // A range, which an index serves; nothing sorts behind the last character that there is.
            let first = add(.text(spelt(text)))
            let last = add(.text(spelt(text) + "\u{10FFFF}"))
            return " AND (" + columns.map { "\($0) BETWEEN \(first) AND \(last)" }.joined(separator: " OR ") + ")"
        }
    }

    /// The last imports, the newest first.
    public func imports(limit: Int = 100) throws -> [ImportRecord] {
        let rows = try database.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM import ORDER BY id DESC LIMIT ?", arguments: [max(0, limit)])
        }
        return rows.compactMap(ImportRecord.init)
    }
}

extension RegisterRow {
    fileprivate init(_ row: FoundRow, _ table: RegisterTable) {
        id = row.integer(0) ?? 0
        validity = row.validity(1)
        recordedAt = Instant(millisecondsSince1970: row.integer(3) ?? 0)
        retiredAt = row.integer(4).map { Instant(millisecondsSince1970: $0) }
        retiredBy = row.integer(5)
        source = Source(
            importID: row.integer(6) ?? 0,
            name: row.text(8) ?? "",
            line: Int(row.integer(7) ?? 0),
            actor: row.text(9) ?? ""
        )
        values = table.columns.enumerated().filter { !$0.element.isDerived }.map { place, column in
            Value(column, row, place + 10)
        }
    }
}

extension RegisterRow.Value {
    fileprivate init(_ column: RegisterColumn, _ row: FoundRow, _ place: Int) {
        self.column = column.name
        heading = column.headings.first ?? column.name
        isNumber = false
        unit = column.unit
        switch column.value {
        case .day, .lastDay: value = row.day(place)?.description
        case .flag:
            value = row.flag(place).map { $0 ? "yes" : "no" }
            chinese = value.map { WordList.flags.chinese(of: $0) }
        case .word(let list):
            value = row.text(place)
            chinese = value.map { list.chinese(of: $0) }
        case .integer:
            value = row.integer(place).map { String($0) }
            isNumber = true
        default: value = row.text(place)
        }
    }
}

extension ImportRecord {
    fileprivate init?(_ row: Row) {
        guard let kind = RegisterKind(rawValue: row["kind"]) else { return nil }
        self.kind = kind
        id = row["id"]
        name = row["name"]
        bytes = row["bytes"]
        sha256 = row["sha256"]
        actor = row["actor"]
        recordedAt = Instant(millisecondsSince1970: row["recorded_ms"])
        lines = row["lines"]
        added = row["added"]
        changed = row["changed"]
        unchanged = row["unchanged"]
        rejected = row["rejected"]
    }
}

import Law

/// Makes checked cells of a file's lines.
struct LineReader {
    /// What a line came to.
    enum Line {
        /// Cells in the order of the table's line columns, and what is to be looked at.
        case cells([Cell], notes: [LineRemark])
        /// What is wrong.
        case rejected([LineRemark])
    }

    private let table: RegisterTable
    private let columns: [RegisterColumn]
    private let map: HeaderMap
    private let blank: [Cell]
    private let required: [Int]

    init(_ map: HeaderMap, for table: RegisterTable) {
        self.map = map
        self.table = table
        let columns = table.lineColumns
        self.columns = columns
        blank = columns.map(\.absent)
        required = columns.indices.filter { columns[$0].isRequired }
    }

    /// Reads one record.
    func read(_ record: CSVRecord, _ decoder: TextDecoder) -> Line {
        guard record.count == map.cells.count else { return .rejected([wrongCount(record)]) }
        var cells = blank
        var faults: [LineRemark] = []
        var notes: [LineRemark] = []
        for (field, place) in map.cells.enumerated() {
            guard let place else { continue }
            guard let text = record.withField(field, decoder.text) else {
                faults.append(undecodable(record, field, decoder.encoding))
                continue
            }
            let value = text.trimmedOfBlanks
            if value.isEmpty { continue }
            do {
                cells[place] = try columns[place].value.read(value)
                if let note = note(on: cells[place], columns[place], value, record.line, field) { notes.append(note) }
            } catch {
                faults.append(remark(record.line, field, value, error))
            }
        }
        for place in required where cells[place].isNull && !isNamed(place, in: faults) {
            faults.append(missing(columns[place], place, line: record.line))
        }
        if faults.isEmpty { checkWhole(&cells, line: record.line, &faults) }
        return faults.isEmpty ? .cells(cells, notes: notes) : .rejected(faults)
    }

    private func isNamed(_ place: Int, in faults: [LineRemark]) -> Bool {
        let heading = map.heading(of: place, in: table)
        return faults.contains { $0.column == heading }
    }

    /// What concerns several columns.
    private func checkWhole(_ cells: inout [Cell], line: Int, _ faults: inout [LineRemark]) {
        do {
            try table.complete(&cells)
        } catch {
            let place = error.column.flatMap { table.index(of: $0) }
            let heading = place.map { map.heading(of: $0, in: table) } ?? ""
            faults.append(LineRemark(line: line, column: heading, value: "", reason: error.reason))
        }
        let period = columns.count - 2
        guard let first = cells[period].integer, let last = cells[period + 1].integer, first > last else { return }
        faults.append(
            LineRemark(
                line: line,
                column: map.heading(of: period + 1, in: table),
                value: "",
                reason: Wording(zh: "失效日期早于生效日期", en: "the last day is before the first")
            )
        )
    }

    private func note(
        on cell: Cell,
        _ column: RegisterColumn,
        _ value: String,
        _ line: Int,
        _ field: Int
    ) -> LineRemark? {
        guard case .plate = column.value, let plate = cell.text, PlatePattern(of: plate) == nil else { return nil }
        return remark(
            line,
            field,
            value,
            Wording(zh: "号牌不符合 GA 36 的任何样式；已录入，请核对", en: "fits no pattern of GA 36; taken, to be looked at")
        )
    }
}

// MARK: - What is said of a line

extension LineReader {
    private func remark(_ line: Int, _ field: Int, _ value: String, _ reason: Wording) -> LineRemark {
        LineRemark(line: line, column: map.headings[field], value: value, reason: reason)
    }

    private func wrongCount(_ record: CSVRecord) -> LineRemark {
        LineRemark(
            line: record.line,
            column: "",
            value: String(record.count),
            reason: Wording(
                zh: "该行有 \(record.count) 个字段，表头有 \(map.cells.count) 个",
                en: "has \(record.count) fields, the header has \(map.cells.count)"
            )
        )
    }

    private func undecodable(_ record: CSVRecord, _ field: Int, _ encoding: TextEncoding) -> LineRemark {
        remark(
            record.line,
            field,
            record.withField(field) { String(decoding: $0, as: UTF8.self) },
            Wording(zh: "含有不符合 \(encoding.rawValue) 编码的字节", en: "has bytes that are no \(encoding.rawValue)")
        )
    }

    private func missing(_ column: RegisterColumn, _ place: Int, line: Int) -> LineRemark {
        LineRemark(
            line: line,
            column: map.heading(of: place, in: table),
            value: "",
            reason: Wording(zh: "\(column.headings.first ?? column.name)不能为空", en: "\(column.name) must not be empty")
        )
    }
}

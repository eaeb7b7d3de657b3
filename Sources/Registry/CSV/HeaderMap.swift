/// Which field of a file's lines brings which column of a register.
struct HeaderMap {
    /// The file's own headings, for reports.
    let headings: [String]
    /// For each field the place of its column among the line's cells; `nil` for one that is ignored.
    let cells: [Int?]
    /// Headings that stand for no column.
    var ignored: [String] { zip(headings, cells).filter { $0.1 == nil && !$0.0.isEmpty }.map(\.0) }

    /// Reads a header line.
    ///
    /// - Throws: `Wording` when columns are missing or stand there twice; it says which, and what was found.
    init(_ headings: [String], for table: RegisterTable) throws(Wording) {
        self.headings = headings
        let columns = table.lineColumns
        var places: [String: Int] = [:]
        for (place, column) in columns.enumerated() where !column.isDerived {
            for heading in [column.name] + column.headings { places[RegisterColumn.normalised(heading)] = place }
        }
        cells = headings.map { places[RegisterColumn.normalised($0)] }
        try HeaderMap.requireOnce(cells, columns)
        let missing = columns.enumerated().filter { $0.element.isRequired && !cells.contains($0.offset) }
        guard missing.isEmpty else {
            let labels = missing.map(\.element.label).joined(separator: ", ")
            let found = headings.map { String($0.prefix(80)) }.joined(separator: ", ")
            throw Wording(zh: "缺少列：\(labels)；文件中的列：\(found)", en: "missing columns: \(labels); found: \(found)")
        }
    }

    /// The file's heading of a column; the column's own name where the file has none.
    func heading(of cell: Int, in table: RegisterTable) -> String {
        cells.firstIndex(of: cell).map { headings[$0] } ?? table.lineColumns[cell].name
    }

    private static func requireOnce(_ cells: [Int?], _ columns: [RegisterColumn]) throws(Wording) {
        let twice = columns.indices.filter { place in cells.count { $0 == place } > 1 }
        guard twice.isEmpty else {
            let labels = twice.map { columns[$0].label }.joined(separator: ", ")
            throw Wording(zh: "列重复：\(labels)", en: "columns that stand there more than once: \(labels)")
        }
    }
}

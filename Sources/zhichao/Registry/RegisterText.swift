import Registry
import Units

/// Entries of a register as text: many as a table, one in full.
struct RegisterText {
    /// Columns of a terminal that a table fits.
    private static let widthMax = 100

    private let kind: RegisterKind
    private let withHistory: Bool
    private let lang: Language

    init(_ kind: RegisterKind, withHistory: Bool, _ lang: Language) {
        self.kind = kind
        self.withHistory = withHistory
        self.lang = lang
    }

    /// The entries as a table.
    func table(_ rows: [RegisterRow]) -> [String] {
        let columns = kind.shown
        let titles =
            columns.map { title($0, rows) } + [lang.text("生效", "from"), lang.text("失效", "until")]
            + (withHistory ? [lang.text("状态", "state")] : [])
        var cells = rows.map { row in columns.map { row.text($0, lang) } + days(row) + state(row) }
        var widths = titles.indices.map { place in
            ([titles[place]] + cells.map { $0[place] }).map(\.displayWidth).max() ?? 0
        }
        // One column is free text; it takes what the others leave.
        if let free = columns.firstIndex(of: kind.freeText) {
            let others = widths.reduce(0, +) - widths[free] + 2 * (widths.count - 1)
            widths[free] = min(widths[free], max(titles[free].displayWidth, RegisterText.widthMax - others))
            for place in cells.indices { cells[place][free] = cells[place][free].cut(to: widths[free]) }
        }
        let table = TextTable(zip(titles, widths).map { ($0, .left, $1) })
        return [table.header] + cells.map(table.row)
    }

    /// One entry in full.
    func entry(_ row: RegisterRow) -> [String] {
        let table = TextTable([("", .left, 22), ("", .left, 1)])
        let known = row.values.filter { $0.value != nil }
        let period = "\(row.validity.from) – \(last(row))"
        let source = lang.text(
            "第 \(row.source.importID) 次导入，\(row.source.name) 第 \(row.source.line) 行，\(row.source.actor)，\(row.recordedAt)",
            "import \(row.source.importID), \(row.source.name) line \(row.source.line), by \(row.source.actor), \(row.recordedAt)"
        )
        return known.map {
            table.row([lang.text($0.heading, $0.column), $0.text(lang) + ($0.unit.map { " \($0)" } ?? "")])
        }
            + [table.row([lang.text("有效期", "valid"), period]), table.row([lang.text("来源", "source"), source])]
            + retired(row).map { table.row([lang.text("已被取代", "replaced"), $0]) } + [""]
    }

    private func retired(_ row: RegisterRow) -> [String] {
        guard let at = row.retiredAt else { return [] }
        let number = row.retiredBy.map { "\($0)" } ?? "–"
        return [lang.text("\(at)，第 \(number) 次导入", "\(at), by import \(number)")]
    }

    /// A column's title; in English its name ends with the unit.
    private func title(_ name: String, _ rows: [RegisterRow]) -> String {
        let headings = kind.columns.first { $0.name == name }?.headings ?? []
        let unit = rows.first?.values.first { $0.column == name }?.unit ?? ""
        return lang.text((headings.first ?? name) + unit, name)
    }

    private func days(_ row: RegisterRow) -> [String] {
        ["\(row.validity.from)", last(row)]
    }

    private func last(_ row: RegisterRow) -> String {
        row.validity.until.map { "\($0)" } ?? lang.text("长期", "no end")
    }

    private func state(_ row: RegisterRow) -> [String] {
        guard withHistory else { return [] }
        return [row.retiredAt == nil ? lang.text("现行", "current") : lang.text("已取代", "replaced")]
    }
}

extension RegisterKind {
    /// The columns that a table has room for.
    fileprivate var shown: [String] {
        switch self {
        case .vehicles: ["plate", "colour", "form", "licence_mass_kg", "company"]
        case .drivers: ["licence", "qualification", "name", "company"]
        case .companies: ["credit_code", "name", "declared_fleet"]
        case .sites: ["site", "name", "site_kind", "district"]
        case .instruments: ["instrument", "class", "certificate"]
        case .permits: ["number", "plate", "trailer_plate", "mass_kg"]
        case .watchlist: ["plate", "colour", "reason", "note"]
        }
    }

    /// The one of them that is cut where the table gets too wide.
    fileprivate var freeText: String {
        switch self {
        case .vehicles: "company"
        case .drivers, .companies, .sites: "name"
        case .instruments: "certificate"
        case .permits: "number"
        case .watchlist: "note"
        }
    }
}

extension RegisterRow {
    fileprivate func text(_ column: String, _ lang: Language) -> String {
        values.first { $0.column == column }.flatMap { $0.value == nil ? nil : $0.text(lang) } ?? "–"
    }
}

extension RegisterRow.Value {
    fileprivate func text(_ lang: Language) -> String { lang.text(chinese ?? value ?? "", value ?? "") }
}

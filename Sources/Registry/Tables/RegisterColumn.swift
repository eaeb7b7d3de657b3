/// A column of a register: its name in the table and the headings under which a file may bring it.
struct RegisterColumn: Sendable {
    /// The name in the table, and the English heading.
    let name: String
    /// Other headings.
    let headings: [String]
    let value: ColumnValue
    let isRequired: Bool
    /// What stands there when a file says nothing.
    let absent: Cell
    /// Worked out from the others; no file brings it.
    let isDerived: Bool

    init(
        _ name: String,
        _ headings: [String],
        _ value: ColumnValue,
        isRequired: Bool = false,
        absent: Cell = .null,
        isDerived: Bool = false
    ) {
        self.name = name
        self.headings = headings
        self.value = value
        self.isRequired = isRequired
        self.absent = absent
        self.isDerived = isDerived
    }

    /// The heading for messages: Chinese where there is one, with the English name.
    var label: String { headings.first.map { "\($0) (\(name))" } ?? name }

    /// The unit of its numbers; their names end with it.
    var unit: String? {
        let units = [("_kg", "kg"), ("_mm", "mm"), ("_kmh", "km/h"), ("_ppt", "‰")]
        return units.first { name.hasSuffix($0.0) }?.1
    }

    /// A heading without what does not tell columns apart: case, blanks, hyphens, a unit in brackets.
    static func normalised(_ heading: String) -> String {
        var text = heading
        if let bracket = text.firstIndex(where: { $0 == "(" || $0 == "（" }), text.last == ")" || text.last == "）" {
            text = String(text[..<bracket])
        }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
    }
}

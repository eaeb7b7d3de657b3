/// One register as a table: its columns, its key, and what of a line has to agree.
struct RegisterTable: Sendable {
    let kind: RegisterKind
    let name: String
    /// The columns of the content, in the table's order; the first `keyCount` are the key.
    let columns: [RegisterColumn]
    let keyCount: Int
    /// First and last day, in this order; the last two columns of a line.
    let period: [RegisterColumn]
    /// Columns other than the first by which a register is searched.
    let searched: [String]
    /// Works out derived columns and checks what concerns several; throws what is wrong, with the column.
    let complete: @Sendable (inout [Cell]) throws(LineProblem) -> Void

    init(
        _ kind: RegisterKind,
        _ name: String,
        key keyCount: Int,
        _ columns: [RegisterColumn],
        needsPeriod: Bool = false,
        searched: [String] = [],
        complete: @escaping @Sendable (inout [Cell]) throws(LineProblem) -> Void = { _ in }
    ) {
        self.kind = kind
        self.name = name
        self.keyCount = keyCount
        self.columns = columns
        self.searched = searched
        self.complete = complete
        let first = ["生效日期", "有效期起", "有效期自", "检定日期", "起始日期"]
        let last = ["失效日期", "有效期至", "有效期止", "截止日期"]
        period = [
            RegisterColumn("valid_from", first, .day, isRequired: needsPeriod),
            RegisterColumn("valid_until", last, needsPeriod ? .day : .lastDay, isRequired: needsPeriod),
        ]
    }

    /// Content and period: what a line of a file holds.
    var lineColumns: [RegisterColumn] { columns + period }

    /// Where a column stands in a line's cells.
    func index(of name: String) -> Int? { columns.firstIndex { $0.name == name } }
}

/// What is wrong with a line, and in which column (`nil`: as a whole).
struct LineProblem: Error, Hashable {
    var column: String?
    var reason: Wording
}

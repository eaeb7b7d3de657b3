import Typesetting
public import Units

/// A letter from office to office (函): whom it goes to, what it says, tables, and the receiving office's return slip.
public struct OfficialLetter: Sendable {
    /// A table of names and values, or of a head and rows.
    public struct Section: Sendable {
        var title: String
        var rows: [[String]]
        /// Each column's share of the width.
        var shares: [Double]
        /// Whether the first row names the columns; else the odd columns name what stands beside them.
        var hasHead: Bool

        /// Names and values, two pairs a row.
        public static func facts(_ title: String, _ pairs: [(String, String?)]) -> Section {
            var rows: [[String]] = []
            for place in stride(from: 0, to: pairs.count, by: 2) {
                rows.append(pairs[place..<min(place + 2, pairs.count)].flatMap { [$0.0, Wording.text($0.1)] })
            }
            return Section(title: title, rows: rows, shares: [1, 2, 1, 2], hasHead: false)
        }

        /// A head and rows.
        public static func table(_ title: String, shares: [Double], _ rows: [[String]]) -> Section {
            Section(title: title, rows: rows, shares: shares, hasHead: true)
        }
    }

    /// By when a letter has to be sent.
    public enum Term: Hashable, Sendable {
        /// The law names no day.
        case none
        /// By this day.
        case by(CivilDate)
        /// The law names one, and the calendar does not reach so far.
        case open

        /// The term of what the law gives one; `nil` where the calendar does not reach so far.
        public static func due(_ day: CivilDate?) -> Term { day.map { .by($0) } ?? .open }
    }

    /// The file's name, ASCII.
    public var name: String
    /// 案件移送书, 抄告函, 移送函.
    public var title: String
    /// The document's number (文号).
    public var number: String
    /// The receiving office.
    public var recipient: String
    /// What is said, a paragraph each.
    public var paragraphs: [String]
    /// Tables.
    public var sections: [Section]
    /// The day of issue.
    public var day: CivilDate
    /// By when it has to be sent.
    public var term: Term
    /// What the code on paper says.
    public var code: String

    /// Writes a letter down.
    public init(
        name: String,
        title: String,
        number: String,
        recipient: String,
        paragraphs: [String],
        sections: [Section],
        day: CivilDate,
        term: Term,
        code: String
    ) {
        (self.name, self.title, self.number, self.recipient) = (name, title, number, recipient)
        (self.paragraphs, self.sections) = (paragraphs, sections)
        (self.day, self.term, self.code) = (day, term, code)
    }

    /// The letter as PDF; the same letter gives the same bytes.
    ///
    /// - Throws: `TypesettingError`.
    public func pdf() throws -> Document {
        let flow = try PageFlow(title: title, number: "文号：\(number)", code: code, created: day.start.description)
        try flow.line(recipient + "：", TextStyle(.heavySong, 12))
        for paragraph in paragraphs { try flow.line("　　" + paragraph, TextStyle(.song, 11.5)) }
        for section in sections { try put(section, into: flow) }
        switch term {
        case .none: break
        case .by(let day): try flow.line("　　本函应于\(Wording.day(day))前送达。", TextStyle(.song, 11.5))
        case .open: try flow.line("　　本函应于\(Wording.open)前送达。", TextStyle(.song, 11.5))
        }
        try flow.signatures(["经办人", "负责人"])
        try flow.line("签发日期：\(Wording.day(day))", TextStyle(.song, 10.5))
        try flow.section("回执（由接收机关填写后退回）")
        // The slip is cut off and sent back: it stands on one page.
        try flow.facts(("接收机关", recipient), staysWithNext: true)
        try flow.facts(("来函文号", number), ("收到日期", Wording.open), staysWithNext: true)
        try flow.facts(("经办人", Wording.open), staysWithNext: true)
        try flow.row(
            [.init(text: "办理结果\n（文号）", share: 1, isLabel: true), .init(text: "\n\n（印章）　　年　月　日", share: 5)],
            height: 24.0.mm
        )
        return Document(name: name, title: title, bytes: try flow.finish())
    }

    private func put(_ section: Section, into flow: PageFlow) throws {
        try flow.section(section.title)
        let rows = section.rows.enumerated().map { index, row in
            let isHead = section.hasHead && index == 0
            // A pair that is left over takes the whole row.
            let shares = !section.hasHead && row.count == 2 ? [1, 5] : section.shares
            return row.enumerated().map { column, text in
                PageFlow.Cell(
                    text: text,
                    share: shares.indices.contains(column) ? shares[column] : 1,
                    isLabel: isHead || (!section.hasHead && column.isMultiple(of: 2) && !text.isEmpty)
                )
            }
        }
        if section.hasHead, let head = rows.first {
            try flow.table(head: head, Array(rows.dropFirst()))
        } else {
            for row in rows { try flow.row(row) }
        }
    }
}

/// What was not taken, as a CSV file that officers open in a spreadsheet.
public enum RejectsFile {
    /// The first bytes: a byte-order mark, without which spreadsheets take UTF-8 for something else, and the header.
    public static let head = "\u{FEFF}line,column,value,reason_zh,reason_en\r\n"

    /// One line.
    public static func line(_ remark: LineRemark) -> String {
        [String(remark.line), remark.column, remark.value, remark.reason.zh, remark.reason.en]
            .map(escaped).joined(separator: ",") + "\r\n"
    }

    /// Writes all rejects of a report, piece by piece.
    public static func write(_ rejects: [LineRemark], to sink: (String) throws -> Void) rethrows {
        try sink(head)
        for remark in rejects { try sink(line(remark)) }
    }

    /// Quotes where RFC 4180 asks for it, and disarms what a spreadsheet would take for a formula.
    private static func escaped(_ text: String) -> String {
        var text = text
        if let first = text.first, "=+-@\t\r".contains(first) { text = "'" + text }
        let needsQuotes = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

import Units

/// A report as a table for spreadsheets: RFC 4180, UTF-8 with a mark, without which Excel takes Chinese for something
/// else.
public struct ReportCSV {
    private let report: Report

    /// Takes a report.
    public init(_ report: Report) { self.report = report }

    /// The file: a header, the rows of every section, and the total.
    public var text: String {
        var lines = [header]
        for section in report.sections {
            for row in section.rows {
                lines.append(line([section.grouping.chinese, row.key, row.title], row.figures, section.grouping))
            }
        }
        lines.append(line(["合计", "", ""], report.total, nil))
        return "\u{FEFF}" + lines.map { $0 + "\r\n" }.joined()
    }

    private var header: String {
        cells(
            ["日期", "分组", "代码", "名称"] + ReportFigure.allCases.map(\.chinese) + ["超限率（%）", "不能作为证据的原因（辆次）"]
        )
    }

    private func line(_ words: [String], _ figures: ReportFigures, _ grouping: ReportGrouping?) -> String {
        let numbers = ReportFigure.allCases.map { grouping?.has($0) ?? true ? "\(figures[$0])" : "" }
        let reasons = figures.reasonsInOrder.map { "\($0.reason.chinese) \($0.count)" }.joined(separator: "；")
        let rate = figures.overloadRate?.fixedPercentText ?? ""
        return cells([report.period.label] + words + numbers + [rate, reasons])
    }

    private func cells(_ cells: [String]) -> String { cells.map(ReportCSV.cell).joined(separator: ",") }

    /// A cell that no spreadsheet takes for a formula, quoted where it must be.
    static func cell(_ text: String) -> String {
        // A quotation mark first: spreadsheets show the rest as it is.
        let isFormula = text.unicodeScalars.first.map { "=+-@\t\r＝＋－＠".unicodeScalars.contains($0) } ?? false
        let harmless = isFormula ? "'" + text : text
        guard harmless.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else {
            return harmless
        }
        return "\"" + harmless.replacing("\"", with: "\"\"") + "\""
    }
}

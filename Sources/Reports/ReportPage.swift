import Units

/// A report as one page of HTML that prints on A4: no scripts, nothing from elsewhere.
public struct ReportPage {
    private let report: Report

    /// Takes a report.
    public init(_ report: Report) { self.report = report }

    /// The page.
    public var text: String {
        let title = "治超\(report.period.kind == .day ? "日报" : "月报") \(report.period.label)"
        return """
            <!DOCTYPE html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>\(ReportPage.escaped(title))</title>
            <style>
            \(ReportPage.style)
            </style>
            </head>
            <body>
            <h1>\(ReportPage.escaped(title))</h1>
            \(notes)
            \(summary)
            \(report.sections.map(section).joined(separator: "\n"))
            </body>
            </html>

            """
    }

    private static let style = """
        @page { size: A4 landscape; margin: 12mm 10mm; }
        body { font: 12px/1.5 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif; color: #111;
          margin: 1.5em; }
        h1 { font-size: 20px; text-align: center; }
        h2 { font-size: 15px; margin: 1.4em 0 .4em; break-after: avoid; }
        table { border-collapse: collapse; width: 100%; font-size: 10px; }
        th, td { border: 1px solid #777; padding: 2px 3px; }
        th { background: #eee; font-weight: 600; }
        td { text-align: right; font-variant-numeric: tabular-nums; }
        td.word { text-align: left; }
        td.word:first-child { white-space: nowrap; }
        td.word:nth-child(2) { min-width: 5em; }
        thead { display: table-header-group; }
        tr { break-inside: avoid; }
        .summary th { text-align: left; width: 18%; }
        .summary td { width: 7%; }
        .warning { border: 2px solid #a00; padding: .3em .6em; }
        @media print { body { margin: 0; } }
        """

    private var notes: String {
        let final = String(report.period.finalAt.description.prefix(16)).replacing("T", with: " ")
        let note = """
            <p>统计期间 \(report.period.first) 至 \(report.period.last)（北京时间）。过车按称重时间计入当日；\(final) \
            以后入库的数据不再计入。案件按办理登记的时间计入，“卸载质量”为复检显示的卸载量；逾期、到期截至最后一日。</p>
            """
        guard let kept = report.keptFrom else { return note }
        return note + "\n<p class=\"warning\">流水库只保留 \(kept.description.prefix(10)) 以后的过车记录，此前的过车未计入。</p>"
    }

    /// The total, four figures a line.
    private var summary: String {
        var pairs = ReportFigure.allCases.map { ($0.chinese, "\(report.total[$0])") }
        pairs.append(("超限率（%）", report.total.overloadRate?.fixedPercentText ?? "–"))
        let lines = stride(from: 0, to: pairs.count, by: 4).map { start in
            let cells = pairs[start..<min(start + 4, pairs.count)].map {
                "<th scope=\"row\">\($0.0)</th><td>\($0.1)</td>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        let reasons = report.total.reasonsInOrder.map { "\($0.reason.chinese) \($0.count)" }
        let words =
            reasons.isEmpty
            ? "" : "\n<p>不能作为证据的原因（辆次，可有多项）：\(reasons.joined(separator: "；"))</p>"
        return "<h2>合计</h2>\n<table class=\"summary\">\n\(lines.joined(separator: "\n"))\n</table>" + words
    }

    private func section(_ section: ReportSection) -> String {
        let figures = ReportFigure.allCases.filter(section.grouping.has)
        let heads = ["代码", "名称"] + figures.map(\.chinese) + ["超限率（%）"]
        let rows = section.rows.map { row in
            let words = [row.key, row.title]
            let numbers = figures.map { "\(row.figures[$0])" } + [row.figures.overloadRate?.fixedPercentText ?? "–"]
            return "<tr>" + words.map { "<td class=\"word\">\(ReportPage.escaped($0))</td>" }.joined()
                + numbers.map { "<td>\($0)</td>" }.joined() + "</tr>"
        }
        let nothing = "<tr><td class=\"word\" colspan=\"\(heads.count)\">无</td></tr>"
        return """
            <h2>按\(section.grouping.chinese)</h2>
            <table>
            <thead><tr>\(heads.map { "<th scope=\"col\">\($0)</th>" }.joined())</tr></thead>
            <tbody>
            \(rows.isEmpty ? nothing : rows.joined(separator: "\n"))
            </tbody>
            </table>
            """
    }

    /// Text that can be nothing but text.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            // Controls are no characters of HTML, and what turns text around would rearrange the row.
            case _ where [.control, .format].contains(scalar.properties.generalCategory): escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

import Law
import Reports
import Units

/// A report as text: the total in full, then a table a grouping with what is asked for most.
struct ReportText {
    private static let shown: [ReportFigure] = [
        .passages, .assessed, .overloaded, .excess, .opened, .confirmed, .decided, .closed, .fine, .referralsOverdue,
    ]

    private let lang: Language

    init(_ lang: Language) { self.lang = lang }

    func lines(_ report: Report) -> [String] {
        let days = "\(report.period.first) – \(report.period.last)"
        let head = "zhichao \(report.period.label)" + (report.period.kind == .month ? "  (\(days))" : "")
        return [head] + warnings(report) + [""] + total(report) + report.sections.flatMap(section)
    }

    private func warnings(_ report: Report) -> [String] {
        report.keptFrom.map { kept in
            let day = "\(kept)".prefix(10)
            return [
                lang.text(
                    "! 流水库只保留 \(day) 以后的过车记录，此前的过车未计入",
                    "! the journal has passages from \(day) on only; those before are not counted"
                )
            ]
        } ?? []
    }

    private func total(_ report: Report) -> [String] {
        let table = TextTable([("", .left, 36), ("", .right, 12)])
        let figures = ReportFigure.allCases.map { table.row([title($0), "\(report.total[$0])"]) }
        let rate = report.total.overloadRate.map { $0.fixedPercentText + " %" } ?? "–"
        let reasons = report.total.reasonsInOrder.map {
            table.row(["  " + lang.text($0.reason.chinese, $0.reason.rawValue), "\($0.count)"])
        }
        let heading = lang.text("不能作为证据的原因", "why weighings were no evidence")
        return figures + [table.row([lang.text("超限率", "overload rate"), rate])]
            + (reasons.isEmpty ? [] : [heading] + reasons)
    }

    private func title(_ figure: ReportFigure) -> String { lang.text(figure.chinese, figure.english) }

    private func section(_ section: ReportSection) -> [String] {
        let rows = section.rows.map { row in
            [row.key.isEmpty ? "–" : row.key.escaped, (row.name ?? unknown(row)).escaped]
                + ReportText.shown.map { "\(row.figures[$0])" }
                + [row.figures.overloadRate.map { $0.fixedPercentText + " %" } ?? "–"]
        }
        let titles =
            [lang.text(section.grouping.chinese, section.grouping.rawValue), lang.text("名称", "name")]
            + ReportText.shown.map { lang.text($0.shortChinese, $0.english) } + [lang.text("超限率", "rate")]
        let table = TextTable(
            titles.indices.map { place in
                let width = rows.map { $0[place].displayWidth }.max() ?? 0
                return (titles[place], place < 2 ? .left : .right, width)
            }
        )
        return ["", table.header] + rows.map(table.row)
    }

    private func unknown(_ row: ReportRow) -> String { row.key.isEmpty ? lang.text("不明", "not known") : "" }
}

extension ReportFigure {
    /// The heading without its unit.
    fileprivate var shortChinese: String { String(chinese.prefix { $0 != "（" }) }
}

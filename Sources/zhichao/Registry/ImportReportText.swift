import Registry

/// What an import came to, as text for people.
struct ImportReportText {
    /// Rejected lines that are shown; all are in the file.
    private static let shownMax = 10

    private let report: ImportReport
    private let rejectsFile: String?
    private let lang: Language

    init(_ report: ImportReport, rejectsFile: String?, _ lang: Language) {
        self.report = report
        self.rejectsFile = rejectsFile
        self.lang = lang
    }

    var lines: [String] { [outcome] + figures + remarks }

    private var outcome: String {
        let register = report.kind.name(lang)
        if let refusal = report.refusal {
            return lang.text(
                "\(register)：\(report.name) 未导入，\(refusal.reason.zh)",
                "\(register): \(report.name) was not taken: \(refusal.reason.en)"
            )
        }
        if report.isDryRun {
            return lang.text("\(register)：\(report.name) 已检查，未写入", "\(register): \(report.name) checked, nothing kept")
        }
        return lang.text(
            "\(register)：\(report.name) 已导入（第 \(report.id ?? 0) 次）",
            "\(register): \(report.name) imported (import \(report.id ?? 0))"
        )
    }

    private var figures: [String] {
        let table = TextTable([("", .left, 14), ("", .right, 10)])
        return [
            (lang.text("  行", "  lines"), report.lines), (lang.text("  新增", "  added"), report.added),
            (lang.text("  变更", "  changed"), report.changed), (lang.text("  无变化", "  unchanged"), report.unchanged),
            (lang.text("  不合格", "  left out"), report.rejected),
        ].map { table.row([$0.0, "\($0.1)"]) }
    }

    private var remarks: [String] {
        let ignored = report.ignoredColumns.joined(separator: ", ")
        return (ignored.isEmpty ? [] : [lang.text("未使用的列：\(ignored)", "columns not used: \(ignored)")])
            + list(report.notes, count: report.notesCount, lang.text("请核对", "to be looked at"))
            + list(report.rejects, count: report.rejects.count, lang.text("不合格的行", "lines left out"))
            + (rejectsFile.map { [lang.text("不合格的行见 \($0)", "the lines left out are in \($0)")] } ?? [])
    }

    private func list(_ remarks: [LineRemark], count: Int, _ title: String) -> [String] {
        guard count > 0 else { return [] }
        let shown = remarks.prefix(ImportReportText.shownMax)
        let more = count - shown.count
        return [lang.text("\(title)：", "\(title):")] + shown.map(line)
            + (more > 0 ? [lang.text("  …… 还有 \(more) 处", "  … and \(more) more")] : [])
    }

    private func line(_ remark: LineRemark) -> String {
        let place = lang.text("  第 \(remark.line) 行", "  line \(remark.line)")
        let column = remark.column.isEmpty ? "" : " \(remark.column)"
        let value = remark.value.isEmpty ? "" : lang.text("“\(remark.value)”", " \"\(remark.value)\"")
        return place + column + value + lang.text("：\(remark.reason.zh)", ": \(remark.reason.en)")
    }
}

import ArgumentParser
import Daemon
import Foundation

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "运行情况 / what was received and what came of it, since the store was made.",
        discussion: """
            Example:
              zhichao status --json

            Answers from the files, with the daemon up or down, and says which.
            """
    )

    @OptionGroup var options: CommonOptions

    func run() throws {
        let report = try StatusReport(directory: options.dataDirectory(), now: SystemClock.now())
        if options.json {
            print(try report.jsonText)
        } else {
            for line in lines(report, options.lang) { print(line) }
        }
    }

    private func lines(_ report: StatusReport, _ lang: Language) -> [String] {
        let state =
            report.running ? lang.text("运行中", "running") : lang.text("未运行（读自文件）", "not running (from the files)")
        let figures: [(String, String)] = [
            (lang.text("收到", "received"), "\(report.received)"),
            (lang.text("  入库", "  committed"), "\(report.committed)"),
            (lang.text("  重复", "  duplicates"), "\(report.duplicates)"),
            (lang.text("  隔离", "  quarantined"), "\(report.quarantined)"),
            (lang.text("  拒收", "  refused"), "\(report.refused)"),
            (lang.text("  暂未收取", "  not taken"), "\(report.notTaken)"),
            (lang.text("待补", "missing"), "\(report.missing)"),
            (lang.text("已知丢失", "known lost"), "\(report.gaps)"),
            (lang.text("过车", "passages"), "\(report.passages)"),
            (lang.text("  超限", "  overloaded"), "\(report.overloaded)"),
            (lang.text("  不能作为证据", "  not evidence"), "\(report.notEvidence)"),
            (lang.text("  无匹配图像", "  unpaired"), "\(report.unpaired)"),
            (lang.text("  存疑", "  ambiguous"), "\(report.ambiguous)"),
            (lang.text("待转入案件库", "forwarder backlog"), "\(report.forwarderBacklog)"),
        ]
        let table = TextTable([("", .left, 20), ("", .right, 12)])
        let sources = TextTable([
            (lang.text("设备", "source"), .left, 24), (lang.text("批次", "epoch"), .right, 14),
            (lang.text("已收至", "through"), .right, 10), (lang.text("状态", "state"), .left, 6),
        ])
        return ["zhichao \(report.version)  \(state)"] + figures.map { table.row([$0.0, $0.1]) }
            + caseLines(report, lang)
            + (report.sources.isEmpty ? [] : ["", sources.header])
            + report.sources.map { source in
                sources.row([
                    source.source, "\(source.epoch)", "\(source.through)",
                    source.stale ? lang.text("静默", "stale") : lang.text("正常", "ok"),
                ])
            }
    }

    private func caseLines(_ report: StatusReport, _ lang: Language) -> [String] {
        let table = TextTable([("", .left, 20), ("", .right, 12)])
        let total = report.cases.values.reduce(0, +)
        return [table.row([lang.text("案件", "cases"), "\(total)"])]
            + report.cases.sorted { $0.key < $1.key }.map { table.row(["  \(lang.caseState($0.key))", "\($0.value)"]) }
    }
}

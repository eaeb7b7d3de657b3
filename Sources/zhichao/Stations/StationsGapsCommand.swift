import ArgumentParser
import Daemon
import FeedContract
import Journal
import Readings
import Units

struct StationsGapsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gaps",
        abstract: "已知丢失的数据 / readings that are known to be lost, the newest first.",
        discussion: """
            Example:
              zhichao stations gaps
              zhichao stations gaps --limit 1000 --json | jq -c '[.source, .first, .last]'

            直接读取文件，zhichaod 运行与否均可。“–?” 表示不知道到哪一条为止。
            Reads the files, with zhichaod up or down. With --json one object a line;
            "last" is null where nobody can know how long the gap is.
            """
    )

    @OptionGroup var options: CommonOptions

    @Option(help: "最多条数 / at most so many.")
    var limit = 100

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be 1 or more") }
    }

    func run() throws {
        let gaps = try JournalReader(directory: options.dataDirectory()).gaps(limit: limit)
        if options.json {
            for gap in gaps { print(try GapJSON(gap).jsonText) }
        } else {
            for line in lines(gaps, options.lang) { print(line) }
        }
    }

    private func lines(_ gaps: [StoredGap], _ lang: Language) -> [String] {
        guard !gaps.isEmpty else { return [lang.text("没有已知丢失的数据", "nothing is known to be lost")] }
        let table = TextTable([
            (lang.text("设备", "source"), .left, 20), (lang.text("批次", "epoch"), .right, 13),
            (lang.text("序号", "seq"), .left, 12), (lang.text("条数", "count"), .right, 5),
            (lang.text("认定时间", "recorded"), .left, 19), (lang.text("原因", "reason"), .left, 1),
        ])
        return [table.header]
            + gaps.map { stored in
                let gap = stored.gap
                return table.row([
                    stored.source.description, "\(stored.epoch)", "\(gap.first)–\(gap.last.map { "\($0)" } ?? "?")",
                    gap.hasOpenEnd ? "?" : "\(gap.count)",
                    "\(gap.recordedAt)".toTheSecond, gap.reason.words(lang),
                ])
            }
    }
}

extension Gap.Reason {
    /// Why nobody asks for the readings any more.
    fileprivate func words(_ lang: Language) -> String {
        switch self {
        case .lost: lang.text("站点已无", "lost at the station")
        case .notHeld: lang.text("早于站点所存", "before what is held")
        case .closed: lang.text("批次已结束", "epoch ended")
        }
    }
}

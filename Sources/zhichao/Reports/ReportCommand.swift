import ArgumentParser
import CaseStore
import Daemon
import Foundation
import Journal
import Programs
import Registry
import Reports
import Storage
import Units

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "日报、月报 / what happened in a day or a month.",
        discussion: """
            Example:
              zhichao report day
              zhichao report month --month 2026-11 --to /srv/reports
            """,
        subcommands: [ReportDayCommand.self, ReportMonthCommand.self]
    )
}

struct ReportDayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "day",
        abstract: "日报 / one day, by default yesterday.",
        discussion: """
            Example:
              zhichao report day
              zhichao report day --day 2026-11-26 --by company --json
              zhichao report day --to /srv/reports

            \(ReportOptions.words)
            """
    )

    @Option(help: ArgumentHelp("哪一天 / which day (UTC+8).", valueName: "YYYY-MM-DD"), transform: readDay)
    var day: CivilDate?

    @OptionGroup var report: ReportOptions
    @OptionGroup var options: CommonOptions

    func run() async throws {
        let period = day.map { ReportPeriod(day: $0) } ?? .yesterday(at: SystemClock.now())
        try await ReportRun(period: period, job: .reportDay, report: report, options: options).run()
    }
}

struct ReportMonthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "month",
        abstract: "月报 / one month, by default the last one.",
        discussion: """
            Example:
              zhichao report month
              zhichao report month --month 2026-11 --to /srv/reports --format csv

            \(ReportOptions.words)
            """
    )

    @Option(help: ArgumentHelp("哪个月 / which month.", valueName: "YYYY-MM"), transform: readMonth)
    var month: ReportPeriod?

    @OptionGroup var report: ReportOptions
    @OptionGroup var options: CommonOptions

    func run() async throws {
        let period = month ?? .lastMonth(at: SystemClock.now())
        try await ReportRun(period: period, job: .reportMonth, report: report, options: options).run()
    }
}

/// Reads a month from the command line.
@Sendable
private func readMonth(_ argument: String) throws -> ReportPeriod {
    guard let month = ReportPeriod(month: argument) else {
        throw ValidationError("must be a month, YYYY-MM: \(argument)")
    }
    return month
}

/// Reads a grouping from the command line.
@Sendable
private func readGrouping(_ argument: String) throws -> ReportGrouping {
    guard let grouping = ReportGrouping(rawValue: argument) else {
        let known = ReportGrouping.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("no such grouping: \(argument); there are \(known)")
    }
    return grouping
}

/// What both reports take.
struct ReportOptions: ParsableArguments {
    static let words = """
        按属地、站点、企业列出过车、超限率、不能作为证据的原因、数据缺失、各状态案件、
        卸载、罚款、移送和衡器到期。守护进程运行与否均可。过车按称重时间计入当日；期末
        7 日以后入库的不再计入，此后报表不变；相同的数据得到相同的文件。
        --to 写出 csv、json、html（可打印 A4）三种文件，或 --format 指定的一种。

        Passages, overload rate, what barred weighings from being evidence, lost
        readings, what happened to cases, unloading, fines, referrals, certificates:
        by district, station and company, with the daemon up or down. A passage
        counts for the day on which it was weighed. What is stored later than 7 days
        after the end is not counted, so that the report then stays as it is; the
        same data give the same bytes. --to writes csv (for spreadsheets), json and
        html (prints on A4), or the one that --format names.
        """

    /// The sorts of file.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case csv, json, html
    }

    @Option(help: ArgumentHelp("写入此目录 / write files into this directory.", valueName: "DIR"))
    var to: String?

    @Option(
        help: ArgumentHelp(
            "只按一种分组，默认三种 / by district, station or company alone; by default by all three.",
            valueName: "GROUPING"
        ),
        transform: readGrouping
    )
    var by: ReportGrouping?

    @Option(help: "文件格式 / what sort of file; without --to it is printed.")
    var format: Format?
}

/// Makes one report and shows it or writes it.
struct ReportRun {
    let period: ReportPeriod
    let job: Job
    let report: ReportOptions
    let options: CommonOptions

    func run() async throws {
        let configuration = try DaemonConfiguration.load(options.config)
        let directory = configuration.main.dataDirectory
        guard let target = report.to else { return try show(try make(configuration)) }
        let job = NotedJob(job: job, dataDirectory: directory, lang: options.lang)
        let files = try await job.run { try write(try make(configuration), into: target) }
        if options.json {
            print(try ["files": files].jsonText)
        } else {
            for file in files { print(file) }
        }
    }

    private func make(_ configuration: DaemonConfiguration) throws -> Report {
        let directory = configuration.main.dataDirectory
        let registers: RegistryReader?
        do {
            registers = try RegistryReader(directory: directory)
        } catch StoreError.missing {
            registers = nil
        }
        return try ReportMaker(
            stations: configuration.stations,
            allowed: nil,
            journal: JournalReader(directory: directory),
            cases: CaseReader(directory: directory),
            registers: registers
        ).make(period, by: report.by.map { [$0] } ?? ReportGrouping.allCases)
    }

    private func show(_ made: Report) throws {
        switch report.format ?? (options.json ? .json : nil) {
        case let format?:
            // As it is, with its mark and its line ends.
            FileHandle.standardOutput.write(try ReportRun.content(of: made, as: format))
        case nil: for line in ReportText(options.lang).lines(made) { print(line) }
        }
    }

    private func write(_ made: Report, into directory: String) throws -> [String] {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let formats = report.format.map { [$0] } ?? ReportOptions.Format.allCases
        let suffix = report.by.map { "-by-\($0.rawValue)" } ?? ""
        return try formats.map { format in
            let path = "\(directory)/zhichao-\(period.name)\(suffix).\(format.rawValue)"
            try WholeFile.write(try ReportRun.content(of: made, as: format), to: path)
            return path
        }
    }

    private static func content(of report: Report, as format: ReportOptions.Format) throws -> Data {
        switch format {
        case .csv: Data(ReportCSV(report).text.utf8)
        case .html: Data(ReportPage(report).text.utf8)
        case .json: Data((try report.jsonText + "\n").utf8)
        }
    }
}

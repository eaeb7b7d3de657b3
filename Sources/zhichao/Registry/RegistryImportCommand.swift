import ArgumentParser
import Daemon
import Foundation
import Programs
import Registry
import Storage
import Units

struct RegistryImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "把 CSV 文件导入台账 / a CSV file into a register.",
        discussion: """
            Example:
              zhichao registry import vehicles vehicles.csv
              zhichao registry import permits permits.csv --dry-run
              unzip -p drivers.zip | zhichao registry import drivers -

            文件为 UTF-8 或 GB 18030，第一行是表头（中文或英文）。
            不合格的行不导入，写入 FILE.rejects.csv；加 --strict 则整个不导入。
            zhichaod 运行时由它导入，需要 registrar 角色；未运行时由本命令导入。

            UTF-8 or GB 18030; the first line is the header, Chinese or English.
            Lines that are wrong are left out and written to FILE.rejects.csv.
            While zhichaod runs it does the import, which takes the role registrar.

            台账及其必填列 / registers and the columns that each must have:
            \(RegisterKind.requiredColumns)
            """
    )

    @Argument(help: ArgumentHelp("台账 / the register.", valueName: "KIND"), transform: readRegister)
    var kind: RegisterKind

    @Argument(help: ArgumentHelp("CSV 文件；- 为标准输入 / the file; - is standard input.", valueName: "FILE"))
    var file: String

    @OptionGroup var options: CommonOptions

    @Flag(help: "有一行不合格就整个不导入 / all or nothing.")
    var strict = false

    @Flag(help: "只检查，不写入 / check everything, keep nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("不合格的行写到这个文件 / where to write the lines left out.", valueName: "FILE"))
    var rejects: String?

    func run() async throws {
        let directory = try options.dataDirectory()
        let input = try InputFile(file)
        let report =
            WriterLock.isHeld(directory: directory)
            ? try await send(input, to: directory) : try importHere(input, into: directory)
        let rejectsFile = try writeRejects(of: report)
        if options.json {
            print(try report.jsonText)
        } else {
            let text = ImportReportText(report, rejectsFile: rejectsFile, options.lang)
            for line in text.lines { print(line) }
        }
        // What is wrong with the file has been said.
        guard report.refusal == nil else { throw ExitCode(ExitStatus.no.rawValue) }
    }

    /// While the daemon runs, it is the one who writes.
    private func send(_ input: InputFile, to directory: String) async throws -> ImportReport {
        let progress = ProgressBar(total: input.length)
        defer { progress.finish() }
        var query = URLComponents()
        query.path = "registry/\(kind.rawValue)/imports"
        query.queryItems = [
            URLQueryItem(name: "strict", value: "\(strict)"), URLQueryItem(name: "dry_run", value: "\(dryRun)"),
            URLQueryItem(name: "name", value: input.name),
        ]
        // Foundation leaves a + as it is, and the daemon reads it as a blank.
        let path = (query.string ?? query.path).replacingOccurrences(of: "+", with: "%2B")
        let client = ControlClient(dataDirectory: directory, lang: options.lang)
        let answer = try await client.post(path, UploadBody(file: input, progress: progress), length: input.length)
        let decoder = JSONDecoder()
        if answer.isGood { return try decoder.decode(ImportReport.self, from: answer.body) }
        let problem = try decoder.decode(ProblemDetails.self, from: answer.body)
        if let report = problem.report { return report }
        throw Refusal(problem.exitStatus, problem.words(options.lang))
    }

    /// While no daemon runs, this command takes the lock and writes as the daemon would.
    private func importHere(_ input: InputFile, into directory: String) throws -> ImportReport {
        let now = SystemClock.now()
        let importOptions = ImportOptions(
            isStrict: strict,
            isDryRun: dryRun,
            today: now.day,
            at: now,
            actor: UnixAccount.current.name
        )
        let progress = ProgressBar(total: input.length)
        defer { progress.finish() }
        return try DataOwner.acting(on: directory) {
            let lock = try WriterLock(directory: directory)
            let registry = try RegistryWriter(directory: directory)
            let report = try registry.importCSV(kind, name: input.name, options: importOptions) {
                let bytes = try input.next()
                progress.advance(by: bytes?.count ?? 0)
                return bytes
            }
            try registry.close()
            // The lock is held until the file is closed.
            _ = consume lock
            return report
        }
    }

    /// - Returns: the file, when there was something to write.
    private func writeRejects(of report: ImportReport) throws -> String? {
        guard !report.rejects.isEmpty else { return nil }
        let path = rejects ?? RegistryImportCommand.rejectsFile(for: file)
        var text = ""
        RejectsFile.write(report.rejects) { text += $0 }
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        } catch {
            throw Refusal(
                .io,
                options.lang.text(
                    "\(path)：无法写入不合格的行（\(error.localizedDescription)）；请用 --rejects 指定别处。"
                        + (report.isCommitted ? "其余的行已经导入" : ""),
                    "\(path): the lines left out cannot be written (\(error.localizedDescription)); name another file with "
                        + "--rejects." + (report.isCommitted ? " The others have been imported" : "")
                )
            )
        }
        return path
    }

    /// `vehicles.rejects.csv` beside `vehicles.csv`; for standard input in the current directory.
    static func rejectsFile(for input: String) -> String {
        guard input != "-" else { return "stdin.rejects.csv" }
        let stem = input.lowercased().hasSuffix(".csv") ? String(input.dropLast(4)) : input
        return stem + ".rejects.csv"
    }
}

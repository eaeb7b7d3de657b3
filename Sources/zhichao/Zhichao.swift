import ArgumentParser
import Daemon
import Foundation
import Programs
import Units

@main
struct Zhichao: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "zhichao",
        abstract: "治超：查看收到的数据和案件 / what the daemon has received, and the cases it has opened.",
        discussion: """
            Example:
              zhichao status
              zhichao cases list --state detected

            退出码：0 成功（空列表也是），1 没有找到，2 用法错误，69 还没有数据库，74 读写错误，78 配置错误。
            Exit codes: 0 success (an empty list too), 1 not found, 2 usage, 69 no store yet, 74 I/O, 78 configuration.
            """,
        version: Version.text,
        subcommands: [
            StatusCommand.self, CasesCommand.self, SubjectsCommand.self, ReferralsCommand.self, RulesCommand.self,
            RegistryCommand.self, StationsCommand.self,
            QuarantineCommand.self, KeysCommand.self, VerifyCommand.self, BackupCommand.self, RestoreCommand.self,
            RetentionCommand.self, ReportCommand.self, TokenCommand.self, PullCommand.self,
        ]
    )

    static func main() async {
        await Program.run(Zhichao.self, status: ExitStatus.init(for:))
    }
}

/// What every command of an officer takes.
struct CommonOptions: ParsableArguments {
    @Option(help: "配置文件 / the daemon's configuration file.")
    var config = MainFile.defaultPath

    @Flag(help: "输出 JSON / JSON for programs in place of a table.")
    var json = false

    @Option(help: "zh 中文 / en English；默认按 LANG / by default what LANG says.")
    var lang: Language = .fromEnvironment

    /// The daemon's data directory.
    func dataDirectory() throws -> String { try MainFile.load(config).dataDirectory }
}

/// Reads a day from the command line.
@Sendable
func readDay(_ argument: String) throws -> CivilDate {
    guard let day = CivilDate(argument) else { throw ValidationError("must be a day, YYYY-MM-DD: \(argument)") }
    return day
}

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
        let main = try MainFile.load(options.config)
        let report = try StatusReport(
            directory: main.dataDirectory,
            quarantine: main.quarantine,
            now: SystemClock.now()
        )
        if options.json {
            print(try report.jsonText)
        } else {
            for line in StatusText(options.lang).lines(report) { print(line) }
        }
    }
}

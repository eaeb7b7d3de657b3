import ArgumentParser
import CaseStore
import Daemon
import Enforcement
import Foundation
import Programs
import Storage
import Units

struct CasesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cases",
        abstract: "案件 / the cases.",
        discussion: """
            Example:
              zhichao cases list --state detected
              zhichao cases show 郑超〔2026〕000123
            """,
        subcommands: [
            CasesListCommand.self, CasesShowCommand.self, CasesConfirmCommand.self, CasesDismissCommand.self,
            CasesNotifyCommand.self, CasesDecideCommand.self, CasesCloseCommand.self, CasesRevokeCommand.self,
            CasesAmendCommand.self, CasesExportCommand.self,
        ]
    )
}

struct CasesListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "案件列表，按立案先后 / lists cases in the order in which they were opened.",
        discussion: """
            Example:
              zhichao cases list --state detected --from 2026-11-01
              zhichao cases list --json | jq .number
            """
    )

    @OptionGroup var options: CommonOptions

    @Option(
        help: "状态 / only cases in this state: \(CaseState.allCases.map(\.rawValue).joined(separator: ", ")).",
        transform: readState
    )
    var state: CaseState?

    @Option(help: "站点 / only cases of this station.")
    var station: String?

    @Option(help: "号牌 / only cases of this plate.")
    var plate: String?

    @Option(help: "起始日 / only acts of this day and later, YYYY-MM-DD.", transform: readDay)
    var from: CivilDate?

    @Option(help: "截止日 / only acts of this day and earlier, YYYY-MM-DD.", transform: readDay)
    var to: CivilDate?

    @Option(help: "最多件数 / at most so many; with --follow, so many of the latest to begin with (default 10).")
    var limit: Int?

    @Flag(help: "持续显示新案件 / go on and show cases as they are opened, until interrupted.")
    var follow = false

    /// Cases shown of those that are there already when new ones are followed.
    private static let followedFirst = 10
    /// How often a followed store is looked at.
    private static let pollInterval = Duration.milliseconds(250)
    /// How long a followed store may take to appear.
    private static let appearWithin = Duration.seconds(30)

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit must be 1 or more") }
    }

    func run() async throws {
        let reader = try await openReader(try options.dataDirectory())
        var filter = CaseReader.Filter()
        filter.state = state
        filter.station = station
        filter.plate = plate
        filter.from = from
        filter.to = to
        filter.limit = limit
        if follow {
            filter.afterRow = max(0, try reader.lastRow() - Int64(limit ?? CasesListCommand.followedFirst))
            filter.limit = nil
        }
        let lines = CaseLines(options.lang)
        if !options.json { print(lines.header) }
        repeat {
            for summary in try reader.list(filter) {
                print(options.json ? try summary.jsonLine : lines.row(summary))
                filter.afterRow = summary.row
            }
            if follow {
                // All streams: `stdout` itself is a global that Swift takes for shared mutable state.
                fflush(nil)
                try await Task.sleep(for: CasesListCommand.pollInterval)
            }
        } while follow
    }

    /// A store that is followed may not be there yet: the daemon makes it when it starts.
    private func openReader(_ directory: String) async throws -> CaseReader {
        let deadline = ContinuousClock.now + CasesListCommand.appearWithin
        while true {
            do {
                return try CaseReader(directory: directory)
            } catch let error as StoreError {
                guard follow, ContinuousClock.now < deadline else { throw error }
                try await Task.sleep(for: CasesListCommand.pollInterval)
            }
        }
    }
}

/// Reads a state from the command line.
@Sendable
private func readState(_ argument: String) throws -> CaseState {
    guard let state = CaseState(rawValue: argument) else { throw ValidationError("no such state: \(argument)") }
    return state
}

struct CasesShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "一件案件及其理由 / shows one case and why it is one.",
        discussion: """
            Example:
              zhichao cases show 郑超〔2026〕000123
            """
    )

    @Argument(help: "案号或编号 / the case's id or number.")
    var id: String

    @OptionGroup var options: CommonOptions

    func run() throws {
        guard let dossier = try CaseReader(directory: options.dataDirectory()).find(id) else {
            throw Refusal(.no, options.lang.text("没有案件 \(id)", "no case \(id)"))
        }
        if options.json {
            print(try dossier.json)
        } else {
            for line in DossierText(dossier, options.lang).lines { print(line) }
        }
    }
}

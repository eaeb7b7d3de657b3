import ArgumentParser
import Daemon
import Law

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "规则 / the rules.",
        discussion: """
            Example:
              zhichao rules check
              zhichao rules explain --axle-code 159 --gross-kg 52300 --drive-axles 2
              zhichao rules diff cn-points-2016 cn-points-2022
              zhichao rules calendar --from 2026-02-12 --working-days 7
            """,
        subcommands: [
            RulesCheckCommand.self, RulesExplainCommand.self, RulesDiffCommand.self, RulesCalendarCommand.self,
        ]
    )
}

extension CommonOptions {
    /// The rule packs of the configuration.
    func rules() throws -> RuleBook { try RulePackFile.loadAll(MainFile.load(config).rulesDirectory) }

    /// The working calendar of the configuration.
    func calendar() throws -> WorkingCalendar { try CalendarFile.loadAll(MainFile.load(config).calendarDirectory) }
}

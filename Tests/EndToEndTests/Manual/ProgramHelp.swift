import Foundation
import Testing

/// What a program says of its commands, as `--experimental-dump-help` gives it.
struct ProgramHelp: Decodable {
    struct Command: Decodable {
        let commandName: String
        let subcommands: [Command]?
        let arguments: [Argument]?

        /// The commands that do something, each with its words, without `help`, which the parser adds.
        func leaves(_ before: [String] = []) -> [(path: [String], command: Command)] {
            let path = before + [commandName]
            let inner = (subcommands ?? []).filter { $0.commandName != "help" }
            return inner.isEmpty ? [(path, self)] : inner.flatMap { $0.leaves(path) }
        }

        /// Every option and flag as it is typed, `--to`.
        var options: [String] {
            (arguments ?? []).flatMap { $0.names ?? [] }.map { ($0.kind == "short" ? "-" : "--") + $0.name }
        }
    }

    struct Argument: Decodable {
        let names: [Name]?
    }

    struct Name: Decodable {
        let kind: String
        let name: String
    }

    static let programs = ["zhichaod", "zhichao", "zhichao-station"]

    let command: Command

    /// Asks a program.
    static func of(_ program: String) throws -> Command {
        let answer = try RunningProgram.run(program, ["--experimental-dump-help"])
        try #require(answer.status == 0)
        return try JSONDecoder().decode(ProgramHelp.self, from: Data(answer.output.utf8)).command
    }
}

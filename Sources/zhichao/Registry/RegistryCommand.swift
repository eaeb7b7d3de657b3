import ArgumentParser

struct RegistryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "registry",
        abstract: "台账：导入和查询 / the registers: imports and look-ups.",
        discussion: """
            Example:
              zhichao registry import vehicles vehicles.csv
              zhichao registry show vehicles 豫A12345 --history
            """,
        subcommands: [RegistryImportCommand.self, RegistryShowCommand.self]
    )
}

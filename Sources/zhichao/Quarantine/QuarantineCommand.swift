import ArgumentParser

struct QuarantineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "隔离区：不合格的消息 / messages that were not valid: look at them, try them again.",
        discussion: """
            Example:
              zhichao quarantine list --station 410184-07
              zhichao quarantine show 17
              zhichao quarantine retry --all --station 410184-07

            不合格的消息原样保存，改正原因（如在站点文件中登记设备）后可重新收取，
            直到超过 zhichaod.yaml 中 quarantine 的容量或期限。
            Messages that are not valid are kept as they came. Once the reason is mended,
            as by listing a device in its station's file, they can be tried again, until
            they go for the size or age under quarantine in zhichaod.yaml.
            """,
        subcommands: [QuarantineListCommand.self, QuarantineShowCommand.self, QuarantineRetryCommand.self]
    )
}

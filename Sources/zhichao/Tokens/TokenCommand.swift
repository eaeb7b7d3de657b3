import ArgumentParser

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "接口令牌 / tokens of the HTTP API.",
        discussion: """
            Example:
              zhichao token new --role officer --district 410184 --expires 90d
              zhichao token list
              zhichao token revoke 3f9c2a71b0de
            """,
        subcommands: [TokenNewCommand.self, TokenListCommand.self, TokenRevokeCommand.self]
    )
}

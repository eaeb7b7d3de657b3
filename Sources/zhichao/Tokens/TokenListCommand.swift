import ArgumentParser
import Daemon
import Enforcement
import Programs
import Units

struct TokenListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "列出令牌 / every token, without its secret.",
        discussion: """
            Example:
              zhichao token list
              zhichao token list --json | jq 'select(.state == "good") | .name'

            直接读取文件，zhichaod 运行与否均可。Reads the file, with zhichaod up or down. With
            --json one object a line.
            """
    )

    @OptionGroup var options: CommonOptions

    func run() throws {
        let tokens = try TokenDesk(options).list()
        if options.json {
            for token in tokens { print(try token.jsonText.escapedJSON) }
            return
        }
        let lang = options.lang
        guard !tokens.isEmpty else { return print(lang.text("没有令牌", "no tokens")) }
        let table = TextTable([
            (lang.text("令牌", "token"), .left, 12), (lang.text("状态", "state"), .left, 7),
            (lang.text("角色", "role"), .left, 9), (lang.text("区划", "districts"), .left, 15),
            (lang.text("到期", "expires"), .left, 10), (lang.text("名称", "name"), .left, 1),
        ])
        print(table.header)
        for token in tokens {
            let districts = token.districts.isEmpty ? lang.text("全部", "all") : token.districts.joined(separator: " ")
            print(
                table.row([
                    token.id, token.state, token.role.rawValue, districts,
                    token.expiresAt.map { "\($0.day)" } ?? "-", token.name.escaped,
                ])
            )
        }
    }
}

struct TokenRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "吊销令牌 / ends a token at once.",
        discussion: """
            Example:
              zhichao token revoke 3f9c2a71b0de

            编号见 zhichao token list，也是令牌 zct_ 之后的一段。
            The id is in zhichao token list, and in the token itself behind zct_.
            Exits with 1 when there is none of that id.
            """
    )

    @Argument(help: ArgumentHelp("令牌编号 / the token's id.", valueName: "ID"))
    var id: String

    @OptionGroup var options: CommonOptions

    func run() async throws {
        let token = try await TokenDesk(options).revoke(id)
        if options.json {
            print(try token.jsonText.escapedJSON)
        } else {
            print(options.lang.text("已吊销 \(token.id)  \(token.name)", "revoked \(token.id)  \(token.name)"))
        }
    }
}

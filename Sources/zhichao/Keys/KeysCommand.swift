import ArgumentParser

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "密钥 / CURVE keys of the daemon, the stations, and who listens to results.",
        discussion: """
            Example:
              zhichao keys new --out /etc/zhichao/zhichao.key
              zhichao keys show /etc/zhichao/zhichao.key

            私钥留在本机的文件里（权限 0600），只把公钥告诉别人。
            A secret key stays in its file on its machine; only the public key is told to others.
            """,
        subcommands: [KeysNewCommand.self, KeysShowCommand.self]
    )
}

/// What both commands print for programs.
struct KeyJSON: Encodable {
    enum CodingKeys: String, CodingKey {
        case file
        case publicKey = "public_key"
    }

    let file: String
    let publicKey: String
}

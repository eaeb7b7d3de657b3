import ArgumentParser
import Daemon
import Keys
import Programs
import ZeroMQ

struct KeysShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "显示公钥 / prints the public key that belongs to a secret key.",
        discussion: """
            Example:
              zhichao keys show                                # the daemon's own
              zhichao keys show /etc/zhichao/station.key
              zhichao keys show --json | jq -r .public_key

            能被他人读取的私钥文件会被拒绝（78）。
            A file that others could read is refused (78).
            """
    )

    @Argument(help: "私钥文件；默认按配置文件 / a secret key file; by default that of the configuration.")
    var file: String?

    @OptionGroup var options: CommonOptions

    func run() throws {
        let file = try secretKeyFile()
        let key = try file.read().publicKey
        print(options.json ? try KeyJSON(file: file.path, publicKey: key.description).jsonText : key.description)
    }

    private func secretKeyFile() throws -> SecretKeyFile {
        if let file { return SecretKeyFile(file) }
        if let file = try MainFile.load(options.config).feeds.secretKeyFile ?? SecretKeyFile.credential { return file }
        throw Refusal(
            .no,
            options.lang.text(
                "\(options.config)：feeds.secret_key_file 没有写密钥文件；用 zhichao keys new --out 文件 生成，或在命令后写上文件名",
                "\(options.config): feeds.secret_key_file names no key; make one with zhichao keys new --out FILE, or name a "
                    + "file after the command"
            )
        )
    }
}

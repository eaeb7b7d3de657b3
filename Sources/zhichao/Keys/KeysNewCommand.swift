import ArgumentParser
import Foundation
import Keys
import ZeroMQ

struct KeysNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "生成密钥 / makes a key pair and writes the secret key to a file.",
        discussion: """
            Example:
              zhichao keys new --out /etc/zhichao/zhichao.key      # the daemon's
              zhichao keys new --out /etc/zhichao/station.key      # at a station
              zhichao keys new --out station.key --json | jq -r .public_key

            私钥只写入文件（权限 0600），不在屏幕上显示；已有的文件不会被覆盖。
            The secret key is never shown. A file that is there already is left alone
            (74) unless --force is given; its key is lost then.
            """
    )

    @Option(help: "私钥文件 / the file for the secret key, mode 0600.")
    var out: String

    @Flag(help: "覆盖已有的文件 / replaces a file that is there already.")
    var force = false

    @Flag(help: "输出 JSON / JSON for programs.")
    var json = false

    @Option(help: "zh 中文 / en English；默认按 LANG / by default what LANG says.")
    var lang: Language = .fromEnvironment

    func validate() throws {
        guard !out.isEmpty, out != "-" else {
            throw ValidationError("--out must name a file: a secret key is not written to a terminal or a pipe")
        }
    }

    func run() throws {
        let pair = try CurveKeyPair.generate()
        try SecretKeyFile(out).write(pair, replacing: force)
        let path = URL(fileURLWithPath: out).standardized.path
        if json {
            print(try KeyJSON(file: path, publicKey: pair.publicKey.description).jsonText)
        } else {
            for line in NewKeyText(lang).lines(path, pair.publicKey) { print(line) }
        }
    }
}

/// Where the two keys of a new pair go.
struct NewKeyText {
    private let lang: Language

    init(_ lang: Language) {
        self.lang = lang
    }

    func lines(_ path: String, _ key: CurvePublicKey) -> [String] {
        // Z85 has neither quote nor backslash, so that single quotes do for YAML and for a shell alike; a key may begin
        // with a minus, hence `=`.
        let quoted = "'\(key)'"
        return [
            lang.text("私钥  ", "secret key  ") + path, lang.text("公钥  ", "public key  ") + key.description, "",
            lang.text(
                "若属于站点，写入守护进程的 stations.d/站点编号.yaml：",
                "If a station's, in the daemon's stations.d/STATION.yaml:"
            ),
            "public_keys: [\(quoted)]", "",
            lang.text("若属于守护进程，写入 zhichaod.yaml 的 feeds：", "If the daemon's, in zhichaod.yaml under feeds:"),
            "secret_key_file: \(inYAML(path))",
            lang.text(
                "  文件须属于守护进程的用户；或由 systemd 加载：",
                "  The daemon's user must own the file; or let systemd load it:"
            ),
            "  LoadCredential=\(SecretKeyFile.credentialName):\(path)",
            lang.text("  各站点这样认出守护进程：", "  Stations know the daemon by"), "  --server-key=\(quoted)",
        ]
    }

    private func inYAML(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
}

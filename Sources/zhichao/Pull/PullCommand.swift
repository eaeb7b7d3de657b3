import ArgumentParser
import CaseStore
import Foundation
import Programs

struct PullCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull",
        abstract: "镜像案件和移送 / mirrors the cases and referrals of a daemon into a directory.",
        discussion: """
            Example:
              zhichao pull --server https://zhichao.example:7780 --token-file police.token --to cases
              zhichao pull --server http://127.0.0.1:7780 --token-file t --to cases --follow
              zhichao pull --server URL --token-file t --to cases --public-key signing.pub

            每件案件（DIR/cases/）、每件移送（DIR/referrals/）一个 JSON 文件，整体写入；进度记在 DIR/pull.json，中断后再次
            运行即从断点继续。服务器由备份恢复后自动重新同步，并删除不再存在的案件。

            One JSON file a case in DIR/cases and one a referral in DIR/referrals, each
            written whole; how far it has come stands in DIR/pull.json, so that a run that was cut off is taken up by the next one. After
            the server was restored from a backup it mirrors anew and removes what is gone.
            Exits with 0 when the mirror is complete, with 1 when it is not.
            """
    )

    @Option(help: ArgumentHelp("服务器 / the daemon, https://HOST:PORT.", valueName: "URL"))
    var server: String

    @Option(help: ArgumentHelp("令牌文件，权限 0600 / a file with the token, mode 0600.", valueName: "FILE"))
    var tokenFile: String

    @Option(help: ArgumentHelp("目录 / where the mirror lies.", valueName: "DIR"))
    var to: String

    @Option(help: ArgumentHelp("受信任的证书 (PEM) / certificates to trust, for a server of one's own.", valueName: "FILE"))
    var ca: String?

    @Option(
        help: ArgumentHelp(
            "同时取回案卷并以这些公钥核验 / brings the case files, too, into DIR/files, and proves each by these keys.",
            valueName: "FILE"
        )
    )
    var publicKey: String?

    @Flag(help: "持续同步 / goes on with what changes, until it is stopped.")
    var follow = false

    @Flag(help: "输出 JSON / JSON for programs.")
    var json = false

    @Option(help: "zh 中文 / en English；默认按 LANG / by default what LANG says.")
    var lang: Language = .fromEnvironment

    func validate() throws {
        guard let url = URL(string: server), ["http", "https"].contains(url.scheme), url.host?.isEmpty == false else {
            throw ValidationError("--server must be http://HOST:PORT or https://HOST:PORT")
        }
    }

    func run() async throws {
        let token = try PullToken(file: tokenFile, lang)
        let keys = try publicKey.map { try SigningKey.publicKeys(file: $0) }
        let mirror = try Mirror(directory: to, server: server, tokenID: token.id, hasFiles: keys != nil, lang)
        let client = try PullClient(server: server, token: token, ca: ca, lang)
        let progress = PullProgress(lang)
        let outcome: Result<Void, any Error>
        do {
            let run = PullRun(client: client, mirror: mirror, progress: progress, lang: lang, fileKeys: keys)
            try await run.run(follow: follow)
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        progress.finish()
        try await client.close()
        try outcome.get()
        let (cases, referrals) = try mirror.count()
        if json {
            print("{\"cases\":\(cases),\"complete\":true,\"referrals\":\(referrals)}")
        } else {
            print(
                lang.text(
                    "同步完成：\(cases) 件案件，\(referrals) 件移送",
                    "complete: \(cases) cases, \(referrals) referrals"
                )
            )
        }
    }
}

/// The token of a file that nobody else may read.
struct PullToken {
    let text: String
    /// Which token it is: another one may see other cases, so its mirror begins anew.
    let id: String

    init(file: String, _ lang: Language) throws {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        guard let mode = attributes?[.posixPermissions] as? NSNumber,
            let data = FileManager.default.contents(atPath: file)
        else { throw Refusal(.io, lang.text("\(file)：无法读取", "\(file): cannot be read")) }
        guard mode.intValue & 0o077 == 0 else {
            throw Refusal(
                .usage,
                lang.text("\(file)：他人可读；请 chmod 0600", "\(file): others may read it; chmod 0600 it")
            )
        }
        text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        id = text.split(separator: "_").dropFirst().first.map(String.init) ?? ""
        guard !text.isEmpty, text.utf8.count <= 200, text.utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw Refusal(.usage, lang.text("\(file)：不是令牌", "\(file): holds no token"))
        }
    }
}

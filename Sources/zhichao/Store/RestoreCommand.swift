import ArgumentParser
import Daemon
import Foundation
import Programs
import Storage
import Units

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "恢复备份 / brings a backup back in place of the stores.",
        discussion: """
            Example:
              systemctl stop zhichaod
              zhichao restore /var/backups/zhichao/zhichao-backup-20261126T161500123
              systemctl start zhichaod

            须先停止 zhichaod。先把备份复制到 data_dir 中的新位置并核验，然后才替换；
            被替换的文件保留在 replaced-时间 中。案件库由此有新的代号，镜像方须重新同步；
            备份之后的数据，各站会补发仍保存着的部分，其余记为缺失。
            已有的 access.sqlite（令牌与查阅记录）保持不变；没有时才取备份中的，其中备份之后
            已吊销的令牌会重新有效：请先核对 zhichao token list。

            zhichaod must be stopped. The backup is copied to a new place in data_dir and
            proved there before anything is replaced; what was replaced stays in
            replaced-INSTANT. The case store begins a new generation, so that mirrors begin
            anew. Of what came after the backup, stations send again what they still hold;
            the rest is recorded as gaps. An access.sqlite that is there (tokens, audit) stays
            as it is; where there is none it comes from the backup, and tokens that were
            revoked after the backup are good again: look through zhichao token list first.
            Exits with 1 when the backup is not whole, 69 when zhichaod runs.
            """
    )

    @Argument(help: ArgumentHelp("备份目录 / the backup's directory.", valueName: "BACKUP"))
    var backup: String

    @OptionGroup var options: CommonOptions

    func run() throws {
        let directory = try options.dataDirectory()
        guard !WriterLock.isHeld(directory: directory) else {
            throw Refusal(
                .unavailable,
                options.lang.text(
                    "zhichaod 正在运行；请先停止（systemctl stop zhichaod）再恢复",
                    "zhichaod runs; stop it first (systemctl stop zhichaod)"
                )
            )
        }
        let steps = StepLine()
        let outcome = try DataOwner.acting(on: directory) {
            let lock = try WriterLock(directory: directory)
            let outcome = try restore(into: directory, steps)
            // The lock is held until every file is in its place.
            _ = consume lock
            return outcome
        }
        steps.finish()
        if options.json {
            let answer = RestoreAnswer(restored: backup, replaced: outcome.replaced, tokensOf: outcome.tokensOf)
            print(try answer.jsonText)
        } else {
            print(options.lang.text("已恢复：\(backup)", "restored: \(backup)"))
            if let replaced = outcome.replaced {
                print(options.lang.text("  原文件保留在 \(replaced)", "  what was replaced is in \(replaced)"))
            }
            print("  " + tokenLine(outcome.tokensOf))
        }
    }

    private func tokenLine(_ madeAt: Instant?) -> String {
        guard let madeAt else {
            return options.lang.text("令牌与查阅记录保持原样", "tokens and audit stay as they are")
        }
        return options.lang.text(
            "注意：令牌与查阅记录取自 \(madeAt) 的备份，此后吊销的令牌又有效；启动前请用 zhichao token list 核对并吊销",
            "NOTE: tokens and audit are those of \(madeAt): a token that was revoked since is good again; before the start look "
                + "through zhichao token list, and revoke"
        )
    }

    private func restore(into directory: String, _ steps: StepLine) throws -> StoreRestore.Outcome {
        do {
            return try StoreRestore.run(backup, into: directory, at: SystemClock.now(), progress: steps.show)
        } catch let error as RestoreError {
            throw Refusal(.no, "\(error.backup): \(options.lang.text(error.words.zh, error.words.en))")
        }
    }
}

private struct RestoreAnswer: Encodable {
    let restored: String
    let replaced: String?
    /// When the backup was made whose tokens are good now; absent where the tokens stay.
    let tokensOf: Instant?

    private enum CodingKeys: String, CodingKey {
        case restored, replaced
        case tokensOf = "tokens_of"
    }
}

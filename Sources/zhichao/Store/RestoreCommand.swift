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

            zhichaod must be stopped. The backup is copied to a new place in data_dir and
            proved there before anything is replaced; what was replaced stays in
            replaced-INSTANT. The case store begins a new generation, so that mirrors begin
            anew. Of what came after the backup, stations send again what they still hold;
            the rest is recorded as gaps.
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
        let replaced = try DataOwner.acting(on: directory) {
            let lock = try WriterLock(directory: directory)
            let replaced = try restore(into: directory, steps)
            // The lock is held until every file is in its place.
            _ = consume lock
            return replaced
        }
        steps.finish()
        if options.json {
            print(try RestoreAnswer(restored: backup, replaced: replaced).jsonText)
        } else {
            print(options.lang.text("已恢复：\(backup)", "restored: \(backup)"))
            if let replaced {
                print(options.lang.text("  原文件保留在 \(replaced)", "  what was replaced is in \(replaced)"))
            }
        }
    }

    private func restore(into directory: String, _ steps: StepLine) throws -> String? {
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
}

import ArgumentParser
import CaseStore
import Daemon
import Foundation
import Programs
import Units

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "在线备份并核验 / copies all stores while the daemon writes, and proves the copy.",
        discussion: """
            Example:
              zhichao backup --to /var/backups/zhichao

            在目录中新建 zhichao-backup-时间，内有案件库、流水库、台账库的副本、公钥和
            清单；逐一检查副本（integrity_check、事件链、检查点）后才算完成。签名私钥
            signing.key 不在备份中，请另行妥善保存。

            Makes zhichao-backup-INSTANT in the directory: copies of the cases, the journal
            and the registers, the public keys and a manifest. Every copy is checked
            (integrity_check, chains, checkpoints) before it counts. The secret key that
            signs checkpoints, signing.key, is not in it: keep it elsewhere.
            Exits with 1 when the copied cases are not as they were written; the copy is
            kept then.
            """
    )

    @Option(help: ArgumentHelp("备份放入此目录 / where the backup's directory is made.", valueName: "DIR"))
    var to: String

    @OptionGroup var options: CommonOptions

    func run() throws {
        let directory = try options.dataDirectory()
        let steps = StepLine()
        let begun = ContinuousClock.now
        let (path, manifest, report) = try StoreBackup.make(
            of: directory,
            into: to,
            at: SystemClock.now(),
            progress: steps.show
        )
        steps.finish()
        let seconds = (ContinuousClock.now - begun) / .seconds(1)
        let bytes = manifest.files.reduce(0) { $0 + $1.bytes }
        if options.json {
            print(
                try BackupAnswer(
                    path: path,
                    manifest: manifest,
                    ok: report.difference == nil,
                    bytes: bytes,
                    seconds: seconds
                ).jsonText
            )
        } else {
            let megabytes = Double(bytes) / 1e6
            let rate = String(format: "%.1f MB, %.1f s, %.0f MB/s", megabytes, seconds, megabytes / max(seconds, 0.001))
            print("\(path)  (\(rate))")
            for line in VerificationText(report, options.lang).lines { print(line) }
        }
        if report.difference != nil { throw ExitCode(ExitStatus.no.rawValue) }
    }
}

private struct BackupAnswer: Encodable {
    let path: String
    let manifest: StoreBackup.Manifest
    let ok: Bool
    let bytes: Int64
    let seconds: Double
}

/// A line on standard error that names what is being done; nothing where that is no terminal.
struct StepLine {
    private let isOn = isatty(STDERR_FILENO) == 1

    func show(_ step: String) {
        if isOn { FileHandle.standardError.write(Data("\r\u{1B}[K\(step) …".utf8)) }
    }

    func finish() {
        if isOn { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }
}

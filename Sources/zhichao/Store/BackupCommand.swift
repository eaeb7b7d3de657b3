import ArgumentParser
import CaseStore
import Daemon
import Foundation
import Programs
import Units

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "在线备份并核验 / copies all stores while the daemon writes, and proves the copy.",
        discussion: """
            Example:
              zhichao backup --to /var/backups/zhichao
              zhichao backup --to /var/backups/zhichao --keep 14 --copy-to /mnt/offsite

            在目录中新建 zhichao-backup-时间，内有案件库、流水库、台账库的副本、公钥和
            清单；逐一检查副本（integrity_check、事件链、检查点）后才算完成。签名私钥
            signing.key 不在备份中，请另行妥善保存。
            --keep 只留最新的若干份已核验备份；只删除本机对同一 data_dir 所作的已核验
            备份，不完整或核验未通过的保留并列出。--copy-to 再复制到第二个目录（须已
            存在），逐一核对摘要；该处不存在或已满时退出码为 74，第一份备份不受影响。

            Makes zhichao-backup-INSTANT in the directory: copies of the cases, the journal
            and the registers, the public keys and a manifest. Every copy is checked
            (integrity_check, chains, checkpoints) before it counts. The secret key that
            signs checkpoints, signing.key, is not in it: keep it elsewhere.
            --keep takes away older verified backups that this machine has made of the
            same data_dir, and nothing else: what is incomplete, or was not verified, is
            left and named. --copy-to makes a second copy in a directory that must be
            there, checked by digest; where that fails the code is 74, and the first
            backup is complete.
            Exits with 1 when the copied cases are not as they were written; the copy is
            kept then, and so is every older backup.
            """
    )

    @Option(help: ArgumentHelp("备份放入此目录 / where the backup's directory is made.", valueName: "DIR"))
    var to: String

    @Option(
        help: ArgumentHelp("只留最新的 N 份 / take away verified backups but the newest N.", valueName: "N")
    )
    var keep: Int?

    @Option(help: ArgumentHelp("再复制到此目录 / make a second copy in this directory.", valueName: "DIR"))
    var copyTo: String?

    @OptionGroup var options: CommonOptions

    func validate() throws {
        if let keep, keep < 1 { throw ValidationError("--keep must be at least 1: \(keep)") }
    }

    func run() async throws {
        let directory = try options.dataDirectory()
        let job = NotedJob(job: .backup, dataDirectory: directory, lang: options.lang)
        try await job.run { try backUp(directory) }
    }

    private func backUp(_ directory: String) throws {
        let steps = StepLine()
        let begun = ContinuousClock.now
        let (path, manifest, report) = try StoreBackup.make(
            of: directory,
            into: to,
            at: SystemClock.now(),
            progress: steps.show
        )
        let seconds = (ContinuousClock.now - begun) / .seconds(1)
        var answer = BackupAnswer(
            path: path,
            manifest: manifest,
            ok: report.difference == nil,
            bytes: manifest.files.reduce(0) { $0 + $1.bytes },
            seconds: seconds
        )
        // A copy that is not as it was written takes the place of nothing.
        let failure = answer.ok ? keepAndCopy(path, directory, steps, &answer) : nil
        steps.finish()
        try show(answer, report)
        if let failure { throw failure }
        if !answer.ok { throw ExitCode(ExitStatus.no.rawValue) }
    }

    /// Does what comes after the backup itself, which stands whatever becomes of this.
    private func keepAndCopy(
        _ path: String,
        _ directory: String,
        _ steps: StepLine,
        _ answer: inout BackupAnswer
    ) -> (any Error)? {
        do {
            if let keep { answer.kept = try BackupShelf(to, of: directory).keep(keep) }
            guard let copyTo else { return nil }
            answer.copy = try BackupCopy.make(of: path, into: copyTo, dataDirectory: directory, progress: steps.show)
            if let keep { answer.copiesKept = try BackupShelf(copyTo, of: directory).keep(keep) }
            return nil
        } catch let error as BackupCopyError {
            return refusal("\(error.place): \(options.lang.text(error.words.zh, error.words.en))", path)
        } catch {
            return refusal("\(error)", path)
        }
    }

    private func refusal(_ what: String, _ path: String) -> Refusal {
        Refusal(
            .io,
            options.lang.text("\(what)\n备份 \(path) 本身是完整的", "\(what)\nthe backup \(path) itself is complete")
        )
    }

    private func show(_ answer: BackupAnswer, _ report: VerificationReport) throws {
        if options.json { return print(try answer.jsonText) }
        let megabytes = Double(answer.bytes) / 1e6
        let speed = megabytes / max(answer.seconds, 0.001)
        let rate = String(format: "%.1f MB, %.1f s, %.0f MB/s", megabytes, answer.seconds, speed)
        print("\(answer.path)  (\(rate))")
        for line in VerificationText(report, options.lang).lines { print(line) }
        if let copy = answer.copy { print(options.lang.text("已复制并核对：\(copy)", "copied and compared: \(copy)")) }
        for (place, kept) in [(to, answer.kept), (copyTo ?? "", answer.copiesKept)] {
            for name in kept?.removed ?? [] {
                print(options.lang.text("已删除旧备份：\(place)/\(name)", "taken away: \(place)/\(name)"))
            }
            for name in kept?.left ?? [] {
                print(
                    options.lang.text(
                        "未动（不完整或未通过核验，请查看）：\(place)/\(name)",
                        "left, incomplete or not verified, look at it: \(place)/\(name)"
                    )
                )
            }
        }
    }
}

private struct BackupAnswer: Encodable {
    let path: String
    let manifest: StoreBackup.Manifest
    let ok: Bool
    let bytes: Int64
    let seconds: Double
    var kept: BackupShelf.Outcome?
    var copy: String?
    var copiesKept: BackupShelf.Outcome?

    enum CodingKeys: String, CodingKey {
        case path, manifest, ok, bytes, seconds, kept, copy
        case copiesKept = "copies_kept"
    }
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

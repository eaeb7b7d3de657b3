import Access
import ArgumentParser
import CaseStore
import Daemon
import Evidence
import Foundation
import Programs
import Storage

struct RetentionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention",
        abstract: "到期的个人信息和查阅记录 / personal data, and audit, whose time is over.",
        discussion: """
            Example:
              zhichao retention run --dry-run
            """,
        subcommands: [RetentionRunCommand.self]
    )
}

struct RetentionRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "删除到期的个人信息和查阅记录 / erases what cases say of people, and audit, once the time is over.",
        discussion: """
            Example:
              zhichao retention run --dry-run
              zhichao retention run

            期限见 zhichaod.yaml 的 retention。不予立案、已撤销的案件与已结案的案件期限
            不同；未结案、待复核、行为日起两年内的案件不删。删除的是姓名、证件号码、文字
            备注及含有这些内容的原始记录；事件、数值、决定和摘要保留，zhichao verify 仍可
            核验。查阅记录中超过 audit_days 的最早部分一并删除，余下的链从最后一条被删记录的
            摘要接续，仍可核验。流水库中到期的记录由 zhichaod 自行删除。

            How long is under retention in zhichaod.yaml. Held are cases that are open or
            to be reviewed, and closed ones for two years after the act. Names, numbers of
            licences, free words and the readings that hold them go; events, figures,
            decisions and digests stay, and zhichao verify still proves them. Entries of the
            audit older than audit_days go, the oldest first; the chain goes on from the hash
            of the last one that went, and is still proved. Readings of the journal whose
            time is over are deleted by zhichaod by itself.
            """
    )

    @Flag(help: "只列出，不删除 / only say what would be erased.")
    var dryRun = false

    @OptionGroup var options: CommonOptions

    func run() async throws {
        let main = try MainFile.load(options.config)
        let directory = main.dataDirectory
        let job = NotedJob(job: .retention, dataDirectory: directory, lang: options.lang)
        // Looking changes nothing, and so is no run.
        let report =
            dryRun ? try await erase(main, directory) : try await job.run { try await erase(main, directory) }
        if options.json { return print(try report.jsonText) }
        let lang = options.lang
        for item in report.cases {
            print(
                lang.text(
                    "\(item.number)  个人信息 \(item.personal) 项，记录 \(item.readings) 条，照片 \(item.media) 张",
                    "\(item.number)  \(item.personal) personal parts, \(item.readings) readings, \(item.media) pictures"
                )
            )
        }
        let count = report.cases.count
        print(
            dryRun
                ? lang.text("到期案件 \(count) 件（未删除）", "\(count) cases due (nothing was erased)")
                : lang.text("已删除 \(count) 件案件的个人信息", "personal data of \(count) cases erased")
        )
        if report.audit > 0 {
            print(
                dryRun
                    ? lang.text("到期查阅记录 \(report.audit) 条（未删除）", "\(report.audit) entries of the audit due")
                    : lang.text("已删除查阅记录 \(report.audit) 条", "\(report.audit) entries of the audit erased")
            )
        }
        if report.hasMore { print(lang.text("还有更多，请再运行一次", "there are more: run it again")) }
    }

    private func erase(_ main: MainFile, _ directory: String) async throws -> RetentionReport {
        WriterLock.isHeld(directory: directory)
            ? try await ask(directory) : try runHere(directory, main.retention)
    }

    private func ask(_ directory: String) async throws -> RetentionReport {
        let client = ControlClient(dataDirectory: directory, lang: options.lang)
        let answer = try await client.post("retention/runs?dry_run=\(dryRun)")
        return try client.value(RetentionReport.self, of: answer)
    }

    private func runHere(_ directory: String, _ retention: RetentionSettings) throws -> RetentionReport {
        try DataOwner.acting(on: directory) {
            let lock = try WriterLock(directory: directory)
            let store = try SQLiteCaseStore(directory: directory, basis: NoCountingBasis(), mayCreate: false)
            let (actor, now) = (UnixAccount.current.name, SystemClock.now())
            var report = try store.runRetention(retention.cases, isDryRun: dryRun, actor: actor, at: now)
            let erasure = AuditErasure(keeping: retention.audit, actor: actor, at: now)
            let access = try AccessStore(directory: directory)
            let due = try erasure.due(in: access)
            if dryRun {
                report.audit = due
            } else {
                for _ in AuditErasure.steps(due) { report.audit += try erasure.step(in: access) }
                report.hasMore = report.hasMore || due > report.audit
            }
            try access.close()
            if !dryRun { try store.eraseFiles(of: MediaStore(dataDirectory: directory)) }
            try store.close()
            // The lock is held until the file is closed.
            _ = consume lock
            return report
        }
    }
}

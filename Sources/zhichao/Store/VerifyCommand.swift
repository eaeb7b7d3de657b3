import Access
import ArgumentParser
import CaseFile
import CaseStore
import Daemon
import Evidence
import Foundation
import Journal
import Programs
import Storage
import Units

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "核验案件库未被改动 / proves that the case store is as it was written.",
        discussion: """
            Example:
              zhichao verify
              zhichao verify --public-key /mnt/safe/signing.pub --json
              zhichao verify 案卷.zip --public-key /mnt/safe/signing.pub

            给出文件时，离线核验一份案卷，只需公钥。
            With a file: proves a case file offline, with nothing but the public key.

            重新计算全部事件的两条链、检查点签名、个人信息和证据记录的摘要，并由事件推
            出每件案件的状态，与库中所存逐一比对；指出第一处不符。zhichaod 运行时也可
            使用。信任的公钥取自 data_dir 中的 signing.pub；请另存一份，用 --public-key
            指定，使改动者无法连同公钥一起替换。

            Recomputes both chains of events, the checkpoints' signatures, the digests of
            personal data and readings, and from the events where every case stands; names
            the first thing that differs. Works with zhichaod up or down. Trusted are the
            keys of signing.pub in data_dir: keep a copy elsewhere and name it, so that
            nobody can exchange both. Exits with 1 when something differs.
            """
    )

    @Argument(help: ArgumentHelp("案卷 / a case file (ZIP) to prove instead of the store.", valueName: "FILE"))
    var file: String?

    @Option(help: ArgumentHelp("受信任的公钥文件 / the public keys to trust.", valueName: "FILE"))
    var publicKey: String?

    @OptionGroup var options: CommonOptions

    func run() throws {
        if let file { return try verify(file) }
        let directory = try options.dataDirectory()
        let keys =
            if let publicKey { try SigningKey.publicKeys(file: publicKey) } else {
                try SigningKey.publicKeys(directory: directory)
            }
        let verifier = try CaseVerifier(
            directory: directory,
            publicKeys: keys,
            witness: witness(of: directory),
            basis: basis,
            today: SystemClock.now().day
        )
        let progress = ProgressBar(total: nil, unit: .things(options.lang.text("事件", "events")))
        defer { progress.finish() }
        let report = try verifier.run { progress.advance(to: $0, of: $1) }
        let evidence =
            report.difference == nil
            ? try EvidenceCheck.run(try CaseReader(directory: directory), MediaStore(dataDirectory: directory)) : nil
        let audit = try audit(of: directory)
        progress.finish()
        let text = VerificationText(report, audit, evidence, options.lang)
        if options.json { print(try text.json) } else { for line in text.lines { print(line) } }
        if !text.isWhole { throw ExitCode(ExitStatus.no.rawValue) }
    }

    /// Needs no configuration where the key is named: a court has none.
    private func verify(_ file: String) throws {
        let keys =
            if let publicKey { try SigningKey.publicKeys(file: publicKey) } else {
                try SigningKey.publicKeys(directory: options.dataDirectory())
            }
        let report = try CaseFileVerifier(path: file, publicKeys: keys).run()
        let text = CaseFileText(report: report, path: file, lang: options.lang)
        if options.json { print(try text.json) } else { for line in text.lines { print(line) } }
        if report.difference != nil { throw ExitCode(ExitStatus.no.rawValue) }
    }

    /// What the audit's chain shows; `nil` for who may not read it.
    private func audit(of directory: String) throws -> AuditVerifier.Report? {
        do {
            return try AuditVerifier.run(directory: directory)
        } catch StoreError.unreadable {
            return nil
        }
    }

    /// The law that referrals are checked by; a copy that is looked at elsewhere is checked without.
    private var basis: any CountingBasis {
        guard let configuration = try? DaemonConfiguration.load(options.config) else { return NoCountingBasis() }
        return (try? LawAndRegisters(configuration)) ?? NoCountingBasis()
    }

    /// What the journal knows of the store; without a journal nothing outside the store is known.
    private func witness(of directory: String) throws -> CaseVerifier.Witness? {
        do {
            return try JournalReader(directory: directory).caseWitness().map(CaseVerifier.Witness.init)
        } catch StoreError.missing {
            return nil
        }
    }
}

extension CaseVerifier.Witness {
    init(_ noted: CaseWitness) {
        self.init(
            generation: noted.generation,
            // 0: there was no event yet.
            head: noted.event > 0 ? StoreHead(event: noted.event, hash: Data(noted.hash)) : nil,
            checkpoint: noted.checkpoint.map { ($0.n, Data($0.digest)) }
        )
    }
}

/// What a verification has come to, in words.
struct VerificationText {
    private let report: VerificationReport
    private let audit: AuditVerifier.Report?
    private let isAudited: Bool
    private let media: Int?
    private let difference: Difference?
    private let lang: Language

    /// Of a backup, whose cases alone were looked at.
    init(_ report: VerificationReport, _ lang: Language) {
        (self.report, audit, isAudited) = (report, nil, false)
        (media, difference) = (nil, report.difference)
        self.lang = lang
    }

    init(
        _ report: VerificationReport,
        _ audit: AuditVerifier.Report?,
        _ evidence: EvidenceCheck?,
        _ lang: Language
    ) {
        (self.report, self.audit, isAudited) = (report, audit, true)
        (media, difference) = (evidence?.media, report.difference ?? evidence?.difference)
        self.lang = lang
    }

    /// Whether nothing differs.
    var isWhole: Bool { difference == nil && audit?.firstWrong == nil }

    var lines: [String] {
        if let difference {
            return [
                lang.text("核验未通过", "NOT as it was written"),
                "  \(difference.place)\(lang.text("：", ": "))\(lang.text(difference.zh, difference.en))",
                lang.text(
                    "  请保留 data_dir 的全部文件，另存日志，并由 zhichao restore 恢复最近的备份",
                    "  keep all files of data_dir and the log, and bring back the last backup with zhichao restore"
                ),
            ]
        }
        if let wrong = audit?.firstWrong {
            return [
                lang.text("核验未通过", "NOT as it was written"),
                lang.text("  access.sqlite：查阅记录第 \(wrong) 条", "  access.sqlite: entry \(wrong) of the audit"),
            ]
        }
        return [
            lang.text("核验通过：案件库与写入时一致", "as it was written"),
            lang.text(
                "  事件 \(report.events)，案件 \(report.cases)，检查点 \(report.checkpoints)，"
                    + "个人信息 \(report.personal)，证据记录 \(report.records)，移送 \(report.referrals)",
                "  \(report.events) events, \(report.cases) cases, \(report.checkpoints) checkpoints, "
                    + "\(report.personal) personal parts, \(report.records) readings, \(report.referrals) referrals"
            ),
        ] + (media.map { [lang.text("  证据照片 \($0) 张", "  \($0) pictures")] } ?? [])
            + (isAudited ? [auditLine] : [])
    }

    private var auditLine: String {
        audit.map { audit in
            audit.erased == 0
                ? lang.text("  查阅记录 \(audit.entries) 条", "  \(audit.entries) entries of the audit")
                : lang.text(
                    "  查阅记录 \(audit.entries) 条（之前 \(audit.erased) 条已到期删除）",
                    "  \(audit.entries) entries of the audit; \(audit.erased) before them were erased in their time"
                )
        }
            ?? lang.text("  查阅记录：无权读取，未核验", "  the audit was not checked: no right to read it")
    }

    var json: String {
        get throws {
            try Answer(
                ok: isWhole,
                events: report.events,
                cases: report.cases,
                checkpoints: report.checkpoints,
                personal: report.personal,
                records: report.records,
                referrals: report.referrals,
                media: media,
                audit: audit?.entries,
                auditErased: audit?.erased,
                auditFirstWrong: audit?.firstWrong,
                difference: difference.map { Answer.Place(place: $0.place, zh: $0.zh, en: $0.en) }
            ).jsonText
        }
    }

    private struct Answer: Encodable {
        let ok: Bool
        let events: Int
        let cases: Int
        let checkpoints: Int
        let personal: Int
        let records: Int
        let referrals: Int
        let media: Int?
        let audit: Int?
        let auditErased: Int64?
        let auditFirstWrong: Int64?
        let difference: Place?

        struct Place: Encodable {
            let place: String
            let zh: String
            let en: String
        }
    }
}

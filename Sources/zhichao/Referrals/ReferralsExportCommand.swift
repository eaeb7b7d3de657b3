import ArgumentParser
import CaseStore
import Daemon
import Enforcement
import Programs
import Registry
import Storage

struct ReferralsExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "导出移送函、抄告函或案件移送书 / writes the letter of a referral as PDF.",
        discussion: """
            Example:
              zhichao referrals export R2026-000012 --to letters/
              zhichao referrals export 郑超抄〔2026〕000013 --to copy-to.pdf

            函按移送或案件最近一次变化时的台账写成；状态不变，字节不变。

            A letter says what the registers said when the referral or its case last changed;
            the same state gives the same bytes.
            """
    )

    @Argument(help: ArgumentHelp("编号或文号 / the referral's id or number.", valueName: "REFERRAL"))
    var id: String

    @Option(
        help: ArgumentHelp("文件或目录，默认当前目录 / the file, or the directory, to write to.", valueName: "PATH")
    )
    var to = "."

    @OptionGroup var options: CommonOptions

    func run() async throws {
        let main = try MainFile.load(options.config)
        let directory = main.dataDirectory
        guard let file = try CaseReader(directory: directory).referralFile(id) else {
            throw Refusal(.no, options.lang.text("没有移送 \(id)", "no referral \(id)"))
        }
        let referral = file.referral
        let path = DraftFile.path(to, name: "\(referral.id).pdf")
        try await DraftFile.write(to: path, options.lang) { draft in
            if WriterLock.isHeld(directory: directory) {
                let client = ControlClient(dataDirectory: directory, lang: options.lang)
                try await client.download("referrals/\(referral.id)/file") { try draft.write($0) }
            } else {
                // As the daemon would while it does not run.
                try UnixAccount.current.require([.officer, .reviewer], main.localRoles, options.lang)
                try draft.write(ReferralLetters(try? RegistryReader(directory: directory)).pdf(file))
            }
        }
        try ExportedFile(id: referral.id, number: referral.number, version: referral.version, file: path).show(options)
    }
}

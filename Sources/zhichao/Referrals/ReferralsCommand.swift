import ArgumentParser
import CaseStore
import Daemon
import Enforcement
import Law
import Programs
import Registry
import Storage
import Units

struct ReferralsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "referrals",
        abstract: "移送与抄告 / referrals to other offices, and copy-to documents.",
        discussion: """
            Example:
              zhichao referrals list --overdue
              zhichao referrals show R2026-000012
              zhichao referrals export R2026-000012 --to letters/
            """,
        subcommands: [
            ReferralsListCommand.self, ReferralsShowCommand.self, ReferralsExportCommand.self,
            ReferralsAcknowledgeCommand.self, ReferralsOutcomeCommand.self,
        ]
    )
}

struct ReferralsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "移送列表，按移送先后 / lists referrals in the order of issue.",
        discussion: """
            Example:
              zhichao referrals list --overdue
              zhichao referrals list --form copy-to --state issued --json
              zhichao referrals list --kind companies
            """
    )

    @Flag(help: "只列逾期未签收的 / only those that were not acknowledged in time.")
    var overdue = false

    @Option(help: "状态 / only in this state: \(ReferralState.allCases.map(\.rawValue).joined(separator: ", ")).")
    var state: String?

    @Option(help: "文书 / only of this form: \(ReferralForm.allCases.map(\.rawValue).joined(separator: ", ")).")
    var form: String?

    @Option(help: "主体种类 / only about vehicles, drivers, companies or sites.", transform: readSubjectKind)
    var kind: PenaltySubject?

    @Option(help: "最多件数 / at most so many.")
    var limit: Int?

    @OptionGroup var options: CommonOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit must be 1 or more") }
        if let state, ReferralState(rawValue: state) == nil { throw ValidationError("no such state: \(state)") }
        if let form, ReferralForm(rawValue: form) == nil { throw ValidationError("no such form: \(form)") }
    }

    func run() throws {
        let today = SystemClock.now().day
        var filter = CaseReader.ReferralFilter()
        filter.overdueOn = overdue ? today : nil
        filter.state = state.flatMap(ReferralState.init(rawValue:))
        filter.form = form.flatMap(ReferralForm.init(rawValue:))
        filter.kind = kind
        filter.limit = limit
        let found = try CaseReader(directory: options.dataDirectory()).referrals(filter)
        if options.json {
            for referral in found { print(try ReferralAnswer(referral, on: today).jsonText) }
            return
        }
        let lines = ReferralLines(options.lang)
        print(lines.header)
        for referral in found { print(lines.row(referral, on: today)) }
    }
}

struct ReferralsShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "一件移送：依据、案件、期限 / one referral: its ground, its cases, its term.",
        discussion: """
            Example:
              zhichao referrals show R2026-000012
              zhichao referrals show 郑超抄〔2026〕000013 --json
            """
    )

    @Argument(help: ArgumentHelp("编号或文号 / the referral's id or number.", valueName: "REFERRAL"))
    var id: String

    @OptionGroup var options: CommonOptions

    func run() throws {
        let directory = try options.dataDirectory()
        let reader = try CaseReader(directory: directory)
        guard let (referral, events) = try reader.referral(id) else {
            throw Refusal(.no, options.lang.text("没有移送 \(id)", "no referral \(id)"))
        }
        let cases = try referral.cases.compactMap { try reader.find($0) }
        let copyTo = referral.form == .copyTo ? cases.first.map { CopyTo($0, registers(directory)) } : nil
        let today = SystemClock.now().day
        if options.json {
            var answer = ReferralAnswer(referral, on: today)
            answer.copyTo = copyTo
            print(try answer.jsonText)
        } else {
            for line in ReferralText(referral, events, cases.map(\.summary), copyTo, today, options.lang).lines {
                print(line)
            }
        }
    }

    /// Without registers what only they know stays open.
    private func registers(_ directory: String) -> RegistryReader? { try? RegistryReader(directory: directory) }
}

/// What both steps take.
struct ReferralStepOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("编号或文号 / the referral's id or number.", valueName: "REFERRAL"))
    var id: String

    @Option(help: ArgumentHelp("JSON 文件，- 为标准输入 / the body as JSON; - is standard input.", valueName: "FILE"))
    var body: String

    @Option(
        help: ArgumentHelp(
            "所见版本 / the version that you have seen (referrals show); default: as it is now.",
            valueName: "N"
        )
    )
    var version: Int?

    @OptionGroup var options: CommonOptions

    func take(_ action: ReferralAction) async throws {
        let body = try StepBody.read(body, options.lang)
        try await ReferralDesk(options).take(action, body, id: id, version: version)
    }
}

struct ReferralsAcknowledgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge",
        abstract: "签收：收文单位已收到 / the receiving office has it (officer).",
        discussion: """
            Example:
              echo '{"received_by": "新郑市运管局 王五", "at": "2026-11-27"}' \\
                | zhichao referrals acknowledge R2026-000012 --body -
            """
    )

    @OptionGroup var step: ReferralStepOptions

    func run() async throws { try await step.take(.acknowledge) }
}

struct ReferralsOutcomeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outcome",
        abstract: "答复：收文单位的处理结果 / what came of it (officer).",
        discussion: """
            Example:
              echo '{"result": "carried-out", "at": "2026-12-20", "document": "新运吊〔2026〕3号"}' \\
                | zhichao referrals outcome R2026-000012 --body -

            result: carried-out（已执行）或 declined（不予处理）；可另有 document、note。
            """
    )

    @OptionGroup var step: ReferralStepOptions

    func run() async throws { try await step.take(.outcome) }
}

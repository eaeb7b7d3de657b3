import ArgumentParser
import CaseStore
import Daemon
import Enforcement
import Foundation
import Programs

/// What every command takes that moves a case on.
struct CaseStepOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("案号或编号 / the case's id or number.", valueName: "CASE"))
    var id: String

    @Option(help: ArgumentHelp("JSON 文件，- 为标准输入 / the body as JSON; - is standard input.", valueName: "FILE"))
    var body: String

    @Option(
        help: ArgumentHelp("所见版本 / the version that you have seen (cases show); default: as it is now.", valueName: "N")
    )
    var version: Int?

    @OptionGroup var options: CommonOptions

    /// Does it, and says what has come of it.
    func take(_ action: CaseAction) async throws {
        let body = try StepBody.read(body, options.lang)
        try await CaseDesk(options).take(.action(action, body), id: id, version: version)
    }
}

struct CasesConfirmCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm",
        abstract: "立案：技术审核与法制审核 / files a case after technical and legal review (reviewer).",
        discussion: """
            Example:
              echo '{"technical_reviewer": "张三", "legal_reviewer": "李四", "reason": "数据完整，号牌清晰"}' \\
                | zhichao cases confirm 郑超〔2026〕000123 --body -
            """
    )

    @OptionGroup var step: CaseStepOptions

    func run() async throws { try await step.take(.confirm) }
}

struct CasesNotifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notify",
        abstract: "告知当事人 / the party was told (officer).",
        discussion: """
            Example:
              echo '{"method": "直接送达", "at": "2026-11-24", "recipient": "王五"}' \\
                | zhichao cases notify 郑超〔2026〕000123 --body -
            """
    )

    @OptionGroup var step: CaseStepOptions

    func run() async throws { try await step.take(.notify) }
}

struct CasesDecideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "决定：罚款或警告 / a fine or a warning (officer).",
        discussion: """
            Example:
              echo '{"decision_number": "郑交罚〔2026〕7号", "officers": ["赵六", "钱七"], "fine_yuan": 5000,
                     "at": "2026-11-25"}' | zhichao cases decide 郑超〔2026〕000123 --body -

            承办人至少两名，法制审核人不得为承办人。"warning": true 与 "fine_yuan" 择一；
            超出裁量范围须有 "reason"。
            Two officers at least, none of them the legal reviewer; either "warning": true
            or "fine_yuan"; outside what the law's table gives only with "reason".
            """
    )

    @OptionGroup var step: CaseStepOptions

    func run() async throws { try await step.take(.decide) }
}

struct CasesCloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "结案：已缴款或已执行 / paid or enforced (officer).",
        discussion: """
            Example:
              echo '{"paid_at": "2026-11-26", "note": ""}' | zhichao cases close 郑超〔2026〕000123 --body -
            """
    )

    @OptionGroup var step: CaseStepOptions

    func run() async throws { try await step.take(.close) }
}

struct CasesDismissCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dismiss",
        abstract: "不予立案 / drops a case that is not decided (reviewer).",
        discussion: """
            Example:
              echo '{"reason": "号牌误读"}' | zhichao cases dismiss 郑超〔2026〕000123 --body -
            """
    )

    @OptionGroup var step: CaseStepOptions

    func run() async throws { try await step.take(.dismiss) }
}

struct CasesRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "撤销决定 / takes a decision back (reviewer).",
        discussion: """
            Example:
              echo '{"reason": "行政复议决定撤销"}' | zhichao cases revoke 郑超〔2026〕000123 --body -
            """
    )

    @OptionGroup var step: CaseStepOptions

    func run() async throws { try await step.take(.revoke) }
}

struct CasesAmendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "amend",
        abstract: "补充或更正 / fills in or corrects driver, company and the like (officer, reviewer).",
        discussion: """
            Example:
              zhichao cases amend 郑超〔2026〕000123 --set company=91350100M000100Y43 --set cargo=砂石
              zhichao cases amend 郑超〔2026〕000123 --set 'driver={"licence": "4101…", "name": "赵六"}'

            driver（驾驶证号，或 licence、name、qualification）、company（统一社会信用代码）、
            loading_site、cargo、permit、notes；值为空即收回。旧值保留在各自的事件中。
            An empty value takes a field back; what stood there stays in its own event.
            """
    )

    @Argument(help: ArgumentHelp("案号或编号 / the case's id or number.", valueName: "CASE"))
    var id: String

    @Option(
        name: .customLong("set"),
        parsing: .singleValue,
        help: ArgumentHelp("字段及其值，可多次 / a field and its value; may be repeated.", valueName: "KEY=VALUE")
    )
    var changes: [String] = []

    @Option(
        help: ArgumentHelp("所见版本 / the version that you have seen (cases show); default: as it is now.", valueName: "N")
    )
    var version: Int?

    @OptionGroup var options: CommonOptions

    func validate() throws {
        if changes.isEmpty { throw ValidationError("name what is to be changed: --set KEY=VALUE") }
        if let bad = changes.first(where: { !$0.contains("=") }) {
            throw ValidationError("--set takes KEY=VALUE, not \(bad)")
        }
    }

    func run() async throws {
        var body: [String: StepValue] = [:]
        for change in changes {
            let parts = change.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            body[parts[0]] = try StepBody.value(parts[1], of: parts[0], options.lang)
        }
        try await CaseDesk(options).take(.amendment(body), id: id, version: version)
    }
}

/// The body of a step, from a file or the command line.
enum StepBody {
    /// Bytes of a body at most.
    private static let bytesMax = 1 << 20

    static func read(_ file: String, _ lang: Language) throws -> [String: StepValue] {
        let handle =
            if file == "-" { FileHandle.standardInput } else {
                FileHandle(forReadingAtPath: file)
            }
        guard let handle, let data = try handle.read(upToCount: bytesMax) else {
            throw Refusal(.io, lang.text("\(file)：无法读取或为空", "\(file): cannot be read, or is empty"))
        }
        do {
            return try JSONDecoder().decode([String: StepValue].self, from: data)
        } catch {
            throw Refusal(
                .usage,
                lang.text("\(file)：不是 JSON 对象（\(error)）", "\(file): no JSON object (\(error))")
            )
        }
    }

    /// Words as they are, an object where they begin like one, nothing where there are none.
    static func value(_ text: String, of key: String, _ lang: Language) throws -> StepValue {
        if text.isEmpty { return .null }
        guard text.hasPrefix("{") else { return .text(text) }
        do {
            return try JSONDecoder().decode(StepValue.self, from: Data(text.utf8))
        } catch {
            throw Refusal(.usage, lang.text("\(key)：JSON 有误（\(error)）", "\(key): wrong JSON (\(error))"))
        }
    }
}

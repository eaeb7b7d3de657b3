import ArgumentParser
import Daemon
import Foundation
import Law
import Programs
import Units

struct RulesCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "检查规则包 / every problem in every rule pack.",
        discussion: """
            Example:
              zhichao rules check
              zhichao rules check /srv/new-rules

            Names file, line and key of whatever is malformed, unknown, missing, overlapping, or above the sum of its
            axle groups. Exits with 78 when something is.
            """
    )

    @Argument(help: "规则目录；默认按配置文件 / a directory of packs; by default that of the configuration.")
    var directory: String?

    @OptionGroup var options: CommonOptions

    func run() throws {
        let directory = try directory ?? MainFile.load(options.config).rulesDirectory
        let book: RuleBook
        do throws(ConfigurationError) {
            book = try RulePackFile.loadAll(directory)
        } catch {
            guard options.json else { throw error }
            print(try CheckJSON(good: false, packs: [], problems: error.problems.map(CheckJSON.Problem.init)).jsonText)
            throw ExitCode(ExitStatus.configuration.rawValue)
        }
        try report(book, directory)
    }

    private func report(_ book: RuleBook, _ directory: String) throws {
        let packs = book.packs.map { pack in
            CheckJSON.Pack(
                id: pack.id,
                jurisdiction: pack.jurisdiction.rawValue,
                effectiveFrom: "\(pack.effectiveFrom)",
                effectiveUntil: pack.effectiveUntil?.description,
                source: "\(pack.source)",
                confidence: pack.confidence.rawValue,
                notes: pack.notes
            )
        }
        if options.json {
            return print(try CheckJSON(good: true, packs: packs, problems: []).jsonText)
        }
        let lang = options.lang
        let table = TextTable([
            (lang.text("规则包", "pack"), .left, 28), (lang.text("自", "from"), .left, 10),
            (lang.text("至", "until"), .left, 10), (lang.text("可信度", "confidence"), .left, 6),
            (lang.text("依据", "source"), .left, 20),
        ])
        print(table.header)
        for pack in packs {
            print(
                table.row([pack.id, pack.effectiveFrom, pack.effectiveUntil ?? "–", pack.confidence, pack.source])
            )
        }
        print(lang.text("\(directory)：\(packs.count) 个规则包，没有问题", "\(directory): good; \(packs.count) rule packs"))
    }
}

private struct CheckJSON: Encodable {
    struct Pack: Encodable {
        let id: String
        let jurisdiction: String
        let effectiveFrom: String
        let effectiveUntil: String?
        let source: String
        let confidence: String
        let notes: String

        private enum CodingKeys: String, CodingKey {
            case id, jurisdiction, source, confidence, notes
            case effectiveFrom = "effective_from"
            case effectiveUntil = "effective_until"
        }
    }

    struct Problem: Encodable {
        let file: String
        let line: Int?
        let key: String
        let message: String

        init(_ problem: ConfigurationProblem) {
            (file, line, key, message) = (problem.file, problem.line, problem.key, problem.message)
        }
    }

    let good: Bool
    let packs: [Pack]
    let problems: [Problem]
}

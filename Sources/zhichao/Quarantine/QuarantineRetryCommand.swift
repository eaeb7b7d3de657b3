import ArgumentParser
import Daemon
import Foundation
import Programs

struct QuarantineRetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "改正原因后重新收取 / tries messages again, after what was wrong is mended.",
        discussion: """
            Example:
              zhichao quarantine retry 17 18
              zhichao quarantine retry --all --station 410184-07
              zhichao quarantine retry --all --json | jq -r .outcome | sort | uniq -c

            由运行中的 zhichaod 重新解码和核对：合格的入库，时间仍为最初收到的时间；
            已有相同数据的按重复结案；仍不合格的留在隔离区并说明原因。
            中断后再次运行，不会丢失也不会重复。需要 registrar 角色。

            The running zhichaod decodes and checks them anew: what is valid becomes a
            reading, received when it first came; a second copy is resolved as such; what
            is not valid yet stays, and why is said. Nothing is lost or doubled by a run
            that was interrupted. Takes the role registrar. Exits with 1 when one of the
            messages named was not taken, 69 when zhichaod is down.
            """
    )

    @Argument(help: ArgumentHelp("编号，见 quarantine list / numbers, as listed.", valueName: "ID"))
    var ids: [Int64] = []

    @Flag(help: "所有待处理的 / all that wait.")
    var all = false

    @Option(help: "与 --all 一起：只重试某站点的 / with --all: only those of a station.")
    var station: String?

    @OptionGroup var options: CommonOptions

    func validate() throws {
        if all == !ids.isEmpty { throw ValidationError("name messages by their ID, or give --all") }
        if station != nil, !all { throw ValidationError("--station goes with --all") }
    }

    func run() async throws {
        let directory = try options.dataDirectory()
        try ControlClient.requireDaemon(
            of: directory,
            options.lang,
            why: options.lang.text("只有它能收取数据", "only the intake can take readings")
        )
        let client = ControlClient(dataDirectory: directory, lang: options.lang)
        var tally = Tally()
        if all {
            try await retryAll(client, &tally)
        } else {
            for start in stride(from: 0, to: ids.count, by: QuarantineRetry.idsMax) {
                let part = Array(ids[start..<min(start + QuarantineRetry.idsMax, ids.count)])
                _ = try await retry(.init(ids: part), client, &tally)
            }
        }
        if !options.json { print(tally.text(options.lang)) }
        // Of what was named each is expected to be taken; of all that wait some may well stay.
        guard all || tally.isWhole else { throw ExitCode(ExitStatus.no.rawValue) }
    }

    private func retryAll(_ client: ControlClient, _ tally: inout Tally) async throws {
        var after: Int64? = 0
        while let next = after {
            after = try await retry(.init(station: station, after: next), client, &tally)
        }
    }

    /// - Returns: after which number to go on.
    private func retry(
        _ order: QuarantineRetry.Order,
        _ client: ControlClient,
        _ tally: inout Tally
    ) async throws -> Int64? {
        let answer = try client.value(QuarantineRetry.self, of: try await client.post("quarantine/retry", json: order))
        for item in answer.items {
            tally.add(item)
            if options.json {
                print(try item.jsonText.escapedJSON)
            } else {
                for line in lines(item, options.lang) { print(line) }
            }
        }
        return answer.next
    }

    private func lines(_ item: QuarantineRetry.Item, _ lang: Language) -> [String] {
        let outcome = "\(item.id)  \(item.outcome.words(lang))" + (item.reading.map { "  \($0)" } ?? "")
        return [outcome]
            + (item.faults ?? []).flatMap { fault in
                "  \(fault.pointer.escaped) \(fault.reason.escaped)".wrapped(indent: 4)
            }
    }
}

/// How many messages have become what.
private struct Tally {
    private var (taken, duplicates, stay) = (0, 0, 0)
    private(set) var isWhole = true

    mutating func add(_ item: QuarantineRetry.Item) {
        switch item.outcome {
        case .committed: taken += 1
        case .duplicate: duplicates += 1
        case .releasedBefore: break
        case .stillInvalid, .notTaken, .underWay, .notFound:
            stay += item.outcome == .notFound ? 0 : 1
            isWhole = false
        }
    }

    func text(_ lang: Language) -> String {
        lang.text(
            "入库 \(taken)，重复 \(duplicates)，仍在隔离区 \(stay)",
            "taken: \(taken), duplicates: \(duplicates), still in quarantine: \(stay)"
        )
    }
}

extension QuarantineRetry.Outcome {
    fileprivate func words(_ lang: Language) -> String {
        switch self {
        case .committed: lang.text("已入库", "committed")
        case .duplicate: lang.text("重复，已结案", "a duplicate, resolved")
        case .stillInvalid: lang.text("仍不合格", "still not valid")
        case .notTaken: lang.text("暂不能收取，请稍后再试", "not taken for now; try again later")
        case .releasedBefore: lang.text("之前已取回", "was taken before")
        case .underWay: lang.text("正在处理", "another retry is under way")
        case .notFound: lang.text("没有此编号", "no such message, or no more")
        }
    }
}

import ArgumentParser
import Daemon
import Journal

struct QuarantineListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "待处理的消息 / the messages that wait, the newest first.",
        discussion: """
            Example:
              zhichao quarantine list
              zhichao quarantine list --station 410184-07 --limit 1000
              zhichao quarantine list --json | jq -r '.faults[0].pointer' | sort | uniq -c

            直接读取文件，zhichaod 运行与否均可。
            Reads the files, with zhichaod up or down. With --json one object a line.
            """
    )

    @OptionGroup var options: CommonOptions

    @Option(help: "只列某站点的 / only those of a station.")
    var station: String?

    @Flag(help: "已取回的 / those that a retry has taken, in place of those that wait.")
    var released = false

    @Option(help: "最多条数 / at most so many.")
    var limit = 100

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be 1 or more") }
    }

    func run() throws {
        let journal = try JournalReader(directory: options.dataDirectory())
        // One more tells whether there are more.
        let found = try journal.quarantined(
            released ? .released : .waiting,
            station: station,
            limit: limit == .max ? limit : limit + 1
        )
        let entries = found.prefix(limit)
        if options.json {
            for entry in entries { print(try QuarantineJSON(entry).jsonText.escapedJSON) }
            return
        }
        let text = QuarantineText(options.lang)
        for line in text.table(Array(entries)) { print(line) }
        if found.count > limit {
            print(options.lang.text("还有更多；用 --limit 查看", "there are more; see them with --limit"))
        }
    }
}

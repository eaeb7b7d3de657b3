import ArgumentParser
import Daemon
import Journal
import Programs

struct QuarantineShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "一条消息的全部内容 / one message: its faults, its sender, and what it says.",
        discussion: """
            Example:
              zhichao quarantine show 17
              zhichao quarantine show 17 --full
              zhichao quarantine show 17 --json | jq -r '.frames[1].text'

            控制字符等以 \\u{1b} 的形式显示；不是 UTF-8 的内容以十六进制显示。
            Control characters are shown as \\u{1b}, what is not UTF-8 as a hex dump; with
            --json a frame is "text" or, where it is not UTF-8, "base64".
            """
    )

    @Argument(help: ArgumentHelp("编号，见 quarantine list / its number, as listed.", valueName: "ID"))
    var id: Int64

    @OptionGroup var options: CommonOptions

    @Flag(help: "不截短 / all bytes, however many.")
    var full = false

    func run() throws {
        guard let message = try JournalReader(directory: options.dataDirectory()).quarantined(id) else {
            throw Refusal(
                .no,
                options.lang.text(
                    "隔离区没有编号 \(id) 的消息，或已超过保存期限；编号见 zhichao quarantine list",
                    "there is no message \(id) in quarantine, or no more; zhichao quarantine list has the numbers"
                )
            )
        }
        if options.json {
            print(try QuarantineJSON(message.entry, frames: message.frames).jsonText.escapedJSON)
        } else {
            for line in QuarantineText(options.lang).lines(message, isFull: full) { print(line) }
        }
    }
}

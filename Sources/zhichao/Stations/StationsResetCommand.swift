import ArgumentParser
import Daemon
import Foundation
import Programs
import Readings

struct StationsResetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "忘记设备当前的批次 / forgets which epoch a device is in, so that any may begin.",
        discussion: """
            Example:
              zhichao stations reset 410184-07/wim-1
              zhichao stations reset 410184-07/wim-1 --yes

            用于设备时钟一度错误、以过大的 epoch 开始，之后的正常批次因此被当作旧批次
            隔离的情形。已收的数据和序号都保留，不会丢失或重复。由运行中的 zhichaod 执行，
            需要 admin 角色。已隔离的消息可随后用 zhichao quarantine retry 取回。

            For a device that once began an epoch too great, its clock having been wrong:
            its later ones then count as old and go to quarantine. What was taken stays
            known: nothing is lost or doubled. The running zhichaod does it, for the role
            admin. What went to quarantine is taken by zhichao quarantine retry.
            Exits with 1 when the device was never heard, 69 when zhichaod is down.
            """
    )

    @Argument(help: ArgumentHelp("设备 / the device.", valueName: "STATION/DEVICE"), transform: readSource)
    var source: Source

    @OptionGroup var options: CommonOptions

    @Flag(help: "不询问 / do not ask.")
    var yes = false

    func run() async throws {
        let directory = try options.dataDirectory()
        try ControlClient.requireDaemon(
            of: directory,
            options.lang,
            why: options.lang.text("设备的批次由它掌握", "it alone knows which epoch a device is in")
        )
        try confirm(options.lang)
        let client = ControlClient(dataDirectory: directory, lang: options.lang)
        let answer = try await client.post("stations/\(source)/reset")
        let reset = try client.value(SourceReset.self, of: answer)
        if options.json {
            print(try reset.jsonText)
        } else {
            print(options.lang.text("\(reset.source) 已重置：任何批次都可开始", "\(reset.source) is reset: any epoch may begin"))
        }
    }

    private func confirm(_ lang: Language) throws {
        guard !yes else { return }
        let question = lang.text(
            "忘记 \(source) 当前的批次，使任何批次都可开始；已收的数据保留。继续？[y/N] ",
            "Forget which epoch \(source) is in, so that any may begin; what was taken stays known. Go on? [y/N] "
        )
        guard isatty(0) == 1 else {
            throw Refusal(
                .usage,
                lang.text("没有终端可以询问；确认无误请加 --yes", "there is no terminal to ask on; add --yes if you mean it")
            )
        }
        FileHandle.standardError.write(Data(question.utf8))
        guard let answer = readLine()?.lowercased(), ["y", "yes", "是"].contains(answer) else {
            throw Refusal(.no, lang.text("没有重置", "nothing was reset"))
        }
    }
}

/// Reads a device from the command line.
@Sendable
private func readSource(_ argument: String) throws -> Source {
    guard let source = Source(argument) else { throw ValidationError("must be STATION/DEVICE: \(argument)") }
    return source
}

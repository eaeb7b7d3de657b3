import ArgumentParser
import CaseFile
import CaseStore
import Daemon
import Enforcement
import Evidence
import Foundation
import Programs
import Registry
import Storage

struct CasesExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "导出案卷 / writes the case file of a case: a ZIP that proves itself.",
        discussion: """
            Example:
              zhichao cases export 郑超〔2026〕000123
              zhichao cases export 郑超〔2026〕000123 --to /mnt/court/

            案卷包括案件、全部事件及其链、原始记录、图片和签名的清单；同一状态的案卷字节相
            同。zhichao verify 案卷.zip 可离线核验。

            The case, all its events with their chain, readings, pictures, and a signed
            manifest; the same state of a case gives the same bytes. `zhichao verify FILE`
            proves it offline.
            """
    )

    @Argument(help: "案件编号或文号 / the case's id or number.")
    var id: String

    @Option(
        help: ArgumentHelp("文件或目录，默认当前目录 / the file, or the directory, to write to.", valueName: "PATH")
    )
    var to = "."

    @OptionGroup var options: CommonOptions

    func run() async throws {
        let main = try MainFile.load(options.config)
        let directory = main.dataDirectory
        guard let summary = try CaseReader(directory: directory).summary(id) else {
            throw Refusal(.no, options.lang.text("没有案件 \(id)", "no case \(id)"))
        }
        let path = DraftFile.path(to, name: "\(summary.id).zip")
        try await DraftFile.write(to: path, options.lang) { draft in
            if WriterLock.isHeld(directory: directory) {
                let client = ControlClient(dataDirectory: directory, lang: options.lang)
                try await client.download("cases/\(summary.id)/file") { try draft.write($0) }
            } else {
                try makeHere(summary.id, main, draft)
            }
        }
        try ExportedFile(id: summary.id, number: summary.number, version: summary.version, file: path).show(options)
    }

    /// As the daemon would while it does not run: by who may read its key.
    private func makeHere(_ id: String, _ main: MainFile, _ draft: DraftFile) throws {
        try UnixAccount.current.require([.officer, .reviewer], main.localRoles, options.lang)
        let directory = main.dataDirectory
        guard let proven = try CaseReader(directory: directory).proven(id) else { return }
        let key = try SigningKey.open(directory: directory)
        let maker = CaseFileMaker(media: MediaStore(dataDirectory: directory), key: key)
        var stream = try maker.make(proven, try? RegistryReader(directory: directory))
        while let bytes = try stream.nextBytes() { try draft.write(bytes) }
    }
}

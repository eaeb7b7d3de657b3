import Foundation
import TestSupport
import Testing

@Suite("Manual pages, the guide and the commands in documents, against the programs", .timeLimit(.minutes(60)))
struct ManualTests {
    private static let pages = [("zhichaod", "8"), ("zhichao", "1"), ("zhichao-station", "1")]

    private func text(_ path: String) throws -> String {
        try String(contentsOfFile: Project.root.path + "/" + path, encoding: .utf8)
    }

    private func files(in folder: String, ending: String) throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: Project.root.path + "/" + folder)
        return names.filter { $0.hasSuffix(ending) }.sorted().map { folder + "/" + $0 }
    }

    @Test("every command that a document, the guide or a unit names is there, with its options")
    func documentedCommands() throws {
        let help = try Dictionary(
            uniqueKeysWithValues: ProgramHelp.programs.map { ($0, try ProgramHelp.of($0)) }
        )
        let guide = try files(in: "Sources/Daemon/Documentation.docc", ending: ".md")
        let units = try files(in: "systemd", ending: ".service")
        var count = 0
        for path in ["README.md", "CONTRIBUTING.md"] + guide + units {
            for command in try DocumentedCommand.all(in: text(path), of: path) {
                count += 1
                let program = try #require(help[command.program])
                if let fault = command.fault(by: program) {
                    Issue.record(
                        "\(command.place): \(command.program) \(command.words.joined(separator: " ")): \(fault)"
                    )
                }
            }
        }
        #expect(count > 80, "only \(count) commands were found")
    }

    @Test(
        "a command that is not there would be found",
        arguments: [
            "zhichao cases lost", "echo x | zhichao backup --two /var", "`zhichaod --no-config`",
            "A=1 /usr/bin/zhichao bakcup",
        ]
    )
    func faults(line: String) throws {
        let document = line.hasPrefix("`") ? line : "```sh\n\(line)   # words\n```"
        let commands = DocumentedCommand.all(in: document, of: "x.md")
        try #require(commands.count == 1)
        #expect(try commands[0].fault(by: ProgramHelp.of(commands[0].program)) != nil)
    }

    @Test(
        "a manual page has every command of its program with every option, and man finds nothing to say",
        arguments: pages
    )
    func manual(program: String, section: String) throws {
        let directory = try TemporaryDirectory()
        let json = try RunningProgram.run(program, ["--experimental-dump-help"]).output
        let source = try directory.write(json, to: "help.json")
        let page = try made("program", "\(program).\(section)", source, directory)
        let shown = try shown(page)
        let leaves = try ProgramHelp.of(program).leaves()
        for (path, command) in leaves {
            let head = "   " + path.joined(separator: " ") + "\n"
            let start = try #require(
                leaves.count == 1 ? shown.startIndex : shown.range(of: head)?.upperBound,
                "\(path)"
            )
            // As far as the next command; common options stand at the end.
            let end = leaves.count == 1 ? nil : shown.range(of: "\n   \(path[0]) ", range: start..<shown.endIndex)
            let common = shown.range(of: "\nCOMMON OPTIONS\n").map { shown[$0.upperBound...] } ?? ""
            let told = shown[start..<(end?.lowerBound ?? shown.endIndex)] + common
            for option in command.options { #expect(told.contains(option), "\(path) has \(option)") }
        }
    }

    @Test("the configuration's manual page has every key of the configuration")
    func configurationManual() throws {
        let directory = try TemporaryDirectory()
        let configuration = Project.root.path + "/conf/zhichaod.yaml"
        let shown = try shown(try made("configuration", "zhichaod.yaml.5", configuration, directory))
        for key in ["data_dir", "feeds.data.bind", "quarantine.max_mb", "pairing.min_confidence", "http.burst"] {
            #expect(shown.contains("       \(key): "), "\(key) is missing")
        }
        let keys = try text("conf/zhichaod.yaml").matches(of: #/(?m)^ *([a-z_]+):/#).map { String($0.output.1) }
        #expect(keys.count > 30)
        for key in keys { #expect(shown.contains(key), "\(key) is missing") }
    }

    @Test("the guide is good DocC, without a warning")
    func guide() throws {
        let directory = try TemporaryDirectory()
        let answer = try RunningProgram.run(
            "/usr/bin/env",
            [
                "docc", "convert", Project.root.path + "/Sources/Daemon/Documentation.docc", "--warnings-as-errors",
                "--fallback-display-name", "zhichao", "--fallback-bundle-identifier", "zhichao",
                "--output-path", directory.path + "/guide",
            ]
        )
        #expect(answer.status == 0, "\(answer.output)\(answer.errors)")
    }

    /// Makes a page as `tools/package` does.
    private func made(_ kind: String, _ page: String, _ source: String, _ directory: TemporaryDirectory) throws
        -> String
    {
        let lib = Project.root.path + "/tools/lib"
        let answer = try RunningProgram.run(
            "/usr/bin/env",
            ["python3", "\(lib)/manual.py", kind, "\(lib)/manual/\(page).in", source, "0", "2026-11-27"]
        )
        try #require(answer.status == 0, "\(answer.errors)")
        return try directory.write(answer.output, to: page)
    }

    /// A page as a reader of a wide terminal sees it, so that no option is broken over lines.
    private func shown(_ page: String) throws -> String {
        let man = [
            "LC_ALL=C.UTF-8", "MANWIDTH=500", "man", "--warnings", "-E", "UTF-8", "-l", page,
        ]
        let answer = try RunningProgram.run("/usr/bin/env", man)
        #expect(answer.status == 0 && answer.errors.isEmpty, "\(page): \(answer.errors)")
        return answer.output
    }
}

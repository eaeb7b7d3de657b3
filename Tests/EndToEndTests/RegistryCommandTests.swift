import Foundation
import TestSupport
import Testing

@Suite("zhichao registry", .timeLimit(.minutes(60)))
struct RegistryCommandTests {
    private static let header = "车牌号,车牌颜色,行驶证总质量,生效日期\n"
    private static let good = "豫A12345,黄色,49000,2026-01-01\n豫A54321,黄色,31000,2026-01-01\n"

    private struct Report: Decodable {
        let added, unchanged, rejected, lines: Int
        let isCommitted: Bool
    }

    private func report(_ text: String) throws -> Report {
        try JSONDecoder().decode(Report.self, from: Data(text.utf8))
    }

    private func plates(_ daemon: RunningDaemon) throws -> [String] {
        struct Row: Decodable { let plate: String }
        let answer = try daemon.zhichao("registry", "show", "vehicles", "--json")
        try #require(answer.status == 0, "\(answer.errors)")
        return try answer.output.split(separator: "\n").map {
            try JSONDecoder().decode(Row.self, from: Data($0.utf8)).plate
        }
    }

    @Test("imports through the daemon while it runs and by itself while it does not, with the same outcome")
    func upAndDown() throws {
        let daemon = try RunningDaemon()
        let file = try daemon.directory.write(RegistryCommandTests.header + RegistryCommandTests.good, to: "v.csv")
        let first = try daemon.zhichao("registry", "import", "vehicles", file, "--json")
        #expect(first.status == 0, "\(first.errors)")
        #expect(try report(first.output).added == 2)
        let again = try daemon.zhichao("registry", "import", "vehicle", file, "--json")
        #expect(try report(again.output).unchanged == 2)
        #expect(daemon.stop() == 0)
        let more = try daemon.directory.write(RegistryCommandTests.header + "豫A77777,黄色,,2026-01-01\n", to: "w.csv")
        let alone = try daemon.zhichao("registry", "import", "vehicles", more, "--json")
        #expect(alone.status == 0, "\(alone.errors)")
        #expect(try report(alone.output).added == 1)
        #expect(try plates(daemon) == ["豫A12345", "豫A54321", "豫A77777"])
        let next = try RunningDaemon(in: daemon.directory)
        #expect(try plates(next).count == 3)
        #expect(next.stop() == 0)
    }

    @Test(
        "lines that are wrong are written beside the file; strict refuses, a dry run keeps nothing",
        arguments: [true, false]
    )
    func rejects(isRunning: Bool) throws {
        let daemon = try RunningDaemon()
        if !isRunning { daemon.stop() }
        let text = RegistryCommandTests.header + RegistryCommandTests.good + "豫A00000,黄色,heavy,2026-01-01\n"
        let file = try daemon.directory.write(text, to: "v.csv")
        let rejects = daemon.directory.path + "/v.rejects.csv"
        let strict = try daemon.zhichao("registry", "import", "vehicles", file, "--strict", "--lang", "en")
        #expect(strict.status == 1 && strict.output.contains("not taken"), "\(strict.errors)")
        let dry = try daemon.zhichao("registry", "import", "vehicles", file, "--dry-run", "--json")
        #expect(try dry.status == 0 && report(dry.output).isCommitted == false)
        #expect(try plates(daemon).isEmpty)
        let taken = try daemon.zhichao("registry", "import", "vehicles", file, "--lang", "en")
        #expect(taken.status == 0 && taken.output.contains(rejects) && taken.output.contains("line 4"))
        #expect(try String(contentsOfFile: rejects, encoding: .utf8).contains("4,行驶证总质量,heavy"))
        #expect(try plates(daemon).count == 2)
        let bad = try daemon.directory.write("a,b\n1,2\n", to: "b.csv")
        let columns = try daemon.zhichao("registry", "import", "vehicles", bad)
        #expect(columns.status == 1 && columns.output.contains("车牌号"))
        #expect(try daemon.zhichao("registry", "import", "vehicles", daemon.directory.path + "/none.csv").status == 74)
        #expect(try daemon.zhichao("registry", "import", "cars", file).status == 2)
        daemon.stop()
    }

    @Test("a file larger than what may wait arrives whole, from standard input too")
    func large() throws {
        let daemon = try RunningDaemon()
        let lines = (0..<60_000).map { "豫A\(String(format: "%05d", $0)),黄色,49000,2026-01-01\n" }
        let text = RegistryCommandTests.header + lines.joined()
        let answer = try RunningProgram.run(
            "zhichao",
            ["registry", "import", "vehicles", "-", "--json", "--config", daemon.config],
            input: text
        )
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(try report(answer.output).added == 60_000)
        #expect(daemon.stop() == 0)
    }

    @Test("show answers from the file: a table, one entry, a beginning, 1 for what is not there")
    func show() throws {
        let daemon = try RunningDaemon()
        let file = try daemon.directory.write(RegistryCommandTests.header + RegistryCommandTests.good, to: "v.csv")
        #expect(try daemon.zhichao("registry", "show", "vehicles").status == 0, "an empty list is an answer")
        #expect(try daemon.zhichao("registry", "import", "vehicles", file).status == 0)
        for isRunning in [true, false] {
            if !isRunning { daemon.stop() }
            let table = try daemon.zhichao("registry", "show", "vehicles", "--lang", "zh")
            #expect(table.status == 0 && table.output.hasPrefix("车牌号") && table.output.contains("豫A54321"))
            let one = try daemon.zhichao(
                "registry",
                "show",
                "vehicles",
                "豫A12345",
                "--on",
                "2026-02-01",
                "--lang",
                "en"
            )
            #expect(one.status == 0 && one.output.contains("v.csv line 2"))
            #expect(try daemon.zhichao("registry", "show", "vehicles", "豫A5*").output.contains("豫A54321"))
            #expect(try daemon.zhichao("registry", "show", "vehicles", "豫A12345", "--on", "2025-02-01").status == 1)
            let none = try daemon.zhichao("registry", "show", "vehicles", "豫B1", "--lang", "en")
            #expect(none.status == 1 && none.errors.contains("豫B1"))
            let few = try daemon.zhichao("registry", "show", "vehicles", "--limit", "1", "--lang", "en")
            #expect(few.output.contains("there are more"))
        }
    }

    /// An import whose file is a pipe that the test holds open: it is under way until the test says so.
    private final class SlowImport {
        let program: RunningProgram
        private let pipe: FileHandle

        init(_ daemon: RunningDaemon, _ name: String) throws {
            let path = daemon.directory.path + "/\(name).csv"
            try #require(mkfifo(path, 0o600) == 0)
            program = try RunningProgram(
                "zhichao",
                ["registry", "import", "vehicles", path, "--lang", "en", "--config", daemon.config]
            )
            // Opens when the command opens its end.
            pipe = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try pipe.write(contentsOf: Data((RegistryCommandTests.header + RegistryCommandTests.good).utf8))
            _ = try daemon.program.line(containing: "register import begins actor=\(NSUserName()) file=\(name).csv")
        }

        func end() throws { try pipe.close() }
    }

    @Test("a second import is refused while one runs, and the first is not disturbed")
    func two() throws {
        let daemon = try RunningDaemon()
        let file = try daemon.directory.write(RegistryCommandTests.header + "豫A77777,黄色,,2026-01-01\n", to: "w.csv")
        let slow = try SlowImport(daemon, "slow")
        let second = try daemon.zhichao("registry", "import", "vehicles", file, "--lang", "en")
        #expect(second.status == 1 && second.errors.contains("one file is imported at a time"))
        #expect(try plates(daemon).isEmpty, "readers see the old state until all of it is there")
        try slow.end()
        #expect(slow.program.wait() == 0)
        #expect(try plates(daemon).count == 2)
        #expect(try daemon.zhichao("registry", "import", "vehicles", file).status == 0)
        #expect(daemon.stop() == 0)
    }

    @Test("a client that is killed half-way leaves nothing, and the next one is served")
    func killedClient() throws {
        let daemon = try RunningDaemon()
        let slow = try SlowImport(daemon, "slow")
        slow.program.signal(SIGKILL)
        slow.program.wait()
        // Refused for as long as the daemon has not noticed.
        let file = try daemon.directory.write(RegistryCommandTests.header + "豫A77777,黄色,,2026-01-01\n", to: "w.csv")
        while try daemon.zhichao("registry", "import", "vehicles", file).status != 0 {
            try #require(daemon.program.isRunning)
        }
        #expect(try plates(daemon) == ["豫A77777"])
        #expect(daemon.stop() == 0)
    }

    @Test("SIGTERM during an import stops within 10 s, keeps nothing of it, and the client hears why")
    func terminate() throws {
        let daemon = try RunningDaemon()
        let slow = try SlowImport(daemon, "slow")
        let start = ContinuousClock.now
        #expect(daemon.stop() == 0)
        #expect(ContinuousClock.now - start < .seconds(10))
        #expect(slow.program.wait() == 69)
        #expect(slow.program.log.contains("zhichaod is stopping"), "\(slow.program.log)")
        #expect(try plates(daemon).isEmpty)
        let next = try RunningDaemon(in: daemon.directory)
        #expect(try plates(next).isEmpty)
        #expect(next.stop() == 0)
    }
}

import Foundation
import TestSupport
import Testing

@Suite("The commands and their exit codes", .timeLimit(.minutes(60)))
struct CommandTests {
    @Test("zhichaod says every problem of its configuration and exits with 78")
    func checkConfig() throws {
        let good = try RunningProgram.run(
            "zhichaod",
            ["--check-config", "--config", Project.root.path + "/conf/zhichaod.yaml"]
        )
        #expect(good.status == 0 && good.output.contains("19 rule packs"))
        let directory = try TemporaryDirectory()
        let path = try directory.write("data_dirr: x\nmax_lag: soon\n", to: "zhichaod.yaml")
        for arguments in [["--check-config"], []] {
            let bad = try RunningProgram.run("zhichaod", arguments + ["--config", path])
            #expect(bad.status == 78)
            #expect(bad.errors.contains("zhichaod.yaml:1: data_dirr: unknown key"))
            #expect(bad.errors.contains("zhichaod.yaml:2: max_lag: must be a span"))
        }
    }

    @Test("a command that is not understood exits with 2", arguments: ["zhichaod", "zhichao", "zhichao-station"])
    func usage(program: String) throws {
        let bad = try RunningProgram.run(program, ["--no-such-option"])
        #expect(bad.status == 2 && bad.errors.contains("no-such-option"))
        let help = try RunningProgram.run(program, ["--help"])
        #expect(help.status == 0 && help.output.contains("Example"))
    }

    @Test("zhichao answers from the files, says 69 where there are none, and 1 for what is not there")
    func answers() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("data_dir: data\n", to: "zhichaod.yaml")
        for command in [["status"], ["cases", "list"], ["cases", "show", "x"]] {
            let answer = try RunningProgram.run("zhichao", command + ["--config", path])
            #expect(answer.status == 69 && answer.errors.contains("no such store"))
        }
        let daemon = try RunningDaemon()
        #expect(try daemon.status().running)
        #expect(try daemon.zhichao("cases", "list").status == 0)
        #expect(try daemon.zhichao("cases", "show", "x").status == 1)
        let keyless = try daemon.zhichao("verify", "--public-key", "none.pub")
        #expect(keyless.status == 74 && keyless.errors == "none.pub: is not there, or cannot be read\n")
        #expect(daemon.stop() == 0)
        #expect(try daemon.status().running == false)
        #expect(try daemon.zhichao("cases", "list", "--lang", "en").output.hasPrefix("number"))
        #expect(try daemon.zhichao("cases", "list", "--lang", "zh").output.hasPrefix("案号"))
        #expect(try daemon.zhichao("status", "--lang", "en").output.contains("not running"))
    }

    @Test("zhichao rules calendar answers by the calendar's files, and says which one is missing")
    func calendar() throws {
        func rules(_ arguments: String...) throws -> (status: Int32, output: String, errors: String) {
            let config = Project.root.path + "/conf/zhichaod.yaml"
            return try RunningProgram.run("zhichao", ["rules", "calendar", "--config", config] + arguments)
        }
        #expect(
            try rules("--from", "2026-02-12", "--working-days", "7", "--json").output == "{\"day\":\"2026-02-28\"}\n"
        )
        let rolling = try rules("--rolling-year", "2025-03-01", "--json")
        #expect(rolling.output == "{\"first\":\"2025-03-01\",\"last\":\"2026-03-01\"}\n")
        let anchored = try rules("--anchored-year", "2026-05-01", "--issued", "2019-08-31", "--json")
        #expect(anchored.output == "{\"first\":\"2025-08-31\",\"last\":\"2026-08-30\"}\n")
        #expect(try rules("--from", "2026-02-12", "--deadline", "copy-to").output == "2026-02-28\n")
        #expect(try rules("--from", "2026-02-12", "--deadline", "payment").output == "2026-02-27\n")
        let deadline = try rules("--from", "2026-02-12", "--deadline", "x", "--lang", "en")
        #expect(deadline.status == 1 && deadline.errors.contains("known: copy-to"))
        #expect(try rules("--from", "2026-02-12", "--working-days", "7", "--deadline", "copy-to").status == 2)
        let unknown = try rules("--from", "2026-12-30", "--working-days", "7")
        #expect(unknown.status == 78 && unknown.errors.contains("2027.yaml"))
        #expect(try rules("--anchored-year", "2019-05-01", "--issued", "2019-08-31").status == 1)
        #expect(try rules("--from", "2026-12-30").status == 2)
    }

    @Test("a second zhichaod on the same data is refused with 69")
    func second() throws {
        let daemon = try RunningDaemon()
        let second = try RunningProgram.run("zhichaod", ["--config", daemon.directory.path + "/zhichaod.yaml"])
        #expect(second.status == 69 && second.errors.contains("another zhichaod"))
        #expect(daemon.stop() == 0)
    }

    @Test("a port that is taken is an I/O error that names it")
    func portTaken() throws {
        let daemon = try RunningDaemon()
        let directory = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: directory.path + "/none", withIntermediateDirectories: true)
        let path = try directory.write(
            """
            data_dir: data
            stations_dir: none
            rules_dir: \(Project.rules)
            feeds: { data: { bind: "\(daemon.data)" }, control: { bind: "tcp://127.0.0.1:*" }, results: { bind: "tcp://127.0.0.1:*" } }
            """,
            to: "zhichaod.yaml"
        )
        let second = try RunningProgram.run("zhichaod", ["--config", path])
        #expect(second.status == 74 && second.errors.contains("EADDRINUSE") && second.errors.contains(daemon.data))
    }

    @Test("a disk that is full stops nothing but the commits, and SIGTERM still ends it within 10 s")
    func fullDisk() throws {
        let daemon = try RunningDaemon(fileKilobytesMax: 2_048)
        let station = try RunningProgram(
            "zhichao-station",
            ["simulate", "--seed", "5", "--rate", "7", "--for", "20h", "--full-speed", "--data", daemon.data]
        )
        _ = try daemon.program.line(containing: "journal does not take a commit")
        #expect(daemon.program.isRunning)
        let start = ContinuousClock.now
        #expect(daemon.stop() == 74)
        #expect(ContinuousClock.now - start < .seconds(10))
        station.signal(SIGKILL)
        station.wait()
        let status = try daemon.status()
        #expect(!status.running && status.addsUp)

        // With room again it goes on from what was committed.
        let next = try RunningDaemon(in: daemon.directory)
        #expect(try next.status().committed == status.committed)
        #expect(next.stop() == 0)
    }

    @Test("SIGTERM stops it while a station sends, within 10 s, with everything received committed")
    func terminate() throws {
        let daemon = try RunningDaemon()
        let station = try RunningProgram(
            "zhichao-station",
            ["simulate", "--stations", "3", "--seed", "5", "--rate", "200", "--data", daemon.data]
        )
        _ = try daemon.status { $0.committed > 500 }
        let start = ContinuousClock.now
        #expect(daemon.stop() == 0)
        #expect(ContinuousClock.now - start < .seconds(10))
        // It would wait for its last messages to be taken.
        station.signal(SIGKILL)
        station.wait()
        let status = try daemon.status()
        #expect(!status.running && status.addsUp && status.missing == 0 && status.quarantined == 0)

        // What was open then is settled by the next daemon: every weighing becomes one passage.
        let next = try RunningDaemon(in: daemon.directory)
        let weighings = status.sources.filter { $0.source.hasSuffix("wim-1") }.reduce(0) { $0 + Int($1.through) }
        let settled = try next.status { $0.isSettled(passages: weighings) }
        #expect(settled.passages == weighings && settled.cases.values.reduce(0, +) > 0)
        #expect(next.stop() == 0)
    }
}

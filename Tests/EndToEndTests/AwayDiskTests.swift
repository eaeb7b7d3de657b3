import Foundation
import TestSupport
import Testing

/// The case store's disk, rights and neighbours fail: nobody waits for it, and nothing is lost or doubled.
@Suite("A case store whose disk fails, with the real programs", .timeLimit(.minutes(60)))
struct AwayDiskTests {
    private static let extra = Roadside.quick + "\n" + CaseDesk.role
    private static let overload = 62_000
    private static let first = "豫A10000"
    private static let plates = (1...4).map { "豫A1000\($0)" }

    private static func names(_ path: String) -> [String] { ["", "-wal", "-shm"].map { path + $0 } }

    /// Several overloads come while the store is away, and one more of the truck that has a case already.
    ///
    /// - Parameter why: what status says of it.
    private func meet(_ road: Roadside, why: String) throws {
        for plate in AwayDiskTests.plates { try road.pass(plate, gross: AwayDiskTests.overload) }
        try road.pass(AwayDiskTests.first, gross: AwayDiskTests.overload + 1_000)
        let sent = Int(road.sent.weighings)
        let waiting = try road.daemon.status { $0.passages == sent && $0.forwarder_backlog == 5 }
        #expect(waiting.addsUp)
        let line = try road.daemon.program.line(containing: "case store does not take cases")
        #expect(line.contains(why), "\(line)")
        let text = try road.daemon.zhichao("status", "--lang", "en").output
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("cases cannot be written, 5 entries wait") && text.contains(why), "\(text)")
        // Intake goes on.
        try road.pass("豫A20000", gross: 20_000)
        _ = try road.daemon.status { $0.passages == sent + 1 }
    }

    /// After the fault all of it is there once, in its order, and proves whole.
    private func expectAll(_ road: Roadside) throws {
        let daemon = road.daemon
        try daemon.program.line(containing: "case store is back")
        _ = try road.settled()
        #expect(try daemon.cases().map(\.plate) == [AwayDiskTests.first] + AwayDiskTests.plates)
        let events = try daemon.rows("SELECT case_id, n, kind FROM case_event ORDER BY id", of: "cases.sqlite")
        #expect(events.count == 6 && events.last?.hasSuffix("|2|attached") == true, "\(events)")
        #expect(!(try daemon.zhichao("status", "--lang", "en").output.contains("cases cannot be written")))
        try daemon.expectVerified()
        try daemon.expectOnceEach(Int(road.sent.weighings + road.sent.pictures))
        #expect(daemon.stop() == 0, "\(daemon.program.log)")
        try daemon.expectVerified()
    }

    /// A daemon has opened a case and was stopped.
    private func before(_ directory: TemporaryDirectory) throws -> (weighings: UInt64, pictures: UInt64) {
        let daemon = try RunningDaemon(in: directory, extra: AwayDiskTests.extra)
        let road = try Roadside(daemon)
        try road.pass(AwayDiskTests.first, gross: AwayDiskTests.overload)
        _ = try road.settled()
        #expect(daemon.stop() == 0)
        return road.sent
    }

    @Test(
        "full: what it cannot take waits, and goes over when there is room",
        .enabled(if: TestDisk.obstacle == nil, "\(TestDisk.obstacle ?? "")")
    )
    func full() throws {
        let (directory, disk) = (try TemporaryDirectory(), try TestDisk(kilobytes: 8_192))
        try disk.hold(directory.path + "/data")
        let daemon = try RunningDaemon(in: directory, extra: AwayDiskTests.extra)
        let road = try Roadside(daemon)
        try road.pass(AwayDiskTests.first, gross: AwayDiskTests.overload)
        _ = try road.settled()
        try disk.fill()
        try meet(road, why: "full")
        try disk.free()
        try expectAll(road)
    }

    @Test(
        "mounted read-only at the start: it is opened anew when it can be written",
        .enabled(if: TestDisk.obstacle == nil, "\(TestDisk.obstacle ?? "")")
    )
    func readOnlyDisk() throws {
        let (directory, disk) = (try TemporaryDirectory(), try TestDisk(kilobytes: 8_192))
        try disk.hold(directory.path + "/data")
        let sent = try before(directory)
        try disk.setReadOnly(true)
        let daemon = try RunningDaemon(in: directory, extra: AwayDiskTests.extra)
        let road = try Roadside(daemon, after: sent)
        try meet(road, why: "can be read and not written")
        try disk.setReadOnly(false)
        try expectAll(road)
    }

    @Test(
        "made unchangeable while it is open: steps are refused, and it goes on when it may be changed again",
        .enabled(if: Immutable.obstacle == nil, "\(Immutable.obstacle ?? "")")
    )
    func unchangeable() throws {
        let daemon = try RunningDaemon(extra: AwayDiskTests.extra)
        let road = try Roadside(daemon)
        try road.pass(AwayDiskTests.first, gross: AwayDiskTests.overload)
        _ = try road.settled()
        let id = try #require(try daemon.cases().first?.id)
        let path = daemon.directory.path + "/data/cases.sqlite"
        try Immutable.set(true, path, path + "-wal")
        defer { try? Immutable.set(false, path, path + "-wal") }
        try meet(road, why: "disk I/O error")
        let answer = try #require(try CaseDesk(daemon: daemon).take([CaseDesk.confirm(id, match: "1")]).first)
        #expect(answer.status == 503 && answer.kind == "store-away", "\(answer)")
        try Immutable.set(false, path, path + "-wal")
        try expectAll(road)
    }

    @Test("without the right to open it at the start: it is opened when there is the right")
    func rights() throws {
        let directory = try TemporaryDirectory()
        let sent = try before(directory)
        let path = directory.path + "/data/cases.sqlite"
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        // Root may open everything, unless it goes without that.
        let powers = "-dac_override,-dac_read_search"
        let daemon = try RunningDaemon(
            in: directory,
            extra: AwayDiskTests.extra,
            through: getuid() == 0 ? ["/usr/bin/setpriv", "--inh-caps", powers, "--bounding-set", powers] : []
        )
        let road = try Roadside(daemon, after: sent)
        try meet(road, why: "cases.sqlite")
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
        // Read it may; that is not enough, and not to be mistaken for it.
        let tries = try daemon.status { $0.forwarder_backlog == 5 }
        #expect(tries.cases == ["detected": 1])
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        try expectAll(road)
    }

    @Test("taken away while it is open, and at a start: no other one is made in its place")
    func missing() throws {
        let directory = try TemporaryDirectory()
        let (path, aside) = (directory.path + "/data/cases.sqlite", directory.path + "/aside.sqlite")
        func move(_ from: String, _ to: String) throws {
            for (old, new) in zip(AwayDiskTests.names(from), AwayDiskTests.names(to))
            where FileManager.default.fileExists(atPath: old) {
                try FileManager.default.moveItem(atPath: old, toPath: new)
            }
        }
        let daemon = try RunningDaemon(in: directory, extra: AwayDiskTests.extra)
        let road = try Roadside(daemon)
        try road.pass(AwayDiskTests.first, gross: AwayDiskTests.overload)
        _ = try road.settled()
        // The journal's note of the store goes with a batch.
        while try daemon.rows("SELECT event FROM case_witness") != ["1"] {
            try road.pass("豫A00000", gross: 20_000, lane: 4)
        }
        _ = try road.settled()
        try move(path, aside)
        try meet(road, why: "is not there")
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(daemon.stop() == 0, "\(daemon.program.log)")

        let next = try RunningDaemon(in: directory, extra: AwayDiskTests.extra)
        let going = try Roadside(next, after: road.sent)
        let line = try next.program.line(containing: "case store does not take cases")
        #expect(line.contains("is not there") && !FileManager.default.fileExists(atPath: path), "\(line)")
        try move(aside, path)
        try expectAll(going)
    }

    /// Another program that holds the writer's lock again and again, with short pauses; says "held" each time. The third
    /// time it begins when one file is there, and ends when another is.
    private func lockAgainAndAgain(_ daemon: RunningDaemon, from: String, until: String) throws -> RunningProgram {
        let script = """
            import os, sqlite3, sys, time
            connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
            def wait(path):
                while not os.path.exists(path):
                    time.sleep(0.05)
            for turn in range(6):
                if turn == 2:
                    wait(sys.argv[2])
                connection.execute("BEGIN IMMEDIATE")
                print("held", file=sys.stderr, flush=True)
                time.sleep(0.5)
                if turn == 2:
                    wait(sys.argv[3])
                connection.execute("ROLLBACK")
                time.sleep(0.3)
            """
        let path = daemon.directory.path + "/data/cases.sqlite"
        return try RunningProgram("/usr/bin/python3", ["-c", script, path, from, until])
    }

    @Test("slow, another one writing again and again: cases come late, now and then it is away, readings never wait")
    func slow() throws {
        let daemon = try RunningDaemon(extra: AwayDiskTests.extra)
        let road = try Roadside(daemon)
        try road.pass(AwayDiskTests.first, gross: AwayDiskTests.overload)
        _ = try road.settled()
        // Shorter than the daemon waits for a lock (5 s), and longer.
        let (hold, release) = (daemon.directory.path + "/hold", daemon.directory.path + "/release")
        let holder = try lockAgainAndAgain(daemon, from: hold, until: release)
        try holder.line(containing: "held")
        try road.pass("豫A30000", gross: AwayDiskTests.overload)
        _ = try daemon.status { $0.cases == ["detected": 2] }
        try Data().write(to: URL(fileURLWithPath: hold))
        try holder.line(3, containing: "held")
        let sent = Int(road.sent.weighings)
        for plate in AwayDiskTests.plates { try road.pass(plate, gross: AwayDiskTests.overload) }
        try road.pass(AwayDiskTests.first, gross: AwayDiskTests.overload + 1_000)
        let waiting = try daemon.status { $0.passages == sent + 5 }
        #expect(waiting.forwarder_backlog == 5, "the intake did not wait")
        try daemon.program.line(containing: "case store does not take cases")
        #expect(try daemon.zhichao("status", "--lang", "en").output.contains("database is locked"))
        try Data().write(to: URL(fileURLWithPath: release))
        try daemon.program.line(containing: "case store is back")
        _ = try road.settled()
        #expect(holder.wait() == 0)
        #expect(try daemon.cases().map(\.plate) == [AwayDiskTests.first, "豫A30000"] + AwayDiskTests.plates)
        try daemon.expectOnceEach(Int(road.sent.weighings + road.sent.pictures))
        try daemon.expectVerified()
        #expect(daemon.stop() == 0)
    }
}

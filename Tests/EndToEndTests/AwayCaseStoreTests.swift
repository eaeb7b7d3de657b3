import Foundation
import TestSupport
import Testing

/// The case store is away or damaged: readings are taken, overloads wait, people are told.
@Suite("A case store that is away, with the real programs", .timeLimit(.minutes(60)))
struct AwayCaseStoreTests {
    private static let extra = Roadside.quick + "\n" + CaseDesk.role
    private static let overload = 62_000

    /// Another program that holds the writer's lock until it is killed.
    private func lock(_ daemon: RunningDaemon) throws -> RunningProgram {
        let script = """
            import signal, sqlite3, sys
            connection = sqlite3.connect(sys.argv[1], isolation_level=None)
            connection.execute("BEGIN IMMEDIATE")
            print("locked", file=sys.stderr, flush=True)
            signal.pause()
            """
        let path = daemon.directory.path + "/data/cases.sqlite"
        let program = try RunningProgram("/usr/bin/python3", ["-c", script, path])
        try program.line(containing: "locked")
        return program
    }

    private func expectAway(_ desk: CaseDesk, _ id: String, kind: String, _ words: String) throws {
        let answer = try #require(try desk.take([CaseDesk.confirm(id, match: "1")]).first)
        #expect(answer.status == 503 && answer.kind == kind && answer.detail.contains(words), "\(answer)")
        let text = try desk.daemon.zhichao("status", "--lang", "en").output
        #expect(text.contains("cases cannot be written"), "\(text)")
    }

    @Test(
        "locked: the backlog is on disk and shown, steps get 503, and all of it arrives once, in order, when it is back"
    )
    func locked() throws {
        let daemon = try RunningDaemon(extra: AwayCaseStoreTests.extra)
        let road = try Roadside(daemon)
        try road.pass("豫A10000", gross: AwayCaseStoreTests.overload)
        _ = try road.settled()
        let first = try #require(try daemon.cases().first)
        let holder = try lock(daemon)
        let plates = (1...4).map { "豫A1000\($0)" }
        for plate in plates { try road.pass(plate, gross: AwayCaseStoreTests.overload) }
        // One more of the first truck, which joins its case.
        try road.pass("豫A10000", gross: AwayCaseStoreTests.overload + 1_000)
        let sent = Int(road.sent.weighings)
        let waiting = try daemon.status { $0.passages == sent && $0.forwarder_backlog == 5 }
        #expect(waiting.cases == ["detected": 1] && waiting.addsUp)
        try daemon.program.line(containing: "case store does not take cases; they wait in the outbox")
        try expectAway(CaseDesk(daemon: daemon), first.id, kind: "store-away", "nothing was changed")
        // Intake goes on.
        try road.pass("豫A20000", gross: 20_000)
        _ = try daemon.status { $0.passages == sent + 1 }
        while try road.sign.hears(within: 50) {}
        #expect(road.sign.heard.count { $0.topic.hasPrefix("case/") } == 1, "nothing is said before the commit")

        holder.signal(SIGKILL)
        holder.wait()
        try daemon.program.line(containing: "case store is back")
        _ = try road.settled()
        #expect(try daemon.cases().map(\.plate) == ["豫A10000"] + plates)
        let events = try daemon.rows("SELECT case_id, n, kind FROM case_event ORDER BY id", of: "cases.sqlite")
        #expect(events.count == 6 && events.last == "\(first.id)|2|attached", "\(events)")
        for plate in plates {
            _ = try road.sign.first("case/opened \(plate)") { $0.topic == "case/opened" && $0.body.plate == plate }
        }
        #expect(!(try daemon.zhichao("status", "--lang", "en").output.contains("cases cannot be written")))
        try daemon.expectVerified()
        #expect(daemon.stop() == 0)
    }

    @Test("not to be opened at the start: the daemon takes readings, and opens it when it can")
    func unopenable() throws {
        let before = try RunningDaemon(extra: AwayCaseStoreTests.extra)
        let road = try Roadside(before)
        try road.pass("豫A10000", gross: AwayCaseStoreTests.overload)
        _ = try road.settled()
        let first = try #require(try before.cases().first)
        #expect(before.stop() == 0)
        // A directory in its place: nobody can open it, root neither.
        let (path, aside) = (before.directory.path + "/data/cases.sqlite", before.directory.path + "/aside")
        let files = FileManager.default
        try files.createDirectory(atPath: aside, withIntermediateDirectories: true)
        let names = ["", "-wal", "-shm"].filter { files.fileExists(atPath: path + $0) }
        for name in names { try files.moveItem(atPath: path + name, toPath: aside + "/cases" + name) }
        try files.createDirectory(atPath: path, withIntermediateDirectories: true)

        let daemon = try RunningDaemon(in: before.directory, extra: AwayCaseStoreTests.extra)
        let next = try Roadside(daemon, after: road.sent)
        try next.pass("豫A10001", gross: AwayCaseStoreTests.overload)
        let sent = Int(next.sent.weighings)
        let waiting = try daemon.status { $0.passages == sent }
        #expect(waiting.forwarder_backlog >= 1 && waiting.addsUp)
        try expectAway(CaseDesk(daemon: daemon), first.id, kind: "store-away", "try again")
        #expect(daemon.program.log.split(separator: "\n").count { $0.contains("does not take cases") } == 1)

        try files.removeItem(atPath: path)
        for name in names { try files.moveItem(atPath: aside + "/cases" + name, toPath: path + name) }
        try daemon.program.line(containing: "case store is back")
        _ = try next.settled()
        #expect(try daemon.cases().map(\.plate) == ["豫A10000", "豫A10001"])
        try daemon.expectVerified()
        #expect(daemon.stop() == 0)
    }

    @Test("locked at the stop: the daemon stops in time, and the next one moves what waits")
    func lockedAtTheStop() throws {
        let daemon = try RunningDaemon(extra: AwayCaseStoreTests.extra)
        let road = try Roadside(daemon)
        let holder = try lock(daemon)
        try road.pass("豫A10000", gross: AwayCaseStoreTests.overload)
        try daemon.program.line(containing: "case store does not take cases")
        #expect(daemon.stop() == 0, "\(daemon.program.log)")
        holder.signal(SIGKILL)
        holder.wait()
        let next = try RunningDaemon(in: daemon.directory, extra: AwayCaseStoreTests.extra)
        _ = try next.status { $0.cases == ["detected": 1] && $0.forwarder_backlog == 0 }
        try next.expectVerified()
        #expect(next.stop() == 0)
    }

    /// Turns the first bytes of a table's root page around; of the file where none is named.
    private func flip(_ table: String?, of daemon: RunningDaemon) throws {
        var offset: UInt64 = 0
        if let table {
            let page = try daemon.rows("SELECT rootpage FROM sqlite_master WHERE name = '\(table)'", of: "cases.sqlite")
            let size = try daemon.rows("PRAGMA page_size", of: "cases.sqlite")
            offset = (try #require(UInt64(page.first ?? "")) - 1) * (try #require(UInt64(size.first ?? "")))
        }
        let path = daemon.directory.path + "/data/cases.sqlite"
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try file.seek(toOffset: offset)
        let bytes = try #require(try file.read(upToCount: 8))
        try file.seek(toOffset: offset)
        try file.write(contentsOf: Data(bytes.map { ~$0 }))
        try file.close()
    }

    @Test("damaged: log and status say what to do, nothing more is written into it, and readings are taken")
    func damaged() throws {
        let before = try RunningDaemon(extra: AwayCaseStoreTests.extra)
        let road = try Roadside(before)
        try road.pass("豫A10000", gross: AwayCaseStoreTests.overload)
        _ = try road.settled()
        let first = try #require(try before.cases().first)
        #expect(before.stop() == 0)
        try flip("case_passage", of: before)

        let daemon = try RunningDaemon(in: before.directory, extra: AwayCaseStoreTests.extra)
        let next = try Roadside(daemon, after: road.sent)
        try next.pass("豫A10001", gross: AwayCaseStoreTests.overload)
        let line = try daemon.program.line(containing: "case store is damaged")
        #expect(line.contains("data/cases.sqlite: damaged (") && line.contains("zhichao restore"), "\(line)")
        try next.pass("豫A10002", gross: AwayCaseStoreTests.overload)
        let sent = Int(next.sent.weighings)
        _ = try daemon.status { $0.passages == sent && $0.forwarder_backlog == 2 }
        try expectAway(CaseDesk(daemon: daemon), first.id, kind: "store-damaged", "zhichao restore")
        #expect(daemon.program.log.split(separator: "\n").count { $0.contains("case store is damaged") } == 1)
        #expect(daemon.stop() == 0)

        // Turned around once more it is as good as before, and what waited goes over.
        try flip("case_passage", of: before)
        let healed = try RunningDaemon(in: before.directory, extra: AwayCaseStoreTests.extra)
        _ = try healed.status { $0.cases == ["detected": 3] && $0.forwarder_backlog == 0 }
        try healed.expectVerified()
        #expect(healed.stop() == 0)

        try flip(nil, of: before)
        let refused = try RunningProgram.run("zhichaod", ["--config", before.config])
        #expect(refused.status == 74 && refused.errors.contains("data/cases.sqlite: damaged ("), "\(refused.errors)")
        #expect(refused.errors.contains("zhichao restore"))
    }
}

import Foundation
import TestSupport
import Testing

@Suite("Backup, restore and verify, with the real programs", .timeLimit(.minutes(60)))
struct BackupTests {
    private struct Made: Decodable {
        let path: String
        let ok: Bool
        let bytes: Int
        let seconds: Double
    }

    private func generation(_ daemon: RunningDaemon) throws -> String {
        try daemon.rows("SELECT value FROM store_meta WHERE key = 'generation'", of: "cases.sqlite").joined()
    }

    private func replaced(_ daemon: RunningDaemon) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: daemon.directory.path + "/data")
            .filter { $0.hasPrefix("replaced-") }
    }

    private func backUp(_ daemon: RunningDaemon) throws -> Made {
        let answer = try daemon.zhichao("backup", "--to", daemon.directory.path + "/backups", "--json")
        try #require(answer.status == 0, "\(answer.errors)")
        return try JSONDecoder().decode(Made.self, from: Data(answer.output.utf8))
    }

    private static let rate = Setting.number("RATE") ?? 100
    /// Readings that are there before the backup is made.
    private static let readings = Setting.number("READINGS") ?? rate * 8

    /// At 200 readings a second in CI, whose debug build takes no 2 000 beside all else; faster by `ZHICHAO_RATE`, with the
    /// programs of a release build by `ZHICHAO_PROGRAMS`.
    @Test("made while readings flow, brought back, and gone on from; stations fill the hole that they can")
    func underLoad() throws {
        let (directory, ports) = (try TemporaryDirectory(), try Ports.fixed())
        let daemon = try RunningDaemon(in: directory, extra: Roadside.quick, ports: ports)
        let station = try SpoolingStation(in: directory, ports, stations: 6, rate: BackupTests.rate)
        let before = try daemon.status { $0.committed > BackupTests.readings && $0.cases.values.reduce(0, +) > 0 }
        let began = ContinuousClock.now
        let made = try backUp(daemon)
        let after = try daemon.status()
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        let rate = Double(after.committed - before.committed) / seconds
        print("backup: \(made.bytes) bytes in \(made.seconds) s, \(Int(rate)) readings/s meanwhile")
        #expect(made.ok && after.committed > before.committed && after.addsUp)
        _ = try daemon.status { $0.committed > after.committed + BackupTests.rate * 3 }
        #expect(try daemon.zhichao("restore", made.path).status == 69, "while zhichaod runs nothing is restored")
        #expect(daemon.stop() == 0)
        let (old, stopped) = (try generation(daemon), try daemon.status())

        let restored = try daemon.zhichao("restore", made.path)
        #expect(restored.status == 0, "\(restored.errors)")
        #expect(try generation(daemon) != old && replaced(daemon).count == 1)
        try daemon.expectVerified()
        let back = try daemon.status()
        #expect(back.committed >= before.committed && back.committed < stopped.committed && back.forwarder_backlog >= 0)

        let next = try RunningDaemon(in: directory, extra: Roadside.quick, ports: ports)
        _ = try next.status { $0.committed > back.committed + 2_000 }
        try station.drain()
        let weighings = "SELECT count(*) FROM reading WHERE kind = 'weigh'"
        let filled = try next.status { status in
            status.missing == 0 && status.forwarder_backlog == 0
                && (try? next.rows(weighings).first).flatMap { $0.flatMap { Int($0) } } == status.passages
        }
        print(
            "backup: restored \(back.committed) of \(stopped.committed), \(filled.committed) now, \(filled.gaps) lost for good"
        )
        #expect(filled.addsUp && filled.quarantined == 0)
        let twice = "SELECT source, epoch, seq FROM reading GROUP BY source, epoch, seq HAVING count(*) > 1"
        #expect(try next.rows(twice).isEmpty)
        try next.expectVerified()
        #expect(next.stop() == 0)
        try next.expectVerified()
    }

    @Test("damaged, incomplete and cut off: nothing is replaced, and the daemon does not start on half of it")
    func refusals() throws {
        let daemon = try RunningDaemon(extra: Roadside.quick)
        let road = try Roadside(daemon)
        try road.pass("豫A10000", gross: 62_000)
        _ = try road.settled()
        let made = try backUp(daemon)
        #expect(daemon.stop() == 0)
        let old = try generation(daemon)
        let files = FileManager.default
        func refuse(_ name: String, _ change: (String) throws -> Void) throws {
            let copy = daemon.directory.path + "/" + name
            try files.copyItem(atPath: made.path, toPath: copy)
            try change(copy)
            let answer = try daemon.zhichao("restore", copy, "--lang", "en")
            #expect(answer.status == 1 && answer.errors.contains(copy), "\(name): \(answer)")
            #expect(try generation(daemon) == old && replaced(daemon).isEmpty, "\(name)")
        }
        try refuse("flipped") { copy in
            let file = try FileHandle(forUpdating: URL(fileURLWithPath: copy + "/cases.sqlite"))
            try file.seek(toOffset: 5_000)
            try file.write(contentsOf: Data([0xA5]))
            try file.close()
        }
        try refuse("no-manifest") { try files.removeItem(atPath: $0 + "/manifest.json") }
        try refuse("no-journal") { try files.removeItem(atPath: $0 + "/journal.sqlite") }
        try daemon.expectVerified()

        let mark = daemon.directory.path + "/data/restore.incomplete"
        try Data().write(to: URL(fileURLWithPath: mark))
        let refused = try RunningProgram.run("zhichaod", ["--config", daemon.config])
        #expect(refused.status == 74 && refused.errors.contains("cut off half-way"), "\(refused)")
        #expect(refused.errors.contains("zhichao restore again"))
        // The same command goes on and takes the mark away.
        #expect(try daemon.zhichao("restore", made.path).status == 0)
        #expect(!files.fileExists(atPath: mark))
        let next = try RunningDaemon(in: daemon.directory, extra: Roadside.quick)
        #expect(try next.cases().map(\.plate) == ["豫A10000"])
        #expect(next.stop() == 0)
    }

    private func tokens(_ daemon: RunningDaemon) throws -> [String] {
        try daemon.rows("SELECT id, revoked_ms IS NOT NULL FROM token ORDER BY id", of: "access.sqlite")
    }

    @Test("tokens and audit that are there stay; into an empty place those of the backup come, and that is said")
    func tokensStay() throws {
        let site = try APISite()
        let daemon = site.daemon
        let id = String(try site.token("officer").split(separator: "_")[1])
        let made = try backUp(daemon)
        #expect(try daemon.zhichao("token", "revoke", id).status == 0)
        #expect(daemon.stop() == 0)
        let audit = try daemon.rows("SELECT hex(hash) FROM audit ORDER BY id", of: "access.sqlite")
        #expect(try tokens(daemon) == ["\(id)|1"] && audit.count == 2)

        let restored = try daemon.zhichao("restore", made.path, "--lang", "en")
        #expect(restored.status == 0 && restored.output.contains("tokens and audit stay as they are"), "\(restored)")
        #expect(try tokens(daemon) == ["\(id)|1"])
        #expect(try daemon.rows("SELECT hex(hash) FROM audit ORDER BY id", of: "access.sqlite") == audit)

        let data = daemon.directory.path + "/data"
        try FileManager.default.removeItem(atPath: data)
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        let anew = try daemon.zhichao("restore", made.path, "--lang", "en")
        #expect(anew.status == 0 && anew.output.contains("a token that was revoked since is good again"), "\(anew)")
        #expect(try tokens(daemon) == ["\(id)|0"])
    }

    @Test("the tail cut off with its checkpoints: verify names it, and the daemon says so and signs nothing")
    func tail() throws {
        let first = try RunningDaemon(extra: Roadside.quick)
        var road = try Roadside(first)
        try road.pass("豫A10000", gross: 62_000)
        _ = try road.settled()
        try first.expectVerified()
        #expect(first.stop() == 0)
        try first.expectVerified()

        let second = try RunningDaemon(in: first.directory, extra: Roadside.quick)
        road = try Roadside(second, after: road.sent)
        try road.pass("豫A10001", gross: 62_000)
        _ = try road.settled()
        // The note goes with a batch: traffic until the journal has it.
        let deadline = ContinuousClock.now + .seconds(60)
        while try second.rows("SELECT event FROM case_witness") != ["2"] {
            try #require(ContinuousClock.now < deadline)
            try road.pass("豫A00000", gross: 20_000, lane: 4)
        }
        _ = try road.settled()
        #expect(second.stop() == 0)
        try second.expectVerified()
        try cutTail(second)
        let cut = try second.zhichao("verify", "--lang", "en")
        #expect(cut.status == 1 && cut.output.contains("journal"), "\(cut)")

        let third = try RunningDaemon(in: first.directory, extra: Roadside.quick)
        let line = try third.program.line(containing: "is not the store that the journal knows")
        #expect(line.contains("CRITICAL") || line.contains("critical"), "\(line)")
        road = try Roadside(third, after: road.sent)
        _ = try road.settled()
        #expect(third.stop() == 0, "\(third.program.log)")
        #expect(try third.rows("SELECT count(*) FROM checkpoint WHERE event > 1", of: "cases.sqlite") == ["0"])
        #expect(try third.zhichao("verify").status == 1)
    }

    /// What an intruder with the right to write the file can do.
    private func cutTail(_ daemon: RunningDaemon) throws {
        let script = """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1])
            triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers: db.execute("DROP TRIGGER " + name)
            db.execute("DELETE FROM checkpoint WHERE event > 1")
            for table in ["case_passage", "case_record", "case_review"]:
                db.execute("DELETE FROM %s WHERE case_id <> (SELECT case_id FROM case_event WHERE id = 1)" % table)
            db.execute("DELETE FROM case_current WHERE id <> (SELECT case_id FROM case_event WHERE id = 1)")
            db.execute("DELETE FROM case_event WHERE id > 1")
            for _, sql in triggers: db.execute(sql)
            db.commit()
            """
        let path = daemon.directory.path + "/data/cases.sqlite"
        let answer = try RunningProgram.run("/usr/bin/python3", ["-c", script, path])
        try #require(answer.status == 0, "\(answer.errors)")
    }
}

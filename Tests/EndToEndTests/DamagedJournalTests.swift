import Foundation
import Readings
import TestSupport
import Testing

/// A journal with a page that is not what SQLite wrote: the daemon refuses it, or ends when it meets it.
@Suite("A damaged journal", .timeLimit(.minutes(60)))
struct DamagedJournalTests {
    /// A daemon that has ended, with a little of everything in its journal.
    private func ended() throws -> RunningDaemon {
        let daemon = try RunningDaemon(extra: Roadside.quick)
        let wire = try Wire(daemon.data)
        for seq in 1...3 as ClosedRange<UInt64> {
            try wire.send(
                Given.weighing(seq: seq, at: Given.noon, station: Roadside.station) { $0.instrument = "ZZ-113" }
            )
        }
        try wire.send(Array("weigh/410184-07/1".utf8), Array("{".utf8))
        _ = try daemon.status { $0.received == 4 && $0.isSettled(passages: 3) }
        #expect(daemon.stop() == 0)
        return daemon
    }

    /// Turns the first bytes of a table's root page around; of the file itself where no table is named.
    private func flip(_ table: String?, of daemon: RunningDaemon) throws {
        let offset: UInt64
        if let table {
            let page = try daemon.rows("SELECT rootpage FROM sqlite_master WHERE name = '\(table)'").first
            let size = try daemon.rows("PRAGMA page_size").first
            offset = (try #require(UInt64(page ?? "")) - 1) * (try #require(UInt64(size ?? "")))
        } else {
            offset = 0
        }
        let path = daemon.directory.path + "/data/journal.sqlite"
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try file.seek(toOffset: offset)
        let bytes = try #require(try file.read(upToCount: 8))
        try file.seek(toOffset: offset)
        try file.write(contentsOf: Data(bytes.map { ~$0 }))
        try file.close()
    }

    private func expectLine(_ errors: String) {
        let lines = errors.split(separator: "\n").filter { $0.contains("zhichao restore") }
        #expect(lines.count == 1, "\(errors)")
        #expect(lines.first?.contains("data/journal.sqlite: damaged (") == true, "\(errors)")
        #expect(lines.first?.contains("keep the file") == true)
    }

    @Test(
        "is refused at the start with one line that says what to do, and exit 74",
        arguments: [nil, "reading", "mark", "source", "counter", "passage"]
    )
    func start(table: String?) throws {
        let daemon = try ended()
        try flip(table, of: daemon)
        let refused = try RunningProgram.run("zhichaod", ["--config", daemon.config])
        #expect(refused.status == 74, "\(refused.errors)")
        expectLine(refused.errors)
        // Nothing was written into it: turned around once more it is as good as before.
        try flip(table, of: daemon)
        let next = try RunningDaemon(in: daemon.directory, extra: Roadside.quick)
        #expect(try next.status().committed == 3)
        #expect(next.stop() == 0)
    }

    @Test("met at a commit ends the daemon, with nothing of that batch stored or acknowledged")
    func commit() throws {
        let before = try ended()
        // Nothing reads these pages at the start.
        try flip("quarantine_frame", of: before)
        let daemon = try RunningDaemon(in: before.directory, extra: Roadside.quick)
        let wire = try Wire(daemon.data)
        try wire.send(Array("weigh/410184-07/1".utf8), Array("{".utf8))
        #expect(daemon.program.wait() == 74)
        expectLine(daemon.program.log)
        try flip("quarantine_frame", of: before)
        let next = try RunningDaemon(in: before.directory, extra: Roadside.quick)
        let status = try next.status()
        #expect(status.received == 4 && status.quarantined == 1 && status.addsUp)
        #expect(next.stop() == 0)
    }

    @Test("met where it is read ends the daemon, and whoever reads is told")
    func read() throws {
        let before = try ended()
        try flip("quarantine_frame", of: before)
        let reader = try before.zhichao("quarantine", "show", "1")
        #expect(reader.status == 74)
        expectLine(reader.errors)
        let daemon = try RunningDaemon(in: before.directory, extra: Roadside.quick)
        let retry = try daemon.zhichao("quarantine", "retry", "1")
        #expect(retry.status != 0)
        #expect(daemon.program.wait() == 74)
        expectLine(daemon.program.log)
    }
}

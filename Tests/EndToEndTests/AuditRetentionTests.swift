import Foundation
import TestSupport
import Testing

@Suite("The audit's retention, with the real programs", .timeLimit(.minutes(60)))
struct AuditRetentionTests {
    /// Appends entries of 2015 to the audit while no daemon runs; the chain is made as the form says, by other hands.
    private func writeOld(_ count: Int, _ daemon: RunningDaemon) throws {
        let script = """
            import hashlib, sqlite3, sys
            file = sqlite3.connect(sys.argv[1])
            last = file.execute("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1").fetchone() or (0, bytes(32))
            for n in range(last[0] + 1, last[0] + 1 + int(sys.argv[2])):
                row = [n, 1420070400000, "token:x", "::1", "read", "shown", "", '["case"]']
                fields = ["zhichao-audit-1"] + row
                texts = [str(field).encode() for field in fields]
                text = last[1] + b"".join(b"%d:%s," % (len(text), text) for text in texts)
                last = (n, hashlib.sha256(text).digest())
                file.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row + [last[1]])
            file.commit()
            """
        let path = daemon.directory.path + "/data/access.sqlite"
        let answer = try RunningProgram.run("/usr/bin/python3", ["-c", script, path, "\(count)"])
        try #require(answer.status == 0, "\(answer.errors)")
    }

    private struct Report: Decodable {
        let audit: Int
        let hasMore: Bool
    }

    private func run(_ daemon: RunningDaemon, isDryRun: Bool = false) throws -> Report {
        let config = ["--config", daemon.config]
        let answer = try RunningProgram.run(
            "zhichao",
            ["retention", "run", "--json"] + (isDryRun ? ["--dry-run"] : []) + config
        )
        try #require(answer.status == 0, "\(answer.errors)")
        return try JSONDecoder().decode(Report.self, from: Data(answer.output.utf8))
    }

    private func anchor(_ daemon: RunningDaemon) throws -> [String] {
        try daemon.rows("SELECT id FROM audit_anchor", of: "access.sqlite")
    }

    @Test("old entries go by the daemon and without one, in several transactions; verify proves what is left")
    func run() throws {
        let first = try RunningDaemon()
        #expect(first.stop() == 0)
        try writeOld(25_000, first)
        try first.expectVerified()
        // Without a daemon.
        let dry = try run(first, isDryRun: true)
        #expect(dry.audit == 25_000 && !dry.hasMore)
        #expect(try anchor(first).isEmpty, "a dry run erases nothing")
        #expect(try run(first).audit == 25_000)
        #expect(try anchor(first) == ["25000"])
        // 20 000 and 5 000 at a time, each of which left its entry.
        let left = try daemonEntries(first)
        #expect(left == ["25001|audit-erased", "25002|audit-erased"])
        try first.expectVerified()

        // By the daemon; entries that lie behind a younger one stay.
        try writeOld(2, first)
        let second = try RunningDaemon(in: first.directory)
        #expect(try run(second).audit == 0)
        #expect(second.stop() == 0)
        try second.expectVerified()

        let third = try RunningDaemon()
        #expect(third.stop() == 0)
        try writeOld(3, third)
        let fourth = try RunningDaemon(in: third.directory)
        let text = try fourth.zhichao("retention", "run", "--lang", "en")
        #expect(text.status == 0 && text.output.contains("3 entries of the audit erased"), "\(text)")
        #expect(try anchor(fourth) == ["3"] && daemonEntries(fourth) == ["4|audit-erased"])
        let verified = try fourth.zhichao("verify", "--lang", "en")
        #expect(verified.status == 0 && verified.output.contains("3 before them were erased"), "\(verified)")
        #expect(fourth.stop() == 0)
    }

    private func daemonEntries(_ daemon: RunningDaemon) throws -> [String] {
        try daemon.rows("SELECT id, action FROM audit ORDER BY id", of: "access.sqlite")
    }
}

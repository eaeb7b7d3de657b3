import Foundation
import TestSupport
import Testing

@Suite("Who may what over the network", .timeLimit(.minutes(60)))
struct APIAccessTests {
    /// So many requests a second that the tests are not the ones that are slowed down.
    static let quick = "http: { listen: \"127.0.0.1:0\", requests_per_second: 10000, burst: 100000 }"

    @Test("names, licence numbers and words about people are shown to those who work on cases, masked to the others")
    func masked() throws {
        let site = try APISite(extra: APIAccessTests.quick)
        try site.openCases()
        try site.run("access.py", ["masked"], facts: try site.allTokens())
    }

    @Test("wrong and revoked tokens are refused, guessing locks the address out")
    func tokens() throws {
        let site = try APISite()
        let revoked = try site.token("admin")
        let id = String(revoked.split(separator: "_")[1])
        let answer = try site.daemon.zhichao("token", "revoke", id, "--lang", "en")
        #expect(answer.status == 0 && answer.output.contains(id), "\(answer)")
        #expect(try site.daemon.zhichao("token", "revoke", "0123456789ab").status == 1)
        let list = try site.daemon.zhichao("token", "list", "--json")
        #expect(list.output.contains("\"state\":\"revoked\"") && !list.output.contains(revoked))
        try site.run("access.py", ["tokens"], facts: ["officer": try site.token("officer"), "revoked": revoked])
        // What is kept of a token is no token.
        let files = try FileManager.default.contentsOfDirectory(atPath: site.daemon.directory.path + "/data")
        let secret = Data(String(revoked.split(separator: "_", maxSplits: 2)[2]).utf8)
        for file in files where !file.hasSuffix(".sock") {
            let data = FileManager.default.contents(atPath: site.daemon.directory.path + "/data/" + file) ?? Data()
            #expect(data.range(of: secret) == nil, "\(file) holds a secret")
        }
        #expect(!site.daemon.program.log.contains(revoked))
    }

    @Test("a token that asks too often is told when it may again")
    func rate() throws {
        let site = try APISite(extra: "http: { listen: \"127.0.0.1:0\", requests_per_second: 5, burst: 10 }")
        let facts = ["officer": try site.token("officer"), "auditor": try site.token("auditor")]
        try site.run("access.py", ["rate"], facts: facts)
    }

    @Test("a barrier is told what intake knows: over, within, unknown, watched; also after a restart")
    func entry() throws {
        let site = try APISite(extra: APIAccessTests.quick)
        try site.openCases()
        try site.pass("豫B00001", gross: 30_000)
        let file = try site.daemon.directory.write(
            "车牌号,车牌颜色,布控原因,备注,生效日期\n豫A77777,黄色,被盗抢,,2026-01-01\n",
            to: "watch.csv"
        )
        let answer = try site.daemon.zhichao("registry", "import", "watchlist", file, "--strict", "--lang", "en")
        #expect(answer.status == 0, "\(answer)")
        _ = try site.daemon.status { $0.passages == 3 }
        let facts = ["officer": try site.token("officer")]
        print(try site.run("access.py", ["entry"], facts: facts))
        #expect(site.daemon.stop() == 0)
        let again = try APISite(extra: APIAccessTests.quick, in: site.daemon.directory)
        try again.run("access.py", ["entry"], facts: facts)
    }

    @Test("/metrics is good for promtool and has what matters")
    func metrics() throws {
        let site = try APISite(extra: APIAccessTests.quick)
        try site.openCases()
        try site.run("access.py", ["metrics"], facts: [:])
    }

    @Test(
        "every route, every role, own and other district: as the table in authorisation.py has it; and every look at a case is in the audit, whose chain verify checks"
    )
    func matrix() throws {
        let site = try APISite(extra: APIAccessTests.quick)
        try site.openCases()
        try site.run("authorisation.py", facts: try site.allTokens())
        let seen = try site.daemon.rows(
            "SELECT action, outcome, count(*) FROM audit WHERE cases <> '[]' GROUP BY 1, 2 ORDER BY 1, 2",
            of: "access.sqlite"
        )
        for wanted in [
            "changes|shown", "events|not-shown", "events|shown", "list|shown", "read|not-shown", "confirm|asked",
        ] {
            #expect(seen.contains { $0.hasPrefix(wanted + "|") }, "no \(wanted) in \(seen)")
        }
        #expect(site.daemon.stop() == 0)
        try site.daemon.expectVerified()
        let script = """
            import sqlite3, sys
            file = sqlite3.connect(sys.argv[1])
            file.executescript("DROP TRIGGER audit_no_update; UPDATE audit SET actor = 'nobody' WHERE id = 7")
            """
        let path = site.daemon.directory.path + "/data/access.sqlite"
        #expect(try RunningProgram.run("/usr/bin/python3", ["-c", script, path]).status == 0)
        let answer = try site.daemon.zhichao("verify", "--lang", "en")
        #expect(answer.status == 1 && answer.output.contains("entry 7 of the audit"), "\(answer)")
    }

    @Test("while the audit cannot be written, no case is shown and none is changed")
    func unaudited() throws {
        let site = try APISite(extra: APIAccessTests.quick)
        try site.openCases()
        let store = site.daemon.directory.path + "/data/access.sqlite"
        try site.run("access.py", ["unaudited"], facts: ["admin": try site.token("admin"), "store": store])
        try site.overload("豫A10003")
        _ = try site.daemon.status { $0.cases["detected"] == 3 }
    }
}

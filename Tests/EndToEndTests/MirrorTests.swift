import Foundation
import TestSupport
import Testing

@Suite("Mirrors of the cases", .timeLimit(.minutes(15)))
struct MirrorTests {
    private struct Outcome: Decodable {
        let mirror: [String: Int]
        let renewals: Int
    }

    /// What the store holds: id to version.
    private func store(_ daemon: RunningDaemon) throws -> [String: Int] {
        let rows = try daemon.rows("SELECT id, events FROM case_current", of: "cases.sqlite")
        return Dictionary(
            uniqueKeysWithValues: try rows.map { row in
                let parts = row.split(separator: "|")
                return (String(parts[0]), try #require(Int(parts[1])))
            }
        )
    }

    private func files(of directory: String) throws -> [String: Int] {
        struct Kept: Decodable {
            let id: String
            let version: Int
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: directory + "/cases")
        #expect(names.allSatisfy { $0.hasSuffix(".json") }, "\(names)")
        let kept = try names.map { name in
            let data = FileManager.default.contents(atPath: directory + "/cases/" + name) ?? Data()
            return try JSONDecoder().decode(Kept.self, from: data)
        }
        return Dictionary(kept.map { ($0.id, $0.version) }) { $1 }
    }

    /// Writes a token where `zhichao pull` reads it.
    private func tokenFile(_ site: APISite, _ token: String) throws -> String {
        let path = try site.daemon.directory.write(token + "\n", to: "token")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        return path
    }

    private func pullArguments(_ site: APISite, _ token: String, _ more: String...) -> [String] {
        [
            "pull", "--server", site.daemon.http, "--token-file", token, "--to", site.daemon.directory.path + "/mirror",
            "--lang", "en",
        ] + more
    }

    @Test(
        "a client that pulls while cases are made, and the daemon is killed, restarted and restored, ends with the store"
    )
    func throughEverything() throws {
        // The port has to stay, for the client knows no other.
        let port = try freePort()
        let extra = "http: { listen: \"127.0.0.1:\(port)\", requests_per_second: 1000, burst: 10000 }"
        var site = try APISite(extra: extra)
        let directory = site.daemon.directory
        let facts = try directory.write(try json(["admin": site.token("admin")]), to: "facts.json")
        let (done, out) = (directory.path + "/done", directory.path + "/mirror.json")
        let script = Project.root.path + "/Tests/EndToEndTests/Scripts/mirror.py"
        let python = try #require(Setting.python)
        let client = try RunningProgram(python, [script, site.daemon.http, facts, done, out])

        var made = 0
        func make(_ count: Int) throws {
            for _ in 0..<count {
                made += 1
                try site.overload("豫A\(20_000 + made)")
            }
        }
        try make(30)
        _ = try site.daemon.status { $0.cases["detected"] == 30 }
        site.daemon.program.signal(SIGKILL)
        site.daemon.program.wait()
        site = try site.again(extra)
        try make(20)
        _ = try site.daemon.status { $0.cases["detected"] == 50 }
        let backup = try site.daemon.zhichao("backup", "--to", directory.path + "/backups", "--json")
        try #require(backup.status == 0, "\(backup.errors)")
        try make(25)
        _ = try site.daemon.status { $0.cases["detected"] == 75 }
        #expect(site.daemon.stop() == 0)
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: directory.path + "/backups").first)
        let restored = try site.daemon.zhichao("restore", directory.path + "/backups/" + name)
        try #require(restored.status == 0, "\(restored.errors)")
        site = try site.again(extra)
        try client.line(containing: "410: mirrors anew")
        try make(10)
        _ = try site.daemon.status { $0.cases["detected"] == 60 }
        // Each is an event of its case: the mirror and the store are compared once there are no more.
        try site.daemon.waitForPictures(120)
        try Data().write(to: URL(fileURLWithPath: done))
        #expect(client.wait() == 0, "\(client.log)")
        let outcome = try JSONDecoder().decode(Outcome.self, from: Data(contentsOf: URL(fileURLWithPath: out)))
        #expect(outcome.mirror == (try store(site.daemon)) && outcome.mirror.count == 60 && outcome.renewals == 1)
        try site.daemon.expectVerified()
    }

    @Test("zhichao pull mirrors, goes on after a kill, and after a restore mirrors anew and removes what is gone")
    func pull() throws {
        let port = try freePort()
        let extra = "http: { listen: \"127.0.0.1:\(port)\", requests_per_second: 1000, burst: 10000 }"
        var site = try APISite(extra: extra)
        let directory = site.daemon.directory
        for number in 0..<150 { try site.overload("豫B\(10_000 + number)") }
        _ = try site.daemon.status { $0.cases["detected"] == 150 }
        try site.daemon.waitForPictures(300)
        let token = try tokenFile(site, try site.token("officer"))
        let mirror = directory.path + "/mirror"

        // Cut off again and again, at whatever it does just then.
        for delay in [0.02, 0.05, 0.1, 0.15, 0.2, 0.3] {
            let pulling = try RunningProgram("zhichao", pullArguments(site, token))
            Thread.sleep(forTimeInterval: delay)
            pulling.signal(SIGKILL)
            pulling.wait()
        }
        let whole = try RunningProgram.run("zhichao", pullArguments(site, token, "--json"))
        #expect(whole.status == 0 && whole.output.contains("\"cases\":150"), "\(whole)")
        #expect(try files(of: mirror) == store(site.daemon))

        let backup = try site.daemon.zhichao("backup", "--to", directory.path + "/backups", "--json")
        try #require(backup.status == 0, "\(backup.errors)")
        try site.overload("豫B99999")
        _ = try site.daemon.status { $0.cases["detected"] == 151 }
        try site.daemon.waitForPictures(302)
        #expect(try RunningProgram.run("zhichao", pullArguments(site, token)).status == 0)
        #expect(try files(of: mirror).count == 151)
        #expect(site.daemon.stop() == 0)
        let away = try RunningProgram.run("zhichao", pullArguments(site, token))
        #expect(away.status == 1 && away.errors.contains("not complete"), "\(away)")
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: directory.path + "/backups").first)
        #expect(try site.daemon.zhichao("restore", directory.path + "/backups/" + name).status == 0)
        site = try site.again(extra)
        #expect(try RunningProgram.run("zhichao", pullArguments(site, token)).status == 0)
        #expect(try files(of: mirror) == store(site.daemon) && store(site.daemon).count == 150)

        // A token of another district has nothing to mirror, and what was there goes.
        let other = try tokenFile(site, try site.token("officer", APISite.other))
        #expect(try RunningProgram.run("zhichao", pullArguments(site, other)).status == 0)
        #expect(try files(of: mirror).isEmpty)
        let wrong = try tokenFile(site, "zct_0123456789ab_" + String(repeating: "A", count: 43))
        #expect(try RunningProgram.run("zhichao", pullArguments(site, wrong)).status == 1)
    }

    @Test("case files come with the cases, each proved by the public key; a key of another proves none")
    func caseFiles() throws {
        let site = try APISite()
        try site.openCases()
        let directory = site.daemon.directory
        let token = try tokenFile(site, try site.token("officer"))
        let key = directory.path + "/data/signing.pub"
        let whole = try RunningProgram.run("zhichao", pullArguments(site, token, "--public-key", key))
        #expect(whole.status == 0, "\(whole)")
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path + "/mirror/files")
        #expect(names.count == 2 && names.allSatisfy { $0.hasSuffix(".zip") }, "\(names)")
        for name in names {
            let path = directory.path + "/mirror/files/" + name
            #expect(try site.daemon.zhichao("verify", path, "--public-key", key).status == 0)
        }
        // What does not prove is not given its name.
        let other = try directory.write(Data(repeating: 7, count: 32).base64EncodedString() + "\n", to: "other.pub")
        try FileManager.default.removeItem(atPath: directory.path + "/mirror")
        let refused = try RunningProgram.run("zhichao", pullArguments(site, token, "--public-key", other))
        #expect(refused.status == 1 && refused.errors.contains("is not as it was signed"), "\(refused)")
        let kept = try FileManager.default.contentsOfDirectory(atPath: directory.path + "/mirror/files")
        #expect(kept.allSatisfy { $0.hasSuffix(".part") }, "\(kept)")
    }

    private func freePort() throws -> String {
        let script = "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])"
        return try RunningProgram.run("/usr/bin/python3", ["-c", script]).output.trimmingCharacters(in: .newlines)
    }

    private func json(_ facts: [String: String]) throws -> String {
        String(decoding: try JSONEncoder().encode(facts), as: UTF8.self)
    }
}

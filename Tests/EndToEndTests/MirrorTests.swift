import Foundation
import TestSupport
import Testing

@Suite("Mirrors of the cases", .timeLimit(.minutes(60)))
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

    /// What a mirror holds of referrals: id to where each stands.
    private func referrals(of directory: String) throws -> [String: String] {
        struct Kept: Decodable {
            let id: String
            let state: String
        }
        let path = directory + "/mirror/referrals/"
        let kept = try FileManager.default.contentsOfDirectory(atPath: path).map { name in
            try JSONDecoder().decode(Kept.self, from: FileManager.default.contents(atPath: path + name) ?? Data())
        }
        return Dictionary(kept.map { ($0.id, $0.state) }) { $1 }
    }

    @Test("referrals come with the cases, change with them, and go where a restored store or another token has none")
    func referrals() throws {
        let port = try freePort()
        let extra = "http: { listen: \"127.0.0.1:\(port)\", requests_per_second: 1000, burst: 10000 }"
        var site = try APISite(extra: extra)
        let directory = site.daemon.directory
        try site.openCases()
        let token = try tokenFile(site, try site.token("officer"))
        func pull(_ referrals: [String: String]) throws {
            let answer = try RunningProgram.run("zhichao", pullArguments(site, token, "--json"))
            #expect(answer.status == 0 && answer.output.contains("\"referrals\":\(referrals.count)}"), "\(answer)")
            #expect(
                try self.referrals(of: directory.path) == referrals && files(of: directory.path + "/mirror").count == 2
            )
        }
        try pull([:])
        let backup = try site.daemon.zhichao("backup", "--to", directory.path + "/backups", "--json")
        try #require(backup.status == 0, "\(backup.errors)")

        // 案件移送书: handed over to the police.
        let number = try site.daemon.rows("SELECT number FROM case_current WHERE row = 1", of: "cases.sqlite").joined()
        let amended = try site.daemon.zhichao("cases", "amend", number, "--set", "circumstances=evasion")
        try #require(amended.status == 0, "\(amended)")
        let id = try site.daemon.rows("SELECT id FROM referral", of: "cases.sqlite").joined()
        try pull([id: "issued"])
        let day = try site.daemon.rows("SELECT issued_day FROM referral", of: "cases.sqlite").joined()
        let body = try directory.write("{\"received_by\": \"公安局\", \"at\": \"\(day)\"}", to: "body.json")
        let acknowledged = try site.daemon.zhichao("referrals", "acknowledge", id, "--body", body)
        try #require(acknowledged.status == 0, "\(acknowledged)")
        try pull([id: "acknowledged"])

        // A mirror of before there were referrals begins anew.
        let (state, file) = (directory.path + "/mirror/pull.json", directory.path + "/mirror/referrals/\(id).json")
        let text = String(decoding: FileManager.default.contents(atPath: state) ?? Data(), as: UTF8.self)
        try #require(text.contains("\"referrals\":true"))
        try directory.write(text.replacingOccurrences(of: "\"referrals\":true,", with: ""), to: "mirror/pull.json")
        try FileManager.default.removeItem(atPath: file)
        try pull([id: "acknowledged"])

        // The other district has none; its mirror is another one.
        let own = try tokenFile(site, try site.token("officer", APISite.own))
        let other = try site.daemon.rows("SELECT station FROM case_current WHERE row = 1", of: "cases.sqlite").joined()
        #expect(try RunningProgram.run("zhichao", pullArguments(site, own)).status == 0)
        #expect(try referrals(of: directory.path).count == (other.hasPrefix(APISite.own) ? 1 : 0))

        _ = try tokenFile(site, try site.token("officer"))
        try pull([id: "acknowledged"])
        #expect(site.daemon.stop() == 0)
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: directory.path + "/backups").first)
        #expect(try site.daemon.zhichao("restore", directory.path + "/backups/" + name).status == 0)
        site = try site.again(extra)
        try pull([:])
    }

    private func freePort() throws -> String {
        let script = "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])"
        return try RunningProgram.run("/usr/bin/python3", ["-c", script]).output.trimmingCharacters(in: .newlines)
    }

    private func json(_ facts: [String: String]) throws -> String {
        String(decoding: try JSONEncoder().encode(facts), as: UTF8.self)
    }
}

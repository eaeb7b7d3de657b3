import Foundation
import TestSupport
import Testing

@Suite("Live events", .timeLimit(.minutes(60)))
struct StreamTests {
    /// Starts a client that says "listening" on standard output; its words are read from standard error here.
    private func start(_ site: APISite, _ part: String, facts: [String: String]) throws -> RunningProgram {
        let data = try JSONEncoder().encode(facts)
        let file = try site.daemon.directory.write(String(decoding: data, as: UTF8.self), to: "facts.json")
        let script = Project.root.path + "/Tests/EndToEndTests/Scripts/streams.py"
        let command = "exec \"$0\" \"$1\" \"$2\" \"$3\" \"$4\" 1>&2"
        let python = try #require(Setting.python)
        return try RunningProgram("/bin/sh", ["-c", command, python, script, site.daemon.http, file, part])
    }

    @Test("cases, verdicts and alerts come as they happen, of one's districts alone; Last-Event-ID takes up")
    func listen() throws {
        let site = try APISite(extra: APIAccessTests.quick)
        let facts = [
            "officer": try site.token("officer"), "registrar": try site.token("registrar"),
            "officer@410184": try site.token("officer", APISite.own),
            "officer@410122": try site.token("officer", APISite.other),
        ]
        let client = try start(site, "listen", facts: facts)
        try client.line(containing: "listening")
        for number in 1...2 {
            try site.overload("豫A3000\(number)")
            try site.overload("豫A4000\(number)", station: "410122-03", instrument: "ZZ-201")
        }
        #expect(client.wait() == 0, "\(client.log)")
        // Open streams do not hold up the stop.
        let begun = ContinuousClock.now
        #expect(site.daemon.stop() == 0 && ContinuousClock.now - begun < .seconds(8))
    }

    @Test("a token that is revoked is told nothing any more, neither by an open stream nor to who waits for changes")
    func revoked() throws {
        let site = try APISite(extra: APIAccessTests.quick)
        let ended = try site.token("officer")
        let client = try start(site, "revoked", facts: ["ended": ended, "kept": try site.token("officer")])
        try client.line(containing: "listening")
        let id = String(ended.split(separator: "_")[1])
        // Streams hear every 15 s that the line works, and waits last 60 s here: it does not take those.
        let begun = ContinuousClock.now
        #expect(try site.daemon.zhichao("token", "revoke", id).status == 0)
        #expect(client.wait() == 0, "\(client.log)")
        #expect(ContinuousClock.now - begun < .seconds(13))
    }

    @Test("twenty who wait for changes are each told of a case, and each of them stands in the audit")
    func waiting() throws {
        let site = try APISite(extra: APIAccessTests.quick)
        let client = try start(site, "waiting", facts: ["officer": try site.token("officer")])
        try client.line(containing: "listening")
        try site.overload("豫A50001")
        #expect(client.wait() == 0, "\(client.log)")
        let notes = "SELECT count(*) FROM audit WHERE action = 'changes' AND cases <> '[]'"
        #expect(try site.daemon.rows(notes, of: "access.sqlite") == ["20"])
    }

    @Test("a listener who does not read is cut off")
    func slow() throws {
        let site = try APISite(extra: APIAccessTests.quick)
        let client = try start(site, "slow", facts: ["officer": try site.token("officer")])
        try client.line(containing: "listening")
        // Far more than its queue and the sockets' buffers hold.
        let station = try RunningProgram(
            "zhichao-station",
            ["simulate", "--seed", "5", "--rate", "7", "--for", "2h", "--full-speed", "--data", site.daemon.data]
        )
        #expect(client.wait() == 0, "\(client.log)")
        station.signal(SIGKILL)
        #expect(site.daemon.program.isRunning, "\(site.daemon.program.log.suffix(6_000))")
    }
}

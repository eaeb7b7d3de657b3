import Foundation
import TestSupport
import Testing

@Suite("Pictures are fetched, stored and proved, with the real programs", .timeLimit(.minutes(60)))
struct EvidenceTests {
    private static let states = "SELECT state || ' ' || count(*) FROM case_medium GROUP BY state ORDER BY state"

    /// Asks until the media stand so.
    private func wait(_ daemon: RunningDaemon, for states: [String]) throws {
        let deadline = ContinuousClock.now + .seconds(300)
        while true {
            let found = try daemon.rows(EvidenceTests.states, of: "cases.sqlite")
            if found == states { return }
            try #require(ContinuousClock.now < deadline, "still \(found)\n\(daemon.program.log)")
        }
    }

    private func confirm(_ daemon: RunningDaemon, _ plate: String) throws -> CaseDesk.Answer {
        let id = try #require(try daemon.cases().first { $0.plate == plate }).id
        return try #require(try CaseDesk(daemon: daemon).take([CaseDesk.confirm(id, match: "*")]).first)
    }

    @Test(
        "right, wrong, cut off, another's, gone, late, and there already: each comes to what it should, over a kill -9",
        .enabled(if: Setting.python != nil, "ZHICHAO_PYTHON is not set: run tools/test")
    )
    func everyAnswer() throws {
        let (directory, ports) = (try TemporaryDirectory(), try Ports.fixed())
        let extra = Roadside.quick + "\n" + CaseDesk.role
        var daemon = try RunningDaemon(in: directory, extra: extra, ports: ports)
        let evidence = directory.path + "/data/evidence"
        let script = Project.root.path + "/Tests/EndToEndTests/Scripts/evidence.py"
        let station = try RunningProgram(
            try #require(Setting.python),
            [script, daemon.data, daemon.control, evidence]
        )
        defer { station.signal(SIGKILL) }
        try wait(daemon, for: ["gone 1", "stored 9"])
        #expect(!station.log.contains("豫A00005"), "its files were there: nobody asks for them")
        for line in ["豫A00002 front MEDIUM wrong", "豫A00002 rear MEDIUM wrong", "豫A00003 front GONE", "HANGS"] {
            try station.line(containing: line)
        }
        #expect(try daemon.zhichao("status", "--json").output.contains(#""control_refused":1"#), "another's medium")
        // While the front is missing the case is refused, in words.
        let refused = try confirm(daemon, "豫A00003")
        #expect(refused.status == 422 && refused.detail.contains("evidence/front"), "\(refused)")
        for number in [1, 2, 4, 5] { #expect(try confirm(daemon, "豫A0000\(number)").status == 200) }
        let shown = try daemon.zhichao(
            "cases",
            "show",
            try #require(try daemon.cases().first { $0.plate == "豫A00003" }).id
        )
        #expect(shown.output.contains("站点已无"), "\(shown.output)")
        daemon.program.signal(SIGKILL)
        daemon.program.wait()
        daemon = try RunningDaemon(in: directory, extra: extra, ports: ports)
        try wait(daemon, for: ["gone 1", "stored 9"])
        try daemon.expectVerified()

        // A backup has the pictures; a file that is changed or gone is found and named.
        let backup = try daemon.zhichao("backup", "--to", directory.path + "/backups", "--json")
        #expect(backup.status == 0 && backup.output.contains(#""media":9"#), "\(backup.output)\(backup.errors)")
        let digest = try #require(
            try daemon.rows("SELECT sha256 FROM case_medium WHERE state = 'stored' LIMIT 1", of: "cases.sqlite").first
        )
        try FileManager.default.removeItem(atPath: "\(evidence)/\(digest.prefix(2))/\(digest)")
        let missing = try daemon.zhichao("verify", "--lang", "en")
        #expect(missing.status == 1 && missing.output.contains(digest), "\(missing.output)")
        #expect(daemon.stop() == 0)
        let path = try #require(try FileManager.default.contentsOfDirectory(atPath: directory.path + "/backups").first)
        let restored = try daemon.zhichao("restore", directory.path + "/backups/" + path)
        #expect(restored.status == 0, "\(restored.output)\(restored.errors)")
        try daemon.expectVerified()
    }
}

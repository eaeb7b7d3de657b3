import Foundation
import Readings
import TestSupport
import Testing

@Suite("People's steps on cases, with the real programs", .timeLimit(.minutes(60)))
struct CaseKillTests {
    @Test("two at the same moment: one is first, the others are told; without a version nothing is done")
    func twoWriters() throws {
        let daemon = try RunningDaemon(extra: Roadside.quick + "\n" + CaseDesk.role)
        try Pictures.put(into: daemon)
        let road = try Roadside(daemon)
        try road.pass("豫A10000", gross: 62_000, picture: { $0.media = Pictures.media })
        _ = try road.settled()
        try daemon.waitForPictures(2)
        let id = try #require(try daemon.cases().first?.id)
        let desk = CaseDesk(daemon: daemon)
        let blind = try desk.take([CaseDesk.confirm(id, match: nil)])
        #expect(blind.map(\.status) == [428] && blind.map(\.kind) == ["needs-version"])
        let answers = try desk.take(Array(repeating: CaseDesk.confirm(id, match: "2"), count: 12))
        #expect(answers.map(\.status).sorted() == [200] + Array(repeating: 412, count: 11), "\(answers)")
        #expect(answers.allSatisfy { $0.status == 200 ? $0.version == 3 : $0.kind == "stale" })
        #expect(try daemon.cases().map(\.state) == ["confirmed"])
        #expect(try desk.take(Array(CaseDesk.way(id)[1...1])).map(\.version) == [4])
        try daemon.expectVerified()
        #expect(daemon.stop() == 0)
    }

    /// Cases that people work on in a round.
    private static let atOnce = 12
    private static let stepsLeft = ["detected": 4, "confirmed": 3, "notified": 2, "decided": 1]

    /// Cases for people to work on, from some minutes' traffic at once.
    private func openMany(_ daemon: RunningDaemon, in directory: TemporaryDirectory, _ ports: Ports) throws {
        let arguments = [
            "simulate", "--seed", "77", "--stations", "6", "--rate", "7", "--for", "4m", "--full-speed", "--spool",
            directory.path + "/spool", "--data", ports.data, "--control", ports.control, "--until-acknowledged",
        ]
        let sent = try RunningProgram.run("zhichao-station", arguments)
        try #require(sent.status == 0, "\(sent.errors)")
        _ = try daemon.status { $0.forwarder_backlog == 0 && $0.cases["detected"] ?? 0 > CaseKillTests.atOnce }
    }

    /// Cases that people can go on with: those whose pictures have been fetched, since no other is confirmed.
    private func waitForPictured(_ daemon: RunningDaemon) throws -> Set<String> {
        let query = "SELECT id FROM case_file WHERE state <> 'closed' AND media >= 2 AND media_stored = media"
        _ = try daemon.status { _ in (try? daemon.rows(query, of: "cases.sqlite").isEmpty) == false }
        return Set(try daemon.rows(query, of: "cases.sqlite"))
    }

    @Test("kill -9 during steps and forwarding: what was answered is there, once, and every case proves whole")
    func killed() throws {
        let rounds = Setting.number("ROUNDS") ?? 10
        let seed = Setting.seed
        print("case steps killed: ZHICHAO_SEED=\(seed) ZHICHAO_ROUNDS=\(rounds)")
        var chance = SeededGenerator(seed: seed)
        let (directory, ports) = (try TemporaryDirectory(), try Ports.fixed())
        func start() throws -> RunningDaemon {
            try RunningDaemon(in: directory, extra: Roadside.quick + "\n" + CaseDesk.role, ports: ports)
        }
        var daemon = try start()
        try openMany(daemon, in: directory, ports)
        let station = try SpoolingStation(in: directory, ports, stations: 6, rate: 50)
        var taken: Set<String> = []
        for _ in 1...rounds {
            let pictured = try waitForPictured(daemon)
            let open = try daemon.cases().filter { pictured.contains($0.id) }.prefix(CaseKillTests.atOnce)
            let people = try CaseDesk(daemon: daemon).start(open.flatMap { CaseDesk.way($0.id) }, people: 4)
            let left = open.reduce(0) { $0 + (CaseKillTests.stepsLeft[$1.state] ?? 0) }
            let count = chance.int(0...left * 3 / 4)
            if count > 0 { try people.line(count, containing: "taken ") }
            daemon.program.signal(SIGKILL)
            daemon.program.wait()
            try people.line(containing: "end")
            taken.formUnion(people.log.split(separator: "\n").filter { $0.hasPrefix("taken ") }.map(String.init))
            daemon = try start()
            try daemon.expectVerified()
        }
        try station.drain()
        let query = "SELECT case_id, kind, count(*) FROM case_event WHERE actor <> 'zhichaod' GROUP BY case_id, kind"
        let past = ["confirm": "confirmed", "notify": "notified", "decide": "decided", "close": "closed"]
        let events = try daemon.rows(query, of: "cases.sqlite")
        for step in taken {
            let words = step.split(separator: " ")
            let event = "\(words[1])|\(past[String(words[2])] ?? "?")|1"
            #expect(events.contains(event), "\(step) was answered")
        }
        #expect(events.allSatisfy { $0.hasSuffix("|1") }, "a step happened twice")
        print("case steps killed: \(taken.count) steps answered, \(events.count) there")
        #expect(taken.count > rounds * 3, "hardly anything was killed")
        try daemon.expectVerified()
        try daemon.expectEverythingOnce()
        try daemon.expectVerified()
    }
}

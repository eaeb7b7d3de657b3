import Foundation
import TestSupport
import Testing

@Suite("One overload, four penalties, with the real programs", .timeLimit(.minutes(60)))
struct FourPenaltiesTests {
    static let company = "91410171MA3YT00025"
    static let first = "豫AS0001"
    static let second = "豫AS0002"

    /// A daemon that is told a year at once, with the officer's role for whoever runs the tests.
    func begin(_ ports: Ports = Ports(), fleet: Int, in directory: TemporaryDirectory? = nil) throws
        -> RunningDaemon
    {
        let daemon = try RunningDaemon(
            in: directory,
            extra: """
                calendar_dir: \(Project.root.path)/conf/calendar
                max_lag: 8400h
                \(CaseDesk.role)
                """,
            ports: ports
        )
        try importFleet(daemon, fleet)
        try daemon.directory.write(
            "plate,colour,company,certificate,certificate_issued,valid_from\n"
                + [FourPenaltiesTests.first, FourPenaltiesTests.second].map {
                    "\($0),yellow,\(FourPenaltiesTests.company),C-\($0.suffix(1)),2020-02-29,2019-08-31\n"
                }.joined(),
            to: "vehicles.csv"
        )
        let answer = try daemon.zhichao("registry", "import", "vehicles", daemon.directory.path + "/vehicles.csv")
        try #require(answer.status == 0, "\(answer)")
        return daemon
    }

    func importFleet(_ daemon: RunningDaemon, _ fleet: Int) throws {
        try daemon.directory.write(
            "credit_code,name,declared_fleet,licence_issued,valid_from\n\(FourPenaltiesTests.company),豫通运输,\(fleet),2019-08-31,2019-08-31\n",
            to: "companies.csv"
        )
        let answer = try daemon.zhichao("registry", "import", "companies", daemon.directory.path + "/companies.csv")
        try #require(answer.status == 0, "\(answer)")
    }

    func tellStory(_ daemon: RunningDaemon) throws {
        let station = try RunningProgram(
            "zhichao-station",
            [
                "simulate", "--story", "--data", daemon.data, "--control", daemon.control,
            ]
        )
        #expect(station.wait() == 0, "\(station.log)")
        _ = try daemon.status { $0.cases["detected"] == 5 }
    }

    /// The cases of a plate in the order of the acts.
    func ids(_ daemon: RunningDaemon, _ plate: String) throws -> [String] {
        try daemon.rows("SELECT id FROM case_file WHERE plate = '\(plate)' ORDER BY at_ms", of: "cases.sqlite")
    }

    func decide(_ daemon: RunningDaemon, _ id: String) throws {
        for answer in try CaseDesk(daemon: daemon).takeInTurn(Array(CaseDesk.way(id).prefix(3))) {
            #expect(answer.status == 200, "\(answer)")
        }
    }

    private func referrals(_ daemon: RunningDaemon) throws -> [String] {
        try daemon.rows("SELECT rule, kind, state FROM referral ORDER BY row", of: "cases.sqlite")
    }

    @Test("the fourth refers the vehicle, 2 of 10 the company; a revocation withdraws; told on the results socket")
    func story() throws {
        let daemon = try begin(fleet: 10)
        let sign = try Sign(daemon.results)
        try tellStory(daemon)
        let cases = try ids(daemon, FourPenaltiesTests.first)
        for id in cases.prefix(3) { try decide(daemon, id) }
        let near = try daemon.zhichao("subjects", "list", "vehicles", "--near", "--json")
        #expect(near.status == 0 && near.output.contains(FourPenaltiesTests.first), "\(near)")
        #expect(try referrals(daemon).isEmpty)
        try decide(daemon, cases[3])
        let (place, issued) = try sign.first("the referral") { $0.topic == "referral/issued" }
        #expect(
            issued.keys == ["referral", "number", "state", "plate", "at"]
                && issued.body.plate == FourPenaltiesTests.first
        )
        #expect(try referrals(daemon) == ["rspo-66-vehicle|vehicle|issued"])

        try decide(daemon, try #require(try ids(daemon, FourPenaltiesTests.second).first))
        #expect(try referrals(daemon).last == "rspo-66-company|company|issued")
        #expect(
            try daemon.rows("SELECT max(effective), max(fleet) FROM company_year", of: "cases.sqlite") == ["5|10"]
        )
        let shown = try daemon.zhichao("subjects", "show", "vehicles", FourPenaltiesTests.first, "--lang", "en")
        for words in ["rolling year", "anchored year", "●", "crossed", "R20"] {
            #expect(shown.output.contains(words), "\(words)\n\(shown)")
        }
        let revoke = CaseDesk.Step(id: cases[1], action: "revoke", body: ["reason": .text("复议")], match: "*")
        #expect(try CaseDesk(daemon: daemon).take([revoke]).first?.status == 200)
        _ = try sign.first("the withdrawal", from: place) { $0.topic == "referral/withdrawn" }
        #expect(try referrals(daemon).first == "rspo-66-vehicle|vehicle|withdrawn")
        try daemon.expectVerified()
        #expect(daemon.stop() == 0)

        // What people say to a referral goes on while the daemon is down.
        let acknowledged = try acknowledge(daemon, kind: "companies")
        #expect(acknowledged.status == 0 && acknowledged.output.contains(#""state":"acknowledged""#), "\(acknowledged)")
        try daemon.expectVerified()
    }

    private func acknowledge(
        _ daemon: RunningDaemon,
        kind: String
    ) throws -> (status: Int32, output: String, errors: String) {
        let list = try daemon.zhichao("referrals", "list", "--kind", kind, "--json")
        let id = try #require(list.output.firstMatch(of: /"id":"(R\d+-\d+)"/)?.1)
        let today = String("\(Date().addingTimeInterval(8 * 3_600).ISO8601Format())".prefix(10))
        try daemon.directory.write(#"{"received_by": "运管局", "at": "\#(today)"}"#, to: "body.json")
        return try daemon.zhichao(
            "referrals",
            "acknowledge",
            String(id),
            "--body",
            daemon.directory.path + "/body.json",
            "--json"
        )
    }

    @Test("a fleet that becomes smaller crosses without a case: the import alone refers; kill -9 loses no referral")
    func fleets() throws {
        let ports = try Ports.fixed()
        let daemon = try begin(ports, fleet: 100)
        try tellStory(daemon)
        try decide(daemon, try #require(try ids(daemon, FourPenaltiesTests.second).first))
        #expect(try referrals(daemon).isEmpty)
        let sign = try Sign(daemon.results)
        try importFleet(daemon, 9)
        _ = try sign.first("the referral") { $0.topic == "referral/issued" }
        #expect(try referrals(daemon) == ["rspo-66-company|company|issued"])
        daemon.program.signal(SIGKILL)
        daemon.program.wait()
        try daemon.expectVerified()
        let again = try begin(ports, fleet: 9, in: daemon.directory)
        let overdue = try again.zhichao("referrals", "list", "--overdue", "--json")
        #expect(overdue.status == 0 && overdue.output.isEmpty, "an empty list is a success")
        #expect(try again.zhichao("referrals", "show", "R1999-000001").status == 1)
        #expect(try again.zhichao("subjects", "show", "drivers", "nobody").status == 1)
        #expect(again.stop() == 0)
        #expect(try referrals(again) == ["rspo-66-company|company|issued"], "once")
    }
}

extension CaseDesk {
    /// Takes steps one after another.
    func takeInTurn(_ steps: [Step]) throws -> [Answer] { try steps.flatMap { try take([$0]) } }
}

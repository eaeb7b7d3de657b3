import Foundation
import Readings
import TestSupport
import Testing
import Units

@Suite("Reports of the real programs", .timeLimit(.minutes(60)))
struct ReportTests {
    private struct Row: Decodable {
        let key: String?
        let name: String?
        let passages, assessed, overloaded, excess_kg, cases_opened, cases_decided, fines, fine_yuan: Int
        let instruments_expiring: Int?
        let overload_rate: Int?
    }

    private struct Made: Decodable {
        let period, first, last, final_at: String
        let total: Row
        let districts, stations, companies: [Row]?
    }

    private func report(_ daemon: RunningDaemon, _ arguments: String...) throws -> Made {
        let answer = try RunningProgram.run("zhichao", ["report"] + arguments + ["--json", "--config", daemon.config])
        try #require(answer.status == 0, "\(answer.errors)")
        return try JSONDecoder().decode(Made.self, from: Data(answer.output.utf8))
    }

    private var today: String {
        Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000)).day.description
    }

    /// Two overloads and one within the limit, of a company that the registers know; one case is closed.
    private func traffic(_ daemon: RunningDaemon) throws {
        let road = try Roadside(daemon, isHeard: false)
        try road.register("companies", "企业名称,统一社会信用代码,生效日期", "=新郑运输公司,91350100M000100Y43,2020-01-01")
        try road.register("vehicles", "车牌号,车牌颜色,企业信用代码,生效日期", "豫A10000,黄色,91350100M000100Y43,2020-01-01")
        try Pictures.put(into: daemon)
        try road.pass("豫A10000", gross: 62_000) { _ in
        } picture: {
            $0.media = Pictures.media
        }
        try road.pass("豫A10001", gross: 61_000) { _ in
        } picture: {
            $0.media = Pictures.media
        }
        try road.pass("豫A10002", gross: 30_000)
        _ = try road.settled()
        _ = try daemon.status { $0.cases.values.reduce(0, +) == 2 && $0.forwarder_backlog == 0 }
        try daemon.waitForPictures(4)
        let id = try #require(try daemon.cases().first).id
        for step in CaseDesk.way(id) {
            let answer = try CaseDesk(daemon: daemon).take([step])
            try #require(answer.first?.status == 200, "\(answer)")
        }
    }

    @Test("a day by district, station and company, with the daemon up and down: the same bytes")
    func day() throws {
        let daemon = try RunningDaemon(extra: [Roadside.quick, CaseDesk.role].joined(separator: "\n"))
        let before = today
        try traffic(daemon)
        try #require(before == today, "midnight has passed: run it again")
        let made = try report(daemon, "day", "--day", today)
        #expect(made.total.passages == 3 && made.total.overloaded == 2 && made.total.overload_rate == 6_666)
        // Six axles may weigh 49 t, and 5 % of what was weighed in motion goes off.
        #expect(made.total.excess_kg == 62_000 - 3_100 - 49_000 + 61_000 - 3_050 - 49_000)
        #expect(made.total.cases_opened == 2 && made.total.cases_decided == 1)
        #expect(made.total.fines == 1 && made.total.fine_yuan == 900)
        let stations = try #require(made.stations)
        #expect(stations.first { $0.key == Roadside.station }?.passages == 3)
        #expect(stations.count > 1 && stations.reduce(0) { $0 + $1.passages } == 3)
        #expect(made.districts?.first { $0.key == "410184" }?.name == "新郑市")
        let companies = try #require(made.companies)
        #expect(companies.map(\.key) == ["", "91350100M000100Y43"] && companies.map(\.passages) == [2, 1])
        #expect(companies[1].name == "=新郑运输公司" && companies[1].instruments_expiring == nil)
        #expect(try report(daemon, "day").total.passages == 0, "yesterday")
        let month = try report(daemon, "month", "--month", String(today.prefix(7)), "--by", "district")
        #expect(month.total.passages == 3 && month.stations == nil && month.companies == nil)

        try files(daemon)
        #expect(daemon.stop() == 0)
        // Nothing is due any more, and nobody writes: the same.
        try daemon.expectReport(today, to: "down")
        for name in try FileManager.default.contentsOfDirectory(atPath: daemon.directory.path + "/up") {
            let (up, down) = ["up", "down"].map {
                FileManager.default.contents(atPath: daemon.directory.path + "/\($0)/" + name)
            }.pair
            #expect(up != nil && up == down, "\(name)")
        }
    }

    /// Writes the files while the daemon runs, and looks at them and at the job's note.
    private func files(_ daemon: RunningDaemon) throws {
        try daemon.expectReport(today, to: "up")
        let folder = daemon.directory.path + "/up"
        let names = ["csv", "html", "json"].map { "zhichao-day-\(today).\($0)" }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == names)
        // Decoded so that the mark at its beginning stays.
        let csv = String(decoding: try Data(contentsOf: URL(fileURLWithPath: folder + "/" + names[0])), as: UTF8.self)
        #expect(csv.hasPrefix("\u{FEFF}日期,分组,") && csv.contains(",91350100M000100Y43,'=新郑运输公司,1,"))
        let status = try daemon.zhichao("status", "--lang", "en")
        #expect(status.status == 0 && status.output.contains("day report"), "\(status)")
        struct Jobs: Decodable {
            struct Job: Decodable { let job, state: String }
            let jobs: [Job]
        }
        let json = try daemon.zhichao("status", "--json")
        let jobs = try JSONDecoder().decode(Jobs.self, from: Data(json.output.utf8)).jobs
        #expect(jobs.map { "\($0.job) \($0.state)" } == ["backup never", "report-day ok"])
        let metrics = try RunningProgram.run("/usr/bin/curl", ["-s", "--noproxy", "*", daemon.http + "/metrics"])
        #expect(metrics.output.contains("zhichao_job_last_success_timestamp_seconds{job=\"report-day\"} 1"))
        // Where it cannot write, it says so, and so does the status.
        let refused = try daemon.zhichao("report", "day", "--to", daemon.config + "/no", "--lang", "en")
        #expect(refused.status == 74 && refused.errors.contains("zhichaod.yaml"), "\(refused)")
        let after = try daemon.zhichao("status", "--lang", "en")
        #expect(after.status == 0 && after.output.contains("the last day report has failed"), "\(after)")
        #expect(try daemon.zhichao("report", "month", "--month", "2026-13").status == 2)
        #expect(try daemon.zhichao("report", "day", "--by", "driver").status == 2)
    }
}

extension RunningDaemon {
    fileprivate func expectReport(_ day: String, to name: String) throws {
        let folder = directory.path + "/" + name
        let answer = try zhichao("report", "day", "--day", day, "--to", folder)
        #expect(answer.status == 0 && answer.output.split(separator: "\n").count == 3, "\(answer)")
    }
}

extension [Data?] {
    fileprivate var pair: (Data?, Data?) { (self[0], self[1]) }
}

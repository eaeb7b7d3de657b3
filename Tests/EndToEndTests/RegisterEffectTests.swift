import Foundation
import Readings
import TestSupport
import Testing
import Units

/// What a clerk imports counts for the next vehicle, in the daemon that is running.
@Suite("What registers change on the road, with the real programs", .timeLimit(.minutes(60)))
struct RegisterEffectTests {
    /// The demonstration's days of validity.
    private static let days = "2016-09-21,2035-12-31"

    @Test("a permit exempts what it covers; another trailer, another station or more mass is an overload")
    func permit() throws {
        let road = try Roadside(try RunningDaemon(extra: Roadside.quick))
        func pass(_ plate: String, gross: Int = 60_000, trailer: String? = "豫A1001挂") throws -> Heard.Body {
            let pass = try road.pass(plate, gross: gross, picture: { $0.trailerPlate = trailer })
            return try road.sign.verdict(on: pass).said.body
        }
        // 60 t as shown are 57 t as judged; the limit is 49 t.
        #expect(try pass("豫A10001").verdict == "overloaded", "before anything is registered")
        try road.register(
            "permits",
            "通行证号,车牌号,车牌颜色,挂车号牌,总质量,途经站点,有效期起,有效期止",
            "豫超限1号,豫A10001,黄色,豫A1001挂,57000,\(Roadside.station),\(RegisterEffectTests.days)",
            "豫超限2号,豫A10002,黄色,豫A1001挂,57000,410185-06,\(RegisterEffectTests.days)"
        )
        let exempt = try pass("豫A10001")
        #expect(exempt.verdict == "exempt" && exempt.action == "pass" && exempt.assessed_kg == 57_000)
        let other = try pass("豫A10001", trailer: "豫A1002挂")
        #expect(other.verdict == "overloaded" && other.action == "stop-for-weighing" && other.excess_kg == 8_000)
        #expect(try pass("豫A10001", trailer: nil).verdict == "overloaded", "its trailer was not seen")
        #expect(try pass("豫A10001", gross: 61_000).verdict == "overloaded", "heavier than permitted")
        #expect(try pass("豫A10002").verdict == "overloaded", "the permit's way does not lead past this station")
        let status = try road.settled()
        #expect(status.overloaded == 5 && status.not_evidence == 0 && status.addsUp)
        #expect(try road.daemon.rows("SELECT reasons FROM passage WHERE verdict = 'exempt'") == ["permit"])
        #expect(road.daemon.stop() == 0)
    }

    @Test("a plate that is looked out for is told of before its verdict, once for one passing")
    func watchlist() throws {
        let road = try Roadside(try RunningDaemon(extra: Roadside.quick))
        try road.register(
            "watchlist",
            "车牌号,车牌颜色,布控原因,备注,生效日期",
            "豫A20001,黄色,被盗抢,请联系新郑大队,2026-01-01"
        )
        let pass = try road.pass("豫A20001", gross: 40_000, lane: 2)
        try road.see("豫A20001", at: road.now, lane: 2) { $0.view = .rear }
        let verdict = try road.sign.verdict(on: pass)
        let (place, said) = try road.sign.alert("watchlist", "豫A20001")
        #expect(place < verdict.place && verdict.said.body.verdict == "compliant")
        #expect(said.topic == "alert/watchlist")
        #expect(said.keys == ["alert", "kind", "station", "lane", "at", "plate", "record", "text"])
        #expect(said.body.station == Roadside.station && said.body.lane == 2)
        #expect(said.body.record == "\(Roadside.station)/cam-1:1:\(road.sent.pictures - 1)")
        #expect(said.body.at.map { Instant(rfc3339: $0) != nil } == true, "at: \(said.body.at ?? "null")")
        #expect(said.body.text?.zh == "布控车辆 豫A20001：被盗抢车辆：请联系新郑大队")
        #expect(said.body.text?.en.hasPrefix("豫A20001 is on the watchlist: reported stolen") == true)
        _ = try road.settled()
        let stored = try road.daemon.rows("SELECT id, is_withdrawn FROM alert WHERE kind = 'watchlist'")
        #expect(stored == ["\(said.body.alert ?? "")|0"])
        #expect(road.daemon.stop() == 0)
    }

    @Test("one driven axle on record lowers the limit of six axles from 49 t to 46 t")
    func driveAxles() throws {
        let road = try Roadside(try RunningDaemon(extra: Roadside.quick))
        func pass(_ plate: String) throws -> Heard.Body {
            let pass = try road.pass(
                plate,
                gross: 50_000,
                weighing: { $0.axleCode = nil },
                picture: { $0.driveAxles = nil }
            )
            return try road.sign.verdict(on: pass).said.body
        }
        // 50 t as shown are 47.5 t as judged.
        let before = try pass("豫A30001")
        #expect(before.limit_kg == 49_000 && before.verdict == "compliant")
        try road.register("vehicles", "车牌号,车牌颜色,车辆形式,驱动轴数,生效日期", "豫A30001,黄色,半挂牵引车,1,2026-01-01")
        let after = try pass("豫A30001")
        #expect(after.limit_kg == 46_000 && after.excess_kg == 1_500 && after.verdict == "overloaded")
        #expect(try pass("豫A30002").limit_kg == 49_000, "of another vehicle nothing is on record")
        #expect(road.daemon.stop() == 0)
    }

    @Test("a renewed certificate makes weighings evidence that the station's file alone would bar")
    func certificate() throws {
        let directory = try TemporaryDirectory()
        let demo = Project.root.appendingPathComponent("conf/demo/stations.d/\(Roadside.station).yaml")
        let text = try String(contentsOf: demo, encoding: .utf8)
        let expired = text.replacing("valid_until: 2035-12-31", with: "valid_until: 2026-01-09")
        try #require(expired != text, "the demonstration's station has another certificate")
        try directory.write(expired, to: "stations/\(Roadside.station).yaml")
        let road = try Roadside(try RunningDaemon(in: directory, stations: "stations", extra: Roadside.quick))
        func pass(_ plate: String) throws -> Heard.Body {
            try road.sign.verdict(on: try road.pass(plate, gross: 60_000)).said.body
        }
        let barred = try pass("豫A40001")
        #expect(barred.verdict == "not-evidence" && barred.action == "stop-for-weighing")
        try road.register(
            "instruments",
            "设备编号,准确度等级,检定证书编号,最低速度,最高速度,检定日期,有效期至",
            "ZZ-113,5级,豫计2026-0999,5,120,2026-01-10,2035-12-31"
        )
        let good = try pass("豫A40002")
        #expect(good.verdict == "overloaded" && good.assessed_kg == 57_000 && good.excess_kg == 8_000)
        #expect(try road.settled().overloaded == 1)
        #expect(try road.daemon.cases().map(\.plate) == ["豫A40002"])
        #expect(road.daemon.stop() == 0)
    }

    @Test("what is imported counts for the very next vehicle, however soon it comes")
    func veryNext() throws {
        let road = try Roadside(try RunningDaemon(extra: Roadside.quick))
        let file = try road.daemon.directory.write(
            "车牌号,车牌颜色,布控原因,生效日期\n豫A20002,黄色,被盗抢,2026-01-01\n",
            to: "next.csv"
        )
        let importing = try RunningProgram(
            "zhichao",
            ["registry", "import", "watchlist", file, "--config", road.daemon.config]
        )
        // Said as soon as it is done: sooner than the command can be told.
        _ = try road.daemon.program.line(containing: "register imported")
        let pass = try road.pass("豫A20002", gross: 40_000)
        let verdict = try road.sign.verdict(on: pass)
        let isTold = road.sign.heard.prefix(verdict.place).contains { $0.topic == "alert/watchlist" }
        let stored = try road.daemon.rows("SELECT kind, plate FROM alert")
        #expect(isTold, "heard were \(road.sign.heard.map(\.topic)), stored \(stored): \(road.daemon.program.log)")
        #expect(importing.wait() == 0)
        #expect(road.daemon.stop() == 0)
    }
}

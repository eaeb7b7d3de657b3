import Foundation
import Readings
import TestSupport
import Testing
import Units

@Suite("zhichao stations", .timeLimit(.minutes(60)))
struct StationsCommandTests {
    private struct Listed: Decodable {
        struct Device: Decodable {
            struct Learnt: Decodable, Equatable {
                let scale: String
                let offset_ms, spread_ms: Int
            }
            let source, kind: String
            let learnt: [Learnt]
        }
        let station: String
        let devices: [Device]
    }

    private func learnt(_ daemon: RunningDaemon) throws -> [Listed.Device.Learnt] {
        let answer = try daemon.zhichao("stations", "list", "--json")
        try #require(answer.status == 0, "\(answer.errors)")
        let stations = try answer.output.split(separator: "\n").map {
            try JSONDecoder().decode(Listed.self, from: Data($0.utf8))
        }
        #expect(stations.count == 7 && stations.allSatisfy { $0.devices.map(\.kind) == ["weigh", "camera"] })
        let station = try #require(stations.first { $0.station == Roadside.station })
        return station.devices[1].learnt
    }

    @Test("list shows how far a camera lies behind a scale, learnt from a dozen linked pairs; a restart keeps it")
    func list() throws {
        // What the scale has shown already may not lie minutes ahead: its clock would have been set back.
        let road = try Roadside(try RunningDaemon(extra: Roadside.quick), isHeard: false)
        #expect(try learnt(road.daemon).isEmpty)
        // A quarter of an hour of traffic, sent late: pairs count by their own instants.
        let start = road.now + Milliseconds(-15 * 60_000)
        for minute in 0..<12 {
            let at = start + Milliseconds(Int64(minute) * 60_000)
            try road.pass("豫A\(60_000 + minute)", gross: 40_000, weighing: { $0.header.at = at }) {
                // One picture in four comes 8 ms later than the others.
                $0.header.at = at + Milliseconds(minute % 4 == 0 ? 128 : 120)
            }
        }
        _ = try road.settled()
        // Nothing comes after: what was learnt is stored all the same.
        var seen = try learnt(road.daemon)
        let deadline = ContinuousClock.now + .seconds(30)
        while seen.isEmpty {
            try #require(ContinuousClock.now < deadline, "nothing was learnt: \(road.daemon.program.log)")
            seen = try learnt(road.daemon)
        }
        let expected = Listed.Device.Learnt(scale: "\(Roadside.station)/wim-1", offset_ms: 120, spread_ms: 0)
        #expect(seen == [expected])
        #expect(road.daemon.stop() == 0)
        #expect(try learnt(road.daemon) == seen)
        let text = try road.daemon.zhichao("stations", "list", "--lang", "zh").output
        #expect(text.contains("新郑市新村镇非现场检测点") && text.contains("120±0"), "\(text)")
    }

    @Test("check says what contradicts itself, with file and key, and exits with 1 only for errors")
    func check() throws {
        let daemon = try RunningDaemon()
        let good = try daemon.zhichao("stations", "check", "--lang", "zh")
        #expect(good.status == 0 && good.output.contains("7 个站点：0 个错误"), "\(good.output)\(good.errors)")
        let late = try daemon.zhichao("stations", "check", "--at", "2036-01-01", "--lang", "en")
        #expect(late.output.contains("410184-07.yaml") && late.output.contains("ZZ-113"), "\(late.output)")
        #expect(daemon.stop() == 0)
    }
}

import Foundation
import Readings
import StationFeed
import Testing

@Suite struct DemoStationTests {
    private static let directory = packageRoot.appending(path: "conf/demo/stations.d")

    @Test func theFirstIsTheOneOfTheReplay() {
        #expect(DemoStation.all.count == 6)
        #expect(DemoStation.all[0].station.text == "410184-07")
        #expect(Simulation.stationsMax == 6)
    }

    @Test(arguments: DemoStation.all + [DemoStation.story].compactMap(\.self))
    func theDaemonsFileSaysTheSame(station: DemoStation) throws {
        let name = station.station.text
        let file = DemoStationTests.directory.appending(path: "\(name).yaml")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        let lanes = "[\(DemoStation.lanes.map(String.init).joined(separator: ", "))]"
        let instrument = station.instrument
        #expect(lines.contains("station: \"\(name)\""))
        #expect(lines.contains("name: \(station.title)"))
        #expect(lines.contains("district: \"\(name.prefix(6))\""))
        #expect(lines.contains("axle_code_dialect: b"))
        #expect(lines.contains("lanes: \(lanes)"))
        let weigh = "{ source: \"\(name)/wim-1\", kind: weigh, lanes: \(lanes), instrument: \"\(instrument)\" }"
        let camera = "{ source: \"\(name)/cam-1\", kind: camera, lanes: \(lanes), offset_ms: 0 }"
        #expect(lines.contains("  - \(weigh)"))
        #expect(lines.contains("  - \(camera)"))
        #expect(lines.filter { $0.contains("{ id: \"\(instrument)\", class: \"5\"") }.count == 1)
    }

    @Test func thereAreNoOtherFiles() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: DemoStationTests.directory.path)
        #expect(
            Set(files) == Set((DemoStation.all + [DemoStation.story].compactMap(\.self)).map { "\($0.station).yaml" })
        )
    }
}

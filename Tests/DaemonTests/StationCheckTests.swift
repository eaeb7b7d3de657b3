import Foundation
import Law
import Registry
import TestSupport
import Testing
import Units

@testable import Daemon

/// Each contradiction is found by exactly its own finding, in a configuration that is otherwise in order.
@Suite("zhichao stations check")
struct StationCheckTests {
    private let directory: TemporaryDirectory
    private let today: CivilDate

    init() throws {
        directory = try TemporaryDirectory()
        today = Given.noon.day
    }

    private static let good = """
        station: "410184-07"
        name: 新村镇
        district: "410184"
        site_type: "31"
        position: { lat: 34.4721, lon: 113.7310 }
        axle_code_dialect: b
        public_keys: []
        lanes: [1, 2]
        lane_map: {}
        devices:
          - { source: "410184-07/wim-1", kind: weigh, lanes: [1, 2], instrument: "I1" }
          - { source: "410184-07/cam-1", kind: camera, lanes: [1, 2] }
        instruments:
          - { id: "I1", class: "5", certificate: "C1", valid_from: 2026-01-10, valid_until: 2027-01-09, speed_kmh: [5, 120] }
        """

    /// A second station with nothing in common but what a test gives it.
    private static let other = good.replacing("410184-07", with: "410185-01").replacing(
        "\"410184\"",
        with: "\"410185\""
    )
    .replacing("\"I1\"", with: "\"I2\"").replacing("\"C1\"", with: "\"C2\"")

    private func check(_ stations: [String], main: String = "", rules: String = Project.rules) throws
        -> StationCheck.Report
    {
        for (index, station) in stations.enumerated() { try directory.write(station, to: "stations/\(index).yaml") }
        let path = try directory.write(
            "data_dir: data\nstations_dir: stations\nrules_dir: \(rules)\n\(main)",
            to: "zhichaod.yaml"
        )
        return try StationCheck.run(config: path, today: today)
    }

    private func codes(_ report: StationCheck.Report) -> [String] {
        report.findings.map { "\($0.line ?? 0) \($0.key) \($0.code) \($0.severity)" }
    }

    @Test("what is in order gives nothing")
    func inOrder() throws {
        #expect(try codes(check([StationCheckTests.good, StationCheckTests.other])).isEmpty)
    }

    @Test(
        "one contradiction, one finding, with its line and key",
        arguments: [
            ("lanes: [1, 2]\nlane_map", "lanes: [1, 2, 3]\nlane_map", "8 lanes lane-without-devices error"),
            ("weigh, lanes: [1, 2]", "weigh, lanes: [1]", "8 lanes lane-without-scale error"),
            ("camera, lanes: [1, 2]", "camera, lanes: [1]", "8 lanes lane-without-camera error"),
            (", instrument: \"I1\"", "", "11 devices[0].instrument scale-without-instrument error"),
            (
                "camera, lanes: [1, 2]", "camera, lanes: [1, 2], offset_ms: 4001",
                "12 devices[1].offset_ms offset-beyond-window warning"
            ),
            ("lane_map: {}", "lane_map: { 1: 1 }", "9 lane_map.1 lane-map-self error"),
            ("lane_map: {}", "lane_map: { 2: 1, 1: 2 }", "9 lane_map.1 lane-map-cycle error"),
            ("position: { lat: 34.4721, lon: 113.7310 }\n", "", "1 position position-missing warning"),
            ("lat: 34.4721, lon: 113.7310", "lat: 113.7310, lon: 34.4721", "5 position.lat configuration error"),
            ("lat: 34.4721", "lat: 35.4721", "5 position position-outside error"),
            ("district: \"410184\"", "district: \"410199\"", "3 district district-unknown error"),
            ("district: \"410184\"", "district: \"410183\"", "1 station station-district warning"),
            (
                "valid_until: 2027-01-09", "valid_until: 2026-11-22",
                "14 instruments[0].valid_until certificate-expired error"
            ),
            (
                "valid_until: 2027-01-09", "valid_until: 2026-12-01",
                "14 instruments[0].valid_until certificate-expiring warning"
            ),
            (
                "2026-01-10, valid_until: 2027-01-09", "2026-11-24, valid_until: 2027-11-23",
                "14 instruments[0].valid_from certificate-not-yet error"
            ),
            (
                "valid_until: 2027-01-09", "valid_until: 2027-01-11",
                "14 instruments[0].valid_until certificate-too-long warning"
            ),
            ("name: 新村镇", "name: 新村镇\nnmae: x", "3 nmae configuration error"),
        ]
    )
    func each(from: String, to: String, finding: String) throws {
        let station = StationCheckTests.good.replacing(from, with: to)
        #expect(try codes(check([station, StationCheckTests.other])) == [finding])
    }

    @Test("lanes that are mapped on, two scales on a lane, and an instrument or device that nobody uses")
    func lanes() throws {
        let chain = StationCheckTests.good.replacing("lane_map: {}", with: "lane_map: { 3: 2, 2: 1 }")
            .replacing("lanes: [1, 2]\n", with: "lanes: [1, 2, 3]\n")
            .replacing("weigh, lanes: [1, 2]", with: "weigh, lanes: [1, 2, 3]")
        #expect(try codes(check([chain])).contains("9 lane_map.3 lane-map-chain error"))
        let scale = "devices:\n  - { source: \"410184-07/wim-2\", kind: weigh, lanes: [2], instrument: \"I1\" }"
        let doubled = StationCheckTests.good.replacing("devices:", with: scale)
        #expect(try codes(check([doubled])) == ["12 devices[1].lanes lane-with-two-scales error"])
        // By the map, lane 2's scale weighs lane 1.
        let mapped = doubled.replacing("weigh, lanes: [1, 2]", with: "weigh, lanes: [1]")
        #expect(try codes(check([mapped])).isEmpty)
        let twice = mapped.replacing("lane_map: {}", with: "lane_map: { 2: 1 }")
        #expect(try codes(check([twice])) == ["12 devices[1].lanes lane-with-two-scales error"])
        let unused =
            StationCheckTests.good + """

                  - { id: "I9", class: "5", certificate: "C9", valid_from: 2026-01-10, valid_until: 2027-01-09, speed_kmh: [5, 120] }
                """
        #expect(try codes(check([unused])) == ["15 instruments[1].id instrument-unused warning"])
        let idle = StationCheckTests.good.replacing(
            "instruments:",
            with: "  - { source: \"410184-07/c\", kind: camera, lanes: [] }\ninstruments:"
        )
        #expect(try codes(check([idle])) == ["13 devices[2].lanes device-without-lanes error"])
    }

    @Test("what stands at two stations")
    func shared() throws {
        let (good, other) = (StationCheckTests.good, StationCheckTests.other)
        #expect(
            try codes(check([good, other.replacing("\"I2\"", with: "\"I1\"")])) == [
                "14 instruments[0].id instrument-twice error"
            ]
        )
        #expect(
            try codes(check([good, other.replacing("\"C2\"", with: "\"C1\"")]))
                == ["14 instruments[0].certificate certificate-twice error"]
        )
        let key = "public_keys: [\"\(String(repeating: "k", count: 40))\"]"
        let keys = [good, other].map { $0.replacing("public_keys: []", with: key) }
        #expect(try codes(check(keys)) == ["7 public_keys[0] public-key-twice error"])
        let same = good.replacing("\"I1\"", with: "\"I3\"").replacing("\"C1\"", with: "\"C3\"")
        #expect(try codes(check([good, same])) == ["1 station station-twice error"])
    }

    @Test("what does not fit the main file or the rules")
    func surroundings() throws {
        let good = StationCheckTests.good
        let pairing = try check([good], main: "pairing: { after_ms: 4000,\n  settle_after_ms: 3999 }\n")
        #expect(codes(pairing) == ["5 pairing.settle_after_ms pairing-settle error"])
        let open = "feeds: { insecure: true, data: { bind: \"tcp://0.0.0.0:7701\" } }\n"
        #expect(try codes(check([good], main: open)) == ["7 public_keys public-keys-missing warning"])
        for name in try FileManager.default.contentsOfDirectory(atPath: Project.rules) where name != "cn-entrance.yaml"
        {
            let text = try String(contentsOfFile: Project.rules + "/" + name, encoding: .utf8)
            try directory.write(text, to: "rules/" + name)
        }
        let entrance = good.replacing("site_type: \"31\"", with: "site_type: \"41\"")
        #expect(try codes(check([entrance])).isEmpty)
        #expect(try codes(check([entrance], rules: "rules")) == ["4 site_type entrance-rule error"])
    }

    @Test("a file that cannot be read at all is said with the others' findings")
    func unreadable() throws {
        let report = try check([
            StationCheckTests.good, "station: [", StationCheckTests.other.replacing("34.4721", with: "39.0"),
        ])
        #expect(!report.isWhole && report.stations.count == 2)
        #expect(report.findings.map(\.code) == ["configuration", "position-outside"])
    }

    @Test("a register of instruments that says something else")
    func register() throws {
        let data = directory.path + "/data"
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        let registry = try RegistryWriter(directory: data)
        func register(_ line: String) throws {
            var chunks = ["instrument,class,certificate,valid_from,valid_until\n" + line + "\n"]
            let options = ImportOptions(today: today, at: Given.noon, actor: "wang")
            let report = try registry.importCSV(.instruments, name: "i.csv", options: options) {
                chunks.popLast().map { Array($0.utf8) }
            }
            #expect(report.isCommitted && report.rejected == 0, "\(report.rejects)")
        }
        let good = StationCheckTests.good
        try register("I1,5,C0,2025-01-10,2026-01-09")
        #expect(try codes(check([good])).isEmpty, "another year's certificate is no contradiction")
        try register("I1,5,C2,2026-12-20,2027-12-19")
        #expect(try codes(check([good])).isEmpty, "renewed before the old certificate has ended")
        try register("I1,5,C1,2026-01-10,2027-01-09")
        #expect(try codes(check([good])).isEmpty)
        let classes = try check([good.replacing("class: \"5\"", with: "class: \"2\"")])
        #expect(codes(classes) == ["14 instruments[0].class instrument-register error"])
        let later = try check([good.replacing("2027-01-09", with: "2027-01-05")])
        #expect(codes(later) == ["14 instruments[0].valid_until instrument-register error"])
        try registry.close()
    }

    @Test(
        "what cannot be is refused at the start too",
        arguments: [("lane_map: {}", "lane_map: { 1: 1 }"), ("lane_map: {}", "lane_map: { 1: 2, 2: 1 }")]
    )
    func refused(from: String, to: String) throws {
        _ = try check([StationCheckTests.good.replacing(from, with: to)])
        let path = directory.path + "/zhichaod.yaml"
        #expect {
            _ = try DaemonConfiguration.load(path)
        } throws: {
            ($0 as? ConfigurationError)?.problems.map(\.line) == [9]
        }
    }

    @Test("the shipped example has no error")
    func shipped() throws {
        let example = Project.root.appendingPathComponent("conf/stations.d/410184-07.yaml.example")
        let report = try check([String(contentsOf: example, encoding: .utf8)])
        #expect(report.findings.allSatisfy { $0.severity == .warning }, "\(codes(report))")
    }
}

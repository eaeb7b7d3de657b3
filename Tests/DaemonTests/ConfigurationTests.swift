import Daemon
import Foundation
import Journal
import Law
import TestSupport
import Testing

@Suite("Configuration")
struct ConfigurationTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func problems(_ text: String) throws -> [String] {
        let path = try directory.write(text, to: "zhichaod.yaml")
        do throws(ConfigurationError) {
            _ = try MainFile.load(path)
            return []
        } catch {
            return error.problems.map { $0.description.replacingOccurrences(of: directory.path + "/", with: "") }
        }
    }

    @Test("the shipped files are good", arguments: ["conf/zhichaod.yaml", "conf/demo/zhichaod.yaml"])
    func shipped(path: String) throws {
        let configuration = try DaemonConfiguration.load(Project.root.appendingPathComponent(path).path)
        #expect(configuration.rules.packs.count == 19)
    }

    @Test("the shipped defaults are the defaults of the code")
    func defaults() throws {
        let shipped = try MainFile.load(Project.root.appendingPathComponent("conf/zhichaod.yaml").path)
        let bare = try MainFile.load(try directory.write("data_dir: x\n", to: "bare.yaml"))
        #expect(shipped.pipeline == bare.pipeline && shipped.unknownStations == bare.unknownStations)
        #expect(shipped.dataEndpoint == bare.dataEndpoint && shipped.resultsEndpoint == bare.resultsEndpoint)
        #expect(bare.dataDirectory == directory.path + "/x" && bare.rulesDirectory == directory.path + "/rules")
        #expect(shipped.isInsecure == bare.isInsecure && shipped.controlEndpoint == bare.controlEndpoint)
        #expect(shipped.feeds.rateLimitPerSource == bare.feeds.rateLimitPerSource)
        #expect(shipped.feeds.replayShare == bare.feeds.replayShare)
        #expect(shipped.http.proxies == bare.http.proxies && shipped.retention == bare.retention)
        #expect(shipped.quarantine == bare.quarantine && bare.quarantine == .byDefault)
    }

    @Test("the quarantine's bounds are read, each by itself, and have bounds of their own")
    func quarantine() throws {
        let path = try directory.write("data_dir: x\nquarantine: { max_days: 30 }\n", to: "q.yaml")
        #expect(try MainFile.load(path).quarantine == QuarantineBounds(megabytes: 1_024, days: 30))
        #expect(
            try problems("data_dir: x\nquarantine: { max_mb: 0, max_days: 40000, max: 1 }\n") == [
                "zhichaod.yaml:2: quarantine.max_mb: must be an integer from 1 to 1048576",
                "zhichaod.yaml:2: quarantine.max_days: must be an integer from 1 to 36500",
                "zhichaod.yaml:2: quarantine.max: unknown key; known here: max_days, max_mb",
            ]
        )
    }

    @Test("proxies are addresses and networks; each entry that is neither is named")
    func proxies() throws {
        let path = try directory.write("data_dir: x\nhttp: { proxies: [10.1.0.0/16, \"::1\"] }\n", to: "p.yaml")
        let proxies = try MainFile.load(path).http.proxies
        #expect(proxies != .loopback)
        let why = "must be an address or a network, as 10.1.2.3 or 10.1.2.0/24"
        #expect(
            try problems("data_dir: x\nhttp: { proxies: [nginx, 10.0.0.0/33, 10.0.0.0/0, 10.0.0.1] }\n")
                == (0...2).map { "zhichaod.yaml:2: http.proxies[\($0)]: \(why)" }
        )
        #expect(try MainFile.load(try directory.write("data_dir: x\n", to: "b.yaml")).http.proxies == .loopback)
    }

    @Test("every problem is named with its line and key, not only the first")
    func allProblems() throws {
        let found = try problems(
            """
            data_dirr: /var/lib/zhichao
            unknown_stations: maybe
            max_lag: 24
            pairing: { before_ms: -1, min_confidence: 1.5 }
            """
        )
        #expect(found.count == 6)
        #expect(found.contains { $0.hasPrefix("zhichaod.yaml:1: data_dirr: unknown key; known here: ") })
        #expect(found.contains { $0 == "zhichaod.yaml:1: data_dir: missing" })
        #expect(found.contains { $0 == "zhichaod.yaml:2: unknown_stations: must be one of refuse, accept" })
        #expect(found.contains { $0.hasPrefix("zhichaod.yaml:3: max_lag: must be a span") })
        #expect(found.contains { $0.hasPrefix("zhichaod.yaml:4: pairing.before_ms: must be an integer") })
        #expect(found.contains { $0.hasPrefix("zhichaod.yaml:4: pairing.min_confidence: must be a fraction") })
    }

    @Test("two sockets cannot share an endpoint, and a key cannot stand twice")
    func contradictions() throws {
        let same =
            "data_dir: x\nfeeds: { data: { bind: \"tcp://127.0.0.1:1\" }, results: { bind: \"tcp://127.0.0.1:1\" } }\n"
        #expect(try problems(same).count == 1)
        #expect(
            try problems("data_dir: x\nmax_lag: 1h\ndata_dir: y\n") == [
                "zhichaod.yaml:3: data_dir: stands more than once"
            ]
        )
    }

    @Test("what is no YAML, is empty or is missing is said", arguments: ["a: [1", "a: 1\na: 2", ""])
    func noYAML(text: String) throws {
        let found = try problems(text)
        #expect(found.count >= 1 && found[0].hasPrefix("zhichaod.yaml"))
        #expect(throws: ConfigurationError.self) { try MainFile.load(directory.path + "/none.yaml") }
    }

    @Test("a calendar's file is checked day by day")
    func calendar() throws {
        try directory.write(
            """
            year: 2026
            source: [x]
            holidays:
              - { name: 元旦, off: [2026-01-01, 2027-01-02, 2026-02-30], rest: [] }
            """,
            to: "calendar/2026.yaml"
        )
        do throws(ConfigurationError) {
            _ = try CalendarFile.loadAll(directory.path + "/calendar")
            Issue.record("the problems were not found")
        } catch {
            let found = error.problems.map { "\($0.line ?? 0) \($0.key)" }
            #expect(found == ["4 holidays[0].off[1]", "4 holidays[0].off[2]", "4 holidays[0].rest"])
        }
    }

    @Test(
        "the daemon's configuration is refused with a calendar that is wrong, missing where it is named, or has a hole"
    )
    func calendarOfTheDaemon() throws {
        for name in ["rules", "stations"] { try directory.write("", to: "\(name)/none") }
        for name in try FileManager.default.contentsOfDirectory(atPath: Project.rules) {
            let text = try String(contentsOfFile: Project.rules + "/" + name, encoding: .utf8)
            try directory.write(text, to: "rules/" + name)
        }
        func problems(_ more: String = "") throws -> [String] {
            let main = "data_dir: x\nstations_dir: stations\nrules_dir: rules\n" + more
            let path = try directory.write(main, to: "zhichaod.yaml")
            do throws(ConfigurationError) {
                _ = try DaemonConfiguration.load(path)
                return []
            } catch {
                return error.problems.map { $0.description.replacingOccurrences(of: directory.path + "/", with: "") }
            }
        }
        #expect(try problems().isEmpty, "without one there is none")
        #expect(try problems("calendar_dir: calendar\n") == ["calendar: no such directory, or not readable"])
        try directory.write("year: 2024\nsource: [x]\nholidays: []\n", to: "calendar/2024.yaml")
        #expect(try problems().isEmpty)
        try directory.write("year: 2026\nsource: [x]\nholidays: []\n", to: "calendar/2026.yaml")
        #expect(try problems() == ["calendar: 2025 is missing; add 2025.yaml"])
        try directory.write("x: 1\n", to: "calendar/2025.yaml")
        #expect(try problems().contains { $0.hasPrefix("calendar/2025.yaml:1: x: unknown key") })
    }

    private let station = """
        station: "S1"
        name: 甲站
        district: "410184"
        site_type: "31"
        axle_code_dialect: b
        lanes: [1, 2]
        devices:
          - { source: "S1/wim-1", kind: weigh, lanes: [1], instrument: "I1" }
        instruments:
          - { id: "I1", class: "5", certificate: "C", valid_from: 2026-01-10, valid_until: 2027-01-09, speed_kmh: [5, 120] }
        """

    private func stationProblems(_ text: String) throws -> [String] {
        try directory.write(text, to: "stations/S1.yaml")
        do throws(ConfigurationError) {
            _ = try StationFile.loadAll(directory.path + "/stations", accuracyClasses: ["5"])
            return []
        } catch {
            return error.problems.map { "\($0.line ?? 0) \($0.key)" }
        }
    }

    @Test(
        "a station's file is checked down to its devices and instruments",
        arguments: [
            ("\"S1/wim-1\"", "\"S2/wim-1\"", "8 devices[0].source"),
            ("lanes: [1],", "lanes: [3],", "8 devices[0].lanes[0]"),
            ("instrument: \"I1\"", "instrument: \"I2\"", "8 devices[0].instrument"),
            ("2027-01-09", "2025-01-09", "10 instruments[0].valid_until"),
            ("[5, 120]", "[120, 5]", "10 instruments[0].speed_kmh"),
            ("site_type: \"31\"", "site_type: \"32\"", "4 site_type"),
            ("kind: weigh", "kind: wei", "8 devices[0].kind"),
            ("class: \"5\"", "class: \"7\"", "10 instruments[0].class"),
            ("lanes: [1, 2]", "lane_map: { 9: 1 }\nlanes: [1, 2]", "6 lane_map.9"),
            ("instruments:", "  - { source: \"S1/wim-1\", kind: weigh, lanes: [2] }\ninstruments:", "9 devices[1]"),
            ("2026-01-10", "2026-02-30", "10 instruments[0].valid_from"),
        ]
    )
    func stations(from: String, to: String, problem: String) throws {
        #expect(try stationProblems(station).isEmpty)
        #expect(try stationProblems(station.replacing(from, with: to)) == [problem])
    }
}

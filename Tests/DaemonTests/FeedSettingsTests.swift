import Foundation
import Intake
import Keys
import Readings
import TestSupport
import Testing
import Units
import ZeroMQ

@testable import Daemon

@Suite("feeds: sockets, keys and who may speak")
struct FeedSettingsTests {
    private let directory: TemporaryDirectory
    private let (first, second): (CurveKeyPair, CurveKeyPair)

    init() throws {
        directory = try TemporaryDirectory()
        (first, second) = (try CurveKeyPair.generate(), try CurveKeyPair.generate())
    }

    private func station(_ name: String, keys: [CurvePublicKey] = []) -> String {
        """
        station: "\(name)"
        name: 甲站
        district: "410184"
        site_type: "31"
        axle_code_dialect: b
        public_keys: [\(keys.map { "'\($0)'" }.joined(separator: ", "))]
        lanes: [1]
        devices:
          - { source: "\(name)/wim-1", kind: weigh, lanes: [1], instrument: "\(name)" }
        instruments:
          - { id: "\(name)", class: "5", certificate: "\(name)", valid_from: 2026-01-10, valid_until: 2027-01-09, speed_kmh: [5, 120] }
        """
    }

    private func load(_ feeds: String, stations: [String: String] = [:]) throws(ConfigurationError)
        -> DaemonConfiguration
    {
        let main = "data_dir: x\nstations_dir: stations\nrules_dir: \(Project.rules)\nfeeds: { \(feeds) }\n"
        let path = directory.path + "/zhichaod.yaml"
        do {
            try directory.write(main, to: "zhichaod.yaml")
            try directory.write("", to: "stations/none")
            for (name, text) in stations { try directory.write(text, to: "stations/\(name).yaml") }
        } catch {
            Issue.record(error)
        }
        return try DaemonConfiguration.load(path)
    }

    /// Every problem of loading and of the keys, without the directory.
    private func problems(_ feeds: String, stations: [String: String] = [:]) -> [String] {
        do throws(ConfigurationError) {
            _ = try load(feeds, stations: stations).access()
            return []
        } catch {
            return error.problems.map { $0.description.replacingOccurrences(of: directory.path + "/", with: "") }
        }
    }

    private func writeKey(_ pair: CurveKeyPair, mode: Int = 0o600) throws {
        let path = directory.path + "/zhichao.key"
        try SecretKeyFile(path).write(pair, replacing: true)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    @Test("what is not said is the default")
    func defaults() throws {
        let feeds = try load("").main.feeds
        #expect(FeedSocket.allCases.map { feeds.endpoint(of: $0) } == (7_701...7_703).map { "tcp://127.0.0.1:\($0)" })
        #expect(feeds.rateLimitPerSource == 100_000 && feeds.replayShare == PartsPerMillion(250_000))
        #expect(feeds.connections.isEmpty && feeds.secretKeyFile == nil && !feeds.isInsecure)
        let access = try load("").access()
        #expect(access.keyPair == nil && FeedSocket.allCases.allSatisfy { access.role(of: $0) == nil })
    }

    @Test("a socket off loopback needs a key, or the insecure setting", arguments: ["data", "control", "results"])
    func offLoopback(socket: String) throws {
        let open = "\(socket): { bind: \"tcp://0.0.0.0:7711\" }"
        let found = problems(open)
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("zhichaod.yaml:4: feeds.\(socket).bind: tcp://0.0.0.0:7711 needs a key"))
        #expect(found[0].contains("zhichao keys new --out FILE"))
        #expect(problems("insecure: true, " + open).isEmpty)
        for local in ["ipc:///run/zhichao/data", "tcp://127.0.0.1:7711", "tcp://127.0.0.1:*"] {
            #expect(problems(open.replacing("tcp://0.0.0.0:7711", with: local)).isEmpty)
        }
        #expect(problems(open.replacing("tcp://0.0.0.0:7711", with: "udp://x")).count == 1)
        for host in ["127.evil", "localhost", "127.0.0.1.example.org"] {
            #expect(problems(open.replacing("0.0.0.0", with: host)).count == 1)
        }
        try writeKey(first)
        #expect(problems("secret_key_file: zhichao.key, " + open).isEmpty)
        let access = try load("secret_key_file: zhichao.key, " + open).access()
        for each in FeedSocket.allCases {
            let role = each.rawValue == socket ? CurveRole.server(first.secretKey, domain: socket) : nil
            #expect(access.role(of: each) == role, "the others stay on loopback and plain")
        }
    }

    @Test("a key file that is missing, open to others or no key is refused, on loopback too")
    func keyFile() throws {
        let place = "zhichaod.yaml:4: feeds.secret_key_file: zhichao.key: "
        #expect(problems("secret_key_file: zhichao.key") == [place + "cannot be read: No such file or directory"])
        try writeKey(first, mode: 0o640)
        #expect(
            problems("secret_key_file: zhichao.key") == [place + "is open to others (mode 0640); chmod 600 zhichao.key"]
        )
        try directory.write("x\n", to: "zhichao.key")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: directory.path + "/zhichao.key")
        #expect(
            problems("secret_key_file: zhichao.key").first?.contains("line 1 is neither a comment nor a key") == true
        )
        try writeKey(first)
        #expect(try load("secret_key_file: zhichao.key").access().keyPair == first)
    }

    @Test("off loopback every station has a key, and each key is at one station")
    func stationKeys() throws {
        try writeKey(first)
        let feeds = "secret_key_file: zhichao.key, control: { bind: \"tcp://0.0.0.0:7712\" }"
        let without = problems(feeds, stations: ["S1": station("S1"), "S2": station("S2", keys: [second.publicKey])])
        #expect(without.count == 1)
        #expect(without[0].hasPrefix("stations/S1.yaml:6: public_keys: tcp://0.0.0.0:7712 is not loopback"))
        let insecure = "insecure: true, control: { bind: \"tcp://0.0.0.0:7712\" }"
        #expect(problems(insecure, stations: ["S1": station("S1")]).isEmpty)

        let key = second.publicKey
        let twice = problems("", stations: ["S1": station("S1", keys: [key]), "S2": station("S2", keys: [key])])
        #expect(twice.count == 1)
        #expect(twice[0].hasPrefix("stations/S2.yaml:6: public_keys[0]: public key \(key) is listed in "))
        #expect(twice[0].contains("stations/S1.yaml too"))
        let bad = station("S1").replacing(
            "public_keys: []",
            with: "public_keys: [\"\(String(repeating: "#", count: 40))\"]"
        )
        #expect(
            problems("", stations: ["S1": bad]).first?.contains("public_keys[0]: must be a CURVE public key") == true
        )
    }

    @Test("a station's key may connect everywhere and speaks for its station, a reader's only listens")
    func access() throws {
        try writeKey(first)
        let reader = try CurveKeyPair.generate().publicKey
        let access = try load(
            "secret_key_file: zhichao.key, results: { public_keys: ['\(reader)'] }",
            stations: ["S1": station("S1", keys: [second.publicKey])]
        ).access()
        #expect(access.allowList["data"] == [second.publicKey] && access.allowList["control"] == [second.publicKey])
        #expect(access.allowList["results"] == [second.publicKey, reader])
        #expect(access.keyRing.speaker(second.publicKey.userID) == Name("S1").map { .station($0) })
        #expect(access.keyRing.speaker(reader.userID) == .nobody && access.keyRing.speaker(nil) == .nobody)
    }

    @Test("an endpoint to connect to has a server key off loopback and names its devices")
    func connections() throws {
        try writeKey(first)
        let stations = ["S1": station("S1"), "S2": station("S2", keys: [second.publicKey])]
        let key = "server_key: '\(second.publicKey)'"
        func connect(_ text: String, _ more: String = "secret_key_file: zhichao.key") -> String {
            "\(more), data: { connect: [\(text)] }"
        }
        let good = connect("{ endpoint: \"tcp://10.0.0.1:7701\", \(key), sources: [\"S1/wim-1\"] }")
        let configuration = try load(good, stations: stations)
        let connection = try #require(configuration.main.feeds.connections.first)
        #expect(connection.endpoint == "tcp://10.0.0.1:7701" && connection.speaker == .sources(connection.sources))
        #expect(connection.sources.map(\.description) == ["S1/wim-1"])
        #expect(try configuration.access().role(of: connection) == .client(first, server: second.publicKey))

        let local = "{ endpoint: \"tcp://127.0.0.1:1\", sources: [\"S1/wim-1\"] }"
        #expect(problems(connect(local), stations: stations).isEmpty)
        let open = local.replacing("127.0.0.1", with: "10.0.0.1")
        #expect(problems(connect(open, "insecure: true"), stations: stations).isEmpty)
        let place = "zhichaod.yaml:4: feeds.data.connect[0]"
        for (text, problem) in [
            (open, "\(place).endpoint: tcp://10.0.0.1:1 is not loopback; add server_key"),
            (local.replacing(":1", with: ":*"), "\(place).endpoint: must name the port"),
            (local.replacing("S1/wim-1", with: "S1"), "\(place).sources[0]: must be STATION/DEVICE"),
            (local.replacing("S1/wim-1", with: "S3/wim-1"), "\(place).sources: S3/wim-1 is a device of no station"),
            (local.replacing("\"S1/wim-1\"", with: ""), "\(place).sources: is empty"),
            (
                local + ", " + local.replacing(":1\"", with: ":2\""),
                "zhichaod.yaml:4: feeds.data.connect[1]: S1/wim-1 is"
            ),
            (
                local.replacing("sources", with: "server_key: x, sources"),
                "\(place).server_key: must be a CURVE public key"
            ),
        ] {
            let found = problems(connect(text), stations: stations)
            #expect(found.count == 1 && found[0].hasPrefix(problem), "\(found)")
        }
        let unkeyed = problems(good.replacing("secret_key_file: zhichao.key, ", with: ""), stations: stations)
        #expect(unkeyed.count == 1 && unkeyed[0].hasPrefix("\(place).server_key: tcp://10.0.0.1:7701 needs a key"))
    }

    @Test("a station that is only connected to needs no key of its own")
    func connectedStation() throws {
        try writeKey(first)
        let feeds = """
            secret_key_file: zhichao.key, data: { bind: "tcp://0.0.0.0:7711", connect: \
            [{ endpoint: "tcp://10.0.0.1:7701", server_key: '\(second.publicKey)', sources: ["S1/wim-1"] }] }
            """
        #expect(problems(feeds, stations: ["S1": station("S1")]).isEmpty)
    }

    @Test("numbers out of their range, and two sockets at one endpoint")
    func ranges() {
        for text in ["rate_limit_per_source: 0", "rate_limit_per_source: 10000001", "replay_share: 0.96"] {
            #expect(problems(text).count == 1)
        }
        #expect(
            problems("replay_share: 0.04") == [
                "zhichaod.yaml:4: feeds.replay_share: must be a fraction from 0.05 to 0.95"
            ]
        )
        #expect(problems("rate_limit_per_source: 10000000, replay_share: 0.95").isEmpty)
        #expect(problems("data: { bind: \"tcp://127.0.0.1:7702\" }").count == 1, "control is there by default")
        let moved = "data: { bind: \"tcp://127.0.0.1:7702\" }, control: { bind: \"tcp://127.0.0.1:7701\" }"
        #expect(problems(moved).isEmpty)
    }
}

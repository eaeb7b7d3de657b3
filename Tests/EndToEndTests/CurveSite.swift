import Foundation
import TestSupport
import Testing
import ZeroMQ

/// A daemon off loopback, with stations A, B and C, each with a key of its own.
final class CurveSite {
    let directory: TemporaryDirectory
    private(set) var publicKeys: [String: String] = [:]

    /// Addresses other than this machine's own, as on a road.
    static let everywhere = Ports(data: "tcp://0.0.0.0:*", control: "tcp://0.0.0.0:*", results: "tcp://0.0.0.0:*")

    init() throws {
        directory = try TemporaryDirectory()
        for name in ["zhichao", "A", "B", "C"] { publicKeys[name] = try makeKey(name) }
    }

    private func makeKey(_ name: String) throws -> String {
        struct Key: Decodable { let public_key: String }
        let made = try RunningProgram.run("zhichao", ["keys", "new", "--out", path(of: name), "--json"])
        try #require(made.status == 0, "\(made.errors)")
        return try JSONDecoder().decode(Key.self, from: Data(made.output.utf8)).public_key
    }

    func path(of name: String) -> String { directory.path + "/" + name + ".key" }

    var serverKey: CurvePublicKey {
        get throws { try #require(publicKeys["zhichao"].flatMap { CurvePublicKey($0) }) }
    }

    /// Writes a station's file.
    func list(_ station: String, keys: [String]) throws {
        try directory.write(
            """
            station: "\(station)"
            name: 站\(station)
            district: "410184"
            site_type: "31"
            position: { lat: 34.4721, lon: 113.7310 }
            axle_code_dialect: b
            public_keys: [\(keys.map { "'\($0)'" }.joined(separator: ", "))]
            lanes: [1]
            lane_map: {}
            devices:
              - { source: "\(station)/wim-1", kind: weigh, lanes: [1], instrument: "\(station)-1" }
              - { source: "\(station)/cam-1", kind: camera, lanes: [1], offset_ms: 0 }
            instruments:
              - { id: "\(station)-1", class: "5", certificate: "c", valid_from: 2016-09-21, valid_until: 2035-12-31, speed_kmh: [5, 120], imbalance_ppt: 150 }

            """,
            to: "stations.d/\(station).yaml"
        )
    }

    func daemon(extra: String = "", network: String? = nil) throws -> RunningDaemon {
        try RunningDaemon(
            in: directory,
            stations: directory.path + "/stations.d",
            extra: extra,
            feeds: "  secret_key_file: zhichao.key",
            ports: CurveSite.everywhere,
            network: network
        )
    }

    /// The example of a foreign station, with a key.
    func python(_ station: String, _ daemon: RunningDaemon, _ more: String...) throws -> RunningProgram {
        try RunningProgram(
            try #require(Setting.python),
            [
                Project.root.path + "/tools/examples/station.py", "--station", station, "--instrument", station + "-1",
                "--data", daemon.data.here, "--control", daemon.control.here, "--spool",
                directory.path + "/\(station).db", "--key", path(of: station), "--server-key",
                try serverKey.description,
            ] + more,
            environment: ["PYTHONDONTWRITEBYTECODE": "1"]
        )
    }
}

extension String {
    /// An endpoint that is bound everywhere, as something on this machine connects to it.
    var here: String { replacingOccurrences(of: "0.0.0.0", with: "127.0.0.1") }
}

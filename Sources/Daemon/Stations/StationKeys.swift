import Enforcement
import Intake
import Readings
import ZeroMQ

/// What is wrong with the keys that stations are known by.
enum StationKeys {
    /// Keys that stand at two stations, or twice at one: a message would be from either.
    static func twice(_ stations: [StationFile]) -> [StationFinding] {
        var places: [CurvePublicKey: String] = [:]
        return stations.flatMap { station in
            station.publicKeys.enumerated().compactMap { index, key -> StationFinding? in
                guard let first = places.updateValue(station.path, forKey: key) else { return nil }
                return station.finding(
                    "public-key-twice",
                    .error,
                    at: "public_keys[\(index)]",
                    BilingualText("公钥 \(key) 已列在 \(first)", "public key \(key) is listed in \(first) too"),
                    BilingualText("每个站点用自己的密钥", "give each station a key of its own")
                )
            }
        }
    }

    /// That a station has no key where it needs one.
    static func missing(at station: StationFile, _ feeds: FeedSettings) -> [StationFinding] {
        // One that is connected to is known by its server key.
        let connected = feeds.connections.reduce(into: Set<Source>()) { $0.formUnion($1.sources) }
        let needsKey = station.profile.devices.contains { !connected.contains($0.source) }
        let open = feeds.endpointsOfStations.first { !Endpoint.isLocal($0) }
        guard station.publicKeys.isEmpty, needsKey, let open else { return [] }
        return [
            station.finding(
                "public-keys-missing",
                feeds.isInsecure ? .warning : .error,
                at: "public_keys",
                BilingualText(
                    "\(open) 不是本机地址，而本站没有公钥",
                    "\(open) is not loopback, and the station has no public key"
                ),
                BilingualText("写上本站设备的 CURVE 公钥", "list the CURVE public keys of the station")
            )
        ]
    }

    /// What keeps the daemon from starting: stations that nobody could be, and sources that nobody has listed.
    static func problems(of stations: [StationFile], _ main: MainFile) -> [ConfigurationProblem] {
        let missing = stations.flatMap { StationKeys.missing(at: $0, main.feeds) }.filter { $0.severity == .error }
        return missing.map(\.problem) + unlisted(stations, main)
    }

    private static func unlisted(_ stations: [StationFile], _ main: MainFile) -> [ConfigurationProblem] {
        guard main.unknownStations == .refuse, !main.feeds.connections.isEmpty else { return [] }
        let listed = Set(stations.flatMap { $0.profile.devices.map(\.source) })
        let lines = ConfigurationNode.read(main.path, ConfigurationProblems())?.lines ?? [:]
        return main.feeds.connections.enumerated().flatMap { index, connection in
            connection.sources.subtracting(listed).sorted().map { source in
                let key = "feeds.data.connect[\(index)].sources"
                let message = "\(source) is a device of no station in \(main.stationsDirectory)"
                return ConfigurationProblem(file: main.path, line: lines[key], key: key, message: message)
            }
        }
    }
}

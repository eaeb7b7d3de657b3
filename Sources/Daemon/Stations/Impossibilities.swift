import Enforcement
import Readings

/// What cannot be: refused by `--check-config` and at the start, not only by `zhichao stations check`.
enum Impossibilities {
    static func find(in stations: [StationFile]) -> [StationFinding] {
        twice(stations) + StationKeys.twice(stations) + stations.flatMap(laneMap)
    }

    private static func twice(_ stations: [StationFile]) -> [StationFinding] {
        stations.enumerated().compactMap { index, station in
            guard let first = stations[..<index].first(where: { $0.profile.station == station.profile.station }) else {
                return nil
            }
            return station.finding(
                "station-twice",
                .error,
                at: "station",
                BilingualText(
                    "站点 \(station.profile.station) 有两个文件，另一个是 \(first.path)",
                    "station \(station.profile.station) has two files; the other is \(first.path)"
                ),
                BilingualText("删去一个，或改站点编号", "remove one, or number one of them anew")
            )
        }
    }

    private static func laneMap(_ station: StationFile) -> [StationFinding] {
        let map = station.profile.laneMap
        return map.sorted { $0.key < $1.key }.compactMap { from, to -> StationFinding? in
            if from == to {
                return station.finding(
                    "lane-map-self",
                    .error,
                    at: "lane_map.\(from)",
                    BilingualText("车道 \(from) 映射到自己", "lane \(from) is mapped to itself"),
                    BilingualText("删去这一项", "leave the entry out")
                )
            }
            // Said once for each round, at its lowest lane.
            guard let round = round(from: from, map), round.min() == from else { return nil }
            let words = (round + [from]).map(\.description).joined(separator: " → ")
            return station.finding(
                "lane-map-cycle",
                .error,
                at: "lane_map.\(from)",
                BilingualText("车道映射成环：\(words)", "the lanes are mapped in a circle: \(words)"),
                BilingualText("只把一条车道映射到另一条", "map lanes one way only")
            )
        }
    }

    /// The lanes that lead from one back to itself; `nil` when they do not. Bounded by the number of lanes.
    static func round(from first: Lane, _ map: [Lane: Lane]) -> [Lane]? {
        var round = [first]
        while let next = round.last.flatMap({ map[$0] }), round.count <= map.count {
            if next == first { return round }
            round.append(next)
        }
        return nil
    }
}

import Enforcement
import Readings
import Units

/// Which devices see which lanes.
extension StationCheck {
    func laneFindings(_ station: StationFile) -> [StationFinding] {
        guard !station.profile.lanes.isEmpty else {
            return [
                station.finding(
                    "station-without-lanes",
                    .error,
                    at: "lanes",
                    BilingualText("没有车道", "there are no lanes"),
                    BilingualText("列出车道，例如 [1, 2]", "list them, as [1, 2]")
                )
            ]
        }
        let lanes = Set(station.profile.lanes).filter { station.profile.laneMap[$0] == nil }
        return lanes.sorted().flatMap { lane in findings(of: lane, station) } + chains(station)
    }

    /// The devices whose records end up at a lane, by the map of lanes.
    private func devices(of kind: DeviceProfile.Kind, at lane: Lane, _ station: StationFile)
        -> [StationFile.DeviceEntry]
    {
        station.devices.filter { device in
            device.profile.kind == kind
                && device.profile.lanes.contains { (station.profile.laneMap[$0] ?? $0) == lane }
        }
    }

    private func findings(of lane: Lane, _ station: StationFile) -> [StationFinding] {
        let scales = devices(of: .weigh, at: lane, station)
        let cameras = devices(of: .camera, at: lane, station)
        switch (scales.count, cameras.count) {
        case (0, 0): return [bare(lane, station)]
        case (0, _): return [unweighed(lane, station)]
        case (1, 0): return [unseen(lane, station)]
        case (2..., 0): return [unseen(lane, station), doubled(lane, scales, station)]
        case (2..., _): return [doubled(lane, scales, station)]
        default: return []
        }
    }

    private func bare(_ lane: Lane, _ station: StationFile) -> StationFinding {
        station.finding(
            "lane-without-devices",
            .error,
            at: "lanes",
            BilingualText("车道 \(lane) 没有任何设备", "lane \(lane) has no device"),
            BilingualText("在 devices 中补上，或从 lanes 中删去", "list its devices, or take the lane out of lanes")
        )
    }

    private func unweighed(_ lane: Lane, _ station: StationFile) -> StationFinding {
        station.finding(
            "lane-without-scale",
            .error,
            at: "lanes",
            BilingualText("车道 \(lane) 有相机而没有称重设备", "lane \(lane) has a camera and no scale"),
            BilingualText("核对称重设备的 lanes", "check the lanes of the scale")
        )
    }

    /// Where officers stop the vehicle, the weighing slip names the plate; elsewhere only a camera does.
    private func unseen(_ lane: Lane, _ station: StationFile) -> StationFinding {
        let isManned = [.fixed, .source, .mobile].contains(station.profile.siteType)
        return station.finding(
            "lane-without-camera",
            isManned ? .warning : .error,
            at: "lanes",
            BilingualText(
                "车道 \(lane) 有称重设备而没有相机，称重将没有号牌",
                "lane \(lane) has a scale and no camera; its weighings will have no plate"
            ),
            BilingualText("核对相机的 lanes", "check the lanes of the camera")
        )
    }

    private func doubled(_ lane: Lane, _ scales: [StationFile.DeviceEntry], _ station: StationFile) -> StationFinding {
        let names = scales.map(\.profile.source.description).joined(separator: ", ")
        return station.finding(
            "lane-with-two-scales",
            .error,
            at: scales[1].key + ".lanes",
            BilingualText(
                "车道 \(lane) 有 \(scales.count) 台称重设备（\(names)），一辆车会成为几次过车",
                "lane \(lane) has \(scales.count) scales (\(names)); a vehicle would be so many passages"
            ),
            BilingualText("每条车道只留一台", "leave one scale to a lane")
        )
    }

    private func chains(_ station: StationFile) -> [StationFinding] {
        let map = station.profile.laneMap
        return map.sorted { $0.key < $1.key }.compactMap { from, to -> StationFinding? in
            // A circle is a finding of its own.
            guard let next = map[to], next != to, Impossibilities.round(from: from, map) == nil else { return nil }
            return station.finding(
                "lane-map-chain",
                .error,
                at: "lane_map.\(from)",
                BilingualText(
                    "车道 \(from) 映射到 \(to)，\(to) 又映射到 \(next)；映射只做一次",
                    "lane \(from) is mapped to \(to), and \(to) to \(next); lanes are mapped once"
                ),
                BilingualText("把 \(from) 直接映射到 \(next)", "map \(from) to \(next)")
            )
        }
    }
}

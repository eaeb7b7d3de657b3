import Enforcement
import Law
import Readings
import Units

/// Where a station is, and what applies there.
extension StationCheck {
    /// A box around Zhengzhou in millionths of a degree; a position outside is a slip of the pen, lat and lon exchanged
    /// above all.
    private static let latitudes = 34_200_000...35_000_000
    private static let longitudes = 112_700_000...114_300_000

    func placeFindings(_ station: StationFile) -> [StationFinding] {
        [position(station), district(station), numbering(station)].compactMap { $0 }
    }

    private func position(_ station: StationFile) -> StationFinding? {
        guard let position = station.position else {
            // One that is there and cannot be read is a problem already.
            guard station.lines["position"] == nil else { return nil }
            return station.finding(
                "position-missing",
                .warning,
                at: "position",
                BilingualText("没有位置", "there is no position"),
                BilingualText(
                    "写上 position: { lat: …, lon: … }，地图和报表要用",
                    "add position: { lat: …, lon: … } for map and reports"
                )
            )
        }
        if StationCheck.latitudes.contains(position.latitude), StationCheck.longitudes.contains(position.longitude) {
            return nil
        }
        return station.finding(
            "position-outside",
            .error,
            at: "position",
            BilingualText("位置不在郑州（纬度 34.2–35.0，经度 112.7–114.3）", "not in Zhengzhou (lat 34.2–35.0, lon 112.7–114.3)"),
            BilingualText("核对 lat 和 lon，是否写反", "check lat and lon; are they exchanged?")
        )
    }

    private func district(_ station: StationFile) -> StationFinding? {
        guard station.districtName == nil else { return nil }
        return station.finding(
            "district-unknown",
            .error,
            at: "district",
            BilingualText("没有行政区划 \(station.district)", "there is no district \(station.district)"),
            BilingualText(
                "用郑州各区县的六位代码，例如 410184 新郑市",
                "use the six digits of one of Zhengzhou's districts, as 410184 新郑市"
            )
        )
    }

    private func numbering(_ station: StationFile) -> StationFinding? {
        let digits = station.profile.station.description.prefix(6)
        guard digits.count == 6, digits.allSatisfy({ $0.isASCII && $0.isNumber }), digits != station.district,
            station.districtName != nil
        else { return nil }
        return station.finding(
            "station-district",
            .warning,
            at: "station",
            BilingualText(
                "站点编号以 \(digits) 开头，而 district 是 \(station.district)",
                "the station's number begins with \(digits), and its district is \(station.district)"
            ),
            BilingualText("核对两者；按区县的报表以 district 为准", "check both; reports by district go by district")
        )
    }

    func entranceFindings(_ station: StationFile) -> [StationFinding] {
        guard station.profile.siteType == .entrance,
            !rules.packs.contains(where: { $0.entrance != nil && $0.isInForce(on: today) })
        else { return [] }
        return [
            station.finding(
                "entrance-rule",
                .error,
                at: "site_type",
                BilingualText("\(today) 没有有效的高速公路入口规则", "no rule for expressway entrances is in force on \(today)"),
                BilingualText("在 rules_dir 中补上规则包，或改 site_type", "add the rule pack to rules_dir, or correct site_type")
            )
        ]
    }

    /// What is wrong with how readings are paired, at all stations.
    var pairingFindings: [StationFinding] {
        guard main.pipeline.settleAfter < main.pipeline.after else { return [] }
        let lines = ConfigurationNode.read(main.path, ConfigurationProblems())?.lines ?? [:]
        return [
            StationFinding(
                "pairing-settle",
                .error,
                file: main.path,
                line: lines["pairing.settle_after_ms"] ?? lines["pairing"],
                key: "pairing.settle_after_ms",
                text: BilingualText(
                    "过车在图像的时间窗（after_ms，\(main.pipeline.after.rawValue) 毫秒）结束之前就定案",
                    "a passage is settled before the window of its pictures (after_ms, \(main.pipeline.after.rawValue)) ends"
                ),
                advice: BilingualText("settle_after_ms 不应小于 after_ms", "make settle_after_ms no smaller than after_ms")
            )
        ]
    }
}

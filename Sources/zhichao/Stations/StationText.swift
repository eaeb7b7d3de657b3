import Daemon
import Enforcement
import Readings
import Units

/// A station as text: what it is, and a row for each device.
struct StationText {
    private let lang: Language
    private let table: TextTable

    init(_ lang: Language) {
        self.lang = lang
        table = TextTable([
            ("  " + lang.text("设备", "device"), .left, 17), (lang.text("类型", "kind"), .left, 6),
            (lang.text("车道", "lanes"), .left, 7), (lang.text("仪器", "instrument"), .left, 10),
            (lang.text("准确度", "class"), .left, 5), (lang.text("证书有效期", "certificate"), .left, 23),
            (lang.text("钟差ms", "offset ms"), .right, 6), (lang.text("实测ms", "learnt ms"), .right, 9),
        ])
    }

    func lines(_ station: StationFile, learnt: [LearntOffset]) -> [String] {
        let site = lang.text(station.profile.siteType.chinese, station.profile.siteType.english)
        let district = station.districtName ?? station.district
        let lanes = words(station.profile.lanes)
        return [
            "\(station.profile.station)  \(station.name)  \(district)  \(site)  \(lang.text("车道", "lanes")) \(lanes)"
        ] + [table.header] + station.devices.map { row($0, of: station, learnt) } + [""]
    }

    private func row(_ device: StationFile.DeviceEntry, of station: StationFile, _ learnt: [LearntOffset]) -> String {
        let instrument = device.instrument.flatMap { station.profile.instruments[$0] }
        return table.row([
            "  \(device.profile.source)",
            device.profile.kind == .weigh ? lang.text("称重", "weigh") : lang.text("相机", "camera"),
            words(device.profile.lanes), device.instrument ?? "–",
            instrument.map { lang.text($0.accuracyClass + "级", $0.accuracyClass) } ?? "–",
            instrument.map { "\($0.validFrom) – \($0.validUntil)" } ?? "–",
            device.profile.offset.map { "\($0.rawValue)" } ?? "–",
            learnt.filter { $0.camera == device.profile.source }.map { "\($0.offset.rawValue)±\($0.spread.rawValue)" }
                .joined(separator: " "),
        ])
    }

    private func words(_ lanes: [Lane]) -> String { lanes.map(\.description).joined(separator: ",") }
}

extension SiteType {
    var chinese: String {
        switch self {
        case .fixed: "21 固定治超站"
        case .offSite: "31 非现场检测点"
        case .entrance: "41 高速公路入口"
        case .exit: "42 高速公路出口"
        case .source: "71 货运源头"
        case .mobile: "流动检测"
        }
    }

    var english: String {
        switch self {
        case .fixed: "21 fixed station"
        case .offSite: "31 off-site point"
        case .entrance: "41 expressway entrance"
        case .exit: "42 expressway exit"
        case .source: "71 source site"
        case .mobile: "mobile point"
        }
    }
}

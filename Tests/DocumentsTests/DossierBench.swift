import CaseStore
import Enforcement
import Evidence
import Foundation
import Readings
import TestSupport
import Units

@testable import Pictures

/// Cases as the core would hand them over, through a real store, so that documents are made of what stores give.
final class DossierBench {
    static let station = "410184-07"
    static let passage = "410184-07/wim-1:1:1"
    static let longName = "郑州市航空港经济综合实验区豫通砂石骨料公路货物运输联合股份有限公司第十七分公司（新村镇）"

    private let directory: TemporaryDirectory
    private let store: SQLiteCaseStore
    private let reader: CaseReader
    private(set) var pictures: [String: [UInt8]] = [:]

    init() throws {
        directory = try TemporaryDirectory()
        store = try SQLiteCaseStore(directory: directory.path, basis: NoCountingBasis())
        reader = try CaseReader(directory: directory.path)
    }

    /// A picture of some size; its bytes are kept where documents look for them.
    func picture(_ width: Int, _ height: Int) -> [UInt8] {
        Pen(width: width, height: height).flatMap(JPEG.encode) ?? []
    }

    /// Opens a case and gives it as it stands after `steps`.
    ///
    /// - Parameters:
    ///   - change: what is other than usual in what the core says.
    ///   - weighing: the weighing as received; `nil`: as usual.
    ///   - views: pictures by what they show; each arrives.
    func dossier(
        axles: Int = 6,
        weighing: [String: Any]? = nil,
        views: [(view: View, bytes: [UInt8])] = [],
        change: (inout [String: Any]) -> Void = { _ in },
        then steps: (SQLiteCaseStore) throws -> Void = { _ in }
    ) throws -> CaseDossier {
        var opening = DossierBench.opening(axles: axles)
        change(&opening)
        var records = [
            record(DossierBench.passage, "weigh", weighing ?? DossierBench.weighing(axles: axles))
        ]
        for (index, item) in views.enumerated() {
            let digest = SHA256Digest(of: item.bytes).description
            pictures[digest] = item.bytes
            let medium: [String: Any] = [
                "sha256": digest, "type": "image/jpeg", "bytes": item.bytes.count, "view": item.view.rawValue,
            ]
            let source = "410184-07/cam-\(index + 1)"
            records.append(
                record("\(source):1:1", "camera", ["source": source, "plate": "豫A12345", "media": [medium]])
            )
        }
        let input = try JSONDecoder().decode(CaseOpening.self, from: JSONSerialization.data(withJSONObject: opening))
        _ = try store.take(
            [ForwardedInput(input: .overload(input), records: records)],
            position: 1,
            at: Given.noon + .hours(1)
        )
        let sources = try store.sourcesOfWantedMedia()
        let wanted = try sources.flatMap { try store.wantedMedia(of: $0, after: nil, limit: 100) }
        _ = try store.take(wanted.map { MediumOutcome($0, .stored) }, at: Given.noon + .hours(2))
        try steps(store)
        guard let dossier = try reader.find(input.id) else { throw CocoaError(.fileNoSuchFile) }
        return dossier
    }

    private func record(_ reading: String, _ kind: String, _ payload: [String: Any]) -> CaseRecord {
        let bytes = (try? JSONSerialization.data(withJSONObject: payload, options: .sortedKeys)).map(Array.init) ?? []
        return CaseRecord(reading: reading, kind: kind, receivedAt: Given.noon, payload: bytes)
    }

    static func weighing(axles: Int) -> [String: Any] {
        [
            "direction": "up", "speed_kmh": 62.5, "dimensions_mm": ["length": 17_500, "width": 2_550, "height": 3_990],
            "axles": (0..<axles).map { axle -> [String: Any] in
                axle == 0 ? [:] : ["spacing_mm": axle % 3 == 1 ? 3_300 : 1_310]
            },
        ]
    }

    private static func opening(axles: Int) -> [String: Any] {
        let load = 57_000 / axles
        var opening: [String: Any] = [
            "id": "410184-07~wim-1~1~1", "passage": passage, "at": Given.noon.description, "station": station,
            "lane": 1, "plate": "豫A12345", "plateColour": "yellow", "basis": "off-site", "axles": axles,
            "axleLoads": Array(repeating: load, count: axles), "form": "articulated", "gross": 60_000,
            "assessed": 57_000, "limit": 49_000, "excess": 8_000, "excessRatio": 1_632, "axleCode": "159",
            "rule": "o62-annex-159-drive2", "article": "交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》",
            "unknowns": [], "findings": [], "records": [1, 2], "instrument": "ZZ-113", "explanation": steps,
            "registeredCompany": "91350100M000100Y43",
        ]
        opening["place"] = [
            "name": "新郑市新村镇非现场检测点", "siteType": "31", "accuracyClass": "5", "certificate": "豫计2026-0113",
            "validFrom": "2026-01-10", "validUntil": "2027-01-09",
        ]
        opening["groups"] = stride(from: 1, through: axles, by: 3).map { first -> [String: Any] in
            let last = min(first + 2, axles)
            return ["first": first, "last": last, "load": load * (last - first + 1), "limit": 24_000, "rule": "tridem"]
        }
        return opening
    }

    private static var steps: [[String: String]] {
        (1...14).map { number in
            [
                "step": "s\(number)", "en": "",
                "zh": "第\(number)步：示值 60000 千克，按本系统设置（tolerance）扣减5级衡器使用中最大允许误差 5%，认定质量 57000 千克",
                "source": "jjg907-classes: JJG 907-2006 动态公路车辆自动衡器 最大允许误差；cn-settings tolerance",
            ]
        }
    }

    /// What officers write down on the spot.
    static func onSite(company: String = "某公司") -> [String: Any] {
        [
            "ticket": "J-1", "policeOfficer": "王五", "driverName": "赵六六", "driverLicence": "410184199001010001",
            "driverQualification": "Q-17", "company": company, "loadingSite": "某料场", "cargo": "砂石",
            "officers": [
                ["name": "张三丰", "certificate": "豫A-001"], ["name": "李四光", "certificate": "豫A-002"],
            ],
        ]
    }

    /// A weighing after unloading.
    static func unloading(_ number: Int, gross: Int) throws -> ForwardedInput {
        let passage = "410184-07/wim-1:1:\(number)"
        let input: [String: Any] = [
            "passage": passage, "station": station, "at": (Given.noon + .hours(Int64(number))).description,
            "isEvidence": true, "firstTicket": "J-1", "ticket": "U-\(number)", "plate": "豫A12345", "gross": gross,
            "limit": 49_000, "record": number,
        ]
        let unloading = try JSONDecoder().decode(Unloading.self, from: JSONSerialization.data(withJSONObject: input))
        let record = CaseRecord(reading: passage, kind: "weigh", receivedAt: Given.noon, payload: Array("{}".utf8))
        return ForwardedInput(input: .unloaded(unloading), records: [record])
    }
}

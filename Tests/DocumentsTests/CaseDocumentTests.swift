import CaseStore
import Documents
import Foundation
import Readings
import TestSupport
import Testing
import Units

/// `ZHICHAO_PAGES=DIR` leaves every document there, to be looked at.
@Suite("the papers of a case", .timeLimit(.minutes(60)))
struct CaseDocumentTests {
    private let bench: DossierBench

    init() throws { bench = try DossierBench() }

    /// Makes the documents, and checks what holds for all: equal bytes, A4, fonts embedded, no heading left behind.
    @discardableResult
    private func documents(
        _ name: String,
        _ dossier: CaseDossier,
        sees: Bool = true,
        company: String? = nil
    ) throws -> [String: String] {
        func make() throws -> [Document] {
            try CaseDocuments.make(dossier, seesPersonalData: sees, companyName: company) { bench.pictures[$0] }
        }
        let documents = try make()
        #expect(try make() == documents, "the same dossier gives the same bytes")
        for document in documents {
            try Pages.keep(document.bytes, name + "-" + document.name)
            try Pages.expectSound(document.bytes)
        }
        return Dictionary(
            try documents.map { ($0.title, try poppler("pdftotext", $0.bytes, ["-layout", "-"])) },
            uniquingKeysWith: { $1 }
        )
    }

    @Test("the weighing sheet says where, with what, how fast, how large, by which rule, and whose vehicle it was")
    func usual() throws {
        let views: [(View, [UInt8])] = [(.front, bench.picture(960, 540)), (.rear, bench.picture(540, 960))]
        let text = try documents("usual", bench.dossier(views: views), company: "豫通运输有限公司")["超限检测（称重）单"]
        let sheet = try #require(text)
        for words in [
            "新郑市新村镇非现场检测点（410184-07）", "站点类型", "上行", "62.5 千米/小时", "ZZ-113", "5级",
            "豫计2026-0113", "2026年01月10日至2027年01月09日", "长 17500 毫米，宽 2550 毫米，高 3990 毫米", "（规则 o62-annex-159-drive2）",
            "豫通运输有限公司", "91350100M000100Y43", "铰接列车", "正面照片", "尾部或侧面照片", "检测人员", "第1页 共",
        ] {
            #expect(sheet.contains(words), "\(words): \(sheet)")
        }
    }

    @Test("what nobody knows is a place to be filled in; a picture that is not there is missing visibly")
    func missing() throws {
        let dossier = try bench.dossier(weighing: [:]) { opening in
            for key in ["place", "instrument", "registeredCompany", "axleCode", "groups"] { opening[key] = nil }
            (opening["axleLoads"], opening["explanation"]) = ([], [])
        }
        let sheet = try #require(try documents("missing", dossier)["超限检测（称重）单"])
        #expect(sheet.matches(of: /〔未填〕/).count >= 14, "\(sheet)")
        #expect(sheet.contains("正面照片：未上传") && sheet.contains("缺"))
    }

    @Test("twenty axles, each a group over its limit; names of three lines")
    func large() throws {
        let dossier = try bench.dossier(axles: 20) { opening in
            opening["groups"] = (1...20).map { axle -> [String: Any] in
                ["first": axle, "last": axle, "load": 12_850, "limit": 10_000, "rule": "single"]
            }
            opening["registeredCompany"] = String(repeating: DossierBench.longName, count: 2)
            opening["place"] = [
                "name": String(repeating: DossierBench.longName, count: 2), "siteType": "21", "accuracyClass": "5",
                "certificate": "豫计2026-0113", "validFrom": "2026-01-10", "validUntil": "2027-01-09",
            ]
        }
        let sheet = try #require(try documents("large", dossier, company: DossierBench.longName)["超限检测（称重）单"])
        #expect(sheet.contains("轴组：第20轴") && sheet.contains("超过 2,850 千克"))
        #expect(sheet.matches(of: /第\d+页 共(\d+)页/).last.map { Int($0.1) ?? 0 } ?? 0 >= 3)
    }

    @Test("on the spot: unloaded twice, handed to the police; who may not see people sees them masked")
    func onSite() throws {
        let dossier = try bench.dossier {
            $0["basis"] = "on-site"
            $0["onSite"] = DossierBench.onSite(company: DossierBench.longName)
        } then: { store in
            for (position, gross) in [(2, 52_000), (3, 48_000)] {
                let input = try DossierBench.unloading(position, gross: gross)
                _ = try store.take([input], position: Int64(position), at: Given.noon + .hours(5))
            }
        }
        let open = try documents("on-site", dossier)
        #expect(Set(open.keys) == ["超限检测（称重）单", "卸载单", "案件移送书"])
        for (title, text) in open { #expect(text.contains("赵六六") && text.contains("张三丰"), "\(title): \(text)") }
        let unloading = try #require(open["卸载单"])
        for words in ["卸载后第1次检测", "卸载后第2次检测", "仍超过限值", "已消除违法状态", "U-3"] {
            #expect(unloading.contains(words), "\(words): \(unloading)")
        }
        for (title, text) in try documents("masked", dossier, sees: false) {
            for secret in ["赵六六", "410184199001010001", "张三丰", "豫A-001"] {
                #expect(!text.contains(secret), "\(title) shows \(secret)")
            }
        }
    }
}

import CaseStore
import Enforcement
import Law
import Typesetting
import Units

/// 超限检测（称重）单: what was weighed, against what limit, and why.
struct WeighingSheet {
    static let title = "超限检测（称重）单"

    let dossier: CaseDossier
    let people: People
    /// What the registers call the carrying company.
    let companyName: String?
    /// A stored picture's bytes by its digest.
    let media: (String) throws -> [UInt8]?

    func pdf() throws -> [UInt8] {
        let summary = dossier.summary
        let flow = try PageFlow(
            title: WeighingSheet.title,
            number: "案号：\(summary.number)",
            code: CaseDocuments.code(dossier),
            created: CaseDocuments.created(dossier)
        )
        try head(flow)
        try axles(flow)
        try masses(flow)
        try flow.section("五、照片")
        try PictureRow(dossier: dossier, media: media).put(into: flow)
        try explanation(flow)
        try flow.signatures(["检测人员", "当事人", "执法人员"])
        return try flow.finish()
    }

    private func head(_ flow: PageFlow) throws {
        let (summary, opening) = (dossier.summary, dossier.carrying)
        let (place, measured) = (opening?.place, MeasuredPassage(dossier))
        let name = place.map { $0.name.isEmpty ? summary.station : "\($0.name)（\(summary.station)）" }
        let siteType = place.flatMap { SiteType(rawValue: $0.siteType)?.chinese }
        let validity = place.flatMap { place in
            place.validFrom.flatMap { first in
                place.validUntil.map { "\(Wording.day(first))至\(Wording.day($0))" }
            }
        }
        try flow.section("一、检测情况")
        try flow.facts(
            ("检测时间", Wording.time(summary.at)),
            ("检测方式", summary.basis == .onSite ? "现场检测" : "非现场检测")
        )
        try flow.facts(("检测站点", name ?? summary.station))
        try flow.facts(("站点类型", Wording.text(siteType)), ("车道", "\(summary.lane)"))
        try flow.facts(("行驶方向", Wording.text(measured.direction)), ("行驶速度", speed(measured)))
        try flow.facts(
            ("检测设备", Wording.text(opening?.instrument)),
            ("准确度等级", Wording.text(place?.accuracyClass.map { "\($0)级" }))
        )
        try flow.facts(("检定证书", Wording.text(place?.certificate)), ("证书有效期", Wording.text(validity)))
        try flow.facts(("检测单编号", Wording.text(people.onSite?.ticket)), ("轴型代码", Wording.text(opening?.axleCode)))
        try flow.facts(("外廓尺寸", Wording.text(measured.dimensions)))
        try parties(flow)
    }

    /// Who stands is not asked how fast.
    private func speed(_ measured: MeasuredPassage) -> String {
        measured.speed ?? (dossier.summary.basis == .onSite ? "静态称重" : Wording.open)
    }

    private func parties(_ flow: PageFlow) throws {
        let (summary, opening) = (dossier.summary, dossier.carrying)
        try flow.section("二、车辆和当事人")
        try flow.facts(("号牌号码", summary.plate), ("号牌颜色", Wording.colour(summary.plateColour) ?? "颜色不明"))
        try flow.facts(
            ("挂车号牌", Wording.text(opening?.trailerPlate)),
            ("车辆类型", Wording.text(Wording.form(opening?.form)))
        )
        try flow.facts(("驾驶人", people.driver), ("驾驶证号", people.licence))
        let company = [companyName, dossier.company].compactMap(\.self).joined(separator: "\n")
        try flow.facts(("承运单位", Wording.text(company)))
        try flow.facts(("装载地", Wording.text(people.onSite?.loadingSite)), ("货物", Wording.text(people.onSite?.cargo)))
        try flow.facts(("执法人员", people.officers))
    }

    private func axles(_ flow: PageFlow) throws {
        try flow.section("三、轴载荷和轴组")
        if let figure = TruckFigure(dossier) {
            flow.figure(height: TruckFigure.height) { try figure.draw(on: $0, in: $1) }
        } else {
            try flow.facts(("轴载荷", Wording.open))
        }
        for group in dossier.carrying?.groups ?? [] {
            let axles = group.first == group.last ? "第\(group.first)轴" : "第\(group.first)至\(group.last)轴"
            let over = group.excess.map { "，超过 \(Wording.mass($0))（仅记录，不单独立案）" } ?? ""
            let limit = group.limit.map { Wording.mass($0) } ?? "不适用"
            try flow.facts(("轴组：\(axles)", "\(Wording.mass(group.load))，限值 \(limit)\(over)"))
        }
    }

    private func masses(_ flow: PageFlow) throws {
        let summary = dossier.summary
        try flow.section("四、车货总质量")
        try flow.facts(
            ("示值", Wording.mass(summary.gross)),
            ("扣减", Wording.mass(summary.gross - summary.assessed)),
            staysWithNext: true
        )
        try flow.facts(
            ("认定质量", Wording.mass(summary.assessed)),
            ("限值", Wording.mass(summary.limit)),
            staysWithNext: true
        )
        try flow.facts(
            ("超限质量", Wording.mass(summary.excess)),
            ("超限率", summary.excessRatio.percentText + "%"),
            staysWithNext: true
        )
        try flow.facts(("依据", "\(Wording.text(dossier.carrying?.article))\n（规则 \(summary.rule)）"))
    }

    private func explanation(_ flow: PageFlow) throws {
        try flow.section("六、认定过程")
        let steps = dossier.explanation
        if steps.isEmpty { try flow.facts(("认定过程", Wording.open)) }
        for (index, step) in steps.enumerated() {
            // Signatures never stand on a page alone.
            try flow.row(
                [
                    PageFlow.Cell(text: "\(index + 1)", share: 0.5, isLabel: true),
                    PageFlow.Cell(text: step.zh, share: 6), PageFlow.Cell(text: step.source, share: 4),
                ],
                staysWithNext: index == steps.count - 1
            )
        }
    }
}

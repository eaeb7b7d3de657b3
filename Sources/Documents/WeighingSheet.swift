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
        try flow.section("五、照片", keeping: PictureRow.height)
        try PictureRow(dossier: dossier, media: media).put(into: flow)
        try explanation(flow)
        try flow.signatures(["检测人员", "当事人", "执法人员"])
        return try flow.finish()
    }

    private func head(_ flow: PageFlow) throws {
        let (summary, opening) = (dossier.summary, dossier.carrying)
        let isOnSite = summary.basis == .onSite
        try flow.section("一、检测情况")
        try flow.facts(("检测时间", Wording.time(summary.at)), ("检测方式", isOnSite ? "现场检测" : "非现场检测"))
        try flow.facts(("检测站点", summary.station), ("车道", "\(summary.lane)"))
        try flow.facts(("检测设备", Wording.text(opening?.instrument)), ("检测单编号", Wording.text(people.onSite?.ticket)))
        try flow.section("二、车辆和当事人")
        let colour = WeighingSheet.colours[summary.plateColour] ?? "颜色不明"
        try flow.facts(("号牌号码", summary.plate), ("号牌颜色", colour))
        try flow.facts(("挂车号牌", Wording.text(opening?.trailerPlate)), ("轴型代码", Wording.text(opening?.axleCode)))
        try flow.facts(("驾驶人", people.driver), ("驾驶证号", people.licence))
        let company = dossier.fields.last { $0.field == .company }?.value["value"]
        try flow.facts(("承运单位", Wording.text(company ?? people.onSite?.company ?? opening?.registeredCompany)))
        try flow.facts(("装载地", Wording.text(people.onSite?.loadingSite)), ("货物", Wording.text(people.onSite?.cargo)))
        try flow.facts(("执法人员", people.officers))
    }

    private func axles(_ flow: PageFlow) throws {
        guard let opening = dossier.carrying else { return }
        try flow.section("三、轴载荷和轴组", keeping: TruckFigure.height)
        if let figure = TruckFigure(dossier) {
            flow.figure(height: TruckFigure.height) { try figure.draw(on: $0, in: $1) }
        }
        for group in opening.groups ?? [] {
            let axles = group.first == group.last ? "第\(group.first)轴" : "第\(group.first)至\(group.last)轴"
            let over = group.excess.map { "，超过 \(Wording.mass($0))（仅记录，不单独立案）" } ?? ""
            let limit = group.limit.map { Wording.mass($0) } ?? "不适用"
            try flow.facts(("轴组：\(axles)", "\(Wording.mass(group.load))，限值 \(limit)\(over)"))
        }
    }

    private func masses(_ flow: PageFlow) throws {
        let summary = dossier.summary
        try flow.section("四、车货总质量")
        try flow.facts(("示值", Wording.mass(summary.gross)), ("扣减", Wording.mass(summary.gross - summary.assessed)))
        try flow.facts(("认定质量", Wording.mass(summary.assessed)), ("限值", Wording.mass(summary.limit)))
        try flow.facts(("超限质量", Wording.mass(summary.excess)), ("超限率", summary.excessRatio.percentText + "%"))
        try flow.facts(("依据", Wording.text(dossier.carrying?.article)))
    }

    private func explanation(_ flow: PageFlow) throws {
        try flow.section("六、认定过程")
        for (index, step) in dossier.explanation.enumerated() {
            try flow.row([
                PageFlow.Cell(text: "\(index + 1)", share: 0.5, isLabel: true),
                PageFlow.Cell(text: step.zh, share: 6),
                PageFlow.Cell(text: step.source, share: 4),
            ])
        }
    }

    private static let colours = [
        "blue": "蓝色", "yellow": "黄色", "green": "绿色", "yellow-green": "黄绿色", "white": "白色", "black": "黑色",
    ]
}

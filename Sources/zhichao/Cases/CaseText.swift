import CaseStore
import Enforcement
import Foundation
import Units

/// Cases as rows of a table that fits 100 columns.
struct CaseLines {
    private let lang: Language
    private let table: TextTable

    init(_ lang: Language) {
        self.lang = lang
        table = TextTable([
            (lang.text("案号", "number"), .left, 18), (lang.text("状态", "state"), .left, 9),
            (lang.text("号牌", "plate"), .left, 9), (lang.text("时间", "time"), .left, 16),
            (lang.text("站点", "station"), .left, 9), (lang.text("轴", "ax"), .right, 2),
            (lang.text("认定kg", "assessed"), .right, 8), (lang.text("限值kg", "limit"), .right, 6),
            (lang.text("超限", "over"), .right, 7),
        ])
    }

    var header: String { table.header }

    func row(_ summary: CaseSummary) -> String {
        table.row([
            summary.number, lang.caseState(summary.state.rawValue), summary.plate,
            String(summary.at.description.prefix(16)).replacingOccurrences(of: "T", with: " "), summary.station,
            "\(summary.axles)", "\(summary.assessed.rawValue)", "\(summary.limit.rawValue)",
            "\(summary.excessRatio.fixedPercentText)%",
        ])
    }
}

extension Language {
    func caseState(_ state: String) -> String {
        text(CaseState(rawValue: state)?.chinese ?? state, state)
    }

    func caseEvent(_ kind: CaseEventKind) -> String {
        let zh =
            switch kind {
            case .opened: "立案线索"
            case .attached: "并入"
            case .restored: "恢复"
            case .amended: "更正"
            case .detached: "移出"
            case .confirmed: "立案"
            case .confirmationWithdrawn: "撤回立案"
            case .unloaded: "卸载复检"
            case .markedForReview: "待复核"
            case .notified: "告知"
            case .decided: "决定"
            case .closed: "结案"
            case .dismissed: "不予立案"
            case .revoked: "撤销"
            case .fieldsChanged: "补充或更正"
            case .personalErased: "个人信息到期删除"
            case .mediaStored: "证据照片入库"
            case .mediaMissing: "证据照片无法取得"
            }
        return text(zh, kind.rawValue)
    }

    func plateColour(_ colour: String) -> String {
        let zh = [
            "yellow": "黄色", "blue": "蓝色", "yellow-green": "黄绿色", "green": "绿色", "black": "黑色", "white": "白色",
            "unknown": "号牌颜色未知",
        ]
        return text(zh[colour] ?? colour, colour)
    }

    func basis(_ basis: CaseOpening.Basis) -> String {
        text(basis == .onSite ? "现场" : "非现场", basis.rawValue)
    }
}

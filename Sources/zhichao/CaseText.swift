import CaseStore
import Enforcement
import Foundation
import Law
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

/// One case as text: what it is, why, and what happened.
struct DossierText {
    private let dossier: CaseDossier
    private let lang: Language

    init(_ dossier: CaseDossier, _ lang: Language) {
        self.dossier = dossier
        self.lang = lang
    }

    var lines: [String] {
        let summary = dossier.summary
        let table = TextTable([("", .left, 12), ("", .left, 1)])
        let figures: [(String, String)] = [
            (lang.text("案件", "case"), summary.id),
            (lang.text("状态", "state"), lang.caseState(summary.state.rawValue)),
            (lang.text("号牌", "plate"), "\(summary.plate) \(summary.plateColour)"),
            (lang.text("时间", "time"), summary.at.description),
            (lang.text("站点", "station"), "\(summary.station)  \(lang.text("车道", "lane")) \(summary.lane)"),
            (lang.text("示值", "shown"), "\(summary.gross.rawValue) kg"),
            (lang.text("认定", "assessed"), "\(summary.assessed.rawValue) kg"),
            (lang.text("限值", "limit"), "\(summary.limit.rawValue) kg  (\(summary.rule))"),
            (lang.text("超限", "over by"), "\(summary.excess.rawValue) kg  (\(summary.excessRatio.percentText)%)"),
        ]
        return [summary.number] + figures.map { table.row([$0.0, $0.1]) } + axleLines + explanationLines + eventLines
    }

    private var carrying: CaseOpening? {
        dossier.carrying
    }

    private var axleLines: [String] {
        guard let loads = carrying?.axleLoads else { return [] }
        return ["", lang.text("轴载 kg（自前向后）", "axle loads, kg, from the front")]
            + ["  " + loads.map { "\($0.rawValue)" }.joined(separator: "  ")]
    }

    private var explanationLines: [String] {
        guard let steps = carrying?.explanation else { return [] }
        return ["", lang.text("理由", "why")]
            + steps.enumerated().map { "  \($0 + 1). \(lang.text($1.zh, $1.en))  [\($1.source)]" }
    }

    private var eventLines: [String] {
        ["", lang.text("经过", "what happened")]
            + dossier.events.map { event in
                "  \(event.n). \(event.recordedAt)  \(event.actor)  \(lang.caseEvent(event.kind))  \(event.opening.passage)"
            }
            + ["", lang.text("所依据的记录：\(dossier.records.count) 条", "records it rests on: \(dossier.records.count)")]
            + dossier.records.map { "  \($0.kind)  \($0.reading)" }
    }
}

extension CaseDossier {
    /// What the core said of the passage that carries the case.
    var carrying: CaseOpening? {
        events.map(\.opening).first { $0.passage == summary.passage }
    }
}

extension Language {
    func caseState(_ state: String) -> String {
        text(CaseState(rawValue: state)?.chinese ?? state, state)
    }

    func caseEvent(_ kind: String) -> String {
        switch kind {
        case "opened": text("立案线索", "opened")
        case "attached": text("并入", "attached")
        default: kind
        }
    }
}

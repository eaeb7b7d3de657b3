import Law
import Units

/// What the law says of one vehicle, as text for people.
struct DeterminationText {
    private let determination: Determination
    private let lang: Language

    init(_ determination: Determination, _ lang: Language) {
        self.determination = determination
        self.lang = lang
    }

    var lines: [String] {
        let table = TextTable([("", .left, 16), ("", .left, 1)])
        return figures(determination.assessment).map { table.row([$0.0, $0.1]) }
            + ["", lang.text("理由", "why")]
            + determination.explanation.enumerated().flatMap { place, step in
                "  \(place + 1). \(lang.text(step.zh, step.en))  [\(step.source)]".wrapped(indent: 5)
            }
    }

    private func figures(_ assessment: Assessment) -> [(String, String)] {
        [
            (lang.text("结论", "verdict"), lang.text(assessment.verdict.chinese, assessment.verdict.rawValue)),
            (lang.text("轴数", "axles"), "\(assessment.axles)"),
            (lang.text("车型", "form"), lang.text(assessment.form.chinese, assessment.form.rawValue)),
            (lang.text("限值", "limit"), kilograms(assessment.limit) + (assessment.rule.map { "  (\($0.id))" } ?? "")),
            (lang.text("示值", "shown"), kilograms(assessment.gross)),
            (lang.text("认定质量", "assessed"), kilograms(assessment.assessed)),
            (lang.text("超限", "over by"), excess(assessment)),
            (lang.text("交通处罚", "transport"), transport(assessment.transport)),
            (lang.text("公安处罚", "police"), police(assessment.police)),
            (
                lang.text("处罚机关", "fined by"),
                assessment.finedBy == .police
                    ? lang.text("公安机关交通管理部门", "police") : lang.text("交通运输主管部门", "transport department")
            ),
        ]
    }

    private func kilograms(_ mass: Kilograms?) -> String { mass.map { "\($0)" } ?? "–" }

    private func excess(_ assessment: Assessment) -> String {
        guard let excess = assessment.excess, let ratio = assessment.excessRatio else { return "–" }
        return lang.text("\(excess)（\(ratio.percentText)%）", "\(excess) (\(ratio.percentText) %)")
    }

    private func transport(_ consequence: TransportConsequence) -> String {
        guard let fine = consequence.fine else { return consequence.warning ? lang.text("警告", "warning") : "–" }
        let warning = consequence.warning ? lang.text("警告；", "warning; ") : ""
        return warning + amount(fine)
    }

    private func police(_ consequence: PoliceConsequence) -> String {
        let points = consequence.points.map { lang.text("记 \($0) 分", "\($0) point\($0 == 1 ? "" : "s")") }
        let unknown = lang.text("记分不明", "points not known")
        return [consequence.fine.map(amount), points ?? unknown].compactMap { $0 }.joined(
            separator: lang.text("，", ", ")
        )
    }

    private func amount(_ fine: FineRange) -> String {
        lang.text("罚款 \(fine.text) 元", "fine of \(fine.text) yuan")
    }
}

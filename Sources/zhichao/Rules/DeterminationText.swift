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
            + determination.explanation.enumerated().map { place, step in
                "  \(place + 1). \(lang.text(step.zh, step.en))  [\(step.source)]"
            }
    }

    private func figures(_ assessment: Assessment) -> [(String, String)] {
        [
            (lang.text("结论", "verdict"), lang.text(assessment.verdict.chinese, assessment.verdict.rawValue)),
            (lang.text("轴数", "axles"), "\(assessment.axles)"),
            (lang.text("车型", "form"), lang.text(assessment.form.chinese, assessment.form.rawValue)),
            (lang.text("限值", "limit"), kilograms(assessment.limit)),
            (lang.text("认定质量", "assessed"), kilograms(assessment.assessed)),
            (lang.text("超限", "over by"), excess(assessment)),
            (lang.text("交通处罚", "transport"), transport(assessment.transport)),
            (lang.text("公安处罚", "police"), police(assessment.police)),
        ]
    }

    private func kilograms(_ mass: Kilograms?) -> String { mass.map { "\($0)" } ?? "–" }

    private func excess(_ assessment: Assessment) -> String {
        guard let excess = assessment.excess, let ratio = assessment.excessRatio else { return "–" }
        return "\(excess)（\(ratio.percentText)%）"
    }

    private func transport(_ consequence: TransportConsequence) -> String {
        guard let fine = consequence.fine else { return consequence.warning ? lang.text("警告", "warning") : "–" }
        let warning = consequence.warning ? lang.text("警告；", "warning; ") : ""
        return warning + amount(fine)
    }

    private func police(_ consequence: PoliceConsequence) -> String {
        let points = consequence.points.map { lang.text("记 \($0) 分", "\($0) points") }
        return [consequence.fine.map(amount), points].compactMap { $0 }.joined(separator: lang.text("，", ", "))
    }

    private func amount(_ fine: FineRange) -> String {
        let text = fine.min == fine.max ? "\(fine.max.rawValue)" : "\(fine.min.rawValue)–\(fine.max.rawValue)"
        return lang.text("罚款 \(text) 元", "fine of \(text) yuan")
    }
}

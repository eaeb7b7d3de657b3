import Units

/// A language of explanations.
enum ExplanationLanguage {
    case zh, en
}

// What follows from a verdict, in words.
extension Assessment {
    var consequenceSteps: [ExplanationStep] {
        [massFineStep, dimensionFineStep, totalStep, policeStep, pointsStep, authorityStep].compactMap { $0 }
    }

    /// The outcome in one line, to put two laws beside each other.
    func outcome(_ language: ExplanationLanguage) -> String {
        let fine = transport.fine
        let points = police.points
        switch language {
        case .zh:
            let parts = [
                verdict.chinese, transport.warning ? "警告" : fine.map { "罚款\($0.text)元" },
                points.map { "记\($0)分" },
            ]
            return parts.compactMap { $0 }.joined(separator: "，")
        case .en:
            let parts = [
                verdict.rawValue, transport.warning ? "warning" : fine.map { "fine \($0.text) yuan" },
                points.map { "\($0) points" },
            ]
            return parts.compactMap { $0 }.joined(separator: ", ")
        }
    }

    private var massFineStep: ExplanationStep? {
        guard let rule = transport.massRule, let excess else { return nil }
        guard let fine = transport.massFine else {
            return ExplanationStep(
                step: "warning",
                zh: "超限 \(excess.rawValue) 千克，予以警告",
                en: "over by \(excess.rawValue) kg: a warning",
                source: rule.citation
            )
        }
        return ExplanationStep(
            step: "fine",
            zh: "超限 \(excess.rawValue) 千克，罚款 \(fine.rawValue) 元",
            en: "over by \(excess.rawValue) kg: a fine of \(fine.rawValue) yuan",
            source: rule.citation
        )
    }

    private var dimensionFineStep: ExplanationStep? {
        guard let fine = transport.dimensionFine, let rule = transport.dimensionRule else { return nil }
        return ExplanationStep(
            step: "dimension-fine",
            zh: "外廓尺寸超限，罚款 \(fine.text) 元",
            en: "dimensions over: a fine of \(fine.text) yuan",
            source: rule.citation
        )
    }

    private var totalStep: ExplanationStep? {
        guard let fine = transport.fine, transport.massFine != nil, transport.dimensionFine != nil,
            let rule = transport.massRule
        else { return nil }
        return ExplanationStep(
            step: "fine-total",
            zh: "两项违法合并，罚款合计 \(fine.text) 元",
            en: "both breaches together: \(fine.text) yuan",
            source: rule.citation
        )
    }

    private var policeStep: ExplanationStep? {
        guard let rule = police.fineRule, let fine = police.fine, let ratio = police.overloadRatio else { return nil }
        return ExplanationStep(
            step: "police-fine",
            zh: "超过核定载质量 \(ratio.percentText)%，公安机关可处罚款 \(fine.text) 元"
                + (verdict == .overloaded ? "" : "；总质量未超过限值，不认定为超限"),
            en: "over the rated load by \(ratio.percentText) %: the police may fine \(fine.text) yuan"
                + (verdict == .overloaded ? "" : "; the total mass is within the limit, so this is no overload"),
            source: rule.citation
        )
    }

    private var pointsStep: ExplanationStep? {
        guard let rule = police.pointsRule else { return nil }
        return ExplanationStep(
            step: "points",
            zh: police.points.map { "公安机关记分：驾驶人记 \($0) 分" } ?? "核定载质量或整备质量不明，记分无法计算",
            en: police.points.map { "the police's table: \($0) point\($0 == 1 ? "" : "s") for the driver" }
                ?? "rated load or kerb mass not known: the points cannot be said",
            source: rule.citation
        )
    }

    private var authorityStep: ExplanationStep? {
        guard isPenalised else { return nil }
        return ExplanationStep(
            step: "one-act-one-fine",
            zh: finedBy == .police ? "现场查处，由公安机关处罚，不再重复罚款" : "非现场查处，由交通运输主管部门处罚，不再重复罚款",
            en: finedBy == .police
                ? "on-site: the police fine, and nobody else"
                : "off-site: the transport department fines, and nobody else",
            source: finedByRule?.citation ?? ""
        )
    }
}

extension FineRange {
    /// One amount, or both ends.
    fileprivate var text: String { min == max ? "\(min.rawValue)" : "\(min.rawValue)–\(max.rawValue)" }
}

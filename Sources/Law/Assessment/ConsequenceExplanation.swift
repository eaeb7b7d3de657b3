import Units

// What follows from a verdict, in words.
extension Assessment {
    var consequenceSteps: [ExplanationStep] {
        [massFineStep, dimensionFineStep, totalStep, policeStep, pointsStep, authorityStep].compactMap { $0 }
    }

    /// One consequence in a few words, to put two laws beside each other.
    func outcome(_ consequence: Consequence) -> (zh: String, en: String) {
        switch consequence {
        case .verdict: return (verdict.chinese, verdict.rawValue)
        case .transportFine:
            let fine = transport.fine
            let warning = transport.warning ? (zh: "警告", en: "a warning") : (zh: "不罚款", en: "no fine")
            return (
                fine.map { "罚款 \($0.text) 元" } ?? warning.zh, fine.map { "a fine of \($0.text) yuan" } ?? warning.en
            )
        case .policeFine:
            let fine = police.fine
            return (
                fine.map { "公安罚款 \($0.text) 元" } ?? "公安不罚款", fine.map { "a police fine of \($0.text) yuan" } ?? "none"
            )
        case .points:
            let points = police.points ?? 0
            return ("记 \(points) 分", "\(points) point\(points == 1 ? "" : "s")")
        }
    }

    private var massFineStep: ExplanationStep? {
        guard let rule = transport.massRule, let excess else { return nil }
        guard let count = transport.massCount else {
            return ExplanationStep(
                "warning",
                "超限 \(excess.rawValue) 千克，予以警告",
                "over by \(excess.rawValue) kg: a warning",
                by: [rule]
            )
        }
        let capped = count.fine < count.steps * count.yuanPerStep
        let (yuan, sum) = (count.yuanPerStep.rawValue, (count.steps * count.yuanPerStep).rawValue)
        return ExplanationStep(
            "fine",
            "超限 \(excess.rawValue) 千克，每 \(count.step.rawValue) 千克罚款 \(count.yuanPerStep.rawValue) 元，"
                + "计 \(count.steps)×\(yuan)＝\(sum) 元（\(count.fraction.words.zh)，取法 fine_fraction：\(count.fraction.rawValue)）"
                + (capped ? "，最高 \(count.most.rawValue) 元" : "") + "，罚款 \(count.fine.rawValue) 元",
            "over by \(excess.rawValue) kg: \(count.steps) × \(yuan) = \(sum) yuan (\(count.fraction.words.en), setting fine_fraction: "
                + "\(count.fraction.rawValue))" + (capped ? ", at most \(count.most.rawValue)" : "")
                + ": a fine of \(count.fine.rawValue) yuan",
            by: [rule, count.fractionRule]
        )
    }

    private var dimensionFineStep: ExplanationStep? {
        guard let fine = transport.dimensionFine, let rule = transport.dimensionRule else { return nil }
        return ExplanationStep(
            "dimension-fine",
            "外廓尺寸超限，可以处 \(fine.words.zh)罚款",
            "dimensions over: a fine of \(fine.words.en)",
            by: [rule]
        )
    }

    private var totalStep: ExplanationStep? {
        guard let fine = transport.fine, transport.massFine != nil, transport.dimensionFine != nil else { return nil }
        return ExplanationStep(
            "fine-total",
            "多项违法合并处罚，罚款合计 \(fine.text) 元",
            "both breaches together: \(fine.text) yuan",
            by: [transport.massRule, transport.dimensionRule]
        )
    }

    private var policeStep: ExplanationStep? {
        guard let rule = police.fineRule else { return nil }
        guard let fine = police.fine, let ratio = police.overloadRatio else {
            return ExplanationStep(
                "police-fine",
                "核定载质量或者整备质量不明，公安机关交通管理部门的罚款幅度无法计算",
                "rated load or kerb mass not known: the police's fine cannot be said",
                by: [rule]
            )
        }
        let isOverload = verdict == .overloaded
        return ExplanationStep(
            "police-fine",
            "超过核定载质量 \(ratio.cutPercentText.zh)，公安机关交通管理部门可以处 \(fine.words.zh)罚款"
                + (isOverload ? "" : "；总质量未超过限值，不认定为超限"),
            "over the rated load by \(ratio.cutPercentText.en): the police may fine \(fine.words.en)"
                + (isOverload ? "" : "; the total mass is within the limit, so this is no overload"),
            by: [rule]
        )
    }

    private var pointsStep: ExplanationStep? {
        guard let rule = police.pointsRule else { return nil }
        guard let points = police.points, let basis = police.pointsBasis else {
            return ExplanationStep(
                "points",
                "核定载质量或者整备质量不明，记分无法计算",
                "rated load or kerb mass not known: the points cannot be said",
                by: [rule]
            )
        }
        let over =
            switch basis {
            case .ratedLoad: (zh: "超过核定载质量 \(police.overloadRatio?.cutPercentText.zh ?? "")", en: "over the rated load")
            case .permittedMass:
                (zh: "超过最大允许总质量 \(excessRatio?.cutPercentText.zh ?? "")", en: "over the permitted mass")
            }
        return ExplanationStep(
            "points",
            "\(over.zh)，公安机关交通管理部门对驾驶人一次记 \(points) 分",
            "\(over.en): \(points) point\(points == 1 ? "" : "s") for the driver, by the police",
            by: [rule]
        )
    }

    private var authorityStep: ExplanationStep? {
        guard isPenalised else { return nil }
        let policeCounted = police.fineRule != nil || police.pointsRule != nil
        let (zh, en) =
            switch finedBy {
            case .police:
                (
                    "现场查处，由公安机关交通管理部门依据交通运输主管部门的称重单、卸载单处罚；上列交通运输主管部门的罚款仅为测算",
                    "on-site: the police fine, on the transport department's slips; its own fine above is a computation only"
                )
            case .transport:
                (
                    "非现场查处，由交通运输主管部门处罚" + (policeCounted ? "；上列公安机关交通管理部门的罚款、记分仅为测算" : ""),
                    "off-site: the transport department fines"
                        + (policeCounted ? "; what the police might do is a computation only" : "")
                )
            }
        return ExplanationStep(
            "one-act-one-fine",
            zh + "，同一违法行为不得给予两次以上罚款",
            en,
            by: [finedByRule]
        )
    }
}

extension FineFraction {
    fileprivate var words: (zh: String, en: String) {
        switch self {
        case .floor: ("不足一个单位的部分不计", "full steps of the whole excess")
        case .ceiling: ("不足一个单位的部分按一个单位计", "every begun step of the whole excess")
        case .aboveFirstTonne: ("扣除予以警告的部分后计整单位", "full steps beyond what is only warned of")
        }
    }
}

extension FineRange {
    /// One amount, or both ends.
    public var text: String { min == max ? "\(min.rawValue)" : "\(min.rawValue)–\(max.rawValue)" }

    /// The range as the law words it: 200元以下, 200元以上1000元以下.
    fileprivate var words: (zh: String, en: String) {
        min == .zero
            ? ("\(max.rawValue) 元以下", "up to \(max.rawValue) yuan")
            : ("\(min.rawValue) 元以上 \(max.rawValue) 元以下", "\(text) yuan")
    }
}

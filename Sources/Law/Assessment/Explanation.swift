import Units

/// One step of an explanation: what was done, in words, and where that stands.
public struct ExplanationStep: Hashable, Codable, Sendable {
    /// The step's short name.
    public var step: String
    /// The step in Chinese.
    public var zh: String
    /// The step in English.
    public var en: String
    /// Where its figures or its rule come from.
    public var source: String

    /// Makes a step.
    public init(step: String, zh: String, en: String, source: String) {
        self.step = step
        self.zh = zh
        self.en = en
        self.source = source
    }

    /// Makes a step by rules.
    init(_ step: String, _ zh: String, _ en: String, by rules: [AppliedRule?]) {
        self.init(step: step, zh: zh, en: en, source: rules.compactMap { $0?.citation }.joined(separator: "；"))
    }
}

extension Determination {
    /// The ordered steps from the day to the consequences; the same input gives the same bytes.
    public var explanation: [ExplanationStep] {
        if assessment.reasons == [.noRuleInForce] { return [noRuleStep] }
        return [dayStep] + assessment.explanation + [milderStep].compactMap { $0 }
    }

    private var noRuleStep: ExplanationStep {
        ExplanationStep(
            step: "day",
            zh: "行为日 \(day)，当日无有效规则，不予认定",
            en: "the act was on \(day), when no rule was in force: nothing can be judged",
            source: "rules"
        )
    }

    private var dayStep: ExplanationStep {
        ExplanationStep(
            "day",
            "行为日 \(day)，适用当日有效的规则",
            "the act was on \(day); the rules of that day apply",
            by: [rule]
        )
    }

    private var milderStep: ExplanationStep? {
        guard let milder else { return nil }
        let changes = milder.milderIn.map { consequence in
            (before: assessment.outcome(consequence), after: milder.assessment.outcome(consequence))
        }
        let zh = changes.map { "\($0.before.zh)改为\($0.after.zh)" }.joined(separator: "，")
        let en = changes.map { "\($0.before.en) becomes \($0.after.en)" }.joined(separator: ", ")
        return ExplanationStep(
            "milder-later-law",
            "自 \(milder.from) 起施行的规定较轻（\(zh)），依从旧兼从轻原则适用较轻规定，两种结果并列",
            "the rules from \(milder.from) are milder (\(en)): they count in favour, and both results are shown",
            by: [rule]
        )
    }
}

extension Assessment {
    /// The ordered steps from the axles to the consequences; the same assessment gives the same bytes.
    public var explanation: [ExplanationStep] {
        [vehicleStep, formStep, kindStep, driveAxlesStep].compactMap { $0 }
            + limitSteps.map(\.explanation) + unknowns.map { $0.explanation(source: limitCitation) }
            + [massStep] + groups.indices.compactMap(groupStep) + [dimensionStep].compactMap { $0 }
            + findings.compactMap(\.explanation)
            + [comparisonStep, permitStep, conclusionStep].compactMap { $0 } + consequenceSteps
    }

    /// The rules that the limit rests on: the class's and all that changed it; why there is none, where there is none.
    private var limitRules: [AppliedRule?] { limitSteps.isEmpty ? [noLimitRule] : limitSteps.map(\.rule) }

    private var limitCitation: String { limitRules.compactMap { $0?.citation }.joined(separator: "；") }

    private var vehicleStep: ExplanationStep {
        ExplanationStep(
            step: "vehicle",
            zh: "\(axles)轴，" + (code.map { "轴型代码 \($0)（\(codeOrigin.chinese)）" } ?? "轴型代码不明"),
            en: "\(axles) axles, " + (code.map { "axle-type code \($0) (\(codeOrigin.english))" } ?? "code not known"),
            source: code == nil ? Origin.axles.rawValue : codeOrigin.rawValue
        )
    }

    private var formStep: ExplanationStep? {
        guard form != .unknown else { return nil }
        return ExplanationStep(
            step: "form",
            zh: "车型：\(form.chinese)（依据：\(formOrigin.chinese)）",
            en: "form \(form.rawValue), from \(formOrigin.english)",
            source: formOrigin.rawValue
        )
    }

    private var kindStep: ExplanationStep? {
        guard kind != .ordinary else { return nil }
        return ExplanationStep(
            "kind",
            "\(kind.chinese)，按其自身的标准判定",
            "\(kind.rawValue) vehicle, judged by its own figures",
            by: [kindRule]
        )
    }

    private var driveAxlesStep: ExplanationStep? {
        guard let driveAxles else { return nil }
        return ExplanationStep(
            step: "drive-axles",
            zh: "驱动轴 \(driveAxles) 根（依据：\(driveAxlesOrigin.chinese)）",
            en: "\(driveAxles) driven axle\(driveAxles == 1 ? "" : "s"), from \(driveAxlesOrigin.english)",
            source: driveAxlesOrigin.rawValue
        )
    }

    private var massStep: ExplanationStep {
        let shown = (zh: "示值 \(gross.rawValue) 千克", en: "\(gross.rawValue) kg as shown")
        let judged = (zh: "认定质量 \(assessed.rawValue) 千克", en: "assessed \(assessed.rawValue) kg")
        if let deduction, let name = accuracyClass?.name {
            let percent = deduction.percentText
            return ExplanationStep(
                "mass",
                "\(shown.zh)，按本系统设置（tolerance）扣减\(name)级衡器使用中最大允许误差 \(percent)%，\(judged.zh)",
                "\(shown.en), less the error in service of \(percent) % of class \(name) by the setting tolerance, \(judged.en)",
                by: [instrumentRule, toleranceRule]
            )
        }
        if let entrance {
            return ExplanationStep(
                "mass",
                "高速公路入口以示值为准，不作扣减，\(judged.zh)",
                "an entrance takes the mass as shown, \(judged.en)",
                by: [entrance.rule]
            )
        }
        let by = toleranceRule.map { $0.citation }
        return ExplanationStep(
            step: "mass",
            zh: "\(shown.zh)，" + (by == nil ? "不作扣减" : "按本系统设置（tolerance）不作扣减") + "，\(judged.zh)",
            en: "\(shown.en), nothing deducted" + (by == nil ? "" : " by the setting tolerance") + ", \(judged.en)",
            source: by ?? "weigh"
        )
    }

    private func groupStep(_ index: Int) -> ExplanationStep? {
        let group = groups[index]
        guard group.isOver, let limit = group.limit else { return nil }
        return ExplanationStep(
            "axle-group",
            "\(group.axles.chinese) \(group.load.rawValue) 千克，超过限值 \(limit.rawValue) 千克；仅记录，不单独立案",
            "axle group \(index + 1) carries \(group.load.rawValue) kg, over its \(limit.rawValue) kg; "
                + "recorded, and no case by itself",
            by: [group.rule]
        )
    }

    private var dimensionStep: ExplanationStep? {
        guard let dimensions else { return nil }
        let parts: [(String, String, Millimetres?, Millimetres?)] = [
            ("长", "length", dimensions.measured.length, dimensions.limits.length),
            ("宽", "width", dimensions.measured.width, dimensions.limits.width),
            ("高", "height", dimensions.measured.height, dimensions.limits.height),
        ]
        let known = parts.compactMap { zh, en, measured, limit -> (zh: String, en: String)? in
            guard let measured, let limit else { return nil }
            let compared = "\(measured.rawValue) \(measured > limit ? ">" : "≤") \(limit.rawValue)"
            return ("\(zh) \(compared) 毫米", "\(en) \(compared) mm")
        }
        return ExplanationStep(
            "dimensions",
            known.map(\.zh).joined(separator: "，") + (dimensions.isOver ? "：外廓尺寸超限" : "：外廓尺寸未超限"),
            known.map(\.en).joined(separator: ", ") + (dimensions.isOver ? ": over" : ": not over"),
            by: dimensions.rules
        )
    }

    private var comparisonStep: ExplanationStep? {
        guard let limit, let excess, let excessRatio else { return nil }
        if let entrance { return entranceStep(entrance, limit, excess) }
        let (isOver, percent) = (excess > .zero, excessRatio.cutPercentText)
        let onlyShown = verdict == .notEvidence
        return ExplanationStep(
            "comparison",
            (isOver
                ? "\(assessed.rawValue) > \(limit.rawValue)：超过限值 \(excess.rawValue) 千克（\(percent.zh)）"
                : "\(assessed.rawValue) ≤ \(limit.rawValue)：未超过限值") + (onlyShown ? "，仅供参考" : ""),
            (isOver
                ? "\(assessed.rawValue) > \(limit.rawValue): over by \(excess.rawValue) kg (\(percent.en))"
                : "\(assessed.rawValue) ≤ \(limit.rawValue): not over") + (onlyShown ? ", for information only" : ""),
            by: limitRules
        )
    }

    /// An entrance compares the mass as shown with its share of the limit; the excess counts from the limit all the same.
    private func entranceStep(_ entrance: EntranceRule, _ limit: Kilograms, _ excess: Kilograms)
        -> ExplanationStep
    {
        let (isOver, share) = (isOver(entrance), entrance.share.percentText)
        let beyond =
            excess == .zero
            ? (zh: "未超过限值", en: "not over the limit")
            : (zh: "超过限值 \(excess.rawValue) 千克", en: "over by \(excess.rawValue) kg")
        return ExplanationStep(
            "comparison",
            "示值 \(gross.rawValue) 千克，限值 \(limit.rawValue) 千克，\(beyond.zh)；"
                + (isOver ? "超过限值的\(share)%，认定超限" : "未超过限值的\(share)%，不认定超限"),
            "\(gross.rawValue) kg as shown, limit \(limit.rawValue) kg, \(beyond.en); "
                + (isOver
                    ? "over \(share) % of the limit: an overload" : "not over \(share) % of the limit: no overload"),
            by: limitRules + [entrance.rule]
        )
    }

    private var permitStep: ExplanationStep? {
        guard let permit else { return nil }
        let covers = reasons == [.permit]
        return ExplanationStep(
            "permit",
            covers
                ? "车货总质量和外廓尺寸均未超过超限运输车辆通行证（\(permit.number)）载明的数值"
                : "车货总质量或者外廓尺寸超过超限运输车辆通行证（\(permit.number)）载明的数值，通行证不予适用",
            covers
                ? "mass and dimensions are within permit \(permit.number)"
                : "mass or dimensions are beyond permit \(permit.number), which does not apply",
            by: [permitRule]
        )
    }

    private var conclusionStep: ExplanationStep {
        // Without a limit, it is a mark that says why.
        let why = reasons.map(\.words) + (limit == nil ? unknowns.map(\.words) : [])
        let alsoOver = verdict == .compliant && dimensions?.isOver == true
        return ExplanationStep(
            "verdict",
            "结论：" + (alsoOver ? "车货总质量未超限；外廓尺寸超限" : verdict.chinese)
                + (why.isEmpty ? "" : "（\(why.map(\.zh).joined(separator: "；"))）"),
            "verdict: \(verdict.rawValue)" + (alsoOver ? " by its mass; over in its dimensions" : "")
                + (why.isEmpty ? "" : " (\(why.map(\.en).joined(separator: "; ")))"),
            by: verdictRules
        )
    }

    /// What the verdict rests on.
    private var verdictRules: [AppliedRule?] {
        if reasons == [.permit] { return [permitRule] }
        if let noEvidenceRule { return [noEvidenceRule] }
        let dimensionRules = dimensions?.isOver == true ? dimensions?.rules ?? [] : []
        return limitRules + [entrance?.rule] + dimensionRules
    }
}

extension PartsPerTenThousand {
    /// A share that was cut, not rounded: what is over by less than can be written is not over by 0 %.
    var cutPercentText: (zh: String, en: String) {
        rawValue == 0 ? ("不足0.01%", "less than 0.01 %") : ("\(percentText)%", "\(percentText) %")
    }
}

extension Range<Int> {
    /// Axles by their place, from 1: 第2、3轴.
    fileprivate var chinese: String { "第" + map { "\($0 + 1)" }.joined(separator: "、") + "轴" }

    fileprivate var english: String { count == 1 ? "axle \(lowerBound + 1)" : "axles \(lowerBound + 1)–\(upperBound)" }
}

extension LimitStep {
    fileprivate var explanation: ExplanationStep {
        let (name, zh, en) = words
        var rules: [AppliedRule?] = [rule]
        if case .axleSum(let groups) = kind {
            for group in groups where !rules.contains(group.rule) { rules.append(group.rule) }
        }
        return ExplanationStep(name, zh, en, by: rules)
    }

    private var words: (String, String, String) {
        let (zh, en) = ("限值 \(limit.rawValue) 千克", "limit \(limit.rawValue) kg")
        switch kind {
        case .axleCode:
            return ("limit", "按轴型代码，车货总质量\(zh)，超过即为超限", "by axle-type code, gross mass \(en), over when greater")
        case .axleCount:
            return ("limit", "按轴数和车型，车货总质量\(zh)，超过即为超限", "by axles and form, gross mass \(en), over when greater")
        case .licenceOfKind:
            return ("limit", "以行驶证载明的总质量为限值，\(zh)", "the total mass on the vehicle licence is the limit, \(en)")
        case .singleTyres(let axles, let each):
            return (
                "single-tyres",
                "\(axles) 根轴每侧为单轮胎且非加宽轮胎，每轴减 \(each.rawValue) 千克，共减 \(axles * each.rawValue) 千克，\(zh)",
                "\(axles) axle\(axles == 1 ? "" : "s") with single tyres that are not wide ones, "
                    + "\(each.rawValue) kg off for each, \(en)"
            )
        case .airSuspension(let addition):
            return (
                "air-suspension", "驱动轴双轮胎且空气悬架，加 \(addition.rawValue) 千克，\(zh)",
                "drive axles with dual tyres and air suspension, \(addition.rawValue) kg more, \(en)"
            )
        case .spreadSemitrailer(let addition):
            return (
                "spread-semitrailer", "驱动轴双轮胎且空气悬架、半挂车两轴分置，加 \(addition.rawValue) 千克，\(zh)",
                "dual tyres, air suspension and spread semitrailer axles, \(addition.rawValue) kg more, \(en)"
            )
        case .licenceMass:
            return ("licence-mass", "不得超过行驶证载明的总质量，\(zh)", "not over the total mass on the vehicle licence, \(en)")
        case .axleSum(let groups):
            let sum = groups.map { "\($0.axles.chinese) \($0.limit.rawValue)" }.joined(separator: "＋")
            let english = groups.map { "\($0.axles.english) \($0.limit.rawValue)" }.joined(separator: " + ")
            return (
                "axle-sum", "最大允许总质量不应超过各车轴最大允许轴荷之和：\(sum)＝\(limit.rawValue) 千克，\(zh)",
                "not over the sum of the axle groups: \(english) = \(limit.rawValue) kg, \(en)"
            )
        }
    }
}

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
}

extension Determination {
    /// The ordered steps from the day to the consequences; the same input gives the same bytes.
    public var explanation: [ExplanationStep] {
        [dayStep] + assessment.explanation + [milderStep].compactMap { $0 }
    }

    private var dayStep: ExplanationStep {
        ExplanationStep(
            step: "day",
            zh: "行为日 \(day)，适用当日有效的规则",
            en: "the act was on \(day); the rules of that day apply",
            source: rule?.citation ?? ""
        )
    }

    private var milderStep: ExplanationStep? {
        milder.map { later in
            ExplanationStep(
                step: "milder-later-law",
                zh: "\(later.from) 起的规则处罚较轻：\(later.assessment.outcome(.zh))；从旧兼从轻，两种结果并列",
                en: "the rules from \(later.from) are milder: \(later.assessment.outcome(.en)); both results are shown",
                source: rule?.citation ?? ""
            )
        }
    }
}

extension Assessment {
    /// The ordered steps from the axles to the consequences; the same assessment gives the same bytes.
    public var explanation: [ExplanationStep] {
        if reasons == [.noRuleInForce] { return [conclusionStep] }
        return [vehicleStep, formStep, kindStep, driveAxlesStep].compactMap { $0 }
            + limitSteps.map(\.explanation) + unknowns.map { $0.explanation(source: classCitation) }
            + [massStep] + groups.indices.compactMap(groupStep) + [dimensionStep].compactMap { $0 }
            + findings.compactMap(\.explanation)
            + [comparisonStep, permitStep, conclusionStep].compactMap { $0 } + consequenceSteps
    }

    /// Where the class of the vehicle stands, which is also where an unknown matters.
    private var classCitation: String { (limitSteps.first?.rule ?? noLimitRule)?.citation ?? "rules" }

    private var vehicleStep: ExplanationStep {
        let groups = code.map { "\($0)" }
        return ExplanationStep(
            step: "vehicle",
            zh: "\(axles)轴，" + (groups.map { "轴型代码 \($0)（\(codeOrigin.chinese)）" } ?? "轴型代码不明"),
            en: "\(axles) axles, "
                + (groups.map { "axle-type code \($0) (\(codeOrigin.english))" } ?? "code not known"),
            source: code == nil ? Origin.axles.rawValue : codeOrigin.rawValue
        )
    }

    private var formStep: ExplanationStep? {
        guard form != .unknown else { return nil }
        return ExplanationStep(
            step: "form",
            zh: "车型 \(form.chinese)，依据\(formOrigin.chinese)",
            en: "form \(form.rawValue), from \(formOrigin.english)",
            source: formOrigin.rawValue
        )
    }

    private var kindStep: ExplanationStep? {
        guard kind != .ordinary else { return nil }
        return ExplanationStep(
            step: "kind",
            zh: "\(kind.chinese)，按其自身的标准判定",
            en: "\(kind.rawValue) vehicle, judged by its own figures",
            source: kindRule?.citation ?? ""
        )
    }

    private var driveAxlesStep: ExplanationStep? {
        guard let driveAxles else { return nil }
        return ExplanationStep(
            step: "drive-axles",
            zh: "驱动轴 \(driveAxles) 根，依据\(driveAxlesOrigin.chinese)",
            en: "\(driveAxles) driven axle\(driveAxles == 1 ? "" : "s"), from \(driveAxlesOrigin.english)",
            source: driveAxlesOrigin.rawValue
        )
    }

    private var massStep: ExplanationStep {
        let shown = (zh: "示值 \(gross.rawValue) 千克", en: "\(gross.rawValue) kg as shown")
        let judged = (zh: "认定质量 \(assessed.rawValue) 千克", en: "assessed \(assessed.rawValue) kg")
        guard let deduction else {
            return ExplanationStep(
                step: "mass",
                zh: "\(shown.zh)，不作扣减，\(judged.zh)",
                en: "\(shown.en), nothing deducted, \(judged.en)",
                source: "weigh"
            )
        }
        let name = accuracyClass?.name ?? ""
        return ExplanationStep(
            step: "mass",
            zh: "\(shown.zh)，\(name)级衡器扣减使用中最大允许误差 \(deduction.percentText)%，\(judged.zh)",
            en: "\(shown.en), less the error in service of \(deduction.percentText) % of class \(name), \(judged.en)",
            source: instrumentRule?.citation ?? ""
        )
    }

    private func groupStep(_ index: Int) -> ExplanationStep? {
        let group = groups[index]
        guard group.isOver, let limit = group.limit else { return nil }
        let axles = group.axles.map { "\($0 + 1)" }.joined(separator: "、")
        return ExplanationStep(
            step: "axle-group",
            zh: "第\(axles)轴轴组 \(group.load.rawValue) 千克，超过限值 \(limit.rawValue) 千克；仅记录，不单独立案",
            en: "axle group \(index + 1) carries \(group.load.rawValue) kg, over its \(limit.rawValue) kg; "
                + "recorded, and no case by itself",
            source: group.rule?.citation ?? ""
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
            let sign = measured > limit ? ">" : "≤"
            return (
                "\(zh) \(measured.rawValue) \(sign) \(limit.rawValue) 毫米",
                "\(en) \(measured.rawValue) \(sign) \(limit.rawValue) mm"
            )
        }
        return ExplanationStep(
            step: "dimensions",
            zh: known.map(\.zh).joined(separator: "，") + (dimensions.isOver ? "：外廓尺寸超限" : "：外廓尺寸未超限"),
            en: known.map(\.en).joined(separator: ", ") + (dimensions.isOver ? ": over" : ": not over"),
            source: dimensions.rule.citation
        )
    }

    private var comparisonStep: ExplanationStep? {
        guard let limit, let excess, let excessRatio else { return nil }
        let (percent, bound) = (excessRatio.percentText, "\(limit.rawValue)")
        let over = (
            zh: "超限 \(excess.rawValue) 千克（\(percent)%）", en: "over by \(excess.rawValue) kg (\(percent) %)"
        )
        if let entrance { return entranceStep(entrance, bound, over) }
        let isOver = excess > .zero
        return ExplanationStep(
            step: "comparison",
            zh: isOver ? "\(assessed.rawValue) > \(bound)：\(over.zh)" : "\(assessed.rawValue) ≤ \(bound)：未超限",
            en: isOver ? "\(assessed.rawValue) > \(bound): \(over.en)" : "\(assessed.rawValue) ≤ \(bound): not over",
            source: rule?.citation ?? ""
        )
    }

    /// An entrance compares the mass as shown with its share of the limit; the excess counts from the limit all the same.
    private func entranceStep(_ entrance: EntranceRule, _ bound: String, _ over: (zh: String, en: String))
        -> ExplanationStep
    {
        let share = entrance.share.percentText
        let isOver = isOver(entrance)
        let beyond = (zh: excess == .zero ? "" : "；\(over.zh)", en: excess == .zero ? "" : "; \(over.en)")
        return ExplanationStep(
            step: "comparison",
            zh: isOver
                ? "高速公路入口：示值 \(gross.rawValue) > \(bound)×\(share)%，认定超限\(beyond.zh)"
                : "高速公路入口：示值 \(gross.rawValue) ≤ \(bound)×\(share)%，不认定超限",
            en: isOver
                ? "entrance: \(gross.rawValue) as shown > \(bound) × \(share) %, overloaded\(beyond.en)"
                : "entrance: \(gross.rawValue) as shown ≤ \(bound) × \(share) %, no overload",
            source: entrance.rule.citation
        )
    }

    private var permitStep: ExplanationStep? {
        guard let permit else { return nil }
        let covers = reasons == [.permit]
        return ExplanationStep(
            step: "permit",
            zh: "超限运输通行证 \(permit.number)" + (covers ? " 载明的质量和尺寸未超过" : " 载明的质量或尺寸被超过，不予适用"),
            en: "permit \(permit.number) "
                + (covers ? "covers mass and dimensions" : "does not cover mass and dimensions"),
            source: permitRule?.citation ?? ""
        )
    }

    private var conclusionStep: ExplanationStep {
        // Without a limit, it is a mark that says why.
        let why = reasons.map(\.words) + (limit == nil ? unknowns.map(\.words) : [])
        return ExplanationStep(
            step: "verdict",
            zh: "结论：\(verdict.chinese)" + (why.isEmpty ? "" : "（\(why.map(\.zh).joined(separator: "；"))）"),
            en: "verdict: \(verdict.rawValue)" + (why.isEmpty ? "" : " (\(why.map(\.en).joined(separator: "; ")))"),
            source: rule?.citation ?? classCitation
        )
    }
}

extension LimitStep {
    fileprivate var explanation: ExplanationStep {
        let (name, zh, en) = words
        return ExplanationStep(step: name, zh: zh, en: en, source: rule.citation)
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
                "single-tyres", "\(axles) 根轴为单轮胎，每轴减 \(each.rawValue) 千克，\(zh)",
                "\(axles) axles with single tyres, \(each.rawValue) kg off for each, \(en)"
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
        case .axleSum:
            return ("axle-sum", "不得超过各轴及轴组限值之和，\(zh)", "not over the sum of the axle-group limits, \(en)")
        }
    }
}

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

extension MassAssessment {
    /// The ordered steps from the axles to the verdict; the same assessment gives the same bytes.
    public var explanation: [ExplanationStep] {
        [recognitionStep, limitStep, massStep].compactMap { $0 } + unknownSteps + [verdictStep].compactMap { $0 }
    }

    private var recognitionStep: ExplanationStep {
        let code = code.map { "\($0)" } ?? "–"
        return ExplanationStep(
            step: "vehicle",
            zh: "\(axles)轴，轴型代码 \(code)，车型 \(form.chinese)",
            en: "\(axles) axles, axle-type code \(code), form \(form.rawValue)",
            source: formOrigin.rawValue
        )
    }

    private var limitStep: ExplanationStep? {
        guard let limit, let rule else { return nil }
        return ExplanationStep(
            step: "limit",
            zh: "车货总质量限值 \(limit.rawValue) 千克，超过即为超限",
            en: "gross mass limit \(limit.rawValue) kg, over when strictly greater",
            source: "\(rule.id): \(rule.source.instrument) \(rule.source.article)"
        )
    }

    private var massStep: ExplanationStep {
        guard let deduction else {
            return ExplanationStep(
                step: "mass",
                zh: "示值 \(gross.rawValue) 千克，不作扣减，认定质量 \(assessed.rawValue) 千克",
                en: "\(gross.rawValue) kg as shown, nothing deducted, assessed \(assessed.rawValue) kg",
                source: "weigh"
            )
        }
        return ExplanationStep(
            step: "mass",
            zh: "示值 \(gross.rawValue) 千克，扣减使用中最大允许误差 \(deduction.percentText)%，认定质量 \(assessed.rawValue) 千克",
            en: "\(gross.rawValue) kg as shown, less the error in service of \(deduction.percentText) %, "
                + "assessed \(assessed.rawValue) kg",
            source: "JJG 907-2006"
        )
    }

    private var unknownSteps: [ExplanationStep] {
        unknowns.map { unknown in
            let (zh, en) = unknown.taken
            return ExplanationStep(step: unknown.rawValue, zh: zh, en: en, source: "law.md §1")
        }
    }

    private var verdictStep: ExplanationStep? {
        guard let limit, let excess, let excessRatio else { return nil }
        let over = excess > .zero
        let percent = excessRatio.percentText
        let entrance = entranceShare.map { share in
            (zh: "；高速公路入口按示值超过限值的\(share.percentText)%认定", en: "; entrance: raw mass over \(share.percentText) %")
        }
        return ExplanationStep(
            step: "comparison",
            zh: (over
                ? "\(assessed.rawValue) > \(limit.rawValue)：超限 \(excess.rawValue) 千克（\(percent)%）"
                : "\(assessed.rawValue) ≤ \(limit.rawValue)：未超限") + (entrance?.zh ?? ""),
            en: (over
                ? "\(assessed.rawValue) > \(limit.rawValue): over by \(excess.rawValue) kg (\(percent) %)"
                : "\(assessed.rawValue) ≤ \(limit.rawValue): not over") + (entrance?.en ?? ""),
            source: rule?.id ?? ""
        )
    }
}

extension VehicleForm {
    /// The form in Chinese.
    public var chinese: String {
        switch self {
        case .rigid: "载货汽车"
        case .articulated: "铰接列车"
        case .centreAxle: "中置轴挂车列车"
        case .drawbar: "全挂汽车列车"
        case .combination: "汽车列车"
        case .bus: "客车"
        case .car: "小客车"
        case .unknown: "未知"
        }
    }
}

extension Unknown {
    /// What is taken where this is not known.
    var taken: (zh: String, en: String) {
        switch self {
        case .driveAxles: ("驱动轴数未知，按双驱动轴认定", "driven axles unknown, two are taken")
        case .form: ("车型未知，按限值较高的车型认定", "form unknown, the one with the higher limit is taken")
        case .noClass: ("法规无此车型类别，不作认定", "no class of the law holds this vehicle")
        }
    }
}

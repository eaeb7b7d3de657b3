public import Units

/// Where a referral (移送、抄告) stands.
public enum ReferralState: String, CaseIterable, Codable, Sendable {
    /// 已移送: issued, and not acknowledged yet.
    case issued
    /// 已签收: the receiving office has it.
    case acknowledged
    /// 已答复: the receiving office has said what came of it.
    case answered
    /// 已撤回: what it rested on is gone.
    case withdrawn

    /// The state in Chinese.
    public var chinese: String {
        switch self {
        case .issued: "已移送"
        case .acknowledged: "已签收"
        case .answered: "已答复"
        case .withdrawn: "已撤回"
        }
    }

    /// Whether somebody else still has to do something.
    public var isOpen: Bool { self == .issued || self == .acknowledged }
}

/// What sort of document a referral is.
public enum ReferralForm: String, CaseIterable, Codable, Sendable {
    /// 移送函: one of the four penalties (law.md §4).
    case penalty
    /// 抄告函 (Order 62 Art. 44): what came of a case, to the office that issued the certificates.
    case copyTo = "copy-to"
    /// 案件移送书: to the judiciary or the police.
    case handOver = "hand-over"

    /// The form in Chinese.
    public var chinese: String {
        switch self {
        case .penalty: "移送函"
        case .copyTo: "抄告函"
        case .handOver: "案件移送书"
        }
    }

    /// The word that its number begins with.
    public var numberPrefix: String {
        switch self {
        case .penalty: "郑超移"
        case .copyTo: "郑超抄"
        case .handOver: "郑超案移"
        }
    }
}

/// What people do to a referral.
public enum ReferralAction: String, CaseIterable, Codable, Sendable {
    /// 签收: the receiving office has it.
    case acknowledge
    /// 答复: the receiving office says what came of it.
    case outcome

    /// The action in Chinese.
    public var chinese: String { self == .acknowledge ? "签收" : "答复" }

    /// The states in which it may be done.
    public var sources: [ReferralState] { self == .acknowledge ? [.issued] : [.issued, .acknowledged] }

    /// The state that it leads to.
    public var target: ReferralState { self == .acknowledge ? .acknowledged : .answered }

    /// The role that may do it, beside admin.
    public var role: Role { .officer }
}

/// What the receiving office has done.
public enum ReferralResult: String, CaseIterable, Codable, Sendable {
    /// 已执行: revoked, stopped, suspended, fined; of a copy-to: noted.
    case carriedOut = "carried-out"
    /// 不予处理.
    case declined

    /// The result in Chinese.
    public var chinese: String { self == .carriedOut ? "已执行" : "不予处理" }
}

/// A step on a referral, read from its body.
public enum ReferralStep: Hashable, Sendable {
    /// Who has it since when.
    case acknowledge(receivedBy: String, at: StepTime)
    /// What came of it.
    case outcome(ReferralResult, at: StepTime, document: String?, note: String?)

    /// Reads the body of a step: `acknowledge` {`received_by`, `at`}, `outcome` {`result`, `at`, `document`, `note`}.
    ///
    /// - Parameters:
    ///   - issued: the day of issue; nothing happened to it before.
    ///   - today: the last day that may be named.
    /// - Throws: every part that is missing or wrong.
    public init(
        _ action: ReferralAction,
        _ body: [String: StepValue],
        issued: StepTime.Bound,
        today: CivilDate
    ) throws(StepRefusal) {
        var reader = StepReader(body)
        let at = reader.time("at", from: issued, to: today)
        var step: ReferralStep?
        switch action {
        case .acknowledge:
            let receivedBy = reader.text("received_by")
            if let receivedBy, let at { step = .acknowledge(receivedBy: receivedBy, at: at) }
        case .outcome:
            let word = reader.text("result")
            let result = word.flatMap(ReferralResult.init(rawValue:))
            if word != nil, result == nil { reader.note(.unknownResult) }
            let document = reader.optionalText("document")
            let note = reader.optionalText("note", charactersMax: StepReader.proseCharactersMax)
            if let result, let at { step = .outcome(result, at: at, document: document, note: note) }
        }
        try reader.finish()
        guard let step else { throw .faults(reader.faults) }
        self = step
    }
}

extension StepFault {
    fileprivate static var unknownResult: StepFault {
        let known = ReferralResult.allCases.map(\.rawValue).joined(separator: ", ")
        return StepFault("result", "应为：\(known)", "must be one of \(known)")
    }
}

extension StepTime.Bound {
    /// The day on which a referral was issued.
    public static func issued(_ day: CivilDate) -> StepTime.Bound {
        StepTime.Bound(day: day, zh: "移送日", en: "the day of the referral")
    }
}

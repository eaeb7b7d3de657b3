/// A part of a step's body that is missing or wrong.
public struct StepFault: Hashable, Sendable {
    /// The part's name; with a place, where it is one of several: `officers/1`.
    public let part: String
    /// What is wrong and what to do, in Chinese.
    public let zh: String
    /// The same in English.
    public let en: String

    init(_ part: String, _ zh: String, _ en: String) {
        self.part = part
        self.zh = zh
        self.en = en
    }

    static func missing(_ part: String) -> StepFault { StepFault(part, "缺少", "is missing") }

    static func unknown(_ part: String) -> StepFault { StepFault(part, "没有这一项", "is no part of this step") }
}

/// Why a step on a case was refused; nothing has changed.
public enum StepRefusal: Error, Hashable, Sendable {
    /// In this state it may not be done; what may is listed.
    case illegal(CaseAction, in: CaseState, legal: [CaseAction])
    /// In this state nothing may be filled in or corrected any more.
    case notAmendable(CaseState)
    /// Parts are missing or contradict each other, all of them named.
    case faults([StepFault])
}

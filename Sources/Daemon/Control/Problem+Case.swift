public import CaseStore
public import Enforcement
import HTTPTypes

// Why a step on a case was refused, in words.

extension Problem {
    static let needsVersion = Problem(
        "needs-version",
        .preconditionRequired,
        title: BilingualText("缺少版本", "A version is needed"),
        detail: BilingualText(
            "请在 If-Match 中写明所见案件的版本（ETag），以免覆盖他人的修改",
            "name the version that you have seen (its ETag) in If-Match, so that nobody's work is overwritten"
        )
    )

    init(_ error: CaseStoreUnavailable) {
        self.init(
            error.isDamaged ? "store-damaged" : "store-away",
            .serviceUnavailable,
            title: BilingualText("案件库暂不可用", "The case store cannot be used"),
            detail: error.isDamaged
                ? BilingualText(
                    "案件库已损坏，未作任何改动；请停止 zhichaod，原样保留文件，用 zhichao restore 恢复备份（\(error)）",
                    "it is damaged and nothing was changed: \(error)"
                )
                : BilingualText(
                    "未作任何改动，请稍后重试（\(error)）",
                    "nothing was changed; try again in a while (\(error))"
                )
        )
    }

    init(_ error: CaseStepError) {
        let (kind, status, title) = Problem.kind(of: error)
        self.init(kind, status, title: title, detail: error.words)
        if case .refused(.faults(let faults)) = error {
            self.faults = faults.map { fault in PartFault(part: fault.part, zh: fault.zh, en: fault.en) }
        }
    }

    private static func kind(of error: CaseStepError) -> (String, HTTPResponse.Status, BilingualText) {
        switch error {
        case .notFound: ("not-found", .notFound, BilingualText("没有该案件", "No such case"))
        case .stale: ("stale", .preconditionFailed, BilingualText("案件已被修改", "The case has changed"))
        case .refused(.illegal), .refused(.notAmendable):
            ("illegal-step", .conflict, BilingualText("当前状态不允许", "Not in this state"))
        case .noReferral: ("not-found", .notFound, BilingualText("没有该移送", "No such referral"))
        case .referralRefused: ("illegal-step", .conflict, BilingualText("当前状态不允许", "Not in this state"))
        case .refused(.faults):
            ("invalid-parts", .unprocessableContent, BilingualText("内容不全或有误", "Parts are missing or wrong"))
        }
    }
}

/// A part of a body that is missing or wrong.
public struct PartFault: Codable, Sendable {
    /// Its name.
    public var part: String
    /// What is wrong, in Chinese.
    public var zh: String
    /// The same in English.
    public var en: String
}

extension StepRefusal {
    /// Why, and what would be legal.
    public var words: BilingualText {
        switch self {
        case .illegal(let action, let state, let legal):
            let zh =
                legal.isEmpty
                ? "该状态下不能再操作" : "可以：\(legal.map { "\($0.chinese)（\($0.rawValue)）" }.joined(separator: "、"))"
            let en =
                legal.isEmpty
                ? "nothing more can be done in it"
                : "what can be done: \(legal.map(\.rawValue).joined(separator: ", "))"
            return BilingualText(
                "案件处于“\(state.chinese)”，不能\(action.chinese)；\(zh)",
                "the case is \(state.rawValue), where \(action.rawValue) is not possible; \(en)"
            )
        case .notAmendable(let state):
            return BilingualText(
                "案件处于“\(state.chinese)”，不能再补充或更正",
                "the case is \(state.rawValue): nothing can be filled in or corrected any more"
            )
        case .faults(let faults):
            return BilingualText(
                faults.map { "\($0.part)：\($0.zh)" }.joined(separator: "；"),
                faults.map { "\($0.part) \($0.en)" }.joined(separator: "; ")
            )
        }
    }
}

extension CaseStepError {
    /// Why nothing came of it, for people.
    public var words: BilingualText {
        switch self {
        case .notFound(let id): BilingualText("没有案件 \(id)", "there is no case \(id)")
        case .stale(let version):
            BilingualText(
                "他人已先修改本案（现为第 \(version) 版）；请重新查看后再操作",
                "somebody else was first (it is at version \(version) now); look at the case again"
            )
        case .refused(let refusal): refusal.words
        case .noReferral(let id): BilingualText("没有移送 \(id)", "there is no referral \(id)")
        case .referralRefused(let action, let state):
            BilingualText(
                "移送处于“\(state.chinese)”，不能\(action.chinese)",
                "the referral is \(state.rawValue), where \(action.rawValue) is not possible"
            )
        }
    }
}

/// What people do to a case (cases.md, "Case"); each is an event and leads to another state.
public enum CaseAction: String, CaseIterable, Codable, Sendable {
    /// 立案: filed after technical and legal review (行政处罚法 Art. 41).
    case confirm
    /// 告知: the party was told.
    case notify
    /// 决定: fine or warning.
    case decide
    /// 结案: paid or enforced.
    case close
    /// 不予立案: not filed.
    case dismiss
    /// 撤销: the decision is taken back.
    case revoke

    /// The action in Chinese.
    public var chinese: String {
        switch self {
        case .confirm: "立案"
        case .notify: "告知"
        case .decide: "决定"
        case .close: "结案"
        case .dismiss: "不予立案"
        case .revoke: "撤销"
        }
    }

    /// The state that it leads to.
    public var target: CaseState {
        switch self {
        case .confirm: .confirmed
        case .notify: .notified
        case .decide: .decided
        case .close: .closed
        case .dismiss: .dismissed
        case .revoke: .revoked
        }
    }

    /// The states in which it may be done.
    public var sources: [CaseState] {
        switch self {
        case .confirm: [.detected]
        case .notify: [.confirmed]
        case .decide: [.notified]
        case .close: [.decided]
        case .dismiss: [.detected, .confirmed, .notified]
        case .revoke: [.decided, .closed]
        }
    }

    /// Whether an off-site case must have its pictures for it: when it is filed and, since until then another passage may come
    /// to carry it, when the party is told of it.
    public var asksForEvidence: Bool { self == .confirm || self == .notify }

    /// The role that may do it, beside admin.
    public var role: Role {
        switch self {
        case .confirm, .dismiss, .revoke: .reviewer
        case .notify, .decide, .close: .officer
        }
    }
}

extension CaseState {
    /// What may be done in this state, in the order of a case's way.
    public var actions: [CaseAction] { CaseAction.allCases.filter { $0.sources.contains(self) } }

    /// Whether nothing leads out of it but, from `closed`, a revocation.
    public var isFinal: Bool {
        switch self {
        case .detected, .confirmed, .notified, .decided: false
        case .closed, .dismissed, .revoked: true
        }
    }

    /// Whether what is known of driver, company, loading site and the like may still be filled in or corrected: also months
    /// after the decision, but not where no case is left.
    public var mayBeAmended: Bool { self != .dismissed && self != .revoked }
}

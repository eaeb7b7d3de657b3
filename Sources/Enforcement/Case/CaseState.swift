public import Units

/// Where a case stands.
public enum CaseState: String, CaseIterable, Codable, Sendable {
    /// 待审核: opened by the daemon.
    case detected
    /// 已立案: filed after technical and legal review.
    case confirmed
    /// 已告知: the party was told.
    case notified
    /// 已决定: fine or warning.
    case decided
    /// 已结案.
    case closed
    /// 不予立案.
    case dismissed
    /// 已撤销.
    case revoked

    /// The state in Chinese.
    public var chinese: String {
        switch self {
        case .detected: "待审核"
        case .confirmed: "已立案"
        case .notified: "已告知"
        case .decided: "已决定"
        case .closed: "已结案"
        case .dismissed: "不予立案"
        case .revoked: "已撤销"
        }
    }

    /// Where a case starts: officers on the spot have reviewed what instruments alone have not.
    public init(openedBy basis: CaseOpening.Basis) {
        self = basis == .onSite ? .confirmed : .detected
    }
}

/// When several overloaded passages of one vehicle are one act (law.md §4).
public enum OneAct {
    /// Whether a passage belongs to the act that began at `first`: within the span of its rules, the end included.
    ///
    /// A passage that is told late may lie before the first; the same span holds backwards.
    public static func holds(_ opening: CaseOpening, first: Instant) -> Bool {
        (opening.at - first).magnitude <= opening.actSpan
    }

    /// Whether a passage carries its act in place of the one that carries it now: the smaller excess, then the
    /// earlier passage.
    public static func carries(_ candidate: CaseOpening, insteadOf carrier: (excess: Kilograms, at: Instant)) -> Bool {
        (candidate.excess, candidate.at) < (carrier.excess, carrier.at)
    }
}

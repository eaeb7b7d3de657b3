public import Units

/// How long cases keep what they say of people (个人信息保护法 Art. 19: no longer than needed).
///
/// Events, figures and decisions stay for good. What goes are names, licence numbers and free words, and the readings that
/// hold them; each event keeps its digest, so that the chains and what was shown once can still be proved.
public struct CaseRetention: Hashable, Sendable {
    /// How long after it was dismissed or revoked a case keeps them.
    public var dropped: Milliseconds
    /// How long after it was closed.
    public var closed: Milliseconds

    /// A case is held for so long after the act whatever is set: it may count towards a referral, and the credit record is
    /// published for two years (law.md §4; 行政处罚法 Art. 36).
    public static let heldAfterAct = days(2 * 365 + 1)

    /// Days as the configuration has them.
    public init(droppedDays: Int, closedDays: Int) {
        dropped = CaseRetention.days(droppedDays)
        closed = CaseRetention.days(closedDays)
    }

    /// What applies where the configuration says nothing.
    public static let byDefault = CaseRetention(droppedDays: 180, closedDays: 3_650)

    /// So many days.
    public static func days(_ count: Int) -> Milliseconds { .hours(Int64(count) * 24) }
}

/// A case whose personal data are due.
public struct DueErasure: Hashable, Codable, Sendable {
    /// The case's id.
    public var id: String
    /// The case's number.
    public var number: String
    /// Names, numbers and words.
    public var personal: Int
    /// Readings as received.
    public var readings: Int
    /// Pictures; their files go with them unless another case holds them.
    public var media: Int
}

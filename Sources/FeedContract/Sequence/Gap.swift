import Readings
public import Units

/// Readings that are known to be lost: a run of an epoch, both ends meant.
public struct Gap: Hashable, Sendable {
    /// Why nobody asks for them any more.
    public enum Reason: String, CaseIterable, Sendable {
        /// The station has said that it does not hold them any more (LOST).
        case lost
        /// They lie before what the station says to hold, or held when it was heard first.
        case notHeld = "not-held"
        /// The epoch was followed by another, and nobody has sent them for a day.
        case closed
    }

    /// The first of them.
    public let first: UInt64
    /// The last of them; `nil` where nobody can know.
    public let last: UInt64?
    /// Why nobody asks for them any more.
    public let reason: Reason
    /// When they were given up, by the daemon's clock.
    public let recordedAt: Instant

    /// Describes a gap; the caller has checked that `last` is not before `first`.
    public init(first: UInt64, last: UInt64?, reason: Reason, recordedAt: Instant) {
        (self.first, self.last, self.reason, self.recordedAt) = (first, last, reason, recordedAt)
    }

    /// How many are known to be in it; none in one with an open end.
    public var count: UInt64 { last.map { $0 - first + 1 } ?? 0 }

    /// Whether nobody can know how many there were.
    public var hasOpenEnd: Bool { last == nil }

    var hasKnownEnd: Bool { last != nil }

    var upperBound: UInt64 { last ?? ReadingID.greatest }

    var seqs: ClosedRange<UInt64> { first...max(first, upperBound) }

    /// What is left of it without some readings that all lie in it.
    func without(_ part: ClosedRange<UInt64>) -> [Gap] {
        seqs.without(part).map { rest in
            let isEnd = hasOpenEnd && rest.upperBound == seqs.upperBound
            return Gap(
                first: rest.lowerBound,
                last: isEnd ? nil : rest.upperBound,
                reason: reason,
                recordedAt: recordedAt
            )
        }
    }

    /// The two as one, where the other follows at once and for the same reason.
    func joined(_ other: Gap) -> Gap? {
        guard let last, last + 1 == other.first, other.hasKnownEnd, reason == other.reason else { return nil }
        return Gap(first: first, last: other.last, reason: reason, recordedAt: other.recordedAt)
    }
}

/// What has become of a gap.
public enum GapChange: Hashable, Sendable {
    /// It was recorded, or has changed: it takes the place of one with the same first reading.
    case recorded(Gap)
    /// The one with this first reading is no more.
    case ended(first: UInt64)
}

public import Units

/// How much the quarantine may hold, and for how long.
///
/// Beyond either the oldest messages go: those first that a retry has taken, for their readings are kept elsewhere. One
/// that still waits and goes is lost for good, so it is counted, logged as an error, and warned of beforehand.
public struct QuarantineBounds: Hashable, Sendable {
    /// Bytes on disk, about.
    public var bytesMax: Int64
    /// How long after its receipt a message is kept.
    public var ageMax: Milliseconds

    /// How long before a message goes for its age it is warned of, unless messages are kept for less than twice that.
    public static let noticeMax = Milliseconds.hours(30 * 24)
    /// What applies where the configuration says nothing.
    public static let byDefault = QuarantineBounds(megabytes: 1_024, days: 365)

    /// Bounds as the configuration has them.
    ///
    /// - Parameters:
    ///   - megabytes: MiB.
    public init(megabytes: Int, days: Int) {
        bytesMax = Int64(megabytes) << 20
        ageMax = Milliseconds.hours(Int64(days) * 24)
    }

    /// The age in days.
    public var days: Int64 { ageMax.rawValue / Milliseconds.hours(24).rawValue }

    /// How long before a message goes for its age it is warned of.
    public var notice: Milliseconds { min(QuarantineBounds.noticeMax, Milliseconds(ageMax.rawValue / 2)) }

    /// Whether so many bytes are four fifths of what there may be.
    public func isNearlyFull(bytes: Int64) -> Bool { bytes >= bytesMax / 5 * 4 }

    /// Whether a message that was received then goes soon.
    public func isNearlyTooOld(_ receivedAt: Instant, at now: Instant) -> Bool {
        receivedAt + ageMax <= now + notice
    }

    /// Down to where messages go once there are too many bytes: a little below the bound, so that it is seldom.
    var bytesAfterTrim: Int64 { bytesMax / 100 * 99 }
}

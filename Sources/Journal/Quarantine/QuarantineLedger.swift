public import FeedContract
public import Units

/// What the quarantine takes on disk and what has left it; stored with every commit, so that nobody has to look at all
/// of it.
public struct QuarantineLedger: Hashable, Sendable {
    /// Bytes of all messages that are kept, about.
    public var bytes: Int64
    /// Messages that waited and had to go, since the store was made.
    public var agedOut: Int

    /// What a message takes beside its frames and faults, about: its row, its places in the indices, half-full pages.
    static let rowBytes = 256

    /// The names that it is stored under.
    static let names = (bytes: "quarantine_bytes", agedOut: "quarantine_aged_out")
}

/// Messages that have left the quarantine because it holds no more.
public struct QuarantineTrim: Hashable, Sendable {
    /// How many that waited: they are lost for good.
    public var waiting = 0
    /// How many that a retry had taken before.
    public var released = 0
    /// When the oldest and the youngest of those that waited were received.
    public var span: ClosedRange<Instant>?
    /// Whether there are more that have to go.
    public var isPartial = false

    /// Nothing yet.
    public init() {}

    /// Adds what has left afterwards.
    public mutating func add(_ next: QuarantineTrim) {
        waiting += next.waiting
        released += next.released
        isPartial = next.isPartial
        if let span = next.span { widen(to: span) }
    }

    mutating func add(waitingSince receivedAt: Instant) {
        waiting += 1
        widen(to: receivedAt...receivedAt)
    }

    private mutating func widen(to other: ClosedRange<Instant>) {
        let span = span ?? other
        self.span = min(span.lowerBound, other.lowerBound)...max(span.upperBound, other.upperBound)
    }
}

/// What has become of a message in quarantine that was tried again.
public enum QuarantineChange: Hashable, Sendable {
    /// It was taken, or found to be a second copy.
    case released(id: Int64, as: Release, at: Instant)
    /// It is still not valid, for other reasons than before.
    case faults(id: Int64, InvalidMessage)

    /// What a message that left the quarantine has become.
    public enum Release: String, Codable, CaseIterable, Sendable {
        /// A reading.
        case committed
        /// Nothing: another copy had been stored.
        case duplicate
    }
}

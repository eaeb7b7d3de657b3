public import Readings
public import Units

/// What the core is told; each event carries its own time.
public enum Event: Sendable {
    /// A weighing was received.
    case weighed(WeighReading, Arrival)
    /// A picture was received.
    case sighted(CameraReading, Arrival)
    /// The daemon's clock has come this far.
    case tick(Instant)
    /// After a restart: a passage that was settled already.
    case settled(WeighReading, Arrival, namedNumber: String?)
    /// After a restart, before what was open is told again: it waits for its pictures as if received now.
    case resuming(Instant)
    /// After a restart: what was open has been told.
    case resumed
}

/// How a reading came in.
public struct Arrival: Hashable, Sendable {
    /// The reading's place in the journal, rising in the order of receipt.
    public let ordinal: Int64
    /// When it was received, by the daemon's clock; never earlier than that of the reading before it.
    public let receivedAt: Instant

    /// Describes an arrival.
    public init(ordinal: Int64, receivedAt: Instant) {
        self.ordinal = ordinal
        self.receivedAt = receivedAt
    }
}

/// What the core wants done, in this order, with the batch that caused it.
public enum Effect: Hashable, Sendable {
    /// Publish the verdict on a passage, after the commit.
    case verdict(Passage)
    /// Store a passage that is settled.
    case settled(Passage)
    /// Hand an overload to the case store.
    case overload(CaseOpening)
}

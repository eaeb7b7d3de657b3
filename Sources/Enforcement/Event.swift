public import Law
public import Readings
public import Units

/// What the core is told; each event carries its own time.
public enum Event: Sendable {
    /// A weighing was received.
    case weighed(WeighReading, Arrival)
    /// A picture was received.
    case sighted(CameraReading, Arrival)
    /// A device was heard (HELLO): what its clock said, and when that was received. Idle devices advance by it.
    case heard(Source, now: Instant, receivedAt: Instant)
    /// Whether readings of a device are missing and being asked for: its lanes wait for them, at most
    /// `PipelineSettings.holesWaitMax`.
    case holes(Source, areOpen: Bool, at: Instant)
    /// What the registers say to a question that the core has asked.
    case answered(RegisterQuestion, RegisterAnswer?)
    /// What the instrument register holds, and whether anything is known of plates at all: where not, none is asked for.
    case registers(instruments: [InstrumentProfile], knowPlates: Bool)
    /// Stations that were not known before; of those that are known nothing changes.
    case stations([StationProfile])
    /// The daemon's clock has come this far.
    case tick(Instant)
    /// After a restart: a passage that was settled already, and the picture it has used that is told next.
    case recalled(WeighReading, Arrival, PassageOutcome)
    /// After a restart: a picture that a settled passage has used.
    case recalledPicture(CameraReading, Arrival)
    /// After a restart: what instruments had shown.
    case recalledDays([InstrumentDay])
    /// After a restart: what offsets had been learnt.
    case recalledOffsets([LearntOffset])
    /// After a restart, before what was open is told again: it waits for its pictures as if received now.
    case resuming(Instant)
    /// After a restart: what was open has been told.
    case resumed
}

/// How a reading came in.
public struct Arrival: Hashable, Sendable {
    /// The reading's place in the journal, rising in the order of receipt.
    public let ordinal: Int64
    /// When it was received, by the daemon's clock; never earlier than that of the reading before it,
    /// unless quarantine has kept this one meanwhile.
    public let receivedAt: Instant
    /// Whether it was sent again on request, so that its receipt says nothing about when it was taken.
    public let isReplayed: Bool

    /// Describes an arrival.
    public init(ordinal: Int64, receivedAt: Instant, isReplayed: Bool = false) {
        self.ordinal = ordinal
        self.receivedAt = receivedAt
        self.isReplayed = isReplayed
    }
}

/// What the core wants done, in this order, with the batch that caused it.
///
/// What is large and rare lies behind a pointer, so that an effect is a few words.
public enum Effect: Hashable, Sendable {
    /// Ask the registers, and tell the answer with `Event.answered`; the reading that is meant waits for it.
    indirect case lookup(RegisterQuestion)
    /// Publish the verdict on a passage, after the commit.
    case verdict(Passage)
    /// Store a passage that is settled.
    case settled(Passage)
    /// Store what a settled passage has become through readings that came late; its verdict was `was`.
    case amended(Passage, was: Verdict)
    /// Store that no weighing has claimed these pictures, by their places in the journal; an amendment may still.
    case unmatched([Int64])
    /// Store and publish an alert.
    indirect case alert(Alert)
    /// Store and publish that an alert has lost its ground.
    indirect case withdrawn(Alert)
    /// Hand something to the case store.
    indirect case toCases(CaseInput)
}

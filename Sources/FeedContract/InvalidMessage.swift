public import Readings

/// What became of a message.
public enum Decoded: Hashable, Sendable {
    /// A valid weighing.
    case weigh(WeighReading)
    /// A valid camera message.
    case camera(CameraReading)
    /// A message to be quarantined.
    case invalid(InvalidMessage)
}

/// Why a message is not valid, and what could be read of it nevertheless.
public struct InvalidMessage: Hashable, Sendable {
    /// What is wrong: at least one fault and at most `FeedLimits.faults`, in the order of the document; an
    /// object's missing members and the repetitions of its unknown ones follow its other faults.
    public var faults: [Fault]
    /// The reading's identity, when `source`, `epoch` and `seq` could be read: the message then counts as received.
    public var identity: ReadingID?
    /// Which station the message is from: its `source`, else its topic; `nil` when neither can be read.
    public var station: Name?
    /// The payload's lane, when it could be read.
    public var lane: Lane?

    /// Makes the verdict on a message.
    public init(faults: [Fault], identity: ReadingID? = nil, station: Name? = nil, lane: Lane? = nil) {
        self.faults = faults
        self.identity = identity
        self.station = station
        self.lane = lane
    }
}

/// One thing that is wrong with a message.
public struct Fault: Hashable, Sendable, CustomStringConvertible {
    /// Where, as a JSON Pointer (RFC 6901); empty for what is no JSON and for a fault of topic or frames. A
    /// missing member has the pointer that it would have.
    public var pointer: String
    /// What is wrong and what is allowed, in English.
    public var reason: String

    /// Makes a fault.
    public init(pointer: String, reason: String) {
        self.pointer = pointer
        self.reason = reason
    }

    /// The fault in one line.
    public var description: String { pointer.isEmpty ? reason : "\(pointer) \(reason)" }
}

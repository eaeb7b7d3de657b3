public import Units

/// Where the readings of a station come from; it lives on the station's thread.
public protocol StationInput {
    /// Gives the session at most so many readings.
    ///
    /// It asks `session.obstacle` before it takes what cannot be given back, and leaves it where it is when there is
    /// one.
    ///
    /// - Returns: whether more is there.
    mutating func feed(_ session: inout StationSession, now: Instant, max: Int) throws(PublishError) -> Supply

    /// Takes note that everything fed is in the spool; at the end of the run it is on disk, whatever the settings say.
    mutating func settle(now: Instant, isLast: Bool) throws(PublishError)

    /// Begins nothing new: the run is to end.
    mutating func finish()

    /// What was read so far.
    var tally: InputTally { get }
}

/// Whether an input has more to give.
public enum Supply: Hashable, Sendable {
    /// More is there now.
    case more
    /// Nothing is there now, or nothing may be taken; ask again.
    case waiting
    /// There will be no more.
    case ended
}

/// What an input has read.
public struct InputTally: Hashable, Sendable {
    /// Weighings and pictures given to the spool, and what their maker meant with them.
    public var messages = Tally()
    /// Lines that hold no valid reading.
    public var rejected = 0
    /// Readings that were in the spool already.
    public var repeated = 0

    /// Nothing read.
    public init() {}
}

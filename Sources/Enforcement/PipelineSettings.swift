public import Units

/// How readings are paired; the configuration's `pairing` and `max_lag`.
public struct PipelineSettings: Hashable, Sendable {
    /// How long before the weighing its picture may be taken.
    public var before: Milliseconds
    /// How long after the weighing its picture may be taken.
    public var after: Milliseconds
    /// How long after it was received an open passage is settled whatever is still missing.
    public var settleAfter: Milliseconds
    /// Least confidence in a plate that may be evidence.
    public var minConfidence: PartsPerMillion
    /// How long ago a live reading may have been taken before its clock is suspect.
    public var maxLag: Milliseconds

    /// How long a trigger links records, by the time of receipt (counters wrap).
    public static let triggerSpan = Milliseconds.seconds(60)
    /// How far a live reading may be ahead of the daemon's clock before its clock is suspect.
    public static let maxLead = Milliseconds.minutes(5)
    /// Open passages kept for a lane; at the bound the oldest is settled at once.
    public static let openPassagesPerLaneMax = 1_000
    /// Unpaired sightings kept for a lane; at the bound the oldest is no longer paired (it stays in the journal).
    public static let looseSightingsPerLaneMax = 1_000
    /// Pictures that decide one passage at most, by trigger and by time each; further ones stay in the journal.
    public static let picturesPerPassageMax = 16
    /// Camera objects that a lane remembers, so that all pictures of one go the same way.
    public static let objectsPerLaneMax = 64
    /// Settled passages that a lane remembers, so that their late pictures are not taken for another vehicle's.
    public static let settledPerLaneMax = 32

    /// Settings with the defaults of the configuration page.
    public init(
        before: Milliseconds = Milliseconds(1_500),
        after: Milliseconds = Milliseconds(4_000),
        settleAfter: Milliseconds = Milliseconds(5_000),
        minConfidence: PartsPerMillion = PartsPerMillion(800_000),
        maxLag: Milliseconds = .hours(24)
    ) {
        self.before = before
        self.after = after
        self.settleAfter = settleAfter
        self.minConfidence = minConfidence
        self.maxLag = maxLag
    }
}

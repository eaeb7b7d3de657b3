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
    /// How far a device's clock may be off, by its heartbeat, by a reading that lies ahead or by two devices' readings of
    /// one vehicle, before it is suspect.
    public static let clockAllowance = Milliseconds.minutes(5)
    /// A live reading received within this span of its instant shows a clock that agrees with the daemon's.
    public static let promptLag = Milliseconds.seconds(5)
    /// How far apart a weighing and a linked picture may be taken where both clocks are known to agree.
    public static let linkedSpan = Milliseconds.seconds(10)
    /// How long a passage waits at most for readings of its lane that are being asked for.
    public static let holesWaitMax = Milliseconds.seconds(60)
    /// Open passages kept for a lane; at the bound the oldest is settled at once.
    public static let openPassagesPerLaneMax = 1_000
    /// Open passages kept in all, so that a city's backlog does not outgrow memory (about 6 kB each); at the bound the one
    /// received first is settled at once, and what comes late amends it.
    public static let openPassagesMax = 15_000
    /// Pictures that decide one passage at most, by trigger and by time each; further ones stay in the journal.
    public static let picturesPerPassageMax = 16
    /// Weighings, and loose pictures, in one pairing window of a lane at most. Where more lie (a clock that stands still,
    /// far more trucks than a road carries), time says nothing: pictures there belong by time to nobody.
    public static let perWindowMax = 64
    /// How long a trigger links nothing after two weighings had it within `triggerSpan`.
    static let standingSpan = Milliseconds.seconds(120)
    /// While no offset was learnt, a picture taken so near to a weighing is taken to be of the same vehicle when it is
    /// asked who was not weighed.
    static let besideSpan = Milliseconds(1_500)
    /// Weighings and loose pictures that are looked for by one trigger at most.
    static let perTriggerMax = 32
    /// Camera objects that a lane remembers, so that all pictures of one go the same way.
    public static let objectsPerLaneMax = 64
    /// Passages remembered of all lanes together, so that late pictures amend them and go to no other vehicle: fewer of
    /// each lane the more lanes there are, within `rememberedPerLane`. What is forgotten is amended no more.
    public static let rememberedMax = 20_000
    /// Passages remembered of one lane; twice as many pictures.
    public static let rememberedPerLane = 8...1_024
    /// Readings that wait for the registers at most; beyond the bound the oldest goes on without an answer.
    public static let waitingForRegistersMax = 1_000
    /// A reading received so long after it was taken may belong to passages that are settled.
    static let lateLag = Milliseconds.seconds(2)
    /// Watched plates that are remembered, so that one truck raises one alert.
    public static let watchedMax = 1_000
    /// What is judged by time waits so much longer for a neighbour's own picture.
    static let rivalLead = Milliseconds.seconds(1)
    /// Settled passages at most that wait to tell of their devices' clocks.
    static let tellingMax = 10_000
    /// Trucks remembered of which it was said that they were not weighed.
    static let accusedMax = 256
    /// A heartbeat may overtake readings by so much: a device counts as having come no farther.
    public static let heartbeatLead = Milliseconds(500)
    /// A truck whose plate paired at the lane so lately has not bypassed its scale: the picture is one more of it.
    public static let sameTruckSpan = Milliseconds.seconds(60)

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

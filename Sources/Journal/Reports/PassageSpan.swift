public import Law
public import Units

/// Which passages are counted: those of some days, as the journal had them some days later.
///
/// A passage counts for the instant at which it was weighed. Where that cannot be right, its device's clock being far off, it
/// counts for the time in which it was stored.
public struct PassageSpan: Hashable, Sendable {
    /// The first instant.
    public var start: Instant
    /// The first instant after it.
    public var end: Instant
    /// How long before its receipt a weighing may have been for its own instant to count, and how long after the end
    /// what is stored is still looked at.
    public var lateMax: Milliseconds
    /// How far ahead of its receipt an instant may lie to count.
    public var aheadMax: Milliseconds

    /// Describes a span.
    public init(start: Instant, end: Instant, lateMax: Milliseconds, aheadMax: Milliseconds) {
        (self.start, self.end, self.lateMax, self.aheadMax) = (start, end, lateMax, aheadMax)
    }
}

/// Passages of one station that came to the same.
public struct PassageGroup: Hashable, Sendable {
    /// The station's id.
    public var station: String
    /// What they came to.
    public var verdict: Verdict
    /// Every reason.
    public var reasons: [Reason]
    /// The truck's plate, its colour, and the day; only where it was asked for by vehicles.
    public var vehicle: Vehicle?
    /// How many.
    public var count: Int
    /// How much they are over the limit together, in kg.
    public var excess: Int

    /// A truck on a day.
    public struct Vehicle: Hashable, Sendable {
        /// The plate; `nil` where none was read.
        public var plate: String?
        /// Its colour.
        public var colour: String?
        /// The day.
        public var day: CivilDate
    }
}

/// Gaps of one station that became known in some days.
public struct GapGroup: Hashable, Sendable {
    /// The station's id.
    public var station: String
    /// How many.
    public var gaps: Int
    /// Of those, how many of which nobody can know how long they are.
    public var openGaps: Int
    /// Readings in the others.
    public var readings: Int
}

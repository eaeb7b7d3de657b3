public import Units

/// How long the journal keeps readings and passages; cases have their own copy of what they rest on.
public struct ReadingsBounds: Hashable, Sendable {
    /// How long after its receipt a reading is kept.
    public var ageMax: Milliseconds

    /// What applies where the configuration says nothing: two years, as long as a case may still be asked about.
    public static let byDefault = ReadingsBounds(days: 731)

    /// Days as the configuration has them.
    public init(days: Int) {
        ageMax = Milliseconds.hours(Int64(days) * 24)
    }
}

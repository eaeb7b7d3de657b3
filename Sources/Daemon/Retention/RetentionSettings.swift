public import CaseStore
public import Journal

/// `retention` of the configuration: how long what is kept.
public struct RetentionSettings: Hashable, Sendable {
    /// Readings and passages of the journal.
    public var readings = ReadingsBounds.byDefault
    /// What cases say of people.
    public var cases = CaseRetention.byDefault

    /// Days that may be given: up to a century.
    private static let daysRange = 1...36_500

    /// Reads the key; what is not given stays as it is by default.
    init(_ node: ConfigurationNode?) {
        _ = node?.mapping { keys in
            if let days = keys.optional("readings_days")?.integer(in: RetentionSettings.daysRange) {
                readings = ReadingsBounds(days: days)
            }
            if let days = keys.optional("dropped_cases_days")?.integer(in: RetentionSettings.daysRange) {
                cases.dropped = CaseRetention.days(days)
            }
            if let days = keys.optional("closed_cases_days")?.integer(in: RetentionSettings.daysRange) {
                cases.closed = CaseRetention.days(days)
            }
        }
    }
}

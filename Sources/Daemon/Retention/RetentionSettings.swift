public import CaseStore
public import Journal
public import Units

/// `retention` of the configuration: how long what is kept.
public struct RetentionSettings: Hashable, Sendable {
    /// Readings and passages of the journal.
    public var readings = ReadingsBounds.byDefault
    /// What cases say of people.
    public var cases = CaseRetention.byDefault
    /// The audit of who looked at which case: five years unless said otherwise.
    public var audit = CaseRetention.days(1_826)

    /// Days that may be given: up to a century.
    private static let daysRange = 1...36_500
    /// Of the audit half a year at least, which is what the Cybersecurity Law (网络安全法) asks of logs.
    private static let auditDaysRange = 183...36_500

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
            if let days = keys.optional("audit_days")?.integer(in: RetentionSettings.auditDaysRange) {
                audit = CaseRetention.days(days)
            }
        }
    }
}

/// Lets a few reports through in a span of time and counts the rest, so that a flood of strangers does not become a
/// flood of log lines.
public struct ReportLimit {
    /// Reports let through in one span.
    public static let reportsMax = 10
    /// The span.
    public static let span = Duration.seconds(10)

    private var spanEnd: ContinuousClock.Instant?
    private var reports = 0
    private var withheld = 0

    /// Nothing reported yet.
    public init() {}

    /// Asks for leave to report.
    ///
    /// - Returns: how many reports were withheld since the last one; nil when this one is to be withheld as well.
    public mutating func admit(at now: ContinuousClock.Instant) -> Int? {
        if spanEnd.map({ now >= $0 }) ?? true {
            spanEnd = now.advanced(by: ReportLimit.span)
            reports = 0
        }
        guard reports < ReportLimit.reportsMax else {
            withheld += 1
            return nil
        }
        reports += 1
        defer { withheld = 0 }
        return withheld
    }
}

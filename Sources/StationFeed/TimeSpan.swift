public import Units

/// A span of time as it is written on the command line: `250ms`, `30s`, `5m`, `20h`.
public struct TimeSpan: Hashable, Sendable {
    /// The span.
    public let length: Milliseconds

    /// The longest that can be written.
    static let hoursMax: Int64 = 24 * 366

    /// Takes a span as it is.
    public init(_ length: Milliseconds) {
        self.length = length
    }

    /// Reads a whole number and its unit.
    ///
    /// - Returns: `nil` for any other text, and for more than a year.
    public init?(_ text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, digits.count <= 12, let count = Int64(digits) else { return nil }
        let unit: Int64
        switch text.dropFirst(digits.count) {
        case "ms": unit = 1
        case "s": unit = 1_000
        case "m": unit = 60_000
        case "h": unit = 3_600_000
        default: return nil
        }
        guard count <= TimeSpan.hoursMax * 3_600_000 / unit else { return nil }
        length = Milliseconds(count * unit)
    }

    /// Whether the span is longer than nothing.
    public var isPositive: Bool { length > .zero }
}

extension Milliseconds {
    /// The longest span that can be written: a year.
    private static let writtenMax = Milliseconds.hours(24 * 366)

    /// Reads a span as configuration files and command lines write it, a whole number and its unit: `250ms`, `30s`,
    /// `5m`, `20h`.
    ///
    /// - Returns: `nil` for any other text, and for more than a year.
    public init?(text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, digits.count <= 12, let count = Int64(digits) else { return nil }
        let unit: Milliseconds
        switch text.dropFirst(digits.count) {
        case "ms": unit = Milliseconds(1)
        case "s": unit = .seconds(1)
        case "m": unit = .minutes(1)
        case "h": unit = .hours(1)
        default: return nil
        }
        guard count <= Milliseconds.writtenMax.rawValue / unit.rawValue else { return nil }
        self.init(count * unit.rawValue)
    }
}

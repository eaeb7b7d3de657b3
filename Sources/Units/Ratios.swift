/// A ratio in parts per ten thousand (0.01 %): excess ratios, instrument errors, legal percentages.
public struct PartsPerTenThousand: RawRepresentable, Hashable, Comparable, Codable, Sendable {
    /// The number of ten-thousandths.
    public let rawValue: Int

    /// Makes a ratio of `rawValue` ten-thousandths.
    public init(_ rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Makes the value from its number; the same as without a label.
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// The whole: 100 %.
    public static let one = PartsPerTenThousand(10_000)

    /// Orders by size.
    public static func < (left: PartsPerTenThousand, right: PartsPerTenThousand) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The difference of two ratios.
    public static func - (left: PartsPerTenThousand, right: PartsPerTenThousand) -> PartsPerTenThousand {
        PartsPerTenThousand(left.rawValue - right.rawValue)
    }

    /// The ratio as a percentage with two decimals, as columns of figures have it: `4.80`.
    public var fixedPercentText: String {
        let hundredths = padded(Int(rawValue.magnitude % 100), to: 2)
        return "\(rawValue < 0 ? "-" : "")\(rawValue.magnitude / 100).\(hundredths)"
    }

    /// The ratio as a percentage without needless zeros: `5`, `12.34`.
    public var percentText: String { decimalText(rawValue, decimals: 2) }
}

/// A ratio in parts per thousand: the left/right imbalance of a weighing.
public struct PartsPerThousand: RawRepresentable, Hashable, Comparable, Codable, Sendable {
    /// The number of thousandths.
    public let rawValue: Int

    /// Makes a ratio of `rawValue` thousandths.
    public init(_ rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Makes the value from its number; the same as without a label.
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Orders by size.
    public static func < (left: PartsPerThousand, right: PartsPerThousand) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// A ratio in parts per million: a recogniser's confidence, 0…1 on the wire.
public struct PartsPerMillion: RawRepresentable, Hashable, Comparable, Codable, Sendable {
    /// The number of millionths.
    public let rawValue: Int

    /// Makes a ratio of `rawValue` millionths.
    @inlinable
    public init(_ rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Makes the value from its number; the same as without a label.
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Orders by size.
    @inlinable
    public static func < (left: PartsPerMillion, right: PartsPerMillion) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The ratio as a decimal fraction without needless zeros: `0.93`, `1`.
    public var fractionText: String { decimalText(rawValue, decimals: 6) }
}

/// `value` divided by ten to the power of `decimals`, written without an exponent and without trailing zeros.
package func decimalText(_ value: Int, decimals: Int) -> String {
    var digits = String(value.magnitude)
    digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    var fraction = digits.suffix(decimals)
    while fraction.last == "0" { fraction.removeLast() }
    let sign = value < 0 ? "-" : ""
    return sign + digits.dropLast(decimals) + (fraction.isEmpty ? "" : "." + fraction)
}

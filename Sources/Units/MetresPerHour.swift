/// A speed in whole metres per hour: the wire's km/h with three decimals, as an integer.
///
/// Speeds decide whether an instrument was inside its verified range, so they are compared as integers like
/// every other figure a court may ask about.
public struct MetresPerHour: RawRepresentable, Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    /// The speed in m/h.
    public let rawValue: Int

    /// Makes a speed of `rawValue` m/h.
    @inlinable
    public init(_ rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Makes a speed from whole kilometres per hour.
    public init(kilometresPerHour: Int) {
        self.init(kilometresPerHour * 1_000)
    }

    /// Makes the value from its number; the same as without a label.
    @inlinable
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Orders by speed.
    @inlinable
    public static func < (left: MetresPerHour, right: MetresPerHour) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The speed in km/h as the wire writes it, without needless zeros: `72`, `72.5`.
    public var kilometresPerHourText: String { decimalText(rawValue, decimals: 3) }

    /// The speed in words, `72.5 km/h`.
    public var description: String { "\(kilometresPerHourText) km/h" }
}

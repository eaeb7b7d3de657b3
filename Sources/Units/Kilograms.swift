/// A mass in whole kilograms; masses on the wire, in the law and in the store are never fractions.
///
/// The range is that of `Int`; the feed contract bounds what may arrive (gross 0…500 000 kg), so sums of
/// masses cannot overflow.
public struct Kilograms: RawRepresentable, Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    /// The mass in kg.
    public let rawValue: Int

    /// Makes a mass of `rawValue` kg.
    @inlinable
    public init(_ rawValue: Int) {
        self.rawValue = rawValue
    }

    /// No mass.
    public static let zero = Kilograms(0)

    /// Makes the value from its number; the same as without a label.
    @inlinable
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Orders by mass.
    @inlinable
    public static func < (left: Kilograms, right: Kilograms) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The sum of two masses.
    @inlinable
    public static func + (left: Kilograms, right: Kilograms) -> Kilograms {
        Kilograms(left.rawValue + right.rawValue)
    }

    /// The difference of two masses; negative when `right` is the greater.
    @inlinable
    public static func - (left: Kilograms, right: Kilograms) -> Kilograms {
        Kilograms(left.rawValue - right.rawValue)
    }

    /// The part of this mass that `share` names, floored to whole kilograms.
    public func floored(times share: PartsPerTenThousand) -> Kilograms {
        Kilograms((rawValue * share.rawValue).dividedDown(by: 10_000))
    }

    /// What part of `whole` this mass is, in parts per ten thousand, cut (never rounded up).
    ///
    /// - Returns: `nil` when `whole` is not a positive mass.
    public func ratio(to whole: Kilograms) -> PartsPerTenThousand? {
        guard whole.rawValue > 0 else { return nil }
        return PartsPerTenThousand((rawValue * 10_000).dividedDown(by: whole.rawValue))
    }

    /// The mass in words, `52300 kg`.
    public var description: String { "\(rawValue) kg" }
}

extension Int {
    /// The quotient rounded towards negative infinity; Swift's `/` rounds towards zero.
    package func dividedDown(by divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor != 0 && (self < 0) != (divisor < 0) ? quotient - 1 : quotient
    }
}

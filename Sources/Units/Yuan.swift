/// An amount of money in whole yuan; the fines of the law have no fractions.
public struct Yuan: RawRepresentable, Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    /// The amount in yuan.
    public let rawValue: Int

    /// Makes an amount of `rawValue` yuan.
    @inlinable
    public init(_ rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Makes the value from its number; the same as without a label.
    @inlinable
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// No money.
    public static let zero = Yuan(0)

    /// Orders by amount.
    @inlinable
    public static func < (left: Yuan, right: Yuan) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The sum of two amounts.
    @inlinable
    public static func + (left: Yuan, right: Yuan) -> Yuan {
        Yuan(left.rawValue + right.rawValue)
    }

    /// So many times an amount.
    @inlinable
    public static func * (count: Int, amount: Yuan) -> Yuan {
        Yuan(count * amount.rawValue)
    }

    /// The amount in words, `3000 yuan`.
    public var description: String { "\(rawValue) yuan" }
}

/// A length in whole millimetres, as spacings and vehicle dimensions are given on the wire.
public struct Millimetres: RawRepresentable, Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    /// The length in mm.
    public let rawValue: Int

    /// Makes a length of `rawValue` mm.
    @inlinable
    public init(_ rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Makes the value from its number; the same as without a label.
    @inlinable
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Orders by length.
    @inlinable
    public static func < (left: Millimetres, right: Millimetres) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The length in words, `3300 mm`.
    public var description: String { "\(rawValue) mm" }
}

public import Units

/// What recorded masses are multiplied by, a decimal number held exactly: 1.6 has no exact binary fraction, and a
/// kilogram decides.
public struct MassScale: Hashable, Sendable {
    private let numerator: Int
    private let denominator: Int

    /// Masses as they are.
    public static let one = MassScale(numerator: 1, denominator: 1)

    private init(numerator: Int, denominator: Int) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// Reads `1.6`: digits, with up to six decimals, greater than 0 and at most 100.
    ///
    /// - Returns: `nil` for any other text.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy(MassScale.isDigits) else { return nil }
        let decimals = parts.count == 2 ? parts[1] : ""
        guard parts[0].count <= 3, decimals.count <= 6, var numerator = Int(parts[0] + decimals) else { return nil }
        var denominator = decimals.reduce(1) { product, _ in product * 10 }
        while denominator > 1, numerator % 10 == 0 {
            numerator /= 10
            denominator /= 10
        }
        guard numerator > 0, numerator <= 100 * denominator else { return nil }
        self.init(numerator: numerator, denominator: denominator)
    }

    /// A mass times the scale, cut to whole kilograms.
    public func floored(_ mass: Kilograms) -> Kilograms {
        Kilograms(mass.rawValue * numerator / denominator)
    }

    /// The same for equal scales however they were written, as `16/10`.
    var canonicalText: String { "\(numerator)/\(denominator)" }

    private static func isDigits(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

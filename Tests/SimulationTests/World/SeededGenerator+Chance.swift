import Foundation
import TestSupport

extension SeededGenerator {
    /// A generator of its own for one part of the world, so that a change in one part leaves the others as they are.
    init(seed: UInt64, part: UInt64) {
        self.init(seed: seed &* 1_000_003 &+ part &* 7_919)
    }

    /// True in so many cases of one.
    mutating func chance(_ share: Double) -> Bool { unit() < share }

    /// Evenly 0 ..< 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Evenly from a range.
    mutating func even(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + unit() * (range.upperBound - range.lowerBound)
    }

    /// Normally distributed about 0.
    mutating func normal(_ sigma: Double) -> Double {
        sigma * (-2 * log(1 - unit())).squareRoot() * cos(2 * .pi * unit())
    }

    /// Log-normally distributed.
    mutating func logNormal(median: Double, sigma: Double) -> Double { median * exp(normal(sigma)) }
}

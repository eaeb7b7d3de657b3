import Foundation

/// SplitMix64: a generator whose whole run follows from its seed, so that a failure can be repeated.
public struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    /// Starts a run.
    public init(seed: UInt64) {
        state = seed
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// A number of a range.
    public mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// True once in `times`.
    public mutating func once(in times: Int) -> Bool { int(1...times) == 1 }

    /// One of some values, of which there must be one.
    public mutating func pick<Value>(_ values: [Value]) -> Value { values[int(0...(values.count - 1))] }
}

/// The seeds of property tests: so many in CI, and those of `ZHICHAO_SEEDS` (`7,11,100-2000`) in a long run.
public enum Seeds {
    /// The seeds of a run.
    public static func run(ci count: UInt64) -> [UInt64] {
        guard let text = ProcessInfo.processInfo.environment["ZHICHAO_SEEDS"] else { return Array(1...count) }
        return text.split(separator: ",").flatMap { part -> [UInt64] in
            let bounds = part.split(separator: "-").compactMap { UInt64($0) }
            guard let first = bounds.first, let last = bounds.last, first <= last else { return [] }
            return Array(first...last)
        }
    }
}

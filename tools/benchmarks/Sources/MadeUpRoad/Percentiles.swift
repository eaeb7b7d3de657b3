/// How long something took, most of the times.
public struct Percentiles: CustomStringConvertible {
    private let sorted: [Duration]

    /// Sorts what was measured.
    public init(_ times: [Duration]) { sorted = times.sorted() }

    /// p50, p99 and p99.9 in whole µs; -1 where nothing was measured.
    public var description: String { "\(at(0.5)) \(at(0.99)) \(at(0.999))" }

    private func at(_ share: Double) -> Int {
        guard !sorted.isEmpty else { return -1 }
        return Int(sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] / .microseconds(1))
    }
}

/// Durations counted in fixed classes, as Prometheus has them.
struct Histogram: Sendable {
    /// The classes' upper bounds in seconds, ascending.
    let bounds: [Double]
    private(set) var counts: [Int]
    private(set) var sum = 0.0
    private(set) var count = 0

    init(_ bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count)
    }

    mutating func note(_ duration: Duration) {
        let parts = duration.components
        let seconds = Double(parts.seconds) + Double(parts.attoseconds) / 1e18
        sum += seconds
        count += 1
        if let index = bounds.firstIndex(where: { seconds <= $0 }) { counts[index] += 1 }
    }
}

import Glibc
import Units

/// When vehicles come: a Poisson process, in microseconds since the traffic began.
struct Arrivals: Sendable {
    private let perMicrosecond: Double
    private let endMicroseconds: Int64
    /// When the next vehicle comes; `nil` when the traffic has ended.
    private(set) var nextMicroseconds: Int64?

    /// Without a length the traffic goes on for as long as a clock can count.
    init(perSecond rate: Double, length: Milliseconds?, _ random: inout SplitMix64) {
        perMicrosecond = rate / 1_000_000
        endMicroseconds = length.map { $0.rawValue * 1_000 } ?? .max
        nextMicroseconds = 0
        step(&random)
    }

    /// Goes on to the next vehicle.
    mutating func step(_ random: inout SplitMix64) {
        guard let last = nextMicroseconds else { return }
        let gap = min(-log(random.fraction()) / perMicrosecond, 1e15)
        let (next, overflow) = last.addingReportingOverflow(Int64(gap))
        nextMicroseconds = overflow || next >= endMicroseconds ? nil : next
    }

    /// Lets nobody come any more.
    mutating func end() {
        nextMicroseconds = nil
    }
}

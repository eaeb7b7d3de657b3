/// The end of a wait, kept as a moment so that a call restarted after a signal does not wait anew.
struct Deadline {
    private let end: ContinuousClock.Instant?

    /// Creates the moment `milliseconds` from now; nil is no end, negative is now.
    init(milliseconds: Int?) {
        end = milliseconds.map { .now.advanced(by: .milliseconds($0.clamped(to: 0...Deadline.millisecondsMax))) }
    }

    /// What is left as libzmq wants it: milliseconds rounded up, so that a wait never spins at 0, or -1 for no end.
    var remainingMilliseconds: Int {
        guard let end else { return -1 }
        let left = ContinuousClock.now.duration(to: end)
        guard left > .zero else { return 0 }
        let (seconds, attoseconds) = left.components
        return Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }

    /// The longest wait with an end, a day: it fits libzmq's 32-bit timeouts with room to spare.
    static let millisecondsMax = 86_400_000
}

extension Int {
    func clamped(to range: ClosedRange<Int>) -> Int {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}

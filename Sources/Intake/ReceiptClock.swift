import Units

/// The time of receipt: the system's clock, but never running backwards.
///
/// When the system's clock is set back, this one goes on at half speed until it has been caught up with, so that
/// passages still settle by time.
struct ReceiptClock {
    private let system: () -> Instant
    private var last: Instant
    private var measured: ContinuousClock.Instant

    init(_ system: @escaping () -> Instant) {
        self.system = system
        last = system()
        measured = .now
    }

    mutating func now() -> Instant {
        let elapsed = (ContinuousClock.now - measured) / .milliseconds(1)
        let instant = system()
        if instant >= last {
            (last, measured) = (instant, .now)
        } else if elapsed >= 2 {
            (last, measured) = (last + Milliseconds(Int64(elapsed / 2)), .now)
        }
        return last
    }
}

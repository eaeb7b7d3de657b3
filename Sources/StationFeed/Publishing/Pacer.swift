import Glibc
import Units

/// Tells how long to wait before the next message, by a clock that nobody sets.
struct Pacer {
    private let pacing: Pacing
    /// The wall-clock time at `begun`, from which live messages count.
    private let start: Instant
    private let begun = ContinuousClock.now

    init(_ pacing: Pacing, start: Instant) {
        self.pacing = pacing
        self.start = start
    }

    /// What is left until a message is due; not positive when it is.
    func remaining(until at: Instant, sent: Int) -> Duration {
        switch pacing {
        case .fullSpeed: .zero
        case .live: remaining(from: .milliseconds((at - start).rawValue))
        case .perSecond(let rate): remaining(from: .seconds(Double(sent) / rate))
        }
    }

    private func remaining(from offset: Duration) -> Duration {
        offset - begun.duration(to: .now)
    }

    /// Sleeps, but not longer than it may take to notice a request to stop.
    static func sleep(atMost duration: Duration) {
        let longest = Duration.milliseconds(50)
        var rest = timespec(min(duration, longest))
        // A signal ends it early, and the caller looks again at what is left.
        nanosleep(&rest, nil)
    }
}

extension timespec {
    fileprivate init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self.init(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
    }
}

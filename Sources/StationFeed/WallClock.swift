import Glibc
import Units

/// The system's clock, the only one of the station side; what needs the time is told it from here.
enum WallClock {
    /// The time now.
    static var now: Instant {
        var time = timespec()
        // It cannot fail for this clock.
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(millisecondsSince1970: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

import Glibc
public import Units

/// The daemon's clock: the one place where the time of day is read.
public enum SystemClock {
    /// The present instant, to the millisecond.
    public static func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(millisecondsSince1970: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

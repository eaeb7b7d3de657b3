import Foundation
public import Units

/// The daemon's clock: the one place where the time of day is read.
public enum SystemClock {
    /// The present instant, to the millisecond.
    ///
    /// By way of `Date`: once swift-nio is imported anywhere in a module, the compiler takes the C library's `timespec`
    /// for swift-nio's and refuses its members elsewhere.
    public static func now() -> Instant {
        Instant(millisecondsSince1970: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)))
    }
}

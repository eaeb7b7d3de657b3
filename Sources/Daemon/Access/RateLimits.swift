import Synchronization

/// How often each token may ask: a bucket that fills steadily.
///
/// Bounded by the number of tokens; one that is revoked is forgotten with the next restart.
final class RateLimits: Sendable {
    /// Requests a second in the long run, and how many may come at once.
    struct Rate: Hashable, Sendable {
        var perSecond: Int
        var burst: Int

        static let byDefault = Rate(perSecond: 50, burst: 200)
    }

    private struct Bucket {
        var tokens: Double
        var filledAt: ContinuousClock.Instant
    }

    private let rate: Rate
    private let buckets = Mutex<[String: Bucket]>([:])

    init(_ rate: Rate) { self.rate = rate }

    /// Takes one request out of a token's bucket.
    ///
    /// - Returns: seconds to wait; `nil` when the request may go on.
    func take(_ id: String, at now: ContinuousClock.Instant = .now) -> Int? {
        buckets.withLock { buckets in
            var bucket = buckets[id] ?? Bucket(tokens: Double(rate.burst), filledAt: now)
            let passed = (now - bucket.filledAt).components
            let seconds = Double(passed.seconds) + Double(passed.attoseconds) / 1e18
            bucket.tokens = min(Double(rate.burst), bucket.tokens + max(0, seconds) * Double(rate.perSecond))
            bucket.filledAt = now
            let isEnough = bucket.tokens >= 1
            if isEnough { bucket.tokens -= 1 }
            buckets[id] = bucket
            return isEnough ? nil : Int(((1 - bucket.tokens) / Double(rate.perSecond)).rounded(.up))
        }
    }
}

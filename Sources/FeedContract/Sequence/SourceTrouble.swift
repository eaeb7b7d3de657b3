public import Readings
public import Units

/// What somebody should know of a source.
public enum SourceTrouble: Hashable, Sendable {
    /// Readings are lost for good: how many, and the first of them.
    case lost(count: UInt64, first: ReadingID, reason: Gap.Reason)
    /// A new start of the device gives out `seq` that are settled already.
    case seqReused(epoch: UInt64, next: UInt64, settled: UInt64)
    /// Two devices speak under its name.
    case duplicate
    /// Nothing was heard of it for `SourceSession.silentAfter`.
    case silent(since: Instant)
    /// It is heard again.
    case heardAgain(silentSince: Instant)
}

/// Losses that were not told of yet, so that a thousand of them are one message.
struct Losses: Sendable {
    private var first: ReadingID?
    private var reason = Gap.Reason.lost
    private var count: UInt64 = 0
    private var toldAt: Instant?

    /// Losses are told of at most so often a source.
    private static let interval = Milliseconds.seconds(1)

    mutating func add(_ lost: UInt64, first id: ReadingID, _ reason: Gap.Reason) {
        guard lost > 0 else { return }
        if first == nil { (first, self.reason) = (id, reason) }
        count += lost
    }

    mutating func take(at now: Instant) -> SourceTrouble? {
        guard let first, toldAt.map({ now - $0 >= Losses.interval || now < $0 }) ?? true else { return nil }
        defer { (self.first, count, toldAt) = (nil, 0, now) }
        return .lost(count: count, first: first, reason: reason)
    }
}

/// How many readings a source may send: a bucket that fills at its rate and holds two seconds of it.
struct Allowance: Sendable {
    let perSecond: Int64
    /// In thousandths of a reading.
    private var left: Int64
    private var filledAt: Instant
    private var exceededAt: Instant?
    private var toldAt: Instant?

    init(perSecond: Int, at now: Instant) {
        self.perSecond = Int64(perSecond)
        left = Int64(perSecond) * 2_000
        filledAt = now
    }

    mutating func take(at now: Instant) -> Bool {
        if now != filledAt {
            let elapsed = min(max(0, (now - filledAt).rawValue), 2_000)
            left = min(perSecond * 2_000, left + perSecond * elapsed)
            filledAt = now
        }
        guard left >= 1_000 else {
            exceededAt = now
            return false
        }
        left -= 1_000
        return true
    }

    mutating func isToBeTold(at now: Instant) -> Bool {
        guard exceededAt == now, toldAt.map({ now - $0 >= .seconds(1) }) ?? true else { return false }
        toldAt = now
        return true
    }
}

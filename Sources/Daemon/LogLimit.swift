import Synchronization

/// Keeps an event that repeats from flooding the log: of each, so many lines in a span of time are written, the rest are
/// counted, and their number is told.
///
/// An event is its message with its level: what differs from line to line stands in the metadata. The table is bounded; an
/// event that finds no room in it is written.
final class LogLimit: Sendable {
    /// Lines of one event that are written in one span.
    static let linesMax = 20
    /// The span.
    static let span = Duration.seconds(10)
    /// Events that are remembered.
    static let eventsMax = 256

    /// The program's own.
    static let shared = LogLimit()

    private struct Entry {
        var end: ContinuousClock.Instant
        var lines = 0
        var suppressed = 0
    }

    private let entries = Mutex<[String: Entry]>([:])
    private let now: @Sendable () -> ContinuousClock.Instant
    private let write: @Sendable (String) -> Void

    /// - Parameters:
    ///   - now: the clock.
    ///   - write: takes the line that tells how many were left out of an event that does not come any more.
    init(
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
        write: @escaping @Sendable (String) -> Void = { LogLines.standardError.notice($0) }
    ) {
        self.now = now
        self.write = write
    }

    /// Asks for leave to write a line of an event.
    ///
    /// - Returns: how many lines of it were left out since the last one; `nil` when this one is to be left out, too.
    func admit(_ event: String) -> Int? {
        let now = now()
        return entries.withLock { entries in
            guard var entry = entries[event] ?? LogLimit.room(for: Entry(end: now + LogLimit.span), in: &entries, now)
            else { return 0 }
            defer { entries[event] = entry }
            if now >= entry.end { (entry.end, entry.lines) = (now + LogLimit.span, 0) }
            guard entry.lines < LogLimit.linesMax else {
                entry.suppressed += 1
                return nil
            }
            entry.lines += 1
            defer { entry.suppressed = 0 }
            return entry.suppressed
        }
    }

    private static func room(
        for entry: Entry,
        in entries: inout [String: Entry],
        _ now: ContinuousClock.Instant
    ) -> Entry? {
        if entries.count < eventsMax { return entry }
        // What is over and told needs no memory.
        entries = entries.filter { $0.value.end > now || $0.value.suppressed > 0 }
        return entries.count < eventsMax ? entry : nil
    }

    /// Tells what was left out of events whose span is over; to be called now and then.
    func tellSuppressed() {
        let now = now()
        let over = entries.withLock { entries in
            let over = entries.filter { now >= $0.value.end && $0.value.suppressed > 0 }.map {
                ($0.key, $0.value.suppressed)
            }
            for (event, _) in over { entries[event] = nil }
            return over
        }
        for (event, count) in over.sorted(by: { $0.0 < $1.0 }) {
            write("\(count) more lines were left out of: \(event)")
        }
    }
}

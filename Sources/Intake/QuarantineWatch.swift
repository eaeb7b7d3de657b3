import Foundation
import GRDB
import Journal
import Logging
import Units

/// Keeps the quarantine within its bounds, on the thread that commits, and says so before and when a message goes.
struct QuarantineWatch: Sendable {
    /// How often it is looked at while nothing is committed.
    static let interval: TimeInterval = 60
    /// A warning is repeated at most so often.
    private static let warningInterval = Milliseconds.hours(24)
    /// Transactions of one look at most: a stop does not wait for more.
    private static let trimsMax = 100

    let bounds: QuarantineBounds
    let logger: Logger
    let now: @Sendable () -> Instant
    private var warnedAt: Instant?
    private var oldestLookedAt: Instant?
    private var isFailing = false

    init(bounds: QuarantineBounds, logger: Logger, now: @escaping @Sendable () -> Instant) {
        self.bounds = bounds
        self.logger = logger
        self.now = now
    }

    /// Deletes what has to go, and warns of what soon has to.
    ///
    /// - Parameter isIdle: whether nobody waits for a commit; as long as that is so, all of it is done at once.
    /// - Throws: that the journal is damaged. A disk that refuses is tried again with the next look.
    mutating func look(at journal: JournalWriter, isIdle: () -> Bool) throws {
        let instant = now()
        do {
            try trim(journal, at: instant, isIdle)
            try warn(journal, at: instant)
            isFailing = false
        } catch let error as DatabaseError {
            if !isFailing {
                logger.error("quarantine cannot be kept within its bounds for now", metadata: ["error": "\(error)"])
            }
            isFailing = true
        }
    }

    private func trim(_ journal: JournalWriter, at instant: Instant, _ isIdle: () -> Bool) throws {
        var whole = QuarantineTrim()
        for round in 0..<QuarantineWatch.trimsMax {
            // Within its size always; the rest can wait.
            guard round == 0 || journal.quarantine.bytes > bounds.bytesMax || isIdle() else { break }
            guard let part = try journal.trimQuarantine(to: bounds, at: instant) else { break }
            whole.add(part)
            if !part.isPartial { break }
        }
        say(whole)
    }

    private func say(_ trim: QuarantineTrim) {
        if let span = trim.span {
            logger.error(
                "quarantine: messages that nobody has mended went for its size or age, and are lost",
                metadata: [
                    "messages": "\(trim.waiting)", "received_from": "\(span.lowerBound)",
                    "received_to": "\(span.upperBound)", "max_mb": "\(bounds.bytesMax >> 20)",
                    "max_days": "\(bounds.days)",
                ]
            )
        }
        if trim.released > 0 {
            logger.info("quarantine: messages that a retry had taken went", metadata: ["messages": "\(trim.released)"])
        }
    }

    private mutating func warn(_ journal: JournalWriter, at instant: Instant) throws {
        guard warnedAt.map({ instant - $0 >= QuarantineWatch.warningInterval }) ?? true else { return }
        // Its size is known; its age takes a look into the file.
        let isFull = bounds.isNearlyFull(bytes: journal.quarantine.bytes)
        guard isFull || isAgeDue(at: instant) else { return }
        oldestLookedAt = instant
        guard let oldest = try journal.oldestInQuarantine() else { return }
        guard isFull || bounds.isNearlyTooOld(oldest, at: instant) else { return }
        warnedAt = instant
        logger.warning(
            "quarantine: messages will soon be lost for its size or age; mend them and retry, or raise its bounds",
            metadata: [
                "mb": "\(journal.quarantine.bytes >> 20)", "max_mb": "\(bounds.bytesMax >> 20)",
                "oldest": "\(oldest)", "oldest_goes": "\(oldest + bounds.ageMax)",
            ]
        )
    }

    private func isAgeDue(at instant: Instant) -> Bool {
        oldestLookedAt.map { (instant - $0).magnitude >= Milliseconds(Int64(QuarantineWatch.interval * 1_000)) } ?? true
    }
}

import GRDB
import Journal
import Logging
import Units

/// Deletes readings whose time is over, on the thread that commits, while nobody waits for a commit.
struct ReadingsWatch: Sendable {
    /// How often it is looked at.
    private static let interval = Milliseconds.minutes(1)
    /// Transactions of one look at most: a stop does not wait for more.
    private static let trimsMax = 100

    let bounds: ReadingsBounds
    let logger: Logger
    let now: @Sendable () -> Instant
    private var lookedAt: Instant?
    private var isFailing = false

    init(bounds: ReadingsBounds, logger: Logger, now: @escaping @Sendable () -> Instant) {
        self.bounds = bounds
        self.logger = logger
        self.now = now
    }

    /// Deletes what has to go.
    ///
    /// - Parameter isIdle: whether nobody waits for a commit.
    /// - Throws: that the journal is damaged. A disk that refuses is tried again with the next look.
    mutating func look(at journal: JournalWriter, isIdle: () -> Bool) throws {
        let instant = now()
        guard lookedAt.map({ (instant - $0).magnitude >= ReadingsWatch.interval }) ?? true, isIdle() else { return }
        lookedAt = instant
        var count = 0
        do {
            for _ in 0..<ReadingsWatch.trimsMax where isIdle() {
                let trimmed = try journal.trimReadings(to: bounds, at: instant)
                count += trimmed
                if trimmed == 0 { break }
            }
            isFailing = false
        } catch let error as DatabaseError {
            if !isFailing {
                logger.error("journal: readings whose time is over cannot be deleted", metadata: ["error": "\(error)"])
            }
            isFailing = true
        }
        if count > 0 {
            logger.info("journal: readings whose time was over went", metadata: ["readings": "\(count)"])
        }
    }
}

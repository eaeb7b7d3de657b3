import DequeModule
public import FeedContract
public import Journal
public import Readings

/// What has become of a message in quarantine that was tried again.
public struct RetriedMessage: Hashable, Sendable {
    /// Its number.
    public let id: Int64
    /// What has become of it.
    public let outcome: Outcome

    /// What a retry can come to.
    public enum Outcome: Hashable, Sendable {
        /// It is a reading now.
        case committed(ReadingID)
        /// Another copy of the reading had been stored, so it is resolved.
        case duplicate(ReadingID)
        /// It is not valid yet; it stays.
        case stillInvalid([Fault])
        /// Its source has too many holes, or the disk refuses; it stays, to be tried again later.
        case notTaken
        /// An earlier retry has taken it.
        case releasedBefore(QuarantineChange.Release)
        /// Another retry of it is under way.
        case underWay
        /// There is none of this number, or no more.
        case notFound
    }

    /// Describes an outcome.
    public init(id: Int64, outcome: Outcome) {
        (self.id, self.outcome) = (id, outcome)
    }
}

/// The answer to who has asked for a retry: given once, and `nil` when it goes without having been.
final class RetryAnswer: Sendable {
    private let give: Monitor<(@Sendable ([RetriedMessage]?) -> Void)?>

    init(_ give: @escaping @Sendable ([RetriedMessage]?) -> Void) { self.give = Monitor(give) }

    deinit { self(nil) }

    func callAsFunction(_ outcomes: [RetriedMessage]?) {
        let give = give.withLock { give in
            defer { give = nil }
            return give
        }
        give?(outcomes)
    }
}

/// The retries whose outcome is not on disk yet: until then nobody is answered, and no message is taken once more.
struct RetryLedger {
    private struct Part {
        var ids: [Int64] = []
        var answers: [(RetryAnswer, [RetriedMessage])] = []
    }

    /// Messages that are in a batch that is not committed.
    private var inFlight: Set<Int64> = []
    /// Those of the batch that is being filled, and of each that was handed over.
    private var open = Part()
    private var handedOver: Deque<Part> = []

    func isInFlight(_ id: Int64) -> Bool { inFlight.contains(id) }

    /// Notes a message that the batch takes out of quarantine.
    mutating func add(_ id: Int64) {
        inFlight.insert(id)
        open.ids.append(id)
    }

    /// Answers once the batch is committed.
    mutating func answer(_ answer: RetryAnswer, _ outcomes: [RetriedMessage]) {
        open.answers.append((answer, outcomes))
    }

    /// Answers those who wait for a batch that holds nothing.
    mutating func answerAtOnce() {
        for (answer, outcomes) in open.answers { answer(outcomes) }
        open.answers = []
    }

    /// Notes that the batch was handed over.
    mutating func handOver() {
        handedOver.append(open)
        open = Part()
    }

    /// Notes that the first batch handed over is committed.
    mutating func committed() {
        guard let part = handedOver.popFirst() else { return }
        inFlight.subtract(part.ids)
        for (answer, outcomes) in part.answers { answer(outcomes) }
    }
}

public import FeedContract
import Intake
import Readings

/// What a retry of messages in quarantine has come to.
public struct QuarantineRetry: Codable, Sendable {
    /// Which messages are meant: those of some numbers or, a page at a time, all that wait.
    public struct Order: Codable, Sendable {
        /// Their numbers, `IntakeEngine.retriedMax` at most.
        public var ids: [Int64]?
        /// Only those of a station.
        public var station: String?
        /// Only those with greater numbers.
        public var after: Int64?

        /// Means some messages, or all.
        public init(ids: [Int64]? = nil, station: String? = nil, after: Int64? = nil) {
            (self.ids, self.station, self.after) = (ids, station, after)
        }
    }

    /// One message.
    public struct Item: Codable, Sendable {
        /// Its number.
        public var id: Int64
        /// What has become of it.
        public var outcome: Outcome
        /// The reading that it is, `source:epoch:seq`.
        public var reading: String?
        /// What is wrong with it now.
        public var faults: [QuarantineFault]?
    }

    /// What can become of a message.
    public enum Outcome: String, Codable, Sendable {
        /// It is a reading now.
        case committed
        /// Another copy had been stored.
        case duplicate
        /// It is not valid yet, and stays.
        case stillInvalid = "still-invalid"
        /// There are too many holes, or no room on disk; it stays, to be tried again later.
        case notTaken = "not-taken"
        /// An earlier retry has taken it.
        case releasedBefore = "released-before"
        /// Another retry is under way.
        case underWay = "under-way"
        /// There is none of this number, or no more.
        case notFound = "not-found"
    }

    /// Messages of one request at most.
    public static let idsMax = IntakeEngine.retriedMax

    /// The messages, in the order asked for.
    public var items: [Item]
    /// After which number to go on; `nil` when these were the last.
    public var next: Int64?
}

/// A fault as JSON has it.
public struct QuarantineFault: Codable, Hashable, Sendable {
    /// Where, as a JSON Pointer.
    public var pointer: String
    /// What is wrong and what is allowed.
    public var reason: String

    /// Takes a fault.
    public init(_ fault: Fault) { (pointer, reason) = (fault.pointer, fault.reason) }
}

extension QuarantineRetry.Item {
    init(_ message: RetriedMessage) {
        self.init(id: message.id, outcome: .notFound)
        switch message.outcome {
        case .committed(let id): (outcome, reading) = (.committed, id.description)
        case .duplicate(let id): (outcome, reading) = (.duplicate, id.description)
        case .stillInvalid(let faults): (outcome, self.faults) = (.stillInvalid, faults.map(QuarantineFault.init))
        case .notTaken: outcome = .notTaken
        case .releasedBefore: outcome = .releasedBefore
        case .underWay: outcome = .underWay
        case .notFound: break
        }
    }

    private init(id: Int64, outcome: QuarantineRetry.Outcome) { (self.id, self.outcome) = (id, outcome) }
}

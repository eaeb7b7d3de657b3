public import Enforcement
public import FeedContract
public import Readings
public import Units

/// What one transaction commits: readings and everything that followed from them.
public struct Batch: Sendable {
    /// Readings in one batch at most; a busy feed is committed in groups of this size.
    public static let readingsMax = 5_000
    /// Payload bytes in one batch at most, and as many bytes of messages that are not valid.
    public static let bytesMax = 8 << 20
    /// Messages that are not valid in one batch at most; each costs as much to store as many readings.
    public static let quarantinedMax = 500

    /// A reading to be stored as it came.
    public struct Reading: Sendable {
        let ordinal: Int64
        let id: ReadingID
        /// When it was received.
        public let receivedAt: Instant
        let lane: Lane
        let kind: TopicKind
        let isReplayed: Bool
        let payload: Range<Int>
    }

    /// The payloads of all readings, one behind the other, so that a reading costs no allocation.
    private(set) var arena: [UInt8] = []
    /// Readings in the order of receipt.
    public private(set) var readings: [Reading] = []
    /// Settled and amended passages, in that order.
    public var passages: [StoredPassage] = []
    /// What the case store is to be told, in order.
    public var caseInputs: [CaseInput] = []
    /// Pictures that no weighing has claimed.
    public var unmatched: [Int64] = []
    /// Alerts raised and withdrawn, in order; published once the batch is committed.
    public var alerts: [AlertChange] = []
    /// What instruments have shown, of the days that have changed.
    public var instrumentDays: [InstrumentDay] = []
    /// Clock offsets that have changed.
    public var offsets: [LearntOffset] = []
    /// Messages that were not valid.
    public private(set) var quarantined: [Quarantined] = []
    private var quarantinedBytes = 0
    /// What has become of messages in quarantine that were tried again.
    public var quarantineChanges: [QuarantineChange] = []
    /// Marks that changed, each with its last state.
    public var marks: [MarkUpdate] = []
    /// Sources that were heard, or have begun another epoch.
    public var sources: [SourceUpdate] = []
    /// Where the case store's chain ends, when that is to be noted.
    public var witness: CaseWitness?
    /// The counters after this batch.
    public var counters = Counters()
    /// Where a daemon that dies after this batch takes up.
    public var resumeFrom = ResumePoint(ordinal: 1, passages: 0)
    /// Verdicts to publish once the batch is committed.
    public var verdicts: [Passage] = []

    /// A batch with nothing in it.
    public init() {}

    /// Whether the batch holds nothing that anyone waits for; counters alone can wait for company.
    public var isEmpty: Bool {
        readings.isEmpty && passages.isEmpty && quarantined.isEmpty && verdicts.isEmpty && unmatched.isEmpty
            && alerts.isEmpty && marks.isEmpty && sources.isEmpty && quarantineChanges.isEmpty && witness == nil
    }

    /// Whether the batch has reached one of its bounds; the intake then waits for the disk.
    public var isFull: Bool {
        readings.count >= Batch.readingsMax || arena.count >= Batch.bytesMax
            || quarantined.count >= Batch.quarantinedMax || quarantinedBytes >= Batch.bytesMax
    }

    /// Adds a message that is not valid.
    public mutating func append(_ message: Quarantined) {
        quarantined.append(message)
        quarantinedBytes += message.frames.reduce(0) { $0 + $1.count }
    }

    /// Adds a reading; its payload is copied once, from where libzmq holds it.
    public mutating func append(
        _ id: ReadingID,
        ordinal: Int64,
        receivedAt: Instant,
        lane: Lane,
        kind: TopicKind,
        isReplayed: Bool = false,
        payload: UnsafeRawBufferPointer
    ) {
        let start = arena.count
        arena.append(contentsOf: payload)
        readings.append(
            Reading(
                ordinal: ordinal,
                id: id,
                receivedAt: receivedAt,
                lane: lane,
                kind: kind,
                isReplayed: isReplayed,
                payload: start..<arena.count
            )
        )
    }

    /// Gives the payloads of all readings, one behind the other.
    func withPayloads<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try arena.withUnsafeBytes(body)
    }

    /// Bytes of payloads that a batch keeps room for, whatever it holds.
    static let keptBytes = 256 << 10

    /// Empties the batch for use again, keeping its memory; what a burst has needed is given back once little comes.
    public mutating func removeAll() {
        guard arena.capacity <= Batch.keptBytes || arena.count >= arena.capacity / 16 else {
            self = Batch()
            return
        }
        arena.removeAll(keepingCapacity: true)
        readings.removeAll(keepingCapacity: true)
        passages.removeAll(keepingCapacity: true)
        caseInputs.removeAll(keepingCapacity: true)
        unmatched.removeAll(keepingCapacity: true)
        alerts.removeAll(keepingCapacity: true)
        instrumentDays.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        quarantined.removeAll(keepingCapacity: true)
        quarantinedBytes = 0
        quarantineChanges.removeAll(keepingCapacity: true)
        marks.removeAll(keepingCapacity: true)
        sources.removeAll(keepingCapacity: true)
        witness = nil
        verdicts.removeAll(keepingCapacity: true)
    }
}

/// A passage as it is stored.
public struct StoredPassage: Hashable, Sendable {
    /// The passage.
    public var passage: Passage
    /// Whether it takes the place of what was stored of the same weighing.
    public var isAmendment: Bool

    /// Stores a passage.
    public init(_ passage: Passage, isAmendment: Bool) {
        self.passage = passage
        self.isAmendment = isAmendment
    }
}

/// An alert that was raised, or has lost its ground.
public struct AlertChange: Hashable, Sendable {
    /// The alert.
    public var alert: Alert
    /// Whether it has lost its ground.
    public var isWithdrawn: Bool

    /// Raises or withdraws an alert.
    public init(_ alert: Alert, isWithdrawn: Bool) {
        self.alert = alert
        self.isWithdrawn = isWithdrawn
    }
}

/// A message that was not valid, with everything needed to find its sender and to try again.
public struct Quarantined: Sendable {
    /// When it was received.
    public var receivedAt: Instant
    /// The peer's address.
    public var sender: String?
    /// What was wrong with it, and whose it is as far as that could be read.
    public var message: InvalidMessage
    /// Its frames as they came, at most `framesMax` of them.
    public var frames: [[UInt8]]
    /// Whether its `seq` counts as received, so that it is not asked for again.
    public var isCounted: Bool
    /// As which reading it counts; not always the one that it says to be.
    public var settledAs: ReadingID?

    /// Frames kept of one message; how many more there were stands in the reason.
    public static let framesMax = 16

    /// Describes a message.
    public init(
        receivedAt: Instant,
        sender: String?,
        message: InvalidMessage,
        frames: [[UInt8]],
        isCounted: Bool,
        settledAs: ReadingID? = nil
    ) {
        self.settledAs = settledAs
        self.receivedAt = receivedAt
        self.sender = sender
        self.message = message
        self.frames = frames
        self.isCounted = isCounted
    }
}

/// The last state of one epoch of a source.
public struct MarkUpdate: Hashable, Sendable {
    /// The device.
    public var source: Source
    /// What it has delivered.
    public var mark: EpochMark
    /// When it was last heard.
    public var heardAt: Instant
    /// What has become of its gaps since it was stored last.
    public var gaps: [GapChange]
    /// Whether it is remembered no longer; its gaps are.
    public var isForgotten: Bool

    /// Describes a mark.
    public init(
        source: Source,
        mark: EpochMark,
        heardAt: Instant,
        gaps: [GapChange] = [],
        isForgotten: Bool = false
    ) {
        self.source = source
        self.mark = mark
        self.heardAt = heardAt
        self.gaps = gaps
        self.isForgotten = isForgotten
    }
}

/// What is known of a source beyond its marks.
public struct SourceUpdate: Hashable, Sendable {
    /// The device.
    public var source: Source
    /// The epoch that it is in; `nil` when any may begin.
    public var epoch: UInt64?
    /// When anything was heard of it last.
    public var heardAt: Instant

    /// Describes a source.
    public init(source: Source, epoch: UInt64?, heardAt: Instant) {
        self.source = source
        self.epoch = epoch
        self.heardAt = heardAt
    }
}

/// Where a restarted daemon takes up: readings from `ordinal` on, except for those that passages settled since have
/// used.
public struct ResumePoint: Hashable, Sendable {
    /// The earliest reading that the core still needs.
    public var ordinal: Int64
    /// The passages that had been stored when that reading was received.
    public var passages: Int64

    /// Describes a point.
    public init(ordinal: Int64, passages: Int64) {
        self.ordinal = ordinal
        self.passages = passages
    }
}

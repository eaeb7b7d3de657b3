import Units

/// A file of the spool as it is known in memory: what it holds, not the readings themselves.
struct Segment {
    let name: SegmentName
    /// The first number that it may hold.
    var first: UInt64 { name.first }
    /// The number behind the last one that it holds; they are without holes.
    var next: UInt64
    /// Bytes that are sound.
    var bytes: Int
    /// When its first and its last reading were spooled.
    private(set) var firstAt: Instant?
    private(set) var lastAt: Instant?

    init(_ name: SegmentName, bytes: Int) {
        self.name = name
        self.bytes = bytes
        next = name.first
    }

    var isEmpty: Bool { next == first }

    /// Notes a reading that was appended.
    mutating func add(_ reading: SpooledReading) {
        next = reading.seq + 1
        firstAt = firstAt ?? reading.spooledAt
        lastAt = reading.spooledAt
    }

    /// When the oldest of its readings that is not settled was spooled, as far as a segment knows without a look: of
    /// one that is settled in part, the newest.
    func oldestUnsettled(through: UInt64) -> Instant? {
        if through < first { return firstAt }
        return through + 1 < next ? lastAt : nil
    }
}

/// One epoch's part of a spool: its segments, oldest first.
struct EpochLog {
    let epoch: UInt64
    var segments: [Segment] = []
    /// The next number to be assigned; on disk is what lies below.
    var next: UInt64
    /// What the daemon has settled, or what has been moved to another epoch.
    var through: UInt64 = 0
    /// Whether the daemon will not have this epoch: its readings are moved, and it is not spoken of any more.
    var isGivenUp = false

    init(epoch: UInt64, next: UInt64 = 1) {
        self.epoch = epoch
        self.next = next
    }

    /// The oldest number that is held; `next` when there is none.
    var first: UInt64 { segments.first { !$0.isEmpty }?.first ?? next }

    /// Readings that are held and not settled.
    var unsettled: UInt64 {
        segments.reduce(0) { sum, segment in
            let from = max(segment.first, through + 1)
            return sum + (from < segment.next ? segment.next - from : 0)
        }
    }

    var bytes: Int { segments.reduce(0) { $0 + $1.bytes } }

    /// When the oldest reading that is not settled was spooled.
    var oldestUnsettled: Instant? {
        segments.lazy.compactMap { $0.oldestUnsettled(through: through) }.first
    }
}

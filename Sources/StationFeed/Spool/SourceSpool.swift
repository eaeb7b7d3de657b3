import FeedContract
package import Readings
package import Units

/// The spool of one source: what it has published and the daemon has not settled yet, on disk.
///
/// `append` numbers a reading and puts it into a batch in memory; `commit` writes the batch with one append and one
/// sync, and gives back what may be published now. A batch that could not be written stays, with its numbers, and is
/// tried again: nobody has seen it yet. Segments that are settled are deleted as a whole; nothing else ever is.
package struct SourceSpool {
    /// Whose spool it is.
    package let source: Source
    let disk: any Disk
    let directory: String
    let settings: SpoolSettings

    /// Oldest first; the last one is the current epoch.
    var logs: [EpochLog]
    /// Readings that were numbered and are not on disk yet.
    var batch = Batch()
    /// Whether the next write begins a segment, since the last one must not be appended to.
    var needsSegment: Bool
    /// Whether an acknowledgement came that is not on disk.
    var hasNewsOfSettling = false
    /// What is told to the operator next.
    package internal(set) var notices: [SpoolNotice] = []
    /// Where the last read ended, so that the next one need not look for its place.
    var cursor: SegmentCursor?

    /// The origin of the newest reading that was appended with one: where the caller's input has got to.
    package internal(set) var origin: [UInt8]
    /// The origin of the newest reading that is on disk.
    var originOnDisk: [UInt8]

    struct Batch {
        var readings: [SpooledReading] = []
        var bytes: [UInt8] = []

        /// Bytes that wait to be written at most; then new readings are refused.
        static let bytesMax = 4 << 20
    }

    /// The current epoch.
    package var epoch: UInt64 { current.epoch }

    /// Bytes on disk and on their way there.
    package var bytes: Int { logs.reduce(batch.bytes.count) { $0 + $1.bytes } }

    /// Readings that are not settled, without those that are not on disk yet.
    package var unsettled: UInt64 { logs.reduce(0) { $0 + $1.unsettled } }

    /// When the oldest reading that is not settled was spooled.
    package var oldestUnsettled: Instant? { logs.lazy.compactMap(\.oldestUnsettled).first }

    /// Readings that wait to be written.
    package var batchCount: Int { batch.readings.count }

    /// Whether readings wait to be written.
    package var hasBatch: Bool { !batch.readings.isEmpty }

    /// The current epoch's log.
    var current: EpochLog {
        get { logs[logs.count - 1] }
        set { logs[logs.count - 1] = newValue }
    }

    /// Numbers a reading and puts it into the batch.
    ///
    /// - Parameters:
    ///   - now: the station's clock.
    ///   - origin: where it came from, for `origin`; at most 1 024 bytes.
    ///   - frames: makes topic and payload with the identity that the reading gets; it is not used when this throws.
    /// - Throws: `stuck` when a batch that cannot be written has its greatest length, `tooLong`, `exhausted`, or what
    ///   `frames` throws.
    @discardableResult
    package mutating func append(
        now: Instant,
        origin: [UInt8] = [],
        _ frames: (ReadingID) throws -> (topic: [UInt8], payload: [UInt8])
    ) throws -> ReadingID {
        let id = try nextID()
        let (topic, payload) = try frames(id)
        guard payload.count <= FeedLimits.payloadBytes else { throw SpoolError.tooLong(payload.count) }
        guard topic.count <= 1_024, origin.count <= 1_024 else { throw SpoolError.tooLong(topic.count + origin.count) }
        add(SpooledReading(seq: id.seq, spooledAt: now, origin: origin, topic: topic, payload: payload))
        if !origin.isEmpty { self.origin = origin }
        return id
    }

    func nextID() throws(SpoolError) -> ReadingID {
        guard batch.bytes.count < Batch.bytesMax else { throw .stuck }
        let seq = current.next + UInt64(batch.readings.count)
        guard seq <= ReadingID.greatest else { throw .exhausted(source) }
        return ReadingID(source: source, epoch: epoch, seq: seq)
    }

    mutating func add(_ reading: SpooledReading) {
        batch.readings.append(reading)
        SpoolRecord.reading(reading).append(to: &batch.bytes)
    }

    /// Writes the batch and, unless the settings say never, returns when it is on disk.
    ///
    /// - Returns: the readings that may be published now, in the order of their numbers.
    /// - Throws: what the file system says. The batch stays, and the next commit tries again in a new segment, since
    ///   nobody can say what is at the end of this one.
    package mutating func commit(now: Instant) throws(DiskError) -> [SpooledReading] {
        guard hasBatch else { return [] }
        try makeRoom(now)
        var bytes: [UInt8] = []
        if hasNewsOfSettling { appendSettled(to: &bytes) }
        bytes += batch.bytes
        try write(bytes)
        hasNewsOfSettling = false
        let readings = batch.readings
        batch = Batch()
        for reading in readings { note(reading) }
        return readings
    }

    /// Writes what has been settled, and that nothing is missing; returns when all is on disk.
    ///
    /// What is still in the batch was never published, and goes with the spool.
    package mutating func close() throws(DiskError) {
        guard !needsSegment, hasNewsOfSettling || settings.sync == .none else { return }
        var bytes: [UInt8] = []
        if hasNewsOfSettling { appendSettled(to: &bytes) }
        SpoolRecord.closed.append(to: &bytes)
        try write(bytes, forced: true)
        hasNewsOfSettling = false
        // A reading behind the mark would make an unclean end look clean.
        needsSegment = settings.sync == .none
    }

    /// Writes how far each epoch is settled.
    func appendSettled(to bytes: inout [UInt8]) {
        for log in logs where log.through > 0 || log.isGivenUp {
            let settled = Settled(epoch: log.epoch, through: log.through, isGivenUp: log.isGivenUp)
            SpoolRecord.settled(settled).append(to: &bytes)
        }
    }

    private mutating func note(_ reading: SpooledReading) {
        current.segments[current.segments.count - 1].add(reading)
        current.next = reading.seq + 1
        if let moved = reading.moved {
            settle(moved.epoch, through: moved.seq)
        } else if !reading.origin.isEmpty {
            originOnDisk = reading.origin
        }
    }

    /// Appends to the last segment of the current epoch.
    private mutating func write(_ bytes: [UInt8], forced: Bool = false) throws(DiskError) {
        let last = current.segments.count - 1
        let segment = current.segments[last]
        do {
            try disk.append(bytes, to: path(segment.name))
            if forced || settings.sync != .none { try disk.sync(path(segment.name)) }
        } catch {
            needsSegment = true
            // If this fails, too, the next start cuts it: a segment ends where the next one begins.
            try? disk.truncate(path(segment.name), to: segment.bytes)
            throw error
        }
        current.segments[last].bytes += bytes.count
    }

    func path(_ name: SegmentName) -> String { "\(directory)/\(name.text)" }
}

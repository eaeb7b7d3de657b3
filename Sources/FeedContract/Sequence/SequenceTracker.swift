import Readings
public import Units

/// Which readings of one source have been taken: the high-water mark of each epoch, and what is missing below it.
///
/// Exactly-once rests on this: a reading is new when it lies beyond the mark, in a hole or in a gap, and only then. The
/// tracker is committed in the same transaction as the readings, so that it never promises more than the disk holds.
public struct SequenceTracker: Hashable, Sendable {
    /// Holes (contiguous ranges) remembered for one epoch; beyond it, readings that would open another are not taken.
    public static let holesMax = 10_000

    /// Gaps remembered for one epoch; the oldest is forgotten first, and its readings then count as duplicates if they
    /// come after all.
    public static let gapsMax = 10_000

    /// Epochs remembered for one source; the oldest is closed and forgotten first, and its readings are `oldEpoch` then.
    public static let epochsMax = 64

    /// What became of a reading.
    public enum Arrival: Hashable, Sendable {
        /// Not seen before.
        case fresh
        /// A second copy; to be ignored.
        case duplicate
        /// Would open a hole too many; to be asked for again once others are filled.
        case notTaken
        /// Of an epoch that a newer one has replaced, where it fits no hole.
        case oldEpoch
    }

    /// The epochs heard of, oldest first.
    public private(set) var epochs: [EpochMark]

    /// The epoch that the source is in; `nil` when it was not heard, or was reset.
    public private(set) var newest: UInt64?

    /// A tracker that has heard nothing, or the one that was stored.
    public init(epochs: [EpochMark] = [], newest: UInt64? = nil) {
        self.epochs = epochs.sorted { $0.epoch < $1.epoch }
        self.newest = newest
    }

    /// Takes note of one reading.
    ///
    /// - Returns: what it is; the tracker has changed only when it is `fresh`.
    public mutating func record(epoch: UInt64, seq: UInt64, at now: Instant) -> Arrival {
        guard let index = index(of: epoch) else {
            guard begins(epoch) else { return .oldEpoch }
            let index = begin(EpochMark(epoch: epoch, announced: seq - 1, at: now), at: now)
            return epochs[index].record(seq, at: now)
        }
        resumeIfReset(index)
        guard epoch == newest || !epochs[index].isBeyond(seq) else { return .oldEpoch }
        return epochs[index].record(seq, at: now)
    }

    /// The place of an epoch.
    public func index(of epoch: UInt64) -> Int? {
        if epochs.last?.epoch == epoch { return epochs.count - 1 }
        return epochs.firstIndex { $0.epoch == epoch }
    }

    /// Whether an epoch that was not heard of is later than the one the source is in.
    public func begins(_ epoch: UInt64) -> Bool { newest.map { epoch > $0 } ?? true }

    /// Notes what the station says to hold of an epoch.
    ///
    /// - Returns: its place; `nil` when it is an unknown one below the newest.
    mutating func announce(epoch: UInt64, first: UInt64, next: UInt64, at now: Instant) -> Int? {
        guard let index = index(of: epoch) else {
            guard begins(epoch) else { return nil }
            return begin(EpochMark(epoch: epoch, announced: next - 1, at: now), at: now)
        }
        resumeIfReset(index)
        if first < next, epochs[index].isClosed || epochs[index].isGivenUp(first...(next - 1)) {
            epochs[index].reopen(first...(next - 1), at: now)
        }
        epochs[index].announce(next: next, at: now)
        return index
    }

    /// Forgets which epoch the source is in, so that any may begin; what was taken stays known.
    mutating func reset() { newest = nil }

    /// After a reset the source is in the epoch that is heard first.
    private mutating func resumeIfReset(_ index: Int) {
        guard newest == nil else { return }
        newest = epochs[index].epoch
        epochs[index].resume()
    }

    subscript(index: Int) -> EpochMark {
        get { epochs[index] }
        _modify { yield &epochs[index] }
    }

    private mutating func begin(_ mark: EpochMark, at now: Instant) -> Int {
        newest = mark.epoch
        let index = epochs.partitioned { $0.epoch > mark.epoch }
        epochs.insert(mark, at: index)
        guard epochs.count > SequenceTracker.epochsMax else { return index }
        // After a reset the one that begins may itself be the oldest.
        var oldest = epochs.remove(at: index == 0 ? 1 : 0)
        let first = oldest.through + 1
        let lost = oldest.close(isFinal: oldest.isClosed, at: now)
        forgotten.append(Forgotten(mark: oldest, lost: lost, first: first))
        return max(0, index - 1)
    }

    /// An epoch too many, as it was when it was forgotten.
    struct Forgotten: Hashable, Sendable {
        var mark: EpochMark
        /// How many readings were given up with it, and the first of them.
        let lost: UInt64
        let first: UInt64
    }

    /// Epochs that were closed because there were too many, until they are asked for.
    private var forgotten: [Forgotten] = []

    /// The epochs that were forgotten since this was asked for last.
    mutating func takeForgotten() -> [Forgotten] {
        defer { forgotten.removeAll() }
        return forgotten
    }
}

extension EpochMark {
    /// Whether a reading lies beyond all that an epoch is known to have.
    fileprivate func isBeyond(_ seq: UInt64) -> Bool { seq > tail && !hasOpenEnd }

    /// Whether a station that says to hold some readings was not believed to.
    fileprivate func isGivenUp(_ seqs: ClosedRange<UInt64>) -> Bool {
        guard let last = gaps.last else { return false }
        return last.upperBound >= seqs.lowerBound
            && gaps.contains { $0.reason != .lost && $0.seqs.overlaps(seqs) }
    }
}

/// Which readings of one source have been taken: the high-water mark of each epoch and the holes below it.
///
/// Exactly-once rests on this: a reading is new when it lies beyond the mark or in a hole, and only then. The
/// tracker is committed in the same transaction as the readings, so that it never promises more than the disk holds.
public struct SequenceTracker: Hashable, Sendable {
    /// Holes (contiguous ranges) remembered for one epoch; beyond it, readings that would open another are not taken.
    public static let holesMax = 10_000

    /// Epochs remembered for one source; the oldest is forgotten first, and its readings are then `oldEpoch`.
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

    /// A tracker that has heard nothing, or the one that was stored.
    public init(epochs: [EpochMark] = []) {
        self.epochs = epochs.sorted { $0.epoch < $1.epoch }
    }

    /// Takes note of one reading.
    ///
    /// - Returns: what it is; the tracker has changed only when it is `fresh`.
    public mutating func record(epoch: UInt64, seq: UInt64) -> Arrival {
        guard let newest = epochs.indices.last, epoch <= epochs[newest].epoch else {
            epochs.append(EpochMark(epoch: epoch, first: seq))
            if epochs.count > SequenceTracker.epochsMax { epochs.removeFirst() }
            return .fresh
        }
        if epoch == epochs[newest].epoch { return epochs[newest].record(seq) }
        guard let index = epochs.firstIndex(where: { $0.epoch == epoch }), seq <= epochs[index].tail else {
            return .oldEpoch
        }
        return epochs[index].record(seq)
    }
}

/// What one epoch of a source has delivered: everything up to `tail` except for the holes.
public struct EpochMark: Hashable, Sendable {
    /// The life of the device's spool.
    public let epoch: UInt64
    /// The highest `seq` taken.
    public private(set) var tail: UInt64
    /// What is missing below `tail`, ascending and never touching one another.
    public private(set) var holes: [ClosedRange<UInt64>]

    /// Starts an epoch with the first `seq` heard; what lies before it is a hole.
    public init(epoch: UInt64, first: UInt64) {
        self.init(epoch: epoch, tail: first, holes: first > 1 ? [1...(first - 1)] : [])
    }

    /// Restores a mark that was stored.
    public init(epoch: UInt64, tail: UInt64, holes: [ClosedRange<UInt64>]) {
        self.epoch = epoch
        self.tail = tail
        self.holes = holes
    }

    /// Everything up to and including this `seq` has been taken.
    public var through: UInt64 { (holes.first?.lowerBound).map { $0 - 1 } ?? tail }

    /// How many readings are missing below `tail`.
    public var missing: UInt64 { holes.reduce(0) { $0 + $1.upperBound - $1.lowerBound + 1 } }

    mutating func record(_ seq: UInt64) -> SequenceTracker.Arrival {
        guard seq <= tail else {
            if seq > tail + 1 {
                guard holes.count < SequenceTracker.holesMax else { return .notTaken }
                holes.append((tail + 1)...(seq - 1))
            }
            tail = seq
            return .fresh
        }
        guard let index = indexOfHole(holding: seq) else { return .duplicate }
        return fill(seq, inHole: index)
    }

    private mutating func fill(_ seq: UInt64, inHole index: Int) -> SequenceTracker.Arrival {
        let hole = holes[index]
        switch (seq == hole.lowerBound, seq == hole.upperBound) {
        case (true, true): holes.remove(at: index)
        case (true, false): holes[index] = (seq + 1)...hole.upperBound
        case (false, true): holes[index] = hole.lowerBound...(seq - 1)
        case (false, false):
            guard holes.count < SequenceTracker.holesMax else { return .notTaken }
            holes[index] = hole.lowerBound...(seq - 1)
            holes.insert((seq + 1)...hole.upperBound, at: index + 1)
        }
        return .fresh
    }

    private func indexOfHole(holding seq: UInt64) -> Int? {
        var (low, high) = (0, holes.count)
        while low < high {
            let middle = (low + high) / 2
            if holes[middle].upperBound < seq { low = middle + 1 } else { high = middle }
        }
        return low < holes.count && holes[low].contains(seq) ? low : nil
    }
}

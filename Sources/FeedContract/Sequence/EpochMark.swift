import Readings
public import Units

/// What one epoch of a source has delivered: everything up to `tail`, except for the holes and the gaps.
public struct EpochMark: Hashable, Sendable {
    /// A run of readings that are missing and can still be asked for.
    public struct Hole: Hashable, Sendable {
        /// Which ones.
        public internal(set) var seqs: ClosedRange<UInt64>
        /// When the first of them was found missing, or the daemon started.
        public internal(set) var since: Instant

        /// Describes a hole.
        public init(_ seqs: ClosedRange<UInt64>, since: Instant) {
            (self.seqs, self.since) = (seqs, since)
        }
    }

    /// The life of the device's spool.
    public let epoch: UInt64
    /// The highest `seq` that was taken or that the station has said to hold.
    public private(set) var tail: UInt64
    /// What is missing, ascending and never touching one another; `SequenceTracker.holesMax` at most.
    public private(set) var holes: [Hole]
    /// What is lost, ascending; `SequenceTracker.gapsMax` at most, older ones are on disk alone.
    public private(set) var gaps: [Gap]
    /// Whether nothing more is expected of it.
    public private(set) var isClosed: Bool
    /// What has become of its gaps since this was asked for last.
    private(set) var changes: [GapChange] = []

    /// Starts an epoch, of which everything up to `tail` is missing.
    init(epoch: UInt64, announced tail: UInt64, at now: Instant) {
        self.init(epoch: epoch, tail: tail, holes: tail > 0 ? [Hole(1...tail, since: now)] : [], gaps: [])
    }

    /// Restores a mark that was stored.
    public init(epoch: UInt64, tail: UInt64, holes: [Hole], gaps: [Gap], isClosed: Bool = false) {
        self.epoch = epoch
        self.tail = tail
        self.holes = holes
        self.gaps = gaps
        self.isClosed = isClosed
    }

    /// Everything up to and including this `seq` is settled: taken, or recorded as lost.
    public var through: UInt64 { (holes.first?.seqs.lowerBound).map { $0 - 1 } ?? tail }

    /// How many readings are missing below `tail`.
    public var missing: UInt64 { holes.reduce(0) { $0 + $1.seqs.upperBound - $1.seqs.lowerBound + 1 } }

    /// The same mark, with holes that are found missing now.
    public func missing(since now: Instant) -> EpochMark {
        var mark = self
        mark.holes = holes.map { Hole($0.seqs, since: now) }
        return mark
    }

    mutating func takeChanges() -> [GapChange] {
        defer { changes.removeAll() }
        return changes
    }
}

// MARK: - Readings

extension EpochMark {
    /// Takes note of one reading.
    mutating func record(_ seq: UInt64, at now: Instant) -> SequenceTracker.Arrival {
        guard seq <= tail else { return advance(to: seq, at: now) }
        if let index = indexOfHole(holding: seq) { return fill(seq, inHole: index) }
        guard let index = indexOfGap(holding: seq) else { return .duplicate }
        shrink(gap: index, by: seq...seq)
        forgetOldest()
        return .fresh
    }

    private mutating func advance(to seq: UInt64, at now: Instant) -> SequenceTracker.Arrival {
        if hasOpenEnd {
            // Nobody knew how far the epoch went; now it is known up to here.
            shrink(gap: gaps.count - 1, by: seq...seq)
            forgetOldest()
            tail = seq
            return .fresh
        }
        guard seq == tail + 1 || open((tail + 1)...(seq - 1), at: now) else { return .notTaken }
        tail = seq
        return .fresh
    }

    /// Notes what the station says to hold: what was not heard of it yet is missing.
    ///
    /// - Parameter next: the next `seq` that the station will assign.
    mutating func announce(next: UInt64, at now: Instant) {
        if let last = gaps.last, hasOpenEnd {
            // It was given up, and now it is known how far it went.
            shrink(gap: gaps.count - 1, by: max(last.first, next)...last.upperBound)
            return tail = max(tail, next - 1)
        }
        guard next > tail + 1, open((tail + 1)...(next - 1), at: now) else { return }
        tail = next - 1
    }

    /// Whether all beyond the tail was given up, for nobody knows how far it goes.
    var hasOpenEnd: Bool { gaps.last?.hasOpenEnd == true }

    /// Expects more of it: the source is in this epoch again.
    mutating func resume() {
        if hasOpenEnd { drop(gap: gaps.count - 1) }
        isClosed = false
    }

    /// Opens a hole above the tail, or extends the one that ends there.
    private mutating func open(_ seqs: ClosedRange<UInt64>, at now: Instant) -> Bool {
        if let last = holes.last, last.seqs.upperBound == tail {
            holes[holes.count - 1].seqs = last.seqs.lowerBound...seqs.upperBound
            return true
        }
        guard holes.count < SequenceTracker.holesMax else { return false }
        holes.append(Hole(seqs, since: now))
        return true
    }

    private mutating func fill(_ seq: UInt64, inHole index: Int) -> SequenceTracker.Arrival {
        let seqs = holes[index].seqs
        // At its edge a hole only shrinks, so that a full list always empties.
        guard seq == seqs.lowerBound || seq == seqs.upperBound || holes.count < SequenceTracker.holesMax else {
            return .notTaken
        }
        remove(seq...seq, fromHole: index)
        return .fresh
    }

    private mutating func remove(_ seqs: ClosedRange<UInt64>, fromHole index: Int) {
        let hole = holes[index]
        holes.replaceSubrange(index...index, with: hole.seqs.without(seqs).map { Hole($0, since: hole.since) })
    }

    /// The place of the hole that holds a reading.
    func indexOfHole(holding seq: UInt64) -> Int? {
        let index = firstHole(endingAtOrAfter: seq)
        return index < holes.count && holes[index].seqs.contains(seq) ? index : nil
    }

    /// The place of the first hole that ends at a `seq` or after it.
    func firstHole(endingAtOrAfter seq: UInt64) -> Int {
        holes.partitioned { $0.seqs.upperBound >= seq }
    }

    private func indexOfGap(holding seq: UInt64) -> Int? {
        let index = gaps.partitioned { $0.upperBound >= seq }
        return index < gaps.count && gaps[index].first <= seq ? index : nil
    }
}

// MARK: - Losses

extension EpochMark {
    /// Turns what is missing of some readings into gaps.
    ///
    /// - Parameter isDue: which holes; all of them unless said otherwise.
    /// - Returns: how many readings were lost.
    mutating func lose(
        _ seqs: ClosedRange<UInt64>,
        _ reason: Gap.Reason,
        at now: Instant,
        where isDue: (Hole) -> Bool = { _ in true }
    ) -> UInt64 {
        var index = firstHole(endingAtOrAfter: seqs.lowerBound)
        var lost: UInt64 = 0
        while index < holes.count, holes[index].seqs.lowerBound <= seqs.upperBound {
            let part = holes[index].seqs.clamped(to: seqs)
            let isEdge =
                part.lowerBound == holes[index].seqs.lowerBound || part.upperBound == holes[index].seqs.upperBound
            guard isDue(holes[index]), isEdge || holes.count < SequenceTracker.holesMax else {
                index += 1
                continue
            }
            let before = holes.count
            remove(part, fromHole: index)
            add(Gap(first: part.lowerBound, last: part.upperBound, reason: reason, recordedAt: now))
            lost += part.upperBound - part.lowerBound + 1
            // What is left of the hole lies before the part, after it, or both.
            index += holes.count - before + 1
        }
        return lost
    }

    /// Gives up what is open: nobody will send it any more.
    ///
    /// - Parameter isFinal: whether the station has said how far the epoch goes.
    mutating func close(isFinal: Bool, at now: Instant) -> UInt64 {
        let lost = tail > 0 ? lose(1...tail, .closed, at: now) : 0
        if !isFinal, !hasOpenEnd, tail < ReadingID.greatest {
            add(Gap(first: tail + 1, last: nil, reason: .closed, recordedAt: now))
        }
        isClosed = true
        return lost
    }

    /// Expects again what the station says to hold after all, unless it has said itself that it is lost.
    mutating func reopen(_ seqs: ClosedRange<UInt64>, at now: Instant) {
        resume()
        for index in gaps.indices.reversed() where gaps[index].reason != .lost && gaps[index].hasKnownEnd {
            guard let part = gaps[index].seqs.overlap(seqs), holes.count < SequenceTracker.holesMax else { continue }
            shrink(gap: index, by: part)
            holes.insert(Hole(part, since: now), at: firstHole(endingAtOrAfter: part.lowerBound))
        }
        mergeHoles()
        forgetOldest()
    }

    private mutating func mergeHoles() {
        for index in holes.indices.dropFirst().reversed()
        where holes[index - 1].seqs.upperBound + 1 == holes[index].seqs.lowerBound {
            holes[index - 1].seqs = holes[index - 1].seqs.lowerBound...holes[index].seqs.upperBound
            holes.remove(at: index)
        }
    }

    private mutating func add(_ gap: Gap) {
        let index = gaps.partitioned { $0.first > gap.first }
        if index > 0, let joined = gaps[index - 1].joined(gap) {
            gaps[index - 1] = joined
            changes.append(.recorded(joined))
        } else {
            gaps.insert(gap, at: index)
            changes.append(.recorded(gap))
        }
        forgetOldest()
    }

    /// Those on disk stay there.
    private mutating func forgetOldest() {
        if gaps.count > SequenceTracker.gapsMax { gaps.removeFirst(gaps.count - SequenceTracker.gapsMax) }
    }

    private mutating func drop(gap index: Int) {
        changes.append(.ended(first: gaps[index].first))
        gaps.remove(at: index)
    }

    private mutating func shrink(gap index: Int, by seqs: ClosedRange<UInt64>) {
        let gap = gaps[index]
        let rest = gap.without(seqs)
        drop(gap: index)
        gaps.insert(contentsOf: rest, at: index)
        changes += rest.map { .recorded($0) }
    }
}

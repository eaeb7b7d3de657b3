import Readings
import Units

@testable import FeedContract

/// What an epoch has delivered, as sets of single numbers: too slow to use, too simple to be wrong.
struct EpochModel {
    private(set) var tail: UInt64 = 0
    private(set) var taken: Set<UInt64> = []
    private(set) var lost: [UInt64: Gap.Reason] = [:]
    /// Whether all beyond the tail is given up.
    private(set) var isOpenEnded = false
    private(set) var isClosed = false

    var missing: [UInt64] {
        guard tail > 0 else { return [] }
        return (1...tail).filter { !taken.contains($0) && lost[$0] == nil }
    }

    var through: UInt64 { missing.first.map { $0 - 1 } ?? tail }

    func isBeyond(_ seq: UInt64) -> Bool { seq > tail && !isOpenEnded }

    mutating func record(_ seq: UInt64) -> SequenceTracker.Arrival {
        guard !taken.contains(seq) else { return .duplicate }
        if isOpenEnded { lose(from: tail + 1, upTo: seq, .closed) }
        tail = max(tail, seq)
        lost[seq] = nil
        taken.insert(seq)
        return .fresh
    }

    mutating func announce(first: UInt64, next: UInt64) {
        if first < next, isClosed || lost.contains(where: { $1 != .lost && first <= $0 && $0 < next }) {
            (isClosed, isOpenEnded) = (false, false)
            lost = lost.filter { $1 == .lost || $0 < first || $0 >= next }
        }
        if isOpenEnded {
            lose(from: tail + 1, upTo: next, .closed)
            isOpenEnded = false
        }
        tail = max(tail, next - 1)
    }

    mutating func lose(_ seqs: ClosedRange<UInt64>, _ reason: Gap.Reason) -> UInt64 {
        let gone = missing.filter(seqs.contains)
        for seq in gone { lost[seq] = reason }
        return UInt64(gone.count)
    }

    mutating func close(isFinal: Bool) {
        for seq in missing { lost[seq] = .closed }
        (isClosed, isOpenEnded) = (true, isOpenEnded || !isFinal)
    }

    /// The source is in it again.
    mutating func resume() { (isClosed, isOpenEnded) = (false, false) }

    private mutating func lose(from first: UInt64, upTo end: UInt64, _ reason: Gap.Reason) {
        for seq in first..<max(first, end) { lost[seq] = reason }
    }
}

extension EpochMark {
    /// What is wrong with it beside a model of it; `nil` when nothing is.
    func difference(from model: EpochModel) -> String? {
        let missingSeqs = holes.flatMap { Array($0.seqs) }
        if missingSeqs != model.missing { return "missing \(missingSeqs), not \(model.missing)" }
        for (left, right) in zip(holes, holes.dropFirst()) where left.seqs.upperBound + 1 >= right.seqs.lowerBound {
            return "the holes \(left.seqs) and \(right.seqs) touch"
        }
        let lost = gaps.filter(\.hasKnownEnd).flatMap { gap in gap.seqs.map { ($0, gap.reason) } }
        for (left, right) in zip(gaps, gaps.dropFirst()) where left.upperBound >= right.first {
            return "the gaps from \(left.first) and \(right.first) overlap"
        }
        if !lost.elementsEqual(model.lost.sorted { $0.key < $1.key }, by: { $0 == ($1.key, $1.value) }) {
            return "lost \(lost), not \(model.lost)"
        }
        let openEnd = gaps.first(where: \.hasOpenEnd)?.first
        if openEnd != (model.isOpenEnded ? tail + 1 : nil) { return "open end at \(openEnd ?? 0)" }
        if tail != model.tail || through != model.through { return "\(through) of \(tail), not \(model.through)" }
        if missing != UInt64(model.missing.count) { return "\(missing) missing" }
        return isClosed == model.isClosed ? nil : "closed: \(isClosed)"
    }
}

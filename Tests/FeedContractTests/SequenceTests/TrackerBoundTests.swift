import Readings
import TestSupport
import Testing
import Units

@testable import FeedContract

@Suite("A sequence tracker at its bounds")
struct TrackerBoundTests {
    private let now = Given.noon
    private let holesMax = UInt64(SequenceTracker.holesMax)

    /// As many holes as are remembered, each of five: 1–5, 7–11, …
    private func full() -> EpochMark {
        var mark = EpochMark(epoch: 1, announced: 0, at: now)
        for number in 1...holesMax { _ = mark.record(number * 6, at: now) }
        return mark
    }

    @Test("a reading that would open a hole too many is not taken; one that follows at once is")
    func another() {
        var mark = full()
        let tail = mark.tail
        #expect(mark.holes.count == SequenceTracker.holesMax)
        #expect(mark.record(tail + 2, at: now) == .notTaken && mark.tail == tail)
        mark.announce(next: tail + 10, at: now)
        #expect(mark.tail == tail, "what is announced waits as well")
        #expect(mark.record(tail + 1, at: now) == .fresh)
    }

    @Test("DATA at a hole's edge is always taken, others would split it")
    func edges() {
        var mark = full()
        #expect(mark.record(3, at: now) == .notTaken)
        #expect(mark.record(1, at: now) == .fresh && mark.record(5, at: now) == .fresh)
        #expect(mark.record(3, at: now) == .notTaken)
        #expect(mark.record(2, at: now) == .fresh && mark.record(3, at: now) == .fresh)
        #expect(mark.record(4, at: now) == .fresh && mark.holes.count == SequenceTracker.holesMax - 1)
        #expect(mark.record(9, at: now) == .fresh, "there is room again")
    }

    @Test("LOST that would split a hole is not recorded while there are too many")
    func lost() {
        var mark = full()
        #expect(mark.lose(3...3, .lost, at: now) == 0 && mark.gaps.isEmpty)
        #expect(mark.lose(3...9, .lost, at: now) == 6, "3–5 and 7–9 end at edges")
        #expect(mark.lose(1...mark.tail, .lost, at: now) == holesMax * 5 - 6)
        #expect(mark.holes.isEmpty && mark.through == mark.tail)
    }

    @Test("no more gaps are remembered than the bound, however they are split")
    func gaps() {
        var mark = EpochMark(epoch: 1, announced: 3 * holesMax, at: now)
        #expect(mark.lose(1...(3 * holesMax), .lost, at: now) == 3 * holesMax)
        for number in 1...(holesMax + 10) { #expect(mark.record(number * 2, at: now) == .fresh) }
        #expect(mark.gaps.count <= SequenceTracker.gapsMax)
        #expect(mark.record(3 * holesMax - 1, at: now) == .fresh, "the newest are remembered")
    }

    @Test("no more epochs are remembered than the bound, also where a reset lets an old one begin")
    func epochs() {
        var tracker = SequenceTracker()
        let most = UInt64(SequenceTracker.epochsMax)
        for epoch in 101...(100 + most) { #expect(tracker.record(epoch: epoch, seq: 2, at: now) == .fresh) }
        for epoch in (1...5).reversed() {
            tracker.reset()
            #expect(tracker.record(epoch: UInt64(epoch), seq: 1, at: now) == .fresh)
            #expect(tracker.newest == UInt64(epoch) && tracker.index(of: UInt64(epoch)) != nil)
        }
        #expect(tracker.epochs.count == SequenceTracker.epochsMax)
        #expect(tracker.takeForgotten().count == 5)
    }

    @Test("the greatest numbers do no harm")
    func greatest() {
        var tracker = SequenceTracker()
        #expect(tracker.record(epoch: ReadingID.greatest, seq: ReadingID.greatest, at: now) == .fresh)
        #expect(tracker.record(epoch: ReadingID.greatest, seq: 1, at: now) == .fresh)
        #expect(tracker[0].missing == ReadingID.greatest - 2 && tracker[0].through == 1)
        _ = tracker[0].close(isFinal: false, at: now)
        #expect(tracker[0].through == ReadingID.greatest && tracker[0].gaps.count == 1)
        #expect(tracker[0].record(ReadingID.greatest - 1, at: now) == .fresh)
    }
}

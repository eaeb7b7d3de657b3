import Readings
import TestSupport
import Testing
import Units

@testable import FeedContract

@Suite("A sequence tracker beside a naive model of it")
struct TrackerPropertyTests {
    /// A tracker, the model of each of its epochs, and what a database would hold of its gaps.
    private struct Pair {
        var tracker = SequenceTracker()
        var models: [UInt64: EpochModel] = [:]
        var newest: UInt64?
        var stored: [UInt64: [UInt64: Gap]] = [:]
        var fresh: Set<[UInt64]> = []
        var now = Given.noon
    }

    @Test("takes each reading once, and agrees on what is missing, lost and settled, whatever comes")
    func agrees() {
        for seed in Seeds.run(ci: 100) {
            var generator = SeededGenerator(seed: seed)
            var pair = Pair()
            for step in 1...120 {
                pair.now = pair.now + Milliseconds(Int64(generator.int(0...700)))
                let act = act(on: &pair, &generator)
                if let fault = fault(of: &pair) {
                    Issue.record("seed \(seed), step \(step), \(act): \(fault)")
                    break
                }
            }
        }
    }

    private func act(on pair: inout Pair, _ generator: inout SeededGenerator) -> String {
        let epoch = UInt64(generator.int(1...3))
        let (one, other) = (UInt64(generator.int(1...40)), UInt64(generator.int(1...40)))
        switch generator.int(0...12) {
        case 0...5: return record(epoch, one, &pair)
        case 6, 7: return announce(epoch, min(one, other), max(one, other), &pair)
        case 8, 9: return lose(epoch, min(one, other)...max(one, other), one > 20 ? .lost : .notHeld, &pair)
        case 10: return close(epoch, isFinal: one > 20, &pair)
        case 11:
            restore(&pair)
            return "restore"
        default:
            guard generator.once(in: 4) else { return "nothing" }
            pair.tracker.reset()
            pair.newest = nil
            return "reset"
        }
    }

    private func record(_ epoch: UInt64, _ seq: UInt64, _ pair: inout Pair) -> String {
        let arrival = pair.tracker.record(epoch: epoch, seq: seq, at: pair.now)
        let act = "record \(epoch):\(seq)"
        #expect(arrival == expected(epoch, seq, &pair), "\(act)")
        if arrival == .fresh {
            let isNews = pair.fresh.insert([epoch, seq]).inserted
            #expect(isNews, "\(act) was fresh twice")
        }
        return act
    }

    private func expected(_ epoch: UInt64, _ seq: UInt64, _ pair: inout Pair) -> SequenceTracker.Arrival {
        guard enter(epoch, &pair) else { return .oldEpoch }
        if epoch != pair.newest, pair.models[epoch]?.isBeyond(seq) == true { return .oldEpoch }
        return pair.models[epoch, default: EpochModel()].record(seq)
    }

    /// - Returns: whether the epoch is known now.
    private func enter(_ epoch: UInt64, _ pair: inout Pair) -> Bool {
        if pair.models[epoch] == nil {
            guard pair.newest.map({ $0 < epoch }) ?? true else { return false }
            pair.models[epoch] = EpochModel()
            pair.newest = epoch
        } else if pair.newest == nil {
            pair.models[epoch]?.resume()
            pair.newest = epoch
        }
        return true
    }

    private func announce(_ epoch: UInt64, _ first: UInt64, _ next: UInt64, _ pair: inout Pair) -> String {
        let place = pair.tracker.announce(epoch: epoch, first: first, next: next, at: pair.now)
        let isKnown = enter(epoch, &pair)
        #expect((place != nil) == isKnown)
        if isKnown { pair.models[epoch]?.announce(first: first, next: next) }
        return "announce \(epoch):\(first)..<\(next)"
    }

    private func lose(_ epoch: UInt64, _ seqs: ClosedRange<UInt64>, _ reason: Gap.Reason, _ pair: inout Pair) -> String
    {
        guard let index = pair.tracker.index(of: epoch) else { return "nothing" }
        let lost = pair.tracker[index].lose(seqs, reason, at: pair.now)
        #expect(lost == pair.models[epoch]?.lose(seqs, reason))
        return "lose \(epoch):\(seqs) \(reason)"
    }

    private func close(_ epoch: UInt64, isFinal: Bool, _ pair: inout Pair) -> String {
        guard epoch != pair.newest, let index = pair.tracker.index(of: epoch), !pair.tracker[index].isClosed else {
            return "nothing"
        }
        _ = pair.tracker[index].close(isFinal: isFinal, at: pair.now)
        pair.models[epoch]?.close(isFinal: isFinal)
        return "close \(epoch) \(isFinal)"
    }

    /// As a restart does: from what the database holds.
    private func restore(_ pair: inout Pair) {
        store(&pair)
        let marks = pair.tracker.epochs.map { mark in
            let gaps = (pair.stored[mark.epoch] ?? [:]).values.sorted { $0.first < $1.first }
            return EpochMark(
                epoch: mark.epoch,
                tail: mark.tail,
                holes: mark.holes,
                gaps: gaps,
                isClosed: mark.isClosed
            ).missing(since: pair.now)
        }
        pair.tracker = SequenceTracker(epochs: marks, newest: pair.tracker.newest)
    }

    private func store(_ pair: inout Pair) {
        for index in pair.tracker.epochs.indices {
            let epoch = pair.tracker[index].epoch
            for change in pair.tracker[index].takeChanges() {
                switch change {
                case .recorded(let gap): pair.stored[epoch, default: [:]][gap.first] = gap
                case .ended(let first):
                    let old = pair.stored[epoch]?.removeValue(forKey: first)
                    #expect(old != nil, "a gap ended that was not stored")
                }
            }
        }
    }

    private func fault(of pair: inout Pair) -> String? {
        store(&pair)
        guard pair.tracker.newest == pair.newest else { return "in epoch \(pair.tracker.newest ?? 0)" }
        for mark in pair.tracker.epochs {
            let stored = (pair.stored[mark.epoch] ?? [:]).values.sorted { $0.first < $1.first }
            guard stored == mark.gaps else { return "\(mark.epoch): stored \(stored), but known \(mark.gaps)" }
            guard let model = pair.models[mark.epoch] else { return "no model" }
            if let difference = mark.difference(from: model) { return "\(mark.epoch): \(difference)" }
        }
        return nil
    }
}

import FeedContract
import Readings
import TestSupport
import Units

@testable import Intake

/// A scale that keeps the contract in a few lines: what it publishes is in its spool until it is acknowledged or purged.
struct SpoolingScale {
    struct Spool {
        var first: UInt64 = 1
        var next: UInt64 = 1
        /// What it has dropped before it was acknowledged.
        var purged: Set<UInt64> = []
        var isAcknowledged = false
    }

    static let source = Given.source("S1/wim-1")

    private(set) var spools: [UInt64: Spool] = [1: Spool()]
    private(set) var epoch: UInt64 = 1
    private(set) var instance: UInt64 = 1
    /// What the daemon could not do, by its own word.
    private(set) var errors: [ControlError.Code?] = []

    mutating func publish() -> Message {
        let seq = spools[epoch, default: Spool()].next
        spools[epoch, default: Spool()].next += 1
        return message(epoch, seq)
    }

    private func message(_ epoch: UInt64, _ seq: UInt64) -> Message {
        Message(
            Given.weighing(seq: seq) { $0.header.id = ReadingID(source: SpoolingScale.source, epoch: epoch, seq: seq) }
        )
    }

    /// Starts anew with the spool as it was.
    mutating func restart() { instance += 1 }

    /// Starts anew and cannot tell what it has given out.
    mutating func restartUnclean() {
        // An epoch of which the daemon has not heard would be stale.
        guard spools[epoch]?.isAcknowledged == true else { return }
        restart()
        epoch += 1
        spools[epoch] = Spool()
    }

    mutating func purge(_ count: UInt64) {
        guard var spool = spools[epoch] else { return }
        let end = min(spool.next, spool.first + count)
        spool.purged.formUnion(spool.first..<end)
        spool.first = end
        spools[epoch] = spool
    }

    func hellos(at now: Instant) -> [ControlMessage] {
        spools.sorted { $0.key < $1.key }
            .filter { $0.key == epoch || $0.value.first < $0.value.next }
            .map { epoch, spool in
                Say.hello(spool.first, spool.next, epoch: epoch, instance: instance)
            }
    }

    /// What it answers.
    mutating func hear(_ message: ControlMessage) -> [ControlMessage] {
        switch message {
        case .have(let have):
            guard var spool = spools[have.epoch] else { return [] }
            spool.isAcknowledged = true
            spool.first = max(spool.first, min(spool.next, have.through + 1))
            spools[have.epoch] = spool
            return []
        case .replay(let range): return answer(range)
        case .error(let error):
            errors.append(error.code)
            return []
        default: return []
        }
    }

    private func answer(_ range: ControlMessage.SeqRange) -> [ControlMessage] {
        guard let spool = spools[range.epoch] else { return [] }
        return range.seqs.filter { $0 < spool.next }.map { seq in
            guard seq >= spool.first else {
                return .lost(.init(source: SpoolingScale.source, epoch: range.epoch, seqs: seq...seq))
            }
            let message = message(range.epoch, seq)
            let id = ReadingID(source: SpoolingScale.source, epoch: range.epoch, seq: seq)
            return .data(.init(id: id, topic: Array(message.topic.utf8), payload: message.payload))
        }
    }
}

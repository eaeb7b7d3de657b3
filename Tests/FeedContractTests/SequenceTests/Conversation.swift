import Readings
import TestSupport
import Units

@testable import FeedContract

/// A session whose clock, station and disk are in the test's hands.
struct Conversation {
    static let source = Given.source("S1/wim-1")
    static let route = SourceSession.Route([1])

    var session: SourceSession
    var now = Given.noon
    private(set) var messages: [(message: ControlMessage, route: SourceSession.Route)] = []
    private(set) var troubles: [SourceTrouble] = []
    private var outputs: [SourceSession.Output] = []

    init(readingsPerSecondMax: Int = 100_000) {
        session = SourceSession(Self.source, heardAt: now, readingsPerSecondMax: readingsPerSecondMax)
    }

    /// A HELLO of a station.
    mutating func hello(
        _ first: UInt64,
        _ next: UInt64,
        epoch: UInt64 = 1,
        instance: UInt64 = 1,
        from route: SourceSession.Route = Self.route,
        isDrained: Bool = true
    ) {
        let hello = ControlMessage.Hello(
            source: Self.source,
            epoch: epoch,
            first: first,
            next: next,
            now: now,
            instance: instance
        )
        session.take(hello, from: route, at: now, isDrained: isDrained, &outputs)
        sort()
    }

    @discardableResult
    mutating func live(_ seq: UInt64, epoch: UInt64 = 1) -> SequenceTracker.Arrival {
        session.record(epoch: epoch, seq: seq, isReplayed: false, at: now)
    }

    mutating func live(_ seqs: ClosedRange<UInt64>, epoch: UInt64 = 1) {
        for seq in seqs { live(seq, epoch: epoch) }
    }

    @discardableResult
    mutating func data(_ seq: UInt64, epoch: UInt64 = 1) -> SequenceTracker.Arrival {
        session.record(epoch: epoch, seq: seq, isReplayed: true, at: now)
    }

    mutating func lost(_ seqs: ClosedRange<UInt64>, epoch: UInt64 = 1) {
        let range = ControlMessage.SeqRange(source: Self.source, epoch: epoch, seqs: seqs)
        session.take(lost: range, at: now, &outputs)
        sort()
    }

    /// Lets time pass, with a look at the session at its end.
    mutating func wait(_ milliseconds: Int64) {
        now = now + Milliseconds(milliseconds)
        session.tick(now, &outputs)
        ask()
    }

    mutating func ask(allowance: UInt64 = 16_000) {
        session.ask(at: now, allowance: allowance, &outputs)
        sort()
    }

    /// Commits all that has changed.
    @discardableResult
    mutating func commit() -> [SourceSession.Changed] {
        let changed = session.takeChanged()
        for change in changed where !change.isForgotten {
            session.settled(epoch: change.mark.epoch, through: change.mark.through)
        }
        return changed
    }

    /// Another daemon takes up what this one has committed.
    mutating func restart() {
        session = SourceSession(
            Self.source,
            stored: session.tracker.epochs.map { ($0.missing(since: now), session.heardAt) },
            newest: session.tracker.newest,
            heardAt: now,
            readingsPerSecondMax: 100_000
        )
        forget()
    }

    mutating func forget() {
        messages.removeAll()
        troubles.removeAll()
    }

    private mutating func sort() {
        for output in outputs {
            switch output {
            case .send(let message, let route): messages.append((message, route))
            case .trouble(_, let trouble): troubles.append(trouble)
            }
        }
        outputs.removeAll()
    }
}

extension Conversation {
    func mark(_ epoch: UInt64 = 1) -> EpochMark? { session.tracker.epochs.first { $0.epoch == epoch } }

    func gaps(_ epoch: UInt64 = 1) -> [Gap] { mark(epoch)?.gaps ?? [] }

    /// What was asked for since `forget`.
    var asked: [ClosedRange<UInt64>] {
        messages.compactMap { if case .replay(let range) = $0.message { range.seqs } else { nil } }
    }

    /// How far the station was told that it may forget.
    var told: [UInt64] {
        messages.compactMap { if case .have(let have) = $0.message { have.through } else { nil } }
    }

    var errors: [ControlError.Code?] {
        messages.compactMap { if case .error(let error) = $0.message { error.code } else { nil } }
    }
}

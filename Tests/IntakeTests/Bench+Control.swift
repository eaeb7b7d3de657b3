import Enforcement
import FeedContract
import Journal
import Readings
import TestSupport
import Units

@testable import Intake

// The control channel of a bench.
extension Bench {
    static let route = SourceSession.Route([7])

    mutating func control(
        _ frames: [[UInt8]],
        at instant: Instant = Given.noon,
        speaker: KeyRing.Speaker = .anyone,
        isDrained: Bool = true
    ) {
        reception.take(
            ControlIncoming(
                frames: frames,
                route: Bench.route,
                receivedAt: instant,
                speaker: speaker,
                isDrained: isDrained,
                sender: "127.0.0.1"
            )
        )
    }

    mutating func control(
        _ message: ControlMessage,
        at instant: Instant = Given.noon,
        speaker: KeyRing.Speaker = .anyone
    ) {
        control(message.frames, at: instant, speaker: speaker)
    }

    /// What the daemon has to say since this was asked for last.
    mutating func said() -> [ControlMessage] { reception.takeMessages().map(\.message) }

    mutating func block(_ isBlocked: Bool = true) { reception.isBlocked = isBlocked }

    mutating func sayLastWord() { reception.sayLastWord(at: Given.noon) }

    mutating func settle() { reception.committed(pending: 0) }
}

extension Counters {
    /// Every message received was counted as one thing.
    var addUp: Bool { received == committed + duplicates + quarantined + refused + notTaken }
}

extension Instant {
    static func noon(plus milliseconds: Int64) -> Instant { Given.noon + Milliseconds(milliseconds) }
}

/// What a scale of station S1 says.
enum Say {
    static func hello(
        _ first: UInt64,
        _ next: UInt64,
        epoch: UInt64 = 1,
        instance: UInt64 = 1,
        source: String = "S1/wim-1"
    ) -> ControlMessage {
        .hello(
            .init(
                source: Given.source(source),
                epoch: epoch,
                first: first,
                next: next,
                now: Given.noon,
                instance: instance
            )
        )
    }

    static func lost(_ seqs: ClosedRange<UInt64>, source: String = "S1/wim-1") -> ControlMessage {
        .lost(.init(source: Given.source(source), epoch: 1, seqs: seqs))
    }

    static func data(_ seq: UInt64, _ message: Message, source: String = "S1/wim-1") -> ControlMessage {
        let id = ReadingID(source: Given.source(source), epoch: 1, seq: seq)
        return .data(.init(id: id, topic: Array(message.topic.utf8), payload: message.payload))
    }

    static func data(_ seq: UInt64) -> ControlMessage { data(seq, Message(Given.weighing(seq: seq))) }

    static func data(_ seq: UInt64, payload: [UInt8], topic: String = "weigh/S1/1") -> ControlMessage {
        let id = ReadingID(source: Given.source("S1/wim-1"), epoch: 1, seq: seq)
        return .data(.init(id: id, topic: Array(topic.utf8), payload: payload))
    }
}

extension [ControlMessage] {
    var asked: [ClosedRange<UInt64>] { compactMap { if case .replay(let range) = $0 { range.seqs } else { nil } } }
    var told: [UInt64] { compactMap { if case .have(let have) = $0 { have.through } else { nil } } }
    var errors: [ControlError.Code?] { compactMap { if case .error(let error) = $0 { error.code } else { nil } } }
}

public import Readings
import Units

/// Decodes messages of the control channel and checks all that the contract says of them.
///
/// It owns a parser's buffers and uses them again for each message. One thread at a time may use it.
public final class ControlDecoder {
    private let parser = JSONParser()

    /// Makes a decoder.
    public init() {}

    /// Why a message of the control channel cannot be read.
    public struct Malformed: Error, Hashable, Sendable {
        /// What is wrong, and where in the body.
        public var reason: String
        /// The source, when it could be read.
        public var source: Source?

        /// Says what is wrong.
        public init(reason: String, source: Source? = nil) {
            (self.reason, self.source) = (reason, source)
        }
    }

    /// Decodes one message.
    ///
    /// - Parameter frames: its frames, without a routing id.
    /// - Throws: `Malformed` for anything that the contract does not allow; unknown members are passed over.
    public func decode(_ frames: [[UInt8]]) throws(Malformed) -> ControlMessage {
        guard let kind = frames.first.flatMap({ ControlMessage.Kind(rawValue: String(decoding: $0, as: UTF8.self)) })
        else {
            let names = ControlMessage.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw Malformed(reason: "the first frame must be one of \(names)")
        }
        guard frames.count == kind.frames else {
            throw Malformed(reason: "\(kind.rawValue) has \(kind.frames) frames, but this one \(frames.count)")
        }
        let draft = try draft(frames[1], kind)
        return try message(draft, kind, frames)
    }

    private func draft(_ body: [UInt8], _ kind: ControlMessage.Kind) throws(Malformed) -> ControlDraft {
        let parsed: Result<ControlDraft, Malformed> = body.withUnsafeBytes { bytes in
            do throws(UnreadableJSON) {
                let tape = try parser.parse(bytes)
                guard tape.kind(at: Tape.root) == .object else {
                    return .failure(Malformed(reason: Reasons.must("be a JSON object", tape, Tape.root)))
                }
                var examination = Examination(tape: tape, unknownKeys: [])
                let draft = ControlDraft(&examination, kind)
                guard let fault = examination.faults.first else { return .success(draft) }
                return .failure(Malformed(reason: "\(kind.rawValue) \(fault)", source: draft.source))
            } catch {
                return .failure(Malformed(reason: "\(kind.rawValue): \(error.reason)"))
            }
        }
        return try parsed.get()
    }

    private func message(
        _ draft: ControlDraft,
        _ kind: ControlMessage.Kind,
        _ frames: [[UInt8]]
    ) throws(Malformed) -> ControlMessage {
        if kind == .error { return .error(draft.error) }
        // Faultless, so what its kind requires has been read.
        guard let source = draft.source else { throw Malformed(reason: "\(kind.rawValue) /source \(Reasons.missing)") }
        let epoch = draft.epoch
        switch kind {
        case .hello:
            guard draft.first <= draft.next else { throw backwards(kind, "first", "next", source) }
            return .hello(draft.hello(source))
        case .have: return .have(.init(source: source, epoch: epoch, through: draft.through))
        case .replay, .lost:
            guard draft.from <= draft.to else { throw backwards(kind, "from", "to", source) }
            let range = ControlMessage.SeqRange(source: source, epoch: epoch, seqs: draft.from...draft.to)
            return kind == .replay ? .replay(range) : .lost(range)
        case .data:
            let id = ReadingID(source: source, epoch: epoch, seq: draft.seq)
            return .data(.init(id: id, topic: frames[2], payload: frames[3]))
        case .fetch: return .fetch(try key(draft, source))
        case .gone: return .gone(try key(draft, source))
        case .medium, .error: return .medium(try key(draft, source), bytes: frames[2])
        }
    }

    private func key(_ draft: ControlDraft, _ source: Source) throws(Malformed) -> ControlMessage.MediumKey {
        guard let sha256 = draft.sha256 else { throw Malformed(reason: "/sha256 \(Reasons.missing)", source: source) }
        return ControlMessage.MediumKey(source: source, sha256: sha256)
    }

    private func backwards(_ kind: ControlMessage.Kind, _ low: String, _ high: String, _ source: Source) -> Malformed {
        Malformed(reason: "\(kind.rawValue) /\(low) must not be greater than /\(high)", source: source)
    }
}

@available(*, unavailable)
extension ControlDecoder: Sendable {}

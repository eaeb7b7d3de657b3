import Readings

/// Decodes data messages of the feed contract and checks all that it says of one message.
///
/// simdjson parses the whole payload, so that grammar, UTF-8 and numbers are checked in members, too, that nobody
/// reads; the decoder then walks the tape once. It owns the parser's buffers and uses them again for each message:
/// a valid message costs no allocation but its own strings and arrays. One thread at a time may use it.
public final class MessageDecoder {
    private let parser = JSONParser()
    /// Lent to each examination, see `Examination.unknownKeys`.
    private var unknownKeys: [Int] = []

    /// Makes a decoder with buffers for the greatest payload, about 1 MB.
    public init() {}

    /// Decodes one message.
    ///
    /// - Parameters:
    ///   - topic: the first frame.
    ///   - payload: the second frame, of any length.
    /// - Returns: the reading, or all that is wrong with the message.
    public func decode(topic: [UInt8], payload: [UInt8]) -> Decoded {
        topic.withUnsafeBytes { topic in
            payload.withUnsafeBytes { payload in decode(topic: topic, payload: payload) }
        }
    }

    /// Decodes one message from memory that need only live for the call.
    ///
    /// - Parameters:
    ///   - topic: the first frame.
    ///   - payload: the second frame, of any length.
    /// - Returns: the reading, or all that is wrong with the message.
    public func decode(topic: UnsafeRawBufferPointer, payload: UnsafeRawBufferPointer) -> Decoded {
        let topic = TopicParts(topic)
        let tape: Tape
        do throws(UnreadableJSON) {
            tape = try parser.parse(payload)
        } catch {
            return unreadable(topic, error.reason)
        }
        guard tape.kind(at: Tape.root) == .object else {
            return unreadable(topic, Reasons.must("be a JSON object", tape, Tape.root))
        }
        var examination = Examination(tape: tape, unknownKeys: unknownKeys)
        unknownKeys = []
        defer { unknownKeys = examination.unknownKeys }
        return MessageDecoder.examine(&examination, topic)
    }

    @inline(__always)
    private static func examine(_ examination: inout Examination, _ topic: TopicParts) -> Decoded {
        switch topic.kind {
        case .weigh:
            var draft = WeighDraft()
            draft.read(&examination)
            examination.compare(topic, draft.header)
            return draft.verdict(examination, topic)
        case .camera:
            var draft = CameraDraft()
            draft.read(&examination)
            examination.compare(topic, draft.header)
            return draft.verdict(examination, topic)
        case nil:
            let header = HeaderDraft(&examination)
            examination.compare(topic, header)
            return .invalid(InvalidMessage(examination.faults, topic, header))
        }
    }
}

// What is said of messages that are not valid.
extension MessageDecoder {
    /// The verdict on a message whose payload cannot be read at all.
    @inline(never)
    private func unreadable(_ topic: TopicParts, _ reason: String) -> Decoded {
        var faults = [Fault(pointer: "", reason: reason)]
        if let reason = topic.fault { faults.insert(Fault(pointer: "", reason: reason), at: 0) }
        return .invalid(InvalidMessage(faults: faults, station: topic.stationName))
    }
}

@available(*, unavailable)
extension MessageDecoder: Sendable {}

import CSimdJSON
import Readings

/// Decodes data messages of the feed contract and checks all that it says of one message.
///
/// simdjson parses the whole payload, so that grammar, UTF-8 and numbers are checked in members, too, that nobody
/// reads; the decoder then walks the tape once. It owns the parser's buffers and uses them again for each message:
/// a valid message costs no allocation but its own strings and arrays. One thread at a time may use it.
public final class MessageDecoder {
    private let parser: OpaquePointer
    /// Lent to each examination, see `Examination.unknownKeys`.
    private var unknownKeys: [Int] = []

    /// Makes a decoder with buffers for the greatest payload, about 1 MB.
    public init() {
        parser = csimdjson_parser_new(FeedLimits.payloadBytes, FeedLimits.nesting)
    }

    deinit {
        csimdjson_parser_free(parser)
    }

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
        let document = csimdjson_parse(parser, payload.baseAddress, payload.count)
        guard let words = document.tape, let strings = document.strings else {
            return unreadable(topic, MessageDecoder.reason(document, length: payload.count))
        }
        let tape = Tape(words: words, strings: UnsafeRawPointer(strings))
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

    private static func reason(_ document: csimdjson_document, length: Int) -> String {
        switch document.status {
        case CSIMDJSON_TOO_LONG:
            "the payload must have at most \(FeedLimits.payloadBytes) bytes, but has \(length)"
        case CSIMDJSON_TOO_DEEP: Reasons.tooDeep
        case CSIMDJSON_NOT_UTF8: "the payload is not UTF-8"
        case CSIMDJSON_EMPTY: "the payload is empty"
        case CSIMDJSON_NUMBER: "the payload has a number that is not JSON, or that no 64 bits can hold"
        default: "the payload is not JSON: \(String(cString: csimdjson_error_name(document.code)))"
        }
    }
}

@available(*, unavailable)
extension MessageDecoder: Sendable {}

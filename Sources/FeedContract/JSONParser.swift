import CSimdJSON

/// simdjson's parser with its buffers, used again for each document. One thread at a time may use it.
package final class JSONParser {
    private let parser: OpaquePointer

    /// Makes a parser with buffers for the greatest payload, about 1 MB.
    package init() {
        parser = csimdjson_parser_new(FeedLimits.payloadBytes, FeedLimits.nesting)
    }

    deinit {
        csimdjson_parser_free(parser)
    }

    /// Parses one document and checks all of it: grammar, UTF-8, numbers, nesting.
    ///
    /// - Returns: the tape, valid until the next document.
    @inline(__always)
    package func parse(_ bytes: UnsafeRawBufferPointer) throws(UnreadableJSON) -> Tape {
        let document = csimdjson_parse(parser, bytes.baseAddress, bytes.count)
        guard let words = document.tape, let strings = document.strings else {
            throw UnreadableJSON(reason: JSONParser.reason(document, length: bytes.count))
        }
        return Tape(words: words, strings: UnsafeRawPointer(strings))
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

/// Why a document cannot be read at all.
package struct UnreadableJSON: Error {
    /// In words.
    package let reason: String
}

@available(*, unavailable)
extension JSONParser: Sendable {}

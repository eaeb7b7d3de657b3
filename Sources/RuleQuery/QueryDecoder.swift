public import FeedContract
import Law
import Units

/// Reads queries from JSON objects. It owns a parser's buffers; one thread at a time may use it.
public final class QueryDecoder {
    private let parser = JSONParser()

    /// Longest query, in bytes.
    public static let bytesMax = FeedLimits.payloadBytes

    /// Makes a decoder.
    public init() {}

    /// Reads one query.
    ///
    /// - Parameter bytes: one JSON object, at most `bytesMax` bytes.
    /// - Throws: everything that is wrong with it, each with its JSON Pointer.
    public func decode(_ bytes: UnsafeRawBufferPointer) throws(InvalidQuery) -> VehicleQuery {
        let tape: Tape
        do throws(UnreadableJSON) {
            tape = try parser.parse(bytes)
        } catch {
            throw InvalidQuery(faults: [Fault(pointer: "", reason: error.reason)])
        }
        guard tape.kind(at: Tape.root) == .object else {
            throw InvalidQuery(faults: [Fault(pointer: "", reason: Reasons.must("be a JSON object", tape, Tape.root))])
        }
        var draft = QueryDraft(QueryReader(tape: tape))
        return try draft.query()
    }

    /// Reads one query from a text.
    public func decode(_ text: String) throws(InvalidQuery) -> VehicleQuery {
        let bytes = Array(text.utf8)
        let result = bytes.withUnsafeBytes { bytes in
            Result { () throws(InvalidQuery) in try decode(bytes) }
        }
        return try result.get()
    }
}

/// Everything that is wrong with a query.
public struct InvalidQuery: Error, Hashable, CustomStringConvertible {
    /// What is wrong, in the order of the text; at least one.
    public let faults: [Fault]

    /// Names faults.
    public init(faults: [Fault]) {
        self.faults = faults
    }

    /// All faults in one line.
    public var description: String { faults.map(\.description).joined(separator: "; ") }
}

@available(*, unavailable)
extension QueryDecoder: Sendable {}

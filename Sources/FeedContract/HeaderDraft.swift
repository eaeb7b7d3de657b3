import Readings
import Units

/// The header as far as it was read; of an invalid message some of it remains useful.
struct HeaderDraft {
    private(set) var source: Source?
    private(set) var epoch: UInt64?
    private(set) var seq: UInt64?
    private(set) var at: Instant?
    private(set) var lane: Lane?

    private static let epochs = 0...FeedLimits.greatestInteger
    private static let seqs = 1...FeedLimits.greatestInteger

    /// Takes one member.
    @inline(__always)
    mutating func take(_ field: HeaderField, _ value: Int, _ examination: inout Examination) {
        switch field {
        case .version: _ = examination.integer(value, 1...1)
        case .source: source = HeaderDraft.source(value, &examination)
        case .epoch: epoch = examination.integer(value, HeaderDraft.epochs).map { UInt64($0) }
        case .seq: seq = examination.integer(value, HeaderDraft.seqs).map { UInt64($0) }
        case .at: at = HeaderDraft.instant(value, &examination)
        case .lane: lane = examination.integer(value, FeedLimits.lanes).flatMap { Lane($0) }
        }
    }

    /// Forgets members that came more than once: nobody can say which one counts.
    mutating func forget(_ repeated: UInt32) {
        guard repeated != 0 else { return }
        for (index, field) in HeaderField.allCases.enumerated() where repeated & 1 << UInt32(index) != 0 {
            switch field {
            case .version: break
            case .source: source = nil
            case .epoch: epoch = nil
            case .seq: seq = nil
            case .at: at = nil
            case .lane: lane = nil
            }
        }
    }

    /// The identity, when all of it was read.
    var identity: ReadingID? {
        guard let source, let epoch, let seq else { return nil }
        return ReadingID(source: source, epoch: epoch, seq: seq)
    }

    /// The header, when all of it was read.
    var header: ReadingHeader? {
        guard let identity, let at, let lane else { return nil }
        return ReadingHeader(id: identity, at: at, lane: lane)
    }

    @inline(__always)
    static func source(_ index: Int, _ examination: inout Examination) -> Source? {
        if examination.tape.kind(at: index) == .string,
            let source = Source(bytes: examination.tape.string(at: index))
        {
            return source
        }
        let rule = "be <station>/<device>, each 1 to 64 characters of A-Z a-z 0-9 . _ -"
        examination.reject(index, must: rule)
        return nil
    }

    @inline(__always)
    static func instant(_ index: Int, _ examination: inout Examination) -> Instant? {
        if examination.tape.kind(at: index) == .string,
            let instant = Instant(rfc3339: examination.tape.string(at: index))
        {
            return instant
        }
        let rule = "be an RFC 3339 instant like 2026-11-23T10:15:30.123+08:00"
        examination.reject(index, must: rule)
        return nil
    }
}

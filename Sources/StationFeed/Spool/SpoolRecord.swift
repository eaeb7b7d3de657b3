package import Units

/// A reading as the spool keeps it: the two frames that go over the wire, and what the station wants to know of it.
package struct SpooledReading: Equatable, Sendable {
    /// Its number in the epoch of its segment.
    package var seq: UInt64
    /// When it was spooled, by the station's clock.
    package var spooledAt: Instant
    /// Where it came from, in the caller's own words; empty where nobody asks. See `SourceSpool.origin`.
    package var origin: [UInt8] = []
    /// What it was before it was moved to another epoch.
    package var moved: Moved?
    /// The first frame.
    package var topic: [UInt8]
    /// The second frame.
    package var payload: [UInt8]

    /// An identity that was given up, because the daemon would not have it.
    package struct Moved: Equatable, Sendable {
        /// The epoch that was given up.
        package var epoch: UInt64
        /// The number in it.
        package var seq: UInt64
    }
}

/// A record of a segment.
package enum SpoolRecord: Equatable, Sendable {
    /// What a segment begins with.
    case header(SegmentHeader)
    /// A reading.
    case reading(SpooledReading)
    /// How far an epoch is settled; a hint that may lag, since the daemon says it again.
    case settled(Settled)
    /// The numbers below this one were used, but what had them is damaged.
    case lost(next: UInt64)
    /// The station stopped with everything on disk.
    case closed
}

/// How far an epoch is settled.
package struct Settled: Equatable, Sendable {
    /// The epoch.
    package var epoch: UInt64
    /// What the daemon has settled; of an epoch that was given up, what has been moved to another.
    package var through: UInt64
    /// Whether the daemon will not have the epoch.
    package var isGivenUp: Bool
}

extension SpoolRecord {
    /// Bytes of a record before its body: the body's length and the checksum of length and body, 4 bytes each.
    static let headBytes = 8
    /// The longest body: a payload, its topic and origin, and some numbers.
    static let bodyBytesMax = 1 << 17

    /// Writes the record behind what a buffer holds.
    func append(to buffer: inout [UInt8]) {
        let start = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: SpoolRecord.headBytes))
        appendBody(to: &buffer)
        buffer.store(UInt32(buffer.count - start - SpoolRecord.headBytes), at: start)
        buffer.store(SpoolRecord.checksum(of: buffer, from: start, to: buffer.count), at: start + 4)
    }

    /// Reads the record at a place.
    ///
    /// - Returns: the record and the place behind it; `nil` when there is none, or not all of it.
    static func read(_ bytes: [UInt8], at start: Int) -> (record: SpoolRecord, end: Int)? {
        guard let length = bytes.load(UInt32.self, at: start), (1...bodyBytesMax).contains(Int(length)),
            let checksum = bytes.load(UInt32.self, at: start + 4)
        else { return nil }
        let end = start + headBytes + Int(length)
        guard end <= bytes.count, checksum == SpoolRecord.checksum(of: bytes, from: start, to: end) else { return nil }
        var body = ByteReader(bytes[(start + headBytes)..<end])
        return SpoolRecord(&body).map { ($0, end) }
    }

    /// Over the length, too, and not over the place of the checksum itself.
    private static func checksum(of bytes: [UInt8], from start: Int, to end: Int) -> UInt32 {
        bytes.withUnsafeBytes { all in
            let length = Checksum.of(UnsafeRawBufferPointer(rebasing: all[start..<(start + 4)]))
            return length ^ Checksum.of(UnsafeRawBufferPointer(rebasing: all[(start + headBytes)..<end]))
        }
    }
}

// The body: a byte that says which record, then its fields, numbers little-endian.
extension SpoolRecord {
    private enum Kind {
        static let reading: UInt8 = 1
        static let movedReading: UInt8 = 2
        static let settled: UInt8 = 3
        static let closed: UInt8 = 4
        static let lost: UInt8 = 5
        static let header = UInt8(ascii: "z")
    }

    private func appendBody(to buffer: inout [UInt8]) {
        switch self {
        case .header(let header):
            buffer.append(Kind.header)
            header.append(to: &buffer)
        case .reading(let reading):
            buffer.append(reading.moved == nil ? Kind.reading : Kind.movedReading)
            reading.append(to: &buffer)
        case .settled(let settled):
            buffer.append(Kind.settled)
            buffer.append(little: settled.epoch)
            buffer.append(little: settled.through)
            buffer.append(settled.isGivenUp ? 1 : 0)
        case .lost(let next):
            buffer.append(Kind.lost)
            buffer.append(little: next)
        case .closed:
            buffer.append(Kind.closed)
        }
    }

    private init?(_ body: inout ByteReader) {
        switch body.integer(UInt8.self) {
        case Kind.reading: self = .reading(SpooledReading(&body, isMoved: false))
        case Kind.movedReading: self = .reading(SpooledReading(&body, isMoved: true))
        case Kind.settled:
            let (epoch, through) = (body.integer(UInt64.self), body.integer(UInt64.self))
            self = .settled(Settled(epoch: epoch, through: through, isGivenUp: body.integer(UInt8.self) != 0))
        case Kind.closed: self = .closed
        case Kind.lost: self = .lost(next: body.integer(UInt64.self))
        case Kind.header:
            guard let header = SegmentHeader(&body) else { return nil }
            self = .header(header)
        default: return nil
        }
        guard body.isSound else { return nil }
    }
}

extension SpooledReading {
    fileprivate func append(to buffer: inout [UInt8]) {
        buffer.append(little: seq)
        buffer.append(little: UInt64(bitPattern: spooledAt.millisecondsSince1970))
        if let moved {
            buffer.append(little: moved.epoch)
            buffer.append(little: moved.seq)
        }
        buffer.append(little: UInt16(truncatingIfNeeded: origin.count))
        buffer.append(contentsOf: origin)
        buffer.append(little: UInt16(truncatingIfNeeded: topic.count))
        buffer.append(contentsOf: topic)
        buffer.append(contentsOf: payload)
    }

    fileprivate init(_ body: inout ByteReader, isMoved: Bool) {
        seq = body.integer(UInt64.self)
        spooledAt = Instant(millisecondsSince1970: Int64(bitPattern: body.integer(UInt64.self)))
        moved = isMoved ? Moved(epoch: body.integer(UInt64.self), seq: body.integer(UInt64.self)) : nil
        origin = body.bytes(Int(body.integer(UInt16.self)))
        topic = body.bytes(Int(body.integer(UInt16.self)))
        payload = body.rest()
    }
}

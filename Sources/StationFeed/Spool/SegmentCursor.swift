/// Reads a segment piece by piece, and remembers where it is: replays ask for one range after the other.
struct SegmentCursor {
    let name: SegmentName
    /// The number that a reading at `offset` has, or exceeds.
    private(set) var seq: UInt64
    /// Where the next record begins.
    private(set) var offset = 0

    /// Bytes read at once: more than the longest record.
    private static let chunkBytes = 1 << 18

    init(_ name: SegmentName) {
        self.name = name
        seq = name.first
    }

    /// Whether a number lies ahead; the file is not read backwards.
    func canReach(_ seq: UInt64, of name: SegmentName) -> Bool { self.name == name && self.seq <= seq }

    /// Reads on from a number.
    ///
    /// - Returns: at least one reading, the first of them with this number; none when a record is not sound.
    mutating func read(
        from: UInt64,
        max: Int,
        of segment: Segment,
        on disk: any Disk,
        _ path: String
    ) throws(DiskError) -> [SpooledReading] {
        while offset < segment.bytes {
            let count = min(SegmentCursor.chunkBytes, segment.bytes - offset)
            let bytes = try disk.read(path, from: offset, count: count)
            let before = offset
            let readings = take(from: from, max: max, of: bytes)
            if !readings.isEmpty { return readings.first?.seq == from ? readings : [] }
            // Nothing whole in more than the longest record, or the wrong numbers: not sound.
            guard offset > before, seq <= from else { return [] }
        }
        return []
    }

    /// Takes readings from some bytes that begin at `offset`, as many as are whole.
    private mutating func take(from: UInt64, max: Int, of bytes: [UInt8]) -> [SpooledReading] {
        var (place, readings) = (0, [] as [SpooledReading])
        while readings.count < max, let (record, end) = SpoolRecord.read(bytes, at: place) {
            place = end
            guard case .reading(let reading) = record else { continue }
            seq = reading.seq + 1
            if reading.seq >= from { readings.append(reading) }
        }
        offset += place
        return readings
    }
}

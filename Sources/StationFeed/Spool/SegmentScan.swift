/// A whole segment as it is found at the start.
struct SegmentScan {
    let name: SegmentName
    let bytes: [UInt8]
    /// What it says of itself; `nil` when that cannot be read.
    private(set) var header: SegmentHeader?
    /// What it holds before the first unsound byte.
    private(set) var segment: Segment
    /// How far epochs are settled, as far as the segment knows, also by what was moved here.
    private(set) var settled: [Settled] = []
    /// The origin of its newest reading that has one.
    private(set) var origin: [UInt8]?
    /// Below this number something was used and is damaged, as an earlier start found out.
    private(set) var lostNext: UInt64 = 0
    /// Whether its last record says that all was on disk.
    private(set) var isClosed = false

    init(_ name: SegmentName, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        segment = Segment(name, bytes: 0)
        while let (record, end) = SpoolRecord.read(bytes, at: segment.bytes), take(record) {
            segment.bytes = end
        }
    }

    /// Whether every byte is sound.
    var isSound: Bool { header != nil && segment.bytes == bytes.count }

    /// The greatest number that a sound record behind the first unsound byte has; `nil` when there is none, as in a
    /// write that was cut off.
    func lastBehindDamage() -> UInt64? {
        var (last, place) = (nil as UInt64?, segment.bytes + 1)
        while place < bytes.count {
            guard let (record, end) = SpoolRecord.read(bytes, at: place) else {
                place += 1
                continue
            }
            if case .reading(let reading) = record { last = max(last ?? 0, reading.seq) }
            place = end
        }
        return last
    }

    /// Takes a record; false for one that has no place here, which is as bad as one that is not sound.
    private mutating func take(_ record: SpoolRecord) -> Bool {
        isClosed = false
        switch record {
        case .header(let header):
            guard segment.bytes == 0, header.epoch == name.epoch, header.first == name.first else { return false }
            self.header = header
        case .reading(let reading):
            guard header != nil, reading.seq == segment.next else { return false }
            segment.add(reading)
            if let moved = reading.moved {
                settled.append(Settled(epoch: moved.epoch, through: moved.seq, isGivenUp: true))
            } else if !reading.origin.isEmpty {
                origin = reading.origin
            }
        case .settled(let settled): self.settled.append(settled)
        case .lost(let next): lostNext = max(lostNext, next)
        case .closed: isClosed = true
        }
        return header != nil
    }
}

package import Readings
package import Units

/// What a segment's first record says of the whole.
package struct SegmentHeader: Equatable, Sendable {
    /// Whose readings it holds; the directory says so, too, but directories are copied about.
    package var source: Source
    /// Their epoch.
    package var epoch: UInt64
    /// The `seq` of the first of them.
    package var first: UInt64
    /// When it was begun.
    package var madeAt: Instant
    /// Whether it was written without forcing it onto the disk.
    package var isUnsynced: Bool
    /// The origin of the newest reading before this segment.
    package var origin: [UInt8]

    /// The format's name and version, readable to whoever looks into a file.
    private static let magic = Array("hichao spool 1\n".utf8)

    /// Writes the fields.
    func append(to buffer: inout [UInt8]) {
        buffer.append(contentsOf: SegmentHeader.magic)
        buffer.append(little: epoch)
        buffer.append(little: first)
        buffer.append(little: UInt64(bitPattern: madeAt.millisecondsSince1970))
        buffer.append(isUnsynced ? 1 : 0)
        buffer.append(little: UInt16(truncatingIfNeeded: origin.count))
        buffer.append(contentsOf: origin)
        buffer.append(contentsOf: source.description.utf8)
    }

    /// Reads the fields; `nil` for another format, or a version that this program does not know.
    init?(_ body: inout ByteReader) {
        guard body.bytes(SegmentHeader.magic.count) == SegmentHeader.magic else { return nil }
        epoch = body.integer(UInt64.self)
        first = body.integer(UInt64.self)
        madeAt = Instant(millisecondsSince1970: Int64(bitPattern: body.integer(UInt64.self)))
        isUnsynced = body.integer(UInt8.self) != 0
        origin = body.bytes(Int(body.integer(UInt16.self)))
        guard let source = body.rest().withUnsafeBytes({ Source(bytes: $0) }) else { return nil }
        self.source = source
    }

    package init(
        source: Source,
        epoch: UInt64,
        first: UInt64,
        madeAt: Instant,
        isUnsynced: Bool,
        origin: [UInt8]
    ) {
        self.source = source
        self.epoch = epoch
        self.first = first
        self.madeAt = madeAt
        self.isUnsynced = isUnsynced
        self.origin = origin
    }
}

/// The name of a segment's file, which sorts as the segments do: `<epoch>-<first>-<try>.segment`, with leading zeros.
struct SegmentName: Comparable {
    let epoch: UInt64
    let first: UInt64
    /// Counts from 0; greater when a segment of the same place was begun and given up before.
    let attempt: UInt64

    init(epoch: UInt64, first: UInt64, attempt: UInt64 = 0) {
        (self.epoch, self.first, self.attempt) = (epoch, first, attempt)
    }

    /// Reads a name; `nil` for a file of another kind.
    init?(_ text: String) {
        guard text.hasSuffix(".segment") else { return nil }
        let parts = text.dropLast(".segment".count).split(separator: "-").compactMap { UInt64($0) }
        guard parts.count == 3 else { return nil }
        self.init(epoch: parts[0], first: parts[1], attempt: parts[2])
        // Only as this program writes it, so that no two files have one name.
        guard self.text == text else { return nil }
    }

    var text: String {
        // Epochs and numbers have 16 digits at most.
        "\(SegmentName.padded(epoch, 16))-\(SegmentName.padded(first, 16))-\(SegmentName.padded(attempt, 4)).segment"
    }

    static func < (left: SegmentName, right: SegmentName) -> Bool {
        (left.epoch, left.first, left.attempt) < (right.epoch, right.first, right.attempt)
    }

    private static func padded(_ number: UInt64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

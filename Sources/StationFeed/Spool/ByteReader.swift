/// Reads fields one after the other; where they do not fit what is left, it says so at the end, not at each of them.
struct ByteReader {
    private let bytes: ArraySlice<UInt8>
    private var place: Int
    /// Whether every field up to now was there.
    private(set) var isSound = true

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    /// A little-endian number; 0 when it is not there.
    mutating func integer<Value: FixedWidthInteger & UnsignedInteger>(_: Value.Type) -> Value {
        let field = bytes(MemoryLayout<Value>.size)
        // From the last byte, the greatest, to the first.
        return field.reversed().reduce(0) { Value(truncatingIfNeeded: UInt64($0) << 8 | UInt64($1)) }
    }

    /// So many bytes; none when they are not all there.
    mutating func bytes(_ count: Int) -> [UInt8] {
        guard count <= bytes.endIndex - place else {
            isSound = false
            return []
        }
        defer { place += count }
        return Array(bytes[place..<(place + count)])
    }

    /// All that is left.
    mutating func rest() -> [UInt8] { bytes(bytes.endIndex - place) }
}

extension [UInt8] {
    /// Appends a number, its least byte first.
    mutating func append<Value: FixedWidthInteger & UnsignedInteger>(little value: Value) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }

    /// Writes a number over the bytes at a place where there are as many.
    mutating func store(_ value: UInt32, at place: Int) {
        Swift.withUnsafeBytes(of: value.littleEndian) { replaceSubrange(place..<(place + 4), with: $0) }
    }

    /// The little-endian number at a place; `nil` when there are not enough bytes.
    func load<Value: FixedWidthInteger & UnsignedInteger>(_: Value.Type, at place: Int) -> Value? {
        let size = MemoryLayout<Value>.size
        guard place >= 0, place <= count - size else { return nil }
        return withUnsafeBytes { Value(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: Value.self)) }
    }
}

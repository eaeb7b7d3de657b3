/// Cuts bytes into lines, however they come in pieces; a line that is too long for any message is not kept whole.
struct LineSplitter {
    /// A line, without its end.
    struct Line: Equatable {
        /// Its bytes; of one that is too long, the first ones.
        var bytes: [UInt8]
        /// How many bytes it takes with its end.
        var length: Int

        var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }
    }

    private var buffer: [UInt8] = []
    private var place = 0
    /// Bytes of the line under way that were dropped.
    private var dropped = 0

    /// Bytes of a line that are kept at most: more than any message, so that the line is rejected and seen why.
    static let bytesMax = 1 << 17

    /// Takes bytes.
    mutating func add(_ bytes: some Sequence<UInt8>) {
        if place > 0 { buffer.removeSubrange(..<place) }
        place = 0
        buffer += bytes
    }

    /// The next whole line; `nil` when its end is not there yet.
    mutating func next() -> Line? {
        guard let end = buffer[place...].firstIndex(of: UInt8(ascii: "\n")) else {
            let excess = buffer.count - place - LineSplitter.bytesMax
            if excess > 0 {
                buffer.removeLast(excess)
                dropped += excess
            }
            return nil
        }
        return take(upTo: end, endLength: 1)
    }

    /// What is left without an end, at the end of the input; `nil` when nothing is.
    mutating func rest() -> Line? {
        buffer.count > place || dropped > 0 ? take(upTo: buffer.count, endLength: 0) : nil
    }

    private mutating func take(upTo end: Int, endLength: Int) -> Line {
        var bytes = Array(buffer[place..<end])
        let length = bytes.count + dropped + endLength
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        place = end + endLength
        dropped = 0
        return Line(bytes: bytes, length: length)
    }
}

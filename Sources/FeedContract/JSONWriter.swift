/// Writes JSON into memory of its own, member after member; the caller keeps the grammar.
///
/// An array checks at each byte whether it is shared; a message is some hundred pieces, hence the plain memory.
package struct JSONWriter: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var count = 0

    /// Begins behind some bytes, with room for most messages.
    package init(_ bytes: [UInt8] = []) {
        capacity = bytes.count + 2_048
        start = .allocate(capacity: capacity)
        bytes.withUnsafeBufferPointer { append($0) }
    }

    deinit {
        start.deallocate()
    }

    /// What was written; valid while the writer lives and nothing more is written.
    package var written: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

    /// What was written, as an array of its own.
    var bytes: [UInt8] { Array(written) }

    /// Writes punctuation and keys as they stand.
    @inline(__always)
    package mutating func raw(_ text: StaticString) {
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Writes one ASCII character.
    @inline(__always)
    package mutating func byte(_ character: Unicode.Scalar) {
        makeRoom(1)
        put(UInt8(ascii: character))
    }

    /// Writes an integer.
    package mutating func integer(_ value: Int) {
        if value < 0 { byte("-") }
        var (digits, bound) = (1, UInt(10))
        // An `Int` has 19 digits at most.
        while digits < 19, value.magnitude >= bound { (digits, bound) = (digits + 1, bound * 10) }
        write(value.magnitude, digits: digits)
    }

    /// Writes an integer or null.
    package mutating func integer(_ value: Int?) {
        if let value { integer(value) } else { raw("null") }
    }

    /// Writes the last `digits` digits of a number that is not negative, with leading zeros.
    mutating func padded(_ value: Int, digits: Int) {
        write(value.magnitude, digits: digits)
    }

    @inline(__always)
    private mutating func write(_ value: UInt, digits: Int) {
        makeRoom(digits)
        var (rest, place) = (value, count + digits)
        while place > count {
            place -= 1
            start[place] = UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0")
            rest /= 10
        }
        count += digits
    }

    /// Writes `value`, which is not negative, divided by ten to the power of `decimals`, without needless zeros.
    mutating func decimal(_ value: Int, decimals: Int) {
        var (scale, digits, fraction) = (1, decimals, value)
        for _ in 0..<decimals { scale *= 10 }
        integer(value / scale)
        fraction %= scale
        guard fraction != 0 else { return }
        while fraction % 10 == 0 { (fraction, digits) = (fraction / 10, digits - 1) }
        byte(".")
        padded(fraction, digits: digits)
    }

    /// Writes `true`, `false` or null.
    package mutating func boolean(_ value: Bool?) {
        switch value {
        case true?: raw("true")
        case false?: raw("false")
        case nil: raw("null")
        }
    }

    /// Writes a string or null.
    package mutating func string(_ text: String?) {
        if let text { string(text) } else { raw("null") }
    }

    /// Writes a string, escaped where JSON demands it and nowhere else.
    package mutating func string(_ text: String) {
        byte("\"")
        plain(text, mayNeedEscapes: true)
        byte("\"")
    }

    /// Writes a text that needs no escapes, such as a name, without quotes.
    mutating func plain(_ text: String) {
        plain(text, mayNeedEscapes: false)
    }

    private mutating func plain(_ text: String, mayNeedEscapes: Bool) {
        var text = text
        text.withUTF8 { utf8 in
            if mayNeedEscapes, JSONWriter.needsEscapes(utf8) { escaped(utf8) } else { append(utf8) }
        }
    }

    private static func needsEscapes(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        var found = false
        for byte in utf8 {
            // Without an early way out, so that the compiler may look at many bytes at once.
            found = found || byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
        }
        return found
    }

    @inline(never)
    private mutating func escaped(_ utf8: UnsafeBufferPointer<UInt8>) {
        for character in utf8 {
            switch character {
            case UInt8(ascii: "\""): raw(#"\""#)
            case UInt8(ascii: "\\"): raw(#"\\"#)
            case UInt8(ascii: "\n"): raw(#"\n"#)
            case UInt8(ascii: "\r"): raw(#"\r"#)
            case UInt8(ascii: "\t"): raw(#"\t"#)
            case 0..<0x20:
                raw(character < 0x10 ? #"\u000"# : #"\u001"#)
                let digit = character & 0xF
                makeRoom(1)
                put(digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a"))
            default:
                makeRoom(1)
                put(character)
            }
        }
    }

    @inline(__always)
    private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        makeRoom(bytes.count)
        (start + count).initialize(from: source, count: bytes.count)
        count += bytes.count
    }

    /// Writes a byte for which there is room.
    @inline(__always)
    private mutating func put(_ byte: UInt8) {
        start[count] = byte
        count += 1
    }

    @inline(__always)
    private mutating func makeRoom(_ length: Int) {
        if capacity - count < length { grow(length) }
    }

    @inline(never)
    private mutating func grow(_ length: Int) {
        let greater = max(capacity * 2, count + length)
        let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: greater)
        grown.initialize(from: start, count: count)
        start.deallocate()
        (start, capacity) = (grown, greater)
    }
}

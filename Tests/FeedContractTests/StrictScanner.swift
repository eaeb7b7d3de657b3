import Foundation

/// An independent reading of RFC 8259 for the reference: Foundation does not look at values that nobody decodes, keeps
/// one of two equal keys in silence, allows 512 levels, and reads UTF-16 and UTF-32 as well.
///
/// Two rules are simdjson's: an integer fits 64 bits and any other number a finite double. RFC 8259 leaves both to
/// the receiver.
struct StrictScanner {
    private struct Refusal: Error {}

    private let bytes: [UInt8]
    private var place = 0
    private var underflows = false

    /// Whether Foundation refuses a number of a valid document that others read as zero: one that is not zero and
    /// too small for a double, such as `1e-400`.
    static func hasUnderflow(_ bytes: [UInt8]) -> Bool {
        var scanner = StrictScanner(bytes: bytes)
        scanner.space()
        try? scanner.value(depth: 1)
        return scanner.underflows
    }

    /// Whether the bytes are one JSON object without duplicate keys, nested at most 64 deep.
    static func accepts(_ bytes: [UInt8]) -> Bool {
        guard String(validating: bytes, as: UTF8.self) != nil else { return false }
        var scanner = StrictScanner(bytes: bytes)
        do {
            scanner.space()
            guard scanner.peek == UInt8(ascii: "{") else { return false }
            try scanner.value(depth: 1)
            scanner.space()
            return scanner.place == bytes.count
        } catch {
            return false
        }
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private var peek: UInt8 { place < bytes.count ? bytes[place] : 0 }

    private mutating func space() {
        while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) throws {
        guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { throw Refusal() }
        place += 1
    }

    private mutating func takes(_ character: Unicode.Scalar) -> Bool {
        guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    private mutating func value(depth: Int) throws {
        switch peek {
        case UInt8(ascii: "{"): try object(depth: depth)
        case UInt8(ascii: "["): try array(depth: depth)
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: try number()
        }
    }

    private mutating func word(_ word: String) throws {
        for scalar in word.unicodeScalars { try take(scalar) }
    }

    private mutating func object(depth: Int) throws {
        guard depth <= 64 else { throw Refusal() }
        var keys: Set<[UInt16]> = []
        try take("{")
        space()
        if takes("}") { return }
        repeat {
            space()
            guard keys.insert(try string()).inserted else { throw Refusal() }
            space()
            try take(":")
            space()
            try value(depth: depth + 1)
            space()
        } while takes(",")
        try take("}")
    }

    private mutating func array(depth: Int) throws {
        guard depth <= 64 else { throw Refusal() }
        try take("[")
        space()
        if takes("]") { return }
        repeat {
            space()
            try value(depth: depth + 1)
            space()
        } while takes(",")
        try take("]")
    }

    /// A string as UTF-16, in which two keys are equal when their units are.
    private mutating func string() throws -> [UInt16] {
        var units: [UInt16] = []
        var plain: [UInt8] = []
        func flush() {
            units += String(decoding: plain, as: UTF8.self).utf16
            plain = []
        }
        try take("\"")
        while !takes("\"") {
            guard place < bytes.count, bytes[place] >= 0x20 else { throw Refusal() }
            if takes("\\") {
                flush()
                units.append(try escape())
            } else {
                plain.append(bytes[place])
                place += 1
            }
        }
        flush()
        // A lone surrogate is no character.
        var decoder = UTF16()
        var iterator = units.makeIterator()
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue: continue
            case .emptyInput: return units
            case .error: throw Refusal()
            }
        }
    }

    private mutating func escape() throws -> UInt16 {
        let letter = peek
        place += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt16(letter)
        case UInt8(ascii: "b"): return 8
        case UInt8(ascii: "f"): return 12
        case UInt8(ascii: "n"): return 10
        case UInt8(ascii: "r"): return 13
        case UInt8(ascii: "t"): return 9
        case UInt8(ascii: "u"):
            guard place + 4 <= bytes.count else { throw Refusal() }
            let digits = bytes[place..<(place + 4)]
            let isHex = digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
            guard isHex, let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16) else { throw Refusal() }
            place += 4
            return unit
        default: throw Refusal()
        }
    }

    private mutating func number() throws {
        let start = place
        _ = takes("-")
        if !takes("0") { try digits() }
        var isInteger = true
        if takes(".") {
            isInteger = false
            try digits()
        }
        if takes("e") || takes("E") {
            isInteger = false
            if !takes("+") { _ = takes("-") }
            try digits()
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        if isInteger {
            guard Int64(text) != nil || UInt64(text) != nil else { throw Refusal() }
        } else {
            guard let value = Double(text), value.isFinite else { throw Refusal() }
            let hasDigit = text.prefix { $0 != "e" && $0 != "E" }.contains { ("1"..."9").contains($0) }
            if hasDigit, value.magnitude < .leastNormalMagnitude { underflows = true }
        }
    }

    private mutating func digits() throws {
        let start = place
        while (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(peek) { place += 1 }
        guard place > start else { throw Refusal() }
    }
}

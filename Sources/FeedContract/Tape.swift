/// A parsed document as simdjson lays it out: words of an 8-bit type and a 56-bit payload (simdjson `doc/tape.md`).
///
/// Word 0 is the root and word 1 the document's value. simdjson has checked the whole document before there is a
/// tape (grammar, UTF-8, numbers, nesting), so indices that were taken from it are not checked again.
package struct Tape {
    let words: UnsafePointer<UInt64>
    let strings: UnsafeRawPointer

    init(words: UnsafePointer<UInt64>, strings: UnsafeRawPointer) {
        self.words = words
        self.strings = strings
    }

    /// The document's value.
    package static let root = 1

    /// What a word stands for.
    package struct Kind: Equatable {
        let code: UInt8

        package static let object = Kind(code: UInt8(ascii: "{"))
        package static let array = Kind(code: UInt8(ascii: "["))
        package static let string = Kind(code: UInt8(ascii: "\""))
        /// Fits `Int64`; the next word is the value.
        package static let integer = Kind(code: UInt8(ascii: "l"))
        /// Greater than `Int64` holds; the next word is the value.
        package static let greatInteger = Kind(code: UInt8(ascii: "u"))
        /// Had a fraction or an exponent; the next word is the value.
        package static let double = Kind(code: UInt8(ascii: "d"))
        package static let `true` = Kind(code: UInt8(ascii: "t"))
        package static let `false` = Kind(code: UInt8(ascii: "f"))
        package static let null = Kind(code: UInt8(ascii: "n"))
    }

    @inline(__always)
    package func kind(at index: Int) -> Kind {
        Kind(code: UInt8(truncatingIfNeeded: words[index] >> 56))
    }

    @inline(__always)
    package func isNull(at index: Int) -> Bool { kind(at: index) == .null }

    /// The index past the value at `index`.
    @inline(__always)
    package func indexAfter(_ index: Int) -> Int {
        switch kind(at: index) {
        case .object, .array: Int(UInt32(truncatingIfNeeded: words[index]))
        case .integer, .greatInteger, .double: index + 2
        default: index + 1
        }
    }

    /// The number of elements of the array at `index`.
    @inline(__always)
    package func count(ofArrayAt index: Int) -> Int { Int(words[index] >> 32 & 0xFF_FFFF) }

    /// The index of the closing word of the array or object at `index`.
    @inline(__always)
    package func closing(_ index: Int) -> Int { Int(UInt32(truncatingIfNeeded: words[index])) - 1 }

    @inline(__always)
    package func integer(at index: Int) -> Int { Int(Int64(bitPattern: words[index + 1])) }

    package func double(at index: Int) -> Double { Double(bitPattern: words[index + 1]) }

    /// The bytes of the string at `index`, valid UTF-8 without escapes.
    @inline(__always)
    package func string(at index: Int) -> UnsafeRawBufferPointer {
        let start = strings + Int(words[index] & 0xFF_FFFF_FFFF_FFFF)
        return UnsafeRawBufferPointer(start: start + 4, count: Int(start.loadUnaligned(as: UInt32.self)))
    }

    /// The string at `index` as a word; one that is longer than any word equals none.
    @inline(__always)
    package func word(at index: Int) -> Word {
        let bytes = string(at: index)
        guard let start = bytes.baseAddress, bytes.count <= Word.greatestCount else { return .tooLong }
        // simdjson's string buffer ends in 64 spare bytes, so that 16 may be read wherever a string begins.
        return Word(
            low: start.loadUnaligned(as: UInt64.self).littleEndian & Word.mask(bytes.count),
            high: (start + 8).loadUnaligned(as: UInt64.self).littleEndian & Word.mask(bytes.count - 8),
            count: bytes.count
        )
    }
}

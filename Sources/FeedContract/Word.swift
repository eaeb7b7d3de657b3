/// A short text in two registers: the contract's keys and enumerated values are told apart by comparing integers.
package struct Word: Equatable {
    /// The first eight bytes, the first one lowest, zeros behind.
    let low: UInt64
    /// The next eight bytes.
    let high: UInt64
    let count: Int

    /// The greatest number of bytes; the contract's longest word, `after-unloading`, has 15.
    static let greatestCount = 16

    /// Stands for any text that is too long; equals nothing in a table.
    static let tooLong = Word(low: 0, high: 0, count: greatestCount + 1)

    init(low: UInt64, high: UInt64, count: Int) {
        self.low = low
        self.high = high
        self.count = count
    }

    init(_ text: String) {
        precondition(text.utf8.count <= Word.greatestCount, "\(text) is no word of the contract's")
        var (low, high) = (UInt64(0), UInt64(0))
        for (place, byte) in text.utf8.enumerated() {
            if place < 8 {
                low |= UInt64(byte) << UInt64(place * 8)
            } else {
                high |= UInt64(byte) << UInt64((place - 8) * 8)
            }
        }
        self.init(low: low, high: high, count: text.utf8.count)
    }

    /// Keeps the lowest `count` bytes of a register, all of them from 8, none up to 0.
    @inline(__always)
    static func mask(_ count: Int) -> UInt64 {
        if count >= 8 { return .max }
        return count <= 0 ? 0 : (1 << UInt64(truncatingIfNeeded: count &* 8)) &- 1
    }
}

/// A fixed list of words. It is made once and lives as long as the process, so it needs no reference counting.
package struct WordTable: @unchecked Sendable {
    // Written in `init` only: sharing it is safe.
    private let words: UnsafePointer<Word>
    let count: Int

    package init(_ texts: [String]) {
        let words = UnsafeMutablePointer<Word>.allocate(capacity: texts.count)
        for (index, text) in texts.enumerated() {
            (words + index).initialize(to: Word(text))
        }
        self.words = UnsafePointer(words)
        count = texts.count
    }

    /// The index of a word, −1 when it is not in the table. The search begins at `start`: devices send their fields
    /// in one order, mostly the contract's, so that the first comparison succeeds.
    @inline(__always)
    package func index(of word: Word, from start: Int) -> Int {
        if start < count, words[start] == word { return start }
        return search(word)
    }

    @inline(never)
    private func search(_ word: Word) -> Int {
        for index in 0..<count where words[index] == word {
            return index
        }
        return -1
    }
}

/// The values that a string of the contract may have.
struct Choices<Value: CaseIterable & RawRepresentable<String> & Sendable>: @unchecked Sendable {
    private let words: WordTable
    // Written in `init` only, and never freed.
    private let values: UnsafePointer<Value>

    init(_: Value.Type) {
        let all = Array(Value.allCases)
        words = WordTable(all.map(\.rawValue))
        let values = UnsafeMutablePointer<Value>.allocate(capacity: all.count)
        values.initialize(from: all, count: all.count)
        self.values = UnsafePointer(values)
    }

    @inline(__always)
    subscript(_ word: Word) -> Value? {
        let index = words.index(of: word, from: 0)
        return index < 0 ? nil : values[index]
    }
}

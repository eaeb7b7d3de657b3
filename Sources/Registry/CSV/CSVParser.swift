/// Reads records of RFC 4180 from bytes as they arrive, in memory that does not grow with the file.
///
/// Written here because the CSV libraries for Swift load a whole file as a `String`, and a register of a million
/// vehicles has to fit beside a running daemon. It works on bytes, before decoding: in UTF-8 and in GB18030 no byte of
/// a longer character is a quote, a comma or a line's end. A record that breaks the grammar or a bound costs its first
/// physical line and no more: reading goes on with the next, so that one forgotten quote does not swallow the file.
struct CSVParser {
    /// Bytes of one record, quoted line breaks included; a longer one is a fault.
    static let recordMax = 65_536
    /// Fields of one record; one with more is a fault.
    static let fieldsMax = 256

    /// What reading on came to.
    enum Outcome: Equatable {
        /// A record, to be found in `record`.
        case record
        /// A line that is no record.
        case fault(CSVFault, line: Int)
        /// No further record in what was given so far.
        case more
    }

    /// The record read last.
    private(set) var record = CSVRecord()
    private var buffer: [UInt8] = []
    private var start = 0
    private var line = 1
    private var isSkipping = false
    private var isFinished = false

    /// Takes the next bytes of the file.
    mutating func append(_ bytes: [UInt8]) {
        buffer.removeFirst(start)
        start = 0
        buffer.append(contentsOf: bytes)
    }

    /// Drops bytes at the beginning: a byte-order mark.
    mutating func skip(_ count: Int) { start += count }

    /// The bytes at the beginning that were not read yet.
    var pending: ArraySlice<UInt8> { buffer[start...] }

    /// Says that no bytes follow, so that a last line without its end is one.
    mutating func finish() { isFinished = true }

    /// Reads on.
    mutating func next() -> Outcome {
        if isSkipping, !skipLine() { return .more }
        guard start < buffer.count else { return .more }
        record.line = line
        let scan = buffer.withUnsafeBufferPointer { bytes in
            CSVScan(UnsafeBufferPointer(rebasing: bytes[start...]), isWhole: isFinished).run(into: &record)
        }
        switch scan {
        case .record(let length, let lines):
            start += length
            line += lines
            return .record
        case .fault(let fault):
            isSkipping = true
            return .fault(fault, line: line)
        case .incomplete:
            return .more
        }
    }

    /// Drops the rest of a physical line.
    ///
    /// - Returns: whether its end was there.
    private mutating func skipLine() -> Bool {
        guard let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) else {
            start = buffer.count
            return false
        }
        start = end + 1
        line += 1
        isSkipping = false
        return true
    }
}

/// Why a line is no record.
enum CSVFault: Equatable {
    case openQuote, quoteInField, textAfterQuote, null, tooLong, tooManyFields

    var reason: Wording {
        switch self {
        case .openQuote:
            Wording(zh: "引号没有闭合", en: "a quote that is not closed within \(CSVParser.recordMax) bytes")
        case .quoteInField:
            Wording(zh: "引号不在字段开头；含引号的字段应整体加引号并双写引号", en: "a quote inside a field that does not begin with one")
        case .textAfterQuote:
            Wording(zh: "引号闭合后还有文字", en: "text between a closing quote and the next comma")
        case .null: Wording(zh: "含有 NUL 字节", en: "has a NUL byte")
        case .tooLong:
            Wording(zh: "一行超过 \(CSVParser.recordMax) 字节", en: "longer than \(CSVParser.recordMax) bytes")
        case .tooManyFields:
            Wording(zh: "一行超过 \(CSVParser.fieldsMax) 个字段", en: "more than \(CSVParser.fieldsMax) fields")
        }
    }
}

/// One record: its fields without quotes, one behind the other.
struct CSVRecord {
    /// The file's line that it begins on, from 1.
    var line = 0
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    /// How many fields it has; an empty line has one.
    var count: Int { ends.count }

    /// Whether nothing stands in any field, as in the lines that spreadsheets leave at the end.
    var isBlank: Bool { bytes.allSatisfy { $0 <= 0x20 } }

    /// All fields, one behind the other.
    var content: [UInt8] { bytes }

    /// Gives a field's bytes.
    func withField<Result>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { all in
            body(UnsafeBufferPointer(rebasing: all[(index == 0 ? 0 : ends[index - 1])..<ends[index]]))
        }
    }

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    mutating func append(_ part: Slice<UnsafeBufferPointer<UInt8>>) {
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: part))
    }

    mutating func endField() { ends.append(bytes.count) }
}

/// One attempt to read one record from the beginning of some bytes.
struct CSVScan {
    enum Result {
        case record(length: Int, lines: Int)
        case fault(CSVFault)
        /// The record's end is not among the bytes.
        case incomplete
    }

    private enum FieldEnd { case comma, line, file }

    private let bytes: UnsafeBufferPointer<UInt8>
    /// Whether the bytes' end is the file's.
    private let isWhole: Bool
    private let isCut: Bool
    private var index = 0
    private var lines = 0

    /// Looks at no more than the longest record, so that a fault costs a bounded number of bytes.
    init(_ bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool) {
        isCut = bytes.count > CSVParser.recordMax
        self.bytes = UnsafeBufferPointer(rebasing: bytes.prefix(CSVParser.recordMax))
        self.isWhole = isWhole && !isCut
    }

    /// Reads the record into `record`, in place of what was there.
    consuming func run(into record: inout CSVRecord) -> Result {
        record.clear()
        do throws(Stop) {
            while true {
                let end = try field(into: &record)
                record.endField()
                guard end == .comma else { return .record(length: index, lines: lines) }
                if record.count == CSVParser.fieldsMax { throw Stop.fault(.tooManyFields) }
            }
        } catch {
            switch error {
            case .fault(let fault): return .fault(fault)
            case .end(let isQuoted):
                if isCut { return .fault(isQuoted ? .openQuote : .tooLong) }
                return isWhole ? .fault(.openQuote) : .incomplete
            }
        }
    }

    private enum Stop: Error {
        case fault(CSVFault)
        case end(isQuoted: Bool)
    }

    private mutating func field(into record: inout CSVRecord) throws(Stop) -> FieldEnd {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return try plain(into: &record) }
        index += 1
        try quoted(into: &record)
        return try separator()
    }

    private mutating func plain(into record: inout CSVRecord) throws(Stop) -> FieldEnd {
        let first = index
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: ","):
                record.append(bytes[first..<(index - 1)])
                return .comma
            case UInt8(ascii: "\n"):
                let hasReturn = index - 2 >= first && bytes[index - 2] == UInt8(ascii: "\r")
                record.append(bytes[first..<(index - (hasReturn ? 2 : 1))])
                lines += 1
                return .line
            case UInt8(ascii: "\""): throw .fault(.quoteInField)
            case 0: throw .fault(.null)
            default: continue
            }
        }
        guard isWhole else { throw .end(isQuoted: false) }
        record.append(bytes[first..<index])
        return .file
    }

    /// From behind the opening quote to behind the closing one.
    private mutating func quoted(into record: inout CSVRecord) throws(Stop) {
        var first = index
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\n"): lines += 1
            case 0: throw .fault(.null)
            case UInt8(ascii: "\""):
                record.append(bytes[first..<(index - 1)])
                // Whether it closes the field can only be said with the next byte.
                guard index < bytes.count else {
                    if isWhole { return }
                    throw .end(isQuoted: true)
                }
                guard bytes[index] == UInt8(ascii: "\"") else { return }
                first = index
                index += 1
            default: continue
            }
        }
        throw .end(isQuoted: true)
    }

    /// What follows a closing quote.
    private mutating func separator() throws(Stop) -> FieldEnd {
        guard index < bytes.count else {
            if isWhole { return .file }
            throw .end(isQuoted: true)
        }
        if bytes[index] == UInt8(ascii: "\r") {
            guard index + 1 < bytes.count || isWhole else { throw .end(isQuoted: true) }
            index += 1
            if index == bytes.count { return .file }
            guard bytes[index] == UInt8(ascii: "\n") else { throw .fault(.textAfterQuote) }
        }
        switch bytes[index] {
        case UInt8(ascii: ","):
            index += 1
            return .comma
        case UInt8(ascii: "\n"):
            index += 1
            lines += 1
            return .line
        default: throw .fault(.textAfterQuote)
        }
    }
}

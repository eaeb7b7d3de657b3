import Law
import Units

/// What a column of a register may hold, and how a clerk's spelling of it is read.
///
/// A value that is not taken throws a `Wording` that says what would be.
enum ColumnValue: Sendable {
    /// A plate; one that fits no pattern of GA 36 is taken, and noted in the report (law.md §6).
    case plate
    /// A number or id without blanks, of at most so many characters.
    case identifier(max: Int)
    /// Any text of at most so many characters.
    case text(max: Int)
    /// A Unified Social Credit Code with the right check character (GB 32100).
    case creditCode
    /// A driving licence's number; one of 18 characters is a citizen number (GB 11643).
    case licence
    /// A whole number of a range.
    case integer(ClosedRange<Int64>)
    /// Yes or no.
    case flag
    /// One of some words.
    case word(WordList)
    /// Six digits of a district.
    case district
    /// Names of stations.
    case stations
    /// A day of the calendar.
    case day
    /// A day of the calendar, or 长期 for no end.
    case lastDay

    /// Reads a value, trimmed and not empty.
    func read(_ text: String) throws(Wording) -> Cell {
        switch self {
        case .plate: return .text(try ColumnValue.identifier(ColumnValue.normalisedPlate(text), max: 16))
        case .identifier(let max): return .text(try ColumnValue.identifier(text, max: max))
        case .text(let max): return .text(try ColumnValue.text(text, max: max))
        case .creditCode: return .text(try ColumnValue.creditCode(text))
        case .licence: return .text(try ColumnValue.licence(text))
        case .integer(let range): return .integer(try ColumnValue.integer(text, range))
        case .flag:
            guard let word = WordList.flags[text] else { throw ColumnValue.oneOf("yes 是, no 否") }
            return .integer(word == "yes" ? 1 : 0)
        case .word(let list):
            guard let word = list[text] else { throw ColumnValue.oneOf(list.offered) }
            return .text(word)
        case .district:
            guard text.utf8.count == 6, text.utf8.allSatisfy(isDigit) else {
                throw Wording(zh: "区县代码应为 6 位数字", en: "a district's code has six digits")
            }
            return .text(text)
        case .stations: return .text(try ColumnValue.stations(text))
        case .day: return .integer(try ColumnValue.day(text))
        case .lastDay: return text == "长期" || text == "永久" ? .null : .integer(try ColumnValue.day(text))
        }
    }

    /// A plate as cameras read it: capitals, without blanks and the dot that is embossed behind the office's letter.
    static func normalisedPlate(_ text: String) -> String {
        let needsNothing = text.utf8.allSatisfy { byte in
            byte > 0x20 && !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) && byte != 0xC2
        }
        // The embossed dot (U+00B7) begins with 0xC2; the others that look like it are left to the report's notes.
        return needsNothing ? text : String(text.uppercased().filter { $0 != "·" && $0 != " " })
    }
}

// MARK: - Each way of reading

extension ColumnValue {
    private static func identifier(_ text: String, max: Int) throws(Wording) -> String {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw Wording(zh: "编号中不得有空格或控制字符", en: "a number has no blanks and no control characters")
        }
        return try bounded(text, max: max)
    }

    private static func text(_ text: String, max: Int) throws(Wording) -> String {
        // Line breaks and tabs come from cells of several lines and do no harm; other control characters do.
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) }) else {
            throw Wording(zh: "含有控制字符", en: "has control characters")
        }
        return try bounded(text, max: max)
    }

    private static func bounded(_ text: String, max: Int) throws(Wording) -> String {
        // Bytes first: they are counted at once, and there are never fewer of them than characters.
        guard text.utf8.count <= max || text.unicodeScalars.count <= max else {
            throw Wording(zh: "长度超过 \(max) 个字符", en: "longer than \(max) characters")
        }
        return text
    }

    private static func creditCode(_ text: String) throws(Wording) -> String {
        let code = text.uppercased()
        guard CreditCode.isValid(code) else {
            throw Wording(
                zh: "不是有效的统一社会信用代码（GB 32100）",
                en: "not a Unified Social Credit Code with the right check character (GB 32100)"
            )
        }
        return code
    }

    private static func licence(_ text: String) throws(Wording) -> String {
        let number = try identifier(text.uppercased(), max: 32)
        let hasForm = number.utf8.count == 18 && number.utf8.dropLast().allSatisfy(isDigit)
        guard !hasForm || CitizenNumber.isValid(number) else {
            throw Wording(
                zh: "公民身份号码的出生日期或校验码不正确（GB 11643）",
                en: "a citizen number with a wrong day of birth or check character (GB 11643)"
            )
        }
        return number
    }

    private static func integer(_ text: String, _ range: ClosedRange<Int64>) throws(Wording) -> Int64 {
        guard text.utf8.allSatisfy(isDigit), let value = Int64(text), range.contains(value) else {
            throw Wording(
                zh: "应为 \(range.lowerBound)…\(range.upperBound) 的整数",
                en: "must be a whole number of \(range.lowerBound)…\(range.upperBound)"
            )
        }
        return value
    }

    private static func stations(_ text: String) throws(Wording) -> String {
        let names = text.split { $0 == ";" || $0 == "；" || $0.isWhitespace }
        guard names.count <= 256, names.allSatisfy({ $0.utf8.count <= 64 && $0.utf8.allSatisfy(isNameByte) }) else {
            throw Wording(
                zh: "站点名称以空格或分号分隔，最多 256 个，每个为 1…64 个 A-Z a-z 0-9 . _ -",
                en:
                    "names of stations, separated by blanks or semicolons, at most 256, each of 1…64 of A-Z a-z 0-9 . _ -"
            )
        }
        return names.joined(separator: " ")
    }

    private static func oneOf(_ offered: String) -> Wording {
        Wording(zh: "应为其中之一：\(offered)", en: "must be one of: \(offered)")
    }

    /// `YYYY-MM-DD`, `YYYY/M/D`, `YYYYMMDD`; as a day number.
    private static func day(_ text: String) throws(Wording) -> Int64 {
        let bytes = Array(text.utf8)
        let parts: [ArraySlice<UInt8>]
        if bytes.count == 8, bytes.allSatisfy(isDigit) {
            parts = [bytes[0..<4], bytes[4..<6], bytes[6..<8]]
        } else {
            let separator = UInt8(ascii: bytes.contains(UInt8(ascii: "/")) ? "/" : "-")
            parts = bytes.split(separator: separator, omittingEmptySubsequences: false)
        }
        // Before 1900 there is nothing in these registers but slips of the pen.
        guard parts.count == 3, parts[0].count == 4, let year = number(parts[0]), year >= 1_900,
            let month = number(parts[1]), let day = number(parts[2]),
            let date = CivilDate(year: year, month: month, day: day)
        else {
            throw Wording(
                zh: "不是日期（YYYY-MM-DD、YYYY/M/D 或 YYYYMMDD）",
                en: "no day of the calendar (YYYY-MM-DD, YYYY/M/D or YYYYMMDD)"
            )
        }
        return Int64(date.dayNumber)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard (1...4).contains(digits.count), digits.allSatisfy(isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

/// As `Readings.Name` allows.
private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x30...0x39,
        UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
    default: false
    }
}

import Foundation

/// Text that came from outside, for a terminal: nothing in it can move the cursor, change a title or turn the line around.
extension String {
    /// The text with control and format characters written as `\u{1b}`.
    var escaped: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.isUnsafe: text += "\\u{\(String(scalar.value, radix: 16))}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// JSON with all such characters escaped; it means the same.
    var escapedJSON: String {
        guard unicodeScalars.contains(where: \.isUnsafe) else { return self }
        var text = ""
        for scalar in unicodeScalars {
            guard scalar.isUnsafe else {
                text.unicodeScalars.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return text
    }
}

extension Unicode.Scalar {
    /// Controls, invisible format characters (those that turn text around among them), line separators, and what is no
    /// character.
    fileprivate var isUnsafe: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        default: false
        }
    }
}

/// Bytes that are no text, as a dump: place, sixteen bytes, and what of them is printable ASCII.
struct HexDump {
    private static let width = 16

    let bytes: ArraySlice<UInt8>

    var lines: [String] {
        stride(from: bytes.startIndex, to: bytes.endIndex, by: HexDump.width).map { start in
            let row = bytes[start..<min(start + HexDump.width, bytes.endIndex)]
            let hex = row.map { HexDump.padded(String($0, radix: 16), to: 2) }.joined(separator: " ")
            let ascii = String(decoding: row.map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: ".") }, as: UTF8.self)
            let space = String(repeating: " ", count: HexDump.width * 3 - 1 - hex.count)
            return "\(HexDump.padded(String(start, radix: 16), to: 6))  \(hex)\(space)  \(ascii)"
        }
    }

    private static func padded(_ digits: String, to count: Int) -> String {
        String(repeating: "0", count: max(0, count - digits.count)) + digits
    }
}

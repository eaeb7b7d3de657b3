import Glibc

/// How a file's characters are written.
public enum TextEncoding: String, CaseIterable, Codable, Sendable {
    /// UTF-8, with or without a byte-order mark.
    case utf8 = "utf-8"
    /// GB 18030, of which GBK and GB 2312 are parts: what Chinese spreadsheets save by default.
    case gb18030
}

extension TextEncoding {
    /// The encoding of bytes, some of which are not ASCII.
    ///
    /// 豫 in GB 18030 is the bytes D4 A5, which happen to be a letter in UTF-8, too; so valid UTF-8 is taken for it only
    /// where its characters are such as occur in these registers: those of three bytes and more, and the dot in names.
    static func detect(_ bytes: [UInt8]) -> TextEncoding {
        guard let text = String(validating: bytes, as: UTF8.self) else { return .gb18030 }
        let isPlausible = text.unicodeScalars.allSatisfy { $0.isASCII || $0.value >= 0x800 || $0 == "·" }
        return isPlausible ? .utf8 : .gb18030
    }
}

/// Makes text of a field's bytes: UTF-8 by Swift's own check, GB 18030 by the system's `iconv`.
final class TextDecoder {
    let encoding: TextEncoding
    private let converter: iconv_t?
    private var output: [CChar] = []

    /// Takes up an encoding.
    ///
    /// - Throws: when the system cannot convert it, which Debian's libc always can.
    init(_ encoding: TextEncoding) throws {
        self.encoding = encoding
        guard encoding == .gb18030 else {
            converter = nil
            return
        }
        let opened = iconv_open("UTF-8", "GB18030")
        guard opened != iconv_t(bitPattern: -1) else { throw UnsupportedEncoding(encoding: encoding) }
        converter = opened
    }

    deinit { if let converter { iconv_close(converter) } }

    /// The text of a field.
    ///
    /// - Returns: `nil` when the bytes are none in the encoding.
    func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        guard let converter, !bytes.allSatisfy({ $0 < 0x80 }) else { return String(validating: bytes, as: UTF8.self) }
        return converted(bytes, converter)
    }

    private func converted(_ bytes: UnsafeBufferPointer<UInt8>, _ converter: iconv_t) -> String? {
        // Two bytes become three at the most, one at the most one, four at the most four.
        let room = bytes.count * 2 + 16
        if output.count < room { output = [CChar](repeating: 0, count: room) }
        iconv(converter, nil, nil, nil, nil)
        return bytes.withMemoryRebound(to: CChar.self) { source in
            output.withUnsafeMutableBufferPointer { target in
                var from = UnsafeMutablePointer(mutating: source.baseAddress)
                var fromLeft = source.count
                var to = target.baseAddress
                var toLeft = target.count
                let code = iconv(converter, &from, &fromLeft, &to, &toLeft)
                guard code != -1, fromLeft == 0 else { return nil }
                let written = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(target)[..<(target.count - toLeft)])
                return written.withMemoryRebound(to: UInt8.self) { String(validating: $0, as: UTF8.self) }
            }
        }
    }
}

/// The system's libc lacks a conversion.
public struct UnsupportedEncoding: Error, CustomStringConvertible {
    /// What it cannot read.
    public let encoding: TextEncoding

    /// What is wrong and what to do.
    public var description: String {
        "iconv cannot read \(encoding.rawValue); save the file as UTF-8, or install the package libc6"
    }
}

extension String {
    /// Without blanks on either side: ASCII's, the no-break and the ideographic space, a byte-order mark.
    var trimmedOfBlanks: String {
        guard let first = utf8.first, let last = utf8.last else { return self }
        // Nearly every value has none; these are the bytes that such characters begin and end with.
        let isBare =
            first > 0x20 && first != 0xC2 && first != 0xE3 && first != 0xEF && last > 0x20 && last != 0xA0
            && last != 0x80 && last != 0xBF
        return isBare ? self : trimmedSlowly
    }

    private var trimmedSlowly: String {
        func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace || scalar == "\u{FEFF}" }
        let scalars = unicodeScalars.drop(while: isBlank)
        guard let last = scalars.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(scalars[...last])
    }
}

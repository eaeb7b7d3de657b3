extension Sequence<UInt8> {
    /// In lower-case hexadecimal digits, two a byte.
    public var hex: String {
        var text = ""
        for byte in self {
            if byte < 16 { text += "0" }
            text += String(byte, radix: 16)
        }
        return text
    }
}

/// What kind of number plate a text is (GA 36-2018).
///
/// Only the pattern is checked: whether the number was ever issued, nobody here can say. A plate that fits none is
/// kept as it was read and marked, never dropped.
public enum PlatePattern: String, CaseIterable, Sendable {
    /// Ordinary (普通号牌): province, letter, five letters or digits.
    case ordinary
    /// Trailer (挂车号牌): four letters or digits, then 挂.
    case trailer
    /// Large new-energy vehicle (大型新能源): five digits, then D or F.
    case largeNewEnergy = "large-new-energy"
    /// Small new-energy vehicle (小型新能源): a letter A–H, J or K, a letter or digit, four digits.
    case smallNewEnergy = "small-new-energy"
    /// Learner's, police, Hong Kong or Macau plate: four letters or digits, then 学, 警, 港 or 澳.
    case marked

    /// The pattern that a text fits.
    ///
    /// - Returns: `nil` when it fits none.
    public init?(of plate: String) {
        // Every passage's plate is looked at, so its bytes are taken as they lie.
        var plate = plate
        guard let pattern = plate.withUTF8(PlatePattern.init) else { return nil }
        self = pattern
    }

    /// In UTF-8 a Chinese character of a plate takes three bytes, a letter or digit one.
    private init?(_ plate: UnsafeBufferPointer<UInt8>) {
        guard (9...11).contains(plate.count), isProvince(chinese(plate[..<3])),
            isOfficeLetter(plate[3])
        else { return nil }
        let serial = plate[4...]
        switch serial.count {
        case 5 where serial.allSatisfy(isSerial): self = .ordinary
        case 6 where serial[9] == UInt8(ascii: "D") || serial[9] == UInt8(ascii: "F"):
            guard serial.dropLast().allSatisfy(isDigit) else { return nil }
            self = .largeNewEnergy
        case 6
        where isSmallNewEnergyLetter(serial[4]) && isSerial(serial[5]) && serial.dropFirst(2).allSatisfy(isDigit):
            self = .smallNewEnergy
        case 7 where serial.prefix(4).allSatisfy(isSerial):
            switch chinese(serial.suffix(3)) {
            case "挂": self = .trailer
            case "学", "警", "港", "澳": self = .marked
            default: return nil
            }
        default: return nil
        }
    }
}

/// The character that three bytes of UTF-8 make; `nil` where they make none.
private func chinese(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Unicode.Scalar? {
    guard let first = bytes.first, first & 0xF0 == 0xE0 else { return nil }
    return Unicode.Scalar(bytes.dropFirst().reduce(UInt32(first & 0x0F)) { $0 << 6 | UInt32($1 & 0x3F) })
}

private func isProvince(_ character: Unicode.Scalar?) -> Bool {
    switch character {
    case "京", "津", "沪", "渝", "冀", "豫", "云", "辽", "黑", "湘", "皖", "鲁", "新", "苏", "浙", "赣", "鄂", "桂", "甘", "晋", "蒙",
        "陕", "吉", "闽", "贵", "粤", "青", "藏", "川", "宁", "琼":
        true
    default: false
    }
}

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

/// The issuing office's letter: A–Z without I.
private func isOfficeLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) && byte != UInt8(ascii: "I")
}

/// A character of the serial number: digits, and letters without I and O.
private func isSerial(_ byte: UInt8) -> Bool { isDigit(byte) || (isOfficeLetter(byte) && byte != UInt8(ascii: "O")) }

private func isSmallNewEnergyLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "K")).contains(byte) && byte != UInt8(ascii: "I")
}

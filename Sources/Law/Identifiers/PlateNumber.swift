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
        let characters = Array(plate.unicodeScalars)
        guard characters.count == 7 || characters.count == 8, PlatePattern.provinces.contains(characters[0]),
            isOfficeLetter(characters[1])
        else { return nil }
        let serial = characters[2...]
        if characters.count == 8 {
            self.init(ofNewEnergySerial: serial)
        } else if serial.allSatisfy(isSerial) {
            self = .ordinary
        } else if serial.dropLast().allSatisfy(isSerial), let last = serial.last {
            if last == "挂" {
                self = .trailer
            } else if PlatePattern.marks.contains(last) {
                self = .marked
            } else {
                return nil
            }
        } else {
            return nil
        }
    }

    private init?(ofNewEnergySerial serial: ArraySlice<Unicode.Scalar>) {
        guard let first = serial.first, let last = serial.last else { return nil }
        if last == "D" || last == "F", serial.dropLast().allSatisfy(isDigit) {
            self = .largeNewEnergy
        } else if isSmallNewEnergyLetter(first), serial.dropFirst().prefix(1).allSatisfy(isSerial),
            serial.dropFirst(2).allSatisfy(isDigit)
        {
            self = .smallNewEnergy
        } else {
            return nil
        }
    }

    private static let provinces = Set("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼".unicodeScalars)
    private static let marks: [Unicode.Scalar] = ["学", "警", "港", "澳"]
}

private func isDigit(_ character: Unicode.Scalar) -> Bool { ("0"..."9").contains(character) }

/// The issuing office's letter: A–Z without I.
private func isOfficeLetter(_ character: Unicode.Scalar) -> Bool { ("A"..."Z").contains(character) && character != "I" }

/// A character of the serial number: digits, and letters without I and O.
private func isSerial(_ character: Unicode.Scalar) -> Bool {
    isDigit(character) || (isOfficeLetter(character) && character != "O")
}

private func isSmallNewEnergyLetter(_ character: Unicode.Scalar) -> Bool {
    ("A"..."K").contains(character) && character != "I"
}

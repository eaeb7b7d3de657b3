import Units

/// The citizen number (公民身份号码, GB 11643-1999), which is also the number of a driving licence: six digits of a
/// place, a day of birth, three digits, a check character.
public enum CitizenNumber {
    private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    private static let checks = Array("10X98765432".utf8)

    /// Whether a text is a number with an existing day of birth and the right check character; one that is not is kept
    /// and marked.
    public static func isValid(_ text: String) -> Bool {
        let characters = Array(text.utf8)
        guard characters.count == 18, characters.dropLast().allSatisfy({ (0x30...0x39).contains($0) }) else {
            return false
        }
        let digits = characters.dropLast().map { Int($0) - 0x30 }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
        guard CivilDate(year: number(6..<10), month: number(10..<12), day: number(12..<14)) != nil else { return false }
        let sum = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 }
        return characters[17] == checks[sum % 11]
    }
}

/// The Unified Social Credit Code of a company (统一社会信用代码, GB 32100-2015): 18 characters, the last one a check.
public enum CreditCode {
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

    /// Whether a text is a code with the right check character; one that is not is kept and marked.
    public static func isValid(_ text: String) -> Bool {
        let values = text.utf8.compactMap { alphabet.firstIndex(of: $0) }
        guard text.utf8.count == 18, values.count == 18 else { return false }
        let sum = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
        return values[17] == (31 - sum % 31) % 31
    }
}

/// A sentence for people in Chinese and in English, as JSON has it: `{"zh": …, "en": …}`.
public struct BilingualText: Hashable, Codable, Sendable {
    /// In Chinese.
    public var zh: String
    /// In English.
    public var en: String

    /// Says the same thing in both languages.
    public init(_ zh: String, _ en: String) {
        self.zh = zh
        self.en = en
    }
}

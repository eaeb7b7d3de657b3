/// One sentence for people, in the two languages that they are spoken to in.
public struct Wording: Codable, Hashable, Sendable, Error, CustomStringConvertible {
    /// In Chinese.
    public var zh: String
    /// In English.
    public var en: String

    /// Says something in both languages.
    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }

    /// Both languages, for a log.
    public var description: String { "\(zh) / \(en)" }
}

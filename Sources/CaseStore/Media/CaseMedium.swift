public import Readings
public import Units

/// A medium that a case rests on: what a camera reading lists, and what became of it.
public struct CaseMedium: Hashable, Sendable {
    /// Where a medium stands.
    public enum State: String, CaseIterable, Sendable {
        /// It is asked for.
        case wanted
        /// Its file is there, and was what its digest says.
        case stored
        /// The station does not have it any more.
        case gone
        /// The station has sent something else, again and again.
        case unobtainable
        /// Its time was over, with the personal data of the case.
        case erased

        /// In Chinese.
        public var chinese: String {
            switch self {
            case .wanted: "待取"
            case .stored: "已存"
            case .gone: "站点已无"
            case .unobtainable: "无法取得"
            case .erased: "到期删除"
            }
        }
    }

    /// Why a medium cannot be had.
    public struct Reason: Hashable, Sendable {
        /// In Chinese.
        public let zh: String
        /// In English.
        public let en: String
    }

    /// SHA-256 of its bytes: the name of its file.
    public let sha256: SHA256Digest
    /// The camera reading that lists it, `source:epoch:seq`.
    public let reading: String
    /// The passage that the reading belongs to.
    public let passage: String
    /// Who keeps it until it is fetched.
    public let source: Source
    /// Media type.
    public let type: String
    /// Length in bytes.
    public let bytes: Int
    /// What it shows.
    public let view: View
    /// Where it stands.
    public let state: State
    /// Since when; `nil` while it was never anything but wanted.
    public let since: Instant?
    /// Why it cannot be had; `nil` unless it cannot.
    public let reason: Reason?
}

/// What became of a medium that was wanted.
public struct MediumOutcome: Hashable, Sendable {
    /// What.
    public enum Kind: Hashable, Sendable {
        /// Its file is there, checked and durable.
        case stored
        /// The station does not have it any more.
        case gone
        /// The station has sent something else, again and again; why, in both languages.
        case unobtainable(zh: String, en: String)
    }

    /// Which.
    public var medium: WantedMedium
    /// What.
    public var kind: Kind

    /// Says what became of a medium.
    public init(_ medium: WantedMedium, _ kind: Kind) {
        (self.medium, self.kind) = (medium, kind)
    }
}

/// What has become of some media of a case, as its event keeps it.
public struct MediaNote: Hashable, Codable, Sendable {
    /// One medium.
    public struct Item: Hashable, Codable, Sendable {
        /// The camera reading that lists it.
        public var reading: String
        /// 64 hexadecimal digits.
        public var sha256: String
        /// Media type.
        public var type: String
        /// Length.
        public var bytes: Int
        /// What it shows.
        public var view: String
        /// `stored`, `gone` or `unobtainable`.
        public var state: String
        /// Why, in Chinese; only of those that are missing.
        public var zh: String?
        /// The same in English.
        public var en: String?
    }

    /// The media, in the order of readings and digests.
    public var media: [Item]
}

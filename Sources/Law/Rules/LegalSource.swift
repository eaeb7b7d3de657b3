/// Where a rule stands: the instrument and its article.
public struct LegalSource: Hashable, Sendable, CustomStringConvertible {
    /// The instrument, 交通运输部令2016年第62号.
    public var instrument: String
    /// The article, 第三条.
    public var article: String

    /// Names a source.
    public init(instrument: String, article: String) {
        self.instrument = instrument
        self.article = article
    }

    /// Instrument and article, as a decision cites them.
    public var description: String { "\(instrument) \(article)" }
}

/// A rule as it is cited: its id in its pack, and where it stands.
///
/// One object for each rule of a pack, since every assessment carries several: a pointer in place of three texts.
public final class AppliedRule: Hashable, Sendable, CustomStringConvertible {
    /// The rule's id, unique among the rules that are in force together.
    public let id: String
    /// Where the rule stands.
    public let source: LegalSource
    /// How sure its encoding is.
    public let confidence: Confidence

    /// Names a rule.
    public init(id: String, source: LegalSource, confidence: Confidence = .high) {
        self.id = id
        self.source = source
        self.confidence = confidence
    }

    /// Two rules are the same when they are cited alike.
    public static func == (left: AppliedRule, right: AppliedRule) -> Bool {
        left === right
            || (left.id == right.id && left.source == right.source && left.confidence == right.confidence)
    }

    /// Hashes the id, which is unique among the rules that are in force together.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(id)
    }

    /// Id, instrument and article in one line, as explanations name their sources; what is only a guess says so.
    public var citation: String { "\(id): \(source)" + (confidence == .low ? "（待核实）" : "") }

    /// The citation.
    public var description: String { citation }
}

/// How sure the encoding of a pack is.
public enum Confidence: String, CaseIterable, Sendable {
    /// The text says so.
    case high
    /// Second-hand or read together from several texts.
    case medium
    /// A guess that must stay configurable.
    case low
}

/// Who made the rules of a pack; where settings differ, the more local one counts.
public enum Jurisdiction: String, CaseIterable, Comparable, Sendable {
    /// The state (国家).
    case national
    /// A province (省), such as Henan.
    case province
    /// A city (市); its pack may override settings and nothing else.
    case place

    /// Orders from the state to the place.
    public static func < (left: Jurisdiction, right: Jurisdiction) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .national: 0
        case .province: 1
        case .place: 2
        }
    }
}

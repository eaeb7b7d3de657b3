public import Units

/// Takes a step's body apart, and notes everything that is wrong with it, so that all of it is named at once.
struct StepReader {
    private let parts: [String: StepValue]
    private var known: Set<String> = []
    private(set) var faults: [StepFault] = []

    /// Most characters of a name or a number.
    static let nameCharactersMax = 200
    /// Most characters of a reason or a note.
    static let proseCharactersMax = 4_000
    /// Most officers of a decision.
    static let officersMax = 16

    init(_ parts: [String: StepValue]) {
        self.parts = parts
    }

    mutating func note(_ fault: StepFault) { faults.append(fault) }

    /// Whether a part is there; `null` counts as not there.
    mutating func has(_ name: String) -> Bool {
        known.insert(name)
        return parts[name] != nil && parts[name] != .null
    }

    /// A text that must be there.
    ///
    /// - Parameter mayBeEmpty: whether an empty one will do: then somebody has seen that there is nothing to say.
    mutating func text(_ name: String, charactersMax: Int = nameCharactersMax, mayBeEmpty: Bool = false) -> String? {
        guard has(name) else {
            note(.missing(name))
            return nil
        }
        return text(parts[name], name, charactersMax: charactersMax, mayBeEmpty: mayBeEmpty)
    }

    /// A text that may be missing.
    mutating func optionalText(_ name: String, charactersMax: Int = nameCharactersMax) -> String? {
        has(name) ? text(parts[name], name, charactersMax: charactersMax, mayBeEmpty: false) : nil
    }

    private mutating func text(
        _ value: StepValue?,
        _ name: String,
        charactersMax: Int,
        mayBeEmpty: Bool
    ) -> String? {
        guard case .text(let text) = value else {
            note(StepFault(name, "应为文字", "must be a text"))
            return nil
        }
        let trimmed = text.trimmed
        guard mayBeEmpty || !trimmed.isEmpty else {
            note(StepFault(name, "为空", "is empty"))
            return nil
        }
        guard trimmed.count <= charactersMax else {
            note(StepFault(name, "超过 \(charactersMax) 个字符", "has more than \(charactersMax) characters"))
            return nil
        }
        return trimmed
    }

    /// Names of people, so many at least, each once.
    mutating func names(_ name: String, atLeast least: Int) -> [String]? {
        guard has(name) else {
            note(.missing(name))
            return nil
        }
        guard case .list(let list) = parts[name] else {
            note(StepFault(name, "应为姓名列表", "must be a list of names"))
            return nil
        }
        guard list.count >= least, list.count <= StepReader.officersMax else {
            note(
                StepFault(
                    name,
                    "至少 \(least) 人，至多 \(StepReader.officersMax) 人",
                    "at least \(least), at most \(StepReader.officersMax)"
                )
            )
            return nil
        }
        let names = list.enumerated().compactMap { place, value in
            text(value, "\(name)/\(place)", charactersMax: StepReader.nameCharactersMax, mayBeEmpty: false)
        }
        guard names.count == list.count else { return nil }
        for (place, name_) in names.enumerated() where names[..<place].contains(name_) {
            note(StepFault("\(name)/\(place)", "与前面的人重复", "is named twice"))
            return nil
        }
        return names
    }

    /// A yes that may be missing.
    mutating func flag(_ name: String) -> Bool? {
        guard has(name) else { return nil }
        guard case .flag(let flag) = parts[name] else {
            note(StepFault(name, "应为 true 或 false", "must be true or false"))
            return nil
        }
        return flag
    }

    /// An amount of money that may be missing.
    mutating func yuan(_ name: String) -> Yuan? {
        guard has(name) else { return nil }
        guard case .integer(let amount) = parts[name], amount > 0, amount <= StepReader.yuanMax else {
            note(
                StepFault(
                    name,
                    "应为 1 至 \(StepReader.yuanMax) 的整数（元）",
                    "must be a whole number of yuan, 1 to \(StepReader.yuanMax)"
                )
            )
            return nil
        }
        return Yuan(amount)
    }

    private static let yuanMax = 10_000_000

    /// A day or an instant: `2026-11-26` or RFC 3339.
    ///
    /// - Parameters:
    ///   - first: the first day that it may be, and what that is.
    ///   - today: the last one.
    mutating func time(_ name: String, from first: StepTime.Bound, to today: CivilDate) -> StepTime? {
        guard let text = text(name) else { return nil }
        guard let time = StepTime(text) else {
            note(StepFault(name, "应为日期（2026-11-26）或带时区的时间", "must be a day (2026-11-26) or a time with its offset"))
            return nil
        }
        guard time.day >= first.day else {
            note(StepFault(name, "早于\(first.zh)（\(first.day)）", "is before \(first.en) (\(first.day))"))
            return nil
        }
        guard time.day <= today else {
            note(StepFault(name, "在将来（今天是 \(today)）", "is in the future (today is \(today))"))
            return nil
        }
        return time
    }

    /// Ends the reading.
    ///
    /// - Throws: everything that was wrong, and parts that nobody has asked for.
    mutating func finish() throws(StepRefusal) {
        for (name, _) in parts.sorted(by: { $0.key < $1.key }) where !known.contains(name) { note(.unknown(name)) }
        guard faults.isEmpty else { throw .faults(faults) }
    }
}

/// When something was done: to the day, or more exactly.
public struct StepTime: Hashable, Sendable {
    /// The day, UTC+8.
    public let day: CivilDate
    /// As the event keeps it.
    public let text: String

    /// The earliest day that something can have been done.
    public struct Bound: Sendable {
        let day: CivilDate
        let zh: String
        let en: String
    }

    /// Reads a day or an instant.
    public init?(_ text: String) {
        if let day = CivilDate(text) {
            (self.day, self.text) = (day, day.description)
        } else if let instant = Instant(rfc3339: text) {
            (self.day, self.text) = (instant.day, instant.description)
        } else {
            return nil
        }
    }
}

extension String {
    /// Without blanks at its ends.
    public var trimmed: String {
        let text = drop { $0.isWhitespace }
        return String(text.reversed().drop { $0.isWhitespace }.reversed())
    }
}

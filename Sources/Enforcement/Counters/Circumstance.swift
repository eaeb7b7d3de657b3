/// What made an act graver (情节), as officers found it: it enters the credit record, or is handed over (law.md §4, §5).
public enum Circumstance: String, CaseIterable, Codable, Sendable {
    /// 逃避检测: wrong-way driving, forcing through, short-haul transfer (公路安全保护条例 Art. 67).
    case evasion
    /// 暴力抗法.
    case violence
    /// 使用伪造、变造的证件.
    case falsePermit = "false-permit"
    /// 造成人员死亡.
    case deaths
    /// 造成桥梁损毁.
    case bridgeLost = "bridge-lost"
    /// 造成重大财产损失.
    case propertyLost = "property-lost"

    /// The circumstance in Chinese.
    public var chinese: String {
        switch self {
        case .evasion: "逃避检测"
        case .violence: "暴力抗法"
        case .falsePermit: "使用伪造、变造证件"
        case .deaths: "造成人员死亡"
        case .bridgeLost: "造成桥梁损毁"
        case .propertyLost: "造成重大财产损失"
        }
    }

    /// Whether it enters the credit record (交办公路〔2017〕8号) of vehicle and driver.
    public var entersCreditRecord: Bool {
        switch self {
        case .evasion, .violence, .falsePermit: true
        case .deaths, .bridgeLost, .propertyLost: false
        }
    }

    /// Whether the case is handed over to the judiciary: an accident that took lives, a bridge or much property.
    public var isForJudiciary: Bool {
        switch self {
        case .deaths, .bridgeLost, .propertyLost: true
        case .evasion, .violence, .falsePermit: false
        }
    }

    /// Whether it is the police's matter (公路安全保护条例 Art. 67).
    public var isForPolice: Bool { self == .evasion }

    /// What stands between several in one field.
    static let separator: Character = ","

    /// Reads a list, `evasion,deaths`.
    ///
    /// - Returns: `nil` when one of them is unknown, or none is named.
    public static func list(_ text: String) -> [Circumstance]? {
        let words = text.split(separator: separator).map { String($0).trimmed }
        let found = words.compactMap(Circumstance.init(rawValue:))
        guard found.count == words.count, !found.isEmpty else { return nil }
        return allCases.filter(found.contains)
    }
}

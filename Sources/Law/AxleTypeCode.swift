public import Units

/// How a station spells axle-type codes; belongs to the station, never to the reading.
public enum AxleCodeDialect: String, CaseIterable, Sendable {
    /// 7 is a tridem with dual tyres.
    case a
    /// 9 is a tridem with dual tyres; 7 and 8 are mixed tridems.
    case b
}

/// A group of axles close behind one another.
public enum AxleGroup: UInt8, Hashable, Sendable {
    /// Single axle, single tyres.
    case singleSingle = 1
    /// Single axle, dual tyres.
    case singleDual = 2
    /// Tandem, single tyres.
    case tandemSingle = 3
    /// Tandem, one axle single and one dual.
    case tandemMixed = 4
    /// Tandem, dual tyres.
    case tandemDual = 5
    /// Tridem, single tyres.
    case tridemSingle = 6
    /// Tridem, one axle with dual tyres.
    case tridemOneDual = 7
    /// Tridem, two axles with dual tyres.
    case tridemTwoDual = 8
    /// Tridem, dual tyres.
    case tridemDual = 9

    /// The group's number of axles.
    public var axles: Int {
        switch self {
        case .singleSingle, .singleDual: 1
        case .tandemSingle, .tandemMixed, .tandemDual: 2
        case .tridemSingle, .tridemOneDual, .tridemTwoDual, .tridemDual: 3
        }
    }
}

/// A vehicle's axle groups from the front, as an axle-type code (轴型代码) names them.
public struct AxleTypeCode: Hashable, Sendable, CustomStringConvertible {
    /// The groups from the front.
    public let groups: [AxleGroup]

    /// Makes a code from groups.
    public init(groups: [AxleGroup]) {
        self.groups = groups
    }

    /// Reads a code as its station spells it.
    ///
    /// - Returns: `nil` when the text is empty, longer than 20, or has a digit that the dialect does not know.
    public init?(_ text: String, dialect: AxleCodeDialect) {
        guard (1...20).contains(text.utf8.count) else { return nil }
        var groups: [AxleGroup] = []
        for digit in text.utf8 {
            let number = dialect == .a && digit == UInt8(ascii: "7") ? 9 : digit &- UInt8(ascii: "0")
            guard let group = AxleGroup(rawValue: number), dialect == .b || digit <= UInt8(ascii: "7") else {
                return nil
            }
            groups.append(group)
        }
        self.groups = groups
    }

    /// Derives the groups from the axles themselves (law.md §1): an axle less than 1 800 mm behind the one before
    /// joins its group, at most three to a group.
    ///
    /// - Returns: `nil` unless every spacing and every tyre count is known; no part of the answer is a guess.
    public init?(axles: [AxleDescription]) {
        guard !axles.isEmpty else { return nil }
        var groups: [[Bool]] = []
        for (index, axle) in axles.enumerated() {
            guard let dual = axle.dualTyres else { return nil }
            guard index > 0 else {
                groups.append([dual])
                continue
            }
            guard let spacing = axle.spacing else { return nil }
            if spacing < AxleTypeCode.groupSpacing, groups[groups.count - 1].count < 3 {
                groups[groups.count - 1].append(dual)
            } else {
                groups.append([dual])
            }
        }
        self.groups = groups.map(AxleTypeCode.group)
    }

    /// The total number of axles.
    public var axles: Int { groups.reduce(0) { $0 + $1.axles } }

    /// The code in dialect b.
    public var description: String { groups.map { String($0.rawValue) }.joined() }

    static let groupSpacing = Millimetres(1_800)

    private static func group(ofDualTyres axles: [Bool]) -> AxleGroup {
        let dual = axles.count(where: { $0 })
        return switch (axles.count, dual) {
        case (1, 0): .singleSingle
        case (1, _): .singleDual
        case (2, 0): .tandemSingle
        case (2, 1): .tandemMixed
        case (2, _): .tandemDual
        case (_, 0): .tridemSingle
        case (_, 1): .tridemOneDual
        case (_, 2): .tridemTwoDual
        default: .tridemDual
        }
    }
}

/// What is known of one axle as far as the law asks.
public struct AxleDescription: Hashable, Sendable {
    /// Distance to the axle in front; `nil` on the first and where unknown.
    public var spacing: Millimetres?
    /// Whether the tyres are dual; `nil` unknown.
    public var dualTyres: Bool?

    /// Describes an axle.
    public init(spacing: Millimetres? = nil, dualTyres: Bool? = nil) {
        self.spacing = spacing
        self.dualTyres = dualTyres
    }
}

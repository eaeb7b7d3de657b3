import Units

/// How a station spells axle-type codes; belongs to the station, never to the reading.
public enum AxleCodeDialect: String, CaseIterable, Sendable {
    /// 7 is a tridem with dual tyres.
    case a
    /// 9 is a tridem with dual tyres; 7 and 8 are mixed tridems.
    case b
}

/// A group of axles close behind one another, as a digit of an axle-type code in dialect b.
public enum AxleGroup: UInt8, CaseIterable, Hashable, Sendable {
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

    /// How many of its axles have single tyres. Which of the mixed tridems has one and which two, the annex does not say,
    /// and stations differ: from the code alone, either may.
    public var singleTyreAxles: ClosedRange<Int> {
        switch self {
        case .singleDual, .tandemDual, .tridemDual: 0...0
        case .singleSingle, .tandemMixed: 1...1
        case .tandemSingle: 2...2
        case .tridemOneDual, .tridemTwoDual: 1...2
        case .tridemSingle: 3...3
        }
    }

    /// The group of so many axles, 1…3, of which so many have dual tyres.
    init(axles: Int, dual: Int) {
        switch (axles, dual) {
        case (1, 0): self = .singleSingle
        case (1, _): self = .singleDual
        case (2, 0): self = .tandemSingle
        case (2, 1): self = .tandemMixed
        case (2, _): self = .tandemDual
        case (_, 0): self = .tridemSingle
        case (_, 1): self = .tridemOneDual
        case (_, 2): self = .tridemTwoDual
        default: self = .tridemDual
        }
    }
}

/// A vehicle's axle groups from the front, as an axle-type code (轴型代码) names them.
///
/// Four bits a group, so that a code is looked up without following a pointer.
public struct AxleTypeCode: Hashable, Sendable, CustomStringConvertible {
    private var packed: UInt128 = 0
    /// The number of groups.
    public private(set) var count = 0
    /// The total number of axles.
    public private(set) var axles = 0

    /// The most groups that a code can have.
    public static let groupsMax = 20

    /// Reads a code as its station spells it.
    ///
    /// - Returns: `nil` when the text is empty, has a digit that the dialect does not know, or names more than 20 axles.
    public init?(_ text: String, dialect: AxleCodeDialect) {
        guard (1...AxleTypeCode.groupsMax).contains(text.utf8.count) else { return nil }
        for digit in text.utf8 {
            let number = dialect == .a && digit == UInt8(ascii: "7") ? 9 : digit &- UInt8(ascii: "0")
            guard let group = AxleGroup(rawValue: number), dialect == .b || digit <= UInt8(ascii: "7") else {
                return nil
            }
            append(group)
        }
        guard axles <= AxleTypeCode.groupsMax else { return nil }
    }

    /// Derives the code from the axles themselves (law.md §1).
    ///
    /// - Returns: `nil` unless every spacing and every tyre count is known; no part of the answer is a guess.
    public init?(axles: [AxleDescription]) {
        guard axles.count <= AxleTypeCode.groupsMax, let grouping = AxleGrouping(spacingsOf: axles) else { return nil }
        for group in 0..<grouping.count {
            var dual = 0
            for axle in grouping.axles(of: group) {
                guard let isDual = axles[axle].dualTyres else { return nil }
                if isDual { dual += 1 }
            }
            append(AxleGroup(axles: grouping.size(of: group), dual: dual))
        }
    }

    /// The groups from the front.
    public var groups: [AxleGroup] { (0..<count).map { self[$0] } }

    /// A group, from the front.
    public subscript(_ group: Int) -> AxleGroup {
        precondition((0..<count).contains(group), "an axle-type code of \(count) groups has no group \(group)")
        return AxleGroup(rawValue: UInt8(truncatingIfNeeded: packed &>> UInt128(4 * group)) & 0xF) ?? .singleSingle
    }

    /// The code in dialect b.
    public var description: String { groups.map { String($0.rawValue) }.joined() }

    /// Hashes the first 16 groups, which no code of the law exceeds: one word, since codes are looked up for each vehicle.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(UInt64(truncatingIfNeeded: packed))
    }

    private mutating func append(_ group: AxleGroup) {
        packed |= UInt128(group.rawValue) &<< UInt128(4 * count)
        count += 1
        axles += group.axles
    }
}

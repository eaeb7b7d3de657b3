public import Units

/// Which axles of a vehicle are one group, whether or not their tyres are known.
public struct AxleGrouping: Hashable, Sendable {
    /// Two bits for each group's number of axles.
    private var sizes: UInt64 = 0
    /// The number of groups.
    public private(set) var count = 0

    /// An axle less than this behind the one before joins its group (law.md §1).
    public static let spacing = Millimetres(1_800)
    /// Axles of one group at most.
    public static let axlesMax = 3

    /// The groups that an axle-type code names.
    init(_ code: AxleTypeCode) {
        for group in 0..<code.count { append(code[group].axles) }
    }

    /// The groups that follow from the spacings.
    ///
    /// - Returns: `nil` unless every spacing is known, for no axles, and for more than a code can have.
    init?(spacingsOf axles: [AxleDescription]) {
        guard (1...AxleTypeCode.groupsMax).contains(axles.count) else { return nil }
        var size = 1
        for axle in axles.dropFirst() {
            guard let spacing = axle.spacing else { return nil }
            if spacing < AxleGrouping.spacing, size < AxleGrouping.axlesMax {
                size += 1
            } else {
                append(size)
                size = 1
            }
        }
        append(size)
    }

    /// A group's number of axles.
    public func size(of group: Int) -> Int { Int(sizes &>> UInt64(2 * group) & 3) }

    /// A group's axles, by their place from the front.
    public func axles(of group: Int) -> Range<Int> {
        var first = 0
        for before in 0..<group { first += size(of: before) }
        return first..<(first + size(of: group))
    }

    private mutating func append(_ size: Int) {
        sizes |= UInt64(size) &<< UInt64(2 * count)
        count += 1
    }
}

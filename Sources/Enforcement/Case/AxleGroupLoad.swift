import Law
public import Units

/// An axle group of a case's vehicle: what it carried and what it might. Over its limit it is marked, and no case by itself.
public struct AxleGroupLoad: Hashable, Codable, Sendable {
    /// Its first axle, from 1 at the front.
    public var first: Int
    /// Its last axle.
    public var last: Int
    /// What it carried.
    public var load: Kilograms
    /// What it might carry; `nil` where no row of the table holds it.
    public var limit: Kilograms?
    /// The table's row, by its rule's id.
    public var rule: String?

    /// How far it was over its limit; `nil` where it was not, or has none.
    public var excess: Kilograms? { limit.flatMap { load > $0 ? load - $0 : nil } }

    init(_ group: GroupAssessment) {
        first = group.axles.lowerBound + 1
        last = group.axles.upperBound
        load = group.load
        limit = group.limit
        rule = group.rule?.id
    }
}

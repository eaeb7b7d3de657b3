public import Units

/// The limits of axles and axle groups (GB 1589-2016 table 3), whose sum no gross-mass limit exceeds.
public struct AxleGroupTable: Hashable, Sendable {
    /// A spacing so near to a border of two classes, both ends included, takes the row with the higher limit: no
    /// sensor measures to the millimetre.
    public var borderTolerance: Millimetres
    /// The rows.
    public var rows: [AxleGroupRow]

    /// Makes a table.
    public init(borderTolerance: Millimetres, rows: [AxleGroupRow]) {
        self.borderTolerance = borderTolerance
        self.rows = rows
    }

    /// The same table with the highest limits first, equal ones as they stood: the first row that may hold a group is then
    /// the one that counts.
    var highestFirst: AxleGroupTable {
        var table = self
        table.rows = rows.enumerated().sorted { ($1.element.limit, $0.offset) < ($0.element.limit, $1.offset) }.map(
            \.element
        )
        return table
    }
}

/// One row of the table: what it asks of a group, and the group's limit.
public struct AxleGroupRow: Hashable, Sendable {
    /// The tyres that a row asks for.
    public enum Tyres: String, CaseIterable, Sendable {
        /// Any tyres.
        case any
        /// One tyre each side on every axle.
        case single
        /// One wide tyre (425 mm on trailers, 445 mm on driven axles, and more) each side on every axle.
        case wideSingle = "wide-single"
        /// Two tyres each side on every axle.
        case dual
    }

    /// The row as findings cite it.
    public var rule: AppliedRule
    /// Axles in the group, 1…3.
    public var axles: Int
    /// The tyres it asks for.
    public var tyres: Tyres
    /// Whether the group is driven; `nil` for either.
    public var driven: Bool?
    /// Whether the group has air suspension; `nil` for either.
    public var airSuspension: Bool?
    /// Whether the group is a trailer's; `nil` for either.
    public var trailer: Bool?
    /// The class of spacings it is for; each spacing of the group must be in it.
    public var spacing: SpacingClass?
    /// Over when the group's load is strictly greater.
    public var limit: Kilograms

    /// Makes a row.
    public init(
        rule: AppliedRule,
        axles: Int,
        tyres: Tyres,
        driven: Bool? = nil,
        airSuspension: Bool? = nil,
        trailer: Bool? = nil,
        spacing: SpacingClass? = nil,
        limit: Kilograms
    ) {
        self.rule = rule
        self.axles = axles
        self.tyres = tyres
        self.driven = driven
        self.airSuspension = airSuspension
        self.trailer = trailer
        self.spacing = spacing
        self.limit = limit
    }
}

/// A class of axle spacings between two borders.
public struct SpacingClass: Hashable, Sendable {
    /// One end of a class.
    public struct Border: Hashable, Sendable {
        /// The border.
        public var at: Millimetres
        /// Whether a spacing of just this length is in the class.
        public var isIncluded: Bool

        /// Makes a border.
        public init(at: Millimetres, isIncluded: Bool) {
            self.at = at
            self.isIncluded = isIncluded
        }
    }

    /// The lower end; `nil` for none.
    public var lower: Border?
    /// The upper end; `nil` for none.
    public var upper: Border?

    /// Makes a class.
    public init(lower: Border?, upper: Border?) {
        self.lower = lower
        self.upper = upper
    }

    /// Whether a spacing is in the class, or so near to one of its borders that it may be.
    func admits(_ spacing: Millimetres, tolerance: Millimetres) -> Bool {
        let (length, allowance) = (spacing.rawValue, tolerance.rawValue)
        if let lower {
            let isIncluded = lower.isIncluded || allowance > 0
            guard isIncluded ? length >= lower.at.rawValue - allowance : length > lower.at.rawValue else {
                return false
            }
        }
        if let upper {
            let isIncluded = upper.isIncluded || allowance > 0
            guard isIncluded ? length <= upper.at.rawValue + allowance : length < upper.at.rawValue else {
                return false
            }
        }
        return true
    }
}

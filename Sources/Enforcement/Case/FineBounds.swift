public import Law
public import Units

/// What the law of the act's day, or a milder one since, lets the transport department decide (law.md §3).
public struct FineBounds: Hashable, Codable, Sendable {
    /// Whether the excess is only warned of.
    public var isWarning: Bool
    /// The least fine; `nil` where there is none.
    public var least: Yuan?
    /// The greatest fine; `nil` where there is none.
    public var most: Yuan?

    /// Makes bounds.
    public init(isWarning: Bool, least: Yuan? = nil, most: Yuan? = nil) {
        self.isWarning = isWarning
        self.least = least
        self.most = most
    }

    /// The bounds that a determination gives: a milder law of a later day widens them downwards (行政处罚法 Art. 37).
    public init(_ determination: Determination) {
        let day = determination.assessment.transport
        self.init(isWarning: day.warning, least: day.fine?.min, most: day.fine?.max)
        guard let milder = determination.milder, milder.milderIn.contains(.transportFine) else { return }
        isWarning = isWarning || milder.assessment.transport.warning
        if let low = milder.assessment.transport.fine?.min { least = least.map { min($0, low) } ?? low }
        if most == nil { most = milder.assessment.transport.fine?.max }
    }

    /// Whether a fine lies within them.
    public func hold(_ fine: Yuan) -> Bool {
        guard let least, let most else { return false }
        return fine >= least && fine <= most
    }
}

public import Units

/// Outer dimensions of a vehicle with its load; each may be unknown.
public struct OuterDimensions: Hashable, Sendable {
    /// Length.
    public var length: Millimetres?
    /// Width.
    public var width: Millimetres?
    /// Height above the ground.
    public var height: Millimetres?

    /// Gives dimensions.
    public init(length: Millimetres? = nil, width: Millimetres? = nil, height: Millimetres? = nil) {
        self.length = length
        self.width = width
        self.height = height
    }

    /// Whether nothing is known.
    public var isEmpty: Bool { length == nil && width == nil && height == nil }

    /// Whether each known dimension is at most that of `bound`; what a bound leaves open is not bounded.
    func fit(_ bound: OuterDimensions) -> Bool {
        length.fits(bound.length) && width.fits(bound.width) && height.fits(bound.height)
    }
}

extension Millimetres? {
    /// Whether a dimension is at most a bound; one that nobody measured, or that nothing bounds, fits.
    func fits(_ bound: Millimetres?) -> Bool {
        guard let self, let bound else { return true }
        return self <= bound
    }
}

/// The limits of outer dimensions (Order 62 Art. 3 para 1 items 1–3, GB 1589-2016 §4.1).
public struct DimensionRules: Hashable, Sendable {
    /// A kind or form of vehicle with figures of its own (Order 62 Art. 3 para 2 item 5).
    public struct OwnFigures: Hashable, Sendable {
        /// The rule.
        public var rule: AppliedRule
        /// The kind that it is for; `nil` for any.
        public var kind: VehicleKind?
        /// The forms that it is for; empty for any.
        public var forms: [VehicleForm]
        /// The figures that differ.
        public var limits: OuterDimensions

        /// Makes a rule.
        public init(rule: AppliedRule, kind: VehicleKind?, forms: [VehicleForm], limits: OuterDimensions) {
            self.rule = rule
            self.kind = kind
            self.forms = forms
            self.limits = limits
        }
    }

    /// The rule.
    public var rule: AppliedRule
    /// Over when strictly greater.
    public var limits: OuterDimensions
    /// Vehicles with figures of their own.
    public var ownFigures: [OwnFigures]

    /// Makes the rules.
    public init(rule: AppliedRule, limits: OuterDimensions, ownFigures: [OwnFigures]) {
        self.rule = rule
        self.limits = limits
        self.ownFigures = ownFigures
    }

    /// The limits of a vehicle, its own figures where it has some, and the rules that they come from.
    func limits(kind: VehicleKind, form: VehicleForm) -> (figures: OuterDimensions, rules: [AppliedRule]) {
        var (figures, rules) = (limits, [rule])
        for own in ownFigures
        where own.kind.map({ $0 == kind }) ?? true && (own.forms.isEmpty || own.forms.contains(form)) {
            figures.length = greater(figures.length, own.limits.length)
            figures.width = greater(figures.width, own.limits.width)
            figures.height = greater(figures.height, own.limits.height)
            rules.append(own.rule)
        }
        return (figures, rules)
    }

    private func greater(_ general: Millimetres?, _ own: Millimetres?) -> Millimetres? {
        guard let general, let own else { return own ?? general }
        return max(general, own)
    }
}

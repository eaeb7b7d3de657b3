public import Units

/// What a rule asks of a vehicle's form.
public enum FormClass: String, CaseIterable, Sendable {
    /// Any goods vehicle.
    case any
    /// A rigid truck (货车).
    case rigid
    /// A combination (汽车列车).
    case combination
}

/// A gross-mass limit by axle count and form (Order 62 Art. 3).
public struct GrossMassRule: Hashable, Sendable {
    /// The rule as every case cites it that rests on it.
    public var rule: AppliedRule
    /// Fewest axles.
    public var axlesMin: Int
    /// Most axles; `nil` for "and more".
    public var axlesMax: Int?
    /// The form it is for.
    public var form: FormClass
    /// The tractor's driven axles it is for, 1 or 2; `nil` for any.
    public var driveAxles: Int?
    /// Over when the mass is strictly greater (超过).
    public var limit: Kilograms

    /// Makes a rule.
    public init(
        rule: AppliedRule,
        axlesMin: Int,
        axlesMax: Int?,
        form: FormClass,
        driveAxles: Int? = nil,
        limit: Kilograms
    ) {
        self.rule = rule
        self.axlesMin = axlesMin
        self.axlesMax = axlesMax
        self.form = form
        self.driveAxles = driveAxles
        self.limit = limit
    }

    func covers(axles: Int) -> Bool { axles >= axlesMin && axlesMax.map { axles <= $0 } ?? true }
}

/// What is a goods vehicle: no bus, no car, and no light vehicle of two axles.
public struct GoodsVehicleRule: Hashable, Sendable {
    /// The rule.
    public var rule: AppliedRule
    /// Gross mass up to which, this included, a two-axle vehicle is taken for no goods vehicle.
    public var lightMax: Kilograms

    /// Makes a rule.
    public init(rule: AppliedRule, lightMax: Kilograms) {
        self.rule = rule
        self.lightMax = lightMax
    }
}

/// A gross-mass limit by axle-type code (the annex to Order 62).
public struct AxleCodeRule: Hashable, Sendable {
    /// The rule as every case cites it that rests on it.
    public var rule: AppliedRule
    /// The axle groups.
    public var code: AxleTypeCode
    /// The form that the code stands for.
    public var form: VehicleForm
    /// The tractor's driven axles it is for, 1 or 2; `nil` for any.
    public var driveAxles: Int?
    /// Over when the mass is strictly greater (超过).
    public var limit: Kilograms

    /// Makes a rule.
    public init(
        rule: AppliedRule,
        code: AxleTypeCode,
        form: VehicleForm,
        driveAxles: Int? = nil,
        limit: Kilograms
    ) {
        self.rule = rule
        self.code = code
        self.form = form
        self.driveAxles = driveAxles
        self.limit = limit
    }
}

public import Law
public import Units

/// A vehicle that somebody describes to ask what the law says of it: one object of `zhichao rules explain`.
public struct VehicleQuery: Hashable, Sendable {
    /// The day of the act; `nil` for today.
    public var day: CivilDate?
    /// The vehicle.
    public var vehicle: VehicleDescription
    /// The weighing.
    public var weighing: Weighing

    /// Asks for a vehicle.
    public init(day: CivilDate? = nil, vehicle: VehicleDescription, weighing: Weighing) {
        self.day = day
        self.vehicle = vehicle
        self.weighing = weighing
    }
}

/// The kinds of places, as far as a weighing's consequences depend on them; the codes are those of station files.
enum QuerySite: String, CaseIterable {
    case fixed = "21"
    case offSite = "31"
    case entrance = "41"
    case exit = "42"
    case source = "71"
    case mobile
}

/// How a vehicle was weighed.
enum QueryWeighing: String, CaseIterable {
    case `static`, dynamic
}

/// The forms that may be said of a vehicle.
enum QueryForm: String, CaseIterable {
    case rigid, articulated
    case centreAxle = "centre-axle"
    case drawbar, bus, car, unknown

    var form: VehicleForm { VehicleForm(rawValue: rawValue) ?? .unknown }
}

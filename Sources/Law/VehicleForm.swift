/// The form of a vehicle, as far as it decides a limit.
public enum VehicleForm: String, CaseIterable, Sendable {
    /// Rigid truck (载货汽车).
    case rigid
    /// Tractor and semitrailer (铰接列车).
    case articulated
    /// Truck and centre-axle trailer (中置轴挂车列车).
    case centreAxle = "centre-axle"
    /// Truck and full trailer (全挂汽车列车).
    case drawbar
    /// A combination (汽车列车) of which no more is known.
    case combination
    /// Bus (客车): no goods vehicle.
    case bus
    /// Passenger car (小客车): no goods vehicle.
    case car
    /// Not known.
    case unknown

    /// Whether the form is a truck or tractor with a trailer.
    public var isCombination: Bool {
        switch self {
        case .articulated, .centreAxle, .drawbar, .combination: true
        case .rigid, .bus, .car, .unknown: false
        }
    }
}

/// Where the law took a vehicle's form from, in the order of preference (law.md §1).
public enum FormOrigin: String, Sendable {
    /// The axle-type code that the station sent or that the axles gave.
    case axleCode = "axle-code"
    /// The camera's recogniser.
    case camera
    /// Nothing said it.
    case none
}

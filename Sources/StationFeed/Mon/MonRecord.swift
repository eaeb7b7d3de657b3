public import Units

/// One vehicle of a recorded file, as the file has it.
public struct MonRecord: Hashable, Sendable {
    /// When the first axle was weighed; the file's local time read as China's.
    public var at: Instant
    /// Speed in whole km/h.
    public var speed: MetresPerHour
    /// Gross mass, the sum of the loads.
    public var gross: Kilograms
    /// Overall length.
    public var length: Millimetres
    /// The lane's digit.
    public var lane: Int
    /// The direction's digit, 0 or 1.
    public var direction: Int
    /// The axles from the front.
    public var axles: [MonAxle]
}

/// One axle of a recorded vehicle.
public struct MonAxle: Hashable, Sendable {
    /// Axle load.
    public var load: Kilograms
    /// Distance to the axle **behind**; `nil` on the last.
    public var spacingBehind: Millimetres?
}

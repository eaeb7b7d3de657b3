/// The bounds of the feed contract; whatever lies outside is quarantined, never cut to size.
public enum FeedLimits {
    /// Greatest length of a payload, in bytes.
    public static let payloadBytes = 65_536
    /// Greatest number of objects and arrays inside one another.
    public static let nesting = 64
    /// Greatest number of faults that are reported of one message; the rest is only known to exist.
    public static let faults = 16
    /// Greatest length of a fault's JSON Pointer, in bytes; a longer one is given as that of its nearest ancestor.
    public static let pointerBytes = 512
    /// Axles of one vehicle.
    public static let axles = 1...20
    /// Load of one axle, in kg.
    public static let axleLoadKg = 0...100_000
    /// Gross mass of a vehicle, in kg.
    public static let grossKg = 0...500_000
    /// Distance between neighbouring axles, in mm.
    public static let spacingMm = 100...30_000
    /// Outer dimensions of a vehicle, in mm.
    public static let dimensionMm = 0...100_000
    /// Speed over the sensor, in km/h.
    public static let speedKmh = 0...300
    /// Left/right imbalance, in parts per thousand.
    public static let imbalance = 0...1_000
    /// Driven axles of a tractor.
    public static let driveAxles = 1...2
    /// Officers on one on-site record.
    public static let officers = 0...20
    /// Lane numbers.
    public static let lanes = 1...32
    /// Greatest integer that the contract carries, 2^53 − 1: what a double holds exactly.
    public static let greatestInteger = 9_007_199_254_740_991
}

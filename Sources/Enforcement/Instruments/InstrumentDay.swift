import Law
public import Readings
public import Units

/// What one instrument showed of ordinary traffic on one day (cases.md, "What the stations themselves show").
public struct InstrumentDay: Hashable, Sendable {
    /// The station.
    public var station: Name
    /// The instrument.
    public var instrument: String
    /// The day, by the weighings' own instants.
    public var day: CivilDate
    /// Passages settled.
    public var passages = 0
    /// Those without a plate.
    public var withoutPlate = 0
    /// Those that are no evidence, by reason: `clock-suspect` 3.
    public var barred: [String: Int] = [:]
    /// Loaded five- and six-axle combinations weighed.
    public var steered = 0
    /// The sum of their steering-axle loads in kg, and of the squares, for mean and spread.
    public var steeringSum: Int64 = 0
    /// The sum of the squares of their steering-axle loads.
    public var steeringSquares: Int64 = 0
    /// Weighings with an imbalance, and its sum in parts per thousand.
    public var balanced = 0
    /// The sum of the imbalances in parts per thousand.
    public var imbalanceSum: Int64 = 0
    /// Weighings with a speed.
    public var timed = 0
    /// The sum of the speeds in m/h.
    public var speedSum: Int64 = 0

    /// A day without traffic.
    public init(station: Name, instrument: String, day: CivilDate) {
        self.station = station
        self.instrument = instrument
        self.day = day
    }

    /// A combination with a gross mass from here on is loaded: then its steering axle hardly varies.
    static let loadedMin = Kilograms(25_000)

    /// Notes what a weighing shows of its instrument.
    mutating func note(_ reading: WeighReading) {
        if let imbalance = reading.imbalance {
            balanced += 1
            imbalanceSum += Int64(imbalance.rawValue)
        }
        if let speed = reading.speed {
            timed += 1
            speedSum += Int64(speed.rawValue)
        }
        guard InstrumentDay.isTelling(reading) else { return }
        let load = Int64(reading.axles[0].load.rawValue)
        steered += 1
        steeringSum += load
        steeringSquares += load * load
    }

    /// Whether the steering axle of a weighing tells of the scale.
    static func isTelling(_ reading: WeighReading) -> Bool {
        (5...6).contains(reading.axles.count) && reading.gross >= loadedMin && reading.quality.isEmpty
            && reading.dataStatus == .raw && reading.direction != .reverse
    }

    /// Notes what came of a passage; `by` −1 takes it back.
    mutating func note(_ outcome: PassageOutcome, by change: Int = 1) {
        passages += change
        if outcome.plate == nil { withoutPlate += change }
        guard outcome.verdict == .notEvidence else { return }
        for reason in outcome.reasons { barred[reason.rawValue, default: 0] += change }
    }
}

import Enforcement
import Readings
import Units

/// What an instrument showed on a day, as the journal stores it.
struct InstrumentDayBody: Codable {
    var passages: Int
    var withoutPlate: Int
    var barred: [String: Int]
    var steered: Int
    var steeringSum: Int64
    var steeringSquares: Int64
    var balanced: Int
    var imbalanceSum: Int64
    var timed: Int
    var speedSum: Int64

    private enum CodingKeys: String, CodingKey {
        case passages, barred, steered, balanced, timed
        case withoutPlate = "without_plate"
        case steeringSum = "steering_sum_kg"
        case steeringSquares = "steering_squares_kg2"
        case imbalanceSum = "imbalance_sum_ppt"
        case speedSum = "speed_sum_mh"
    }

    init(_ day: InstrumentDay) {
        passages = day.passages
        withoutPlate = day.withoutPlate
        barred = day.barred
        steered = day.steered
        steeringSum = day.steeringSum
        steeringSquares = day.steeringSquares
        balanced = day.balanced
        imbalanceSum = day.imbalanceSum
        timed = day.timed
        speedSum = day.speedSum
    }

    func day(station: Name, instrument: String, day: CivilDate) -> InstrumentDay {
        var result = InstrumentDay(station: station, instrument: instrument, day: day)
        result.passages = passages
        result.withoutPlate = withoutPlate
        result.barred = barred
        result.steered = steered
        result.steeringSum = steeringSum
        result.steeringSquares = steeringSquares
        result.balanced = balanced
        result.imbalanceSum = imbalanceSum
        result.timed = timed
        result.speedSum = speedSum
        return result
    }
}

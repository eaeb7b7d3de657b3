import Law
import Readings
import Units

// Taking up after a restart: settled passages and their pictures are remembered, and say nothing again. The registers
// are asked about them once more: an amendment judges them anew.

extension Pipeline {
    mutating func recall(_ day: InstrumentDay) {
        let listed = stations[indexOfStation(day.station)].instruments[day.instrument]
        healths.recall(day, certified: instruments.certifiedSince(day.instrument, listed: listed, on: day.day))
    }

    mutating func recall(_ offset: LearntOffset) {
        clocks.recall(offset)
        guard let camera = clocks.find(offset.camera) else { return }
        for fed in clocks[camera].lanes { lanes[fed.lane].widen(to: offset.offset) }
    }

    mutating func recall(
        _ reading: WeighReading,
        _ arrival: Arrival,
        _ outcome: PassageOutcome,
        _ effects: inout [Effect]
    ) {
        guard let plate = inspectedPlate(reading) else { return recall(reading, arrival, outcome, answer: nil) }
        ask(plate, .recalledWeighing(reading, outcome), reading.header, arrival, &effects)
    }

    mutating func recall(_ reading: CameraReading, _ arrival: Arrival, _ effects: inout [Effect]) {
        guard let plate = plate(in: reading) else { return recall(reading, arrival, answer: nil) }
        ask(plate, .recalledPicture(reading), reading.header, arrival, &effects)
    }

    mutating func recall(
        _ reading: WeighReading,
        _ arrival: Arrival,
        _ outcome: PassageOutcome,
        answer: RegisterAnswer?
    ) {
        let (place, record) = record(reading, arrival, answer)
        lanes[place.lane].insert(record, clocks: clocks)
        clocks.advance(place.device, to: record.at, receivedAt: arrival.receivedAt)
        guard let index = lanes[place.lane].passages.find(record.key) else { return }
        lanes[place.lane].settle(index, using: [])
        lanes[place.lane][passage: index].outcome = outcome
        lanes[place.lane][passage: index].isHandedOver =
            outcome.verdict == .overloaded && reading.kind != .afterUnloading
        // They were told when it was settled.
        lanes[place.lane][passage: index].alerts = Alert.evasions(in: reading, plate: outcome.plate?.number)
    }

    mutating func recall(_ reading: CameraReading, _ arrival: Arrival, answer: RegisterAnswer?) {
        let (place, picture) = record(reading, arrival, answer)
        let put = lanes[place.lane].insert(picture, clocks: clocks)
        clocks.advance(place.device, to: picture.at, receivedAt: arrival.receivedAt)
        guard case .loose(let key) = put, let index = lanes[place.lane].sightings.find(key) else { return }
        let user = lanes[place.lane].passages.first { $0.outcome?.sightings.contains(arrival.ordinal) == true }
        lanes[place.lane][sighting: index].usedBy = user?.key
    }
}

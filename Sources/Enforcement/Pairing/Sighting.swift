import Readings
import Units

/// One vehicle as one camera saw it, as far as no trigger links it: one message, or all with the same object.
struct Sighting: Timed {
    private(set) var key: TimeKey
    /// In the order of the camera's numbers.
    private(set) var pictures: [PictureRecord]
    /// The truck's number that stands among the pictures; `nil` when none shows it.
    private(set) var number: String?
    /// The weighing whose settled passage has used it.
    var usedBy: TimeKey?
    /// The ambiguous passages that name it among those that may be their own.
    var contestedBy: [TimeKey] = []
    /// Whether it was reported that no weighing claims it.
    var isGivenUp = false
    /// The alert that a truck passed unweighed, while it stands.
    var bypass: Alert?

    init(_ picture: PictureRecord) {
        pictures = [picture]
        key = TimeKey(at: picture.at, ordinal: picture.arrival.ordinal)
        number = picture.truckNumber
    }

    var device: Int { pictures[0].device }

    /// Adds a message about the same object; the sighting is as of the earliest of them.
    mutating func add(_ picture: PictureRecord) {
        pictures.insertInSequence(picture)
        // The new picture is waited for as any other.
        isGivenUp = false
        key = TimeKey(at: min(key.at, picture.at), ordinal: min(key.ordinal, picture.arrival.ordinal))
        number = PlateReading(pictures).plate?.number
    }

    func isSameObject(as picture: PictureRecord) -> Bool { pictures[0].reading.isSameObject(as: picture.reading) }

    /// Whether it shows a truck, as far as the recogniser can tell.
    var showsTruck: Bool {
        pictures.contains { picture in
            switch picture.reading.vehicleForm {
            case .rigid, .articulated, .centreAxle, .drawbar: true
            case .bus, .car: false
            case .unknown: picture.reading.plateColour == .yellow || picture.reading.plateColour == .yellowGreen
            }
        }
    }
}

extension LaneState {
    /// Whether nothing but time stands between a picture and a weighing: the station has not linked either to something
    /// else, and the truck is not known to be another one.
    func fits(_ place: Int, _ index: Int) -> Bool {
        if let trigger = passages[index].record.reading.trigger,
            sightings[place].pictures.contains(where: { $0.reading.trigger != nil && $0.reading.trigger != trigger })
        {
            return false
        }
        guard let named = passages[index].namedNumber, let number = sightings[place].number else { return true }
        return number == named
    }
}

extension [PictureRecord] {
    /// Inserts by the camera's own numbers, so that the order of receipt decides nothing.
    mutating func insertInSequence(_ picture: PictureRecord) {
        let index = firstIndex { picture.reading.header.id < $0.reading.header.id } ?? count
        insert(picture, at: index)
    }
}

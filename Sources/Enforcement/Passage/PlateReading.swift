import Law
import Readings
import Units

/// What a passage's pictures say together of the vehicle.
struct PlateReading {
    /// The truck's plate; `nil` when none was read or the pictures disagree.
    private(set) var plate: Plate?
    /// The confidence in it.
    private(set) var confidence: PartsPerMillion?
    /// Whether two pictures name different trucks.
    private(set) var isContested = false
    /// The trailer's plate.
    private(set) var trailerPlate: String?
    /// The form that the surest picture shows.
    private(set) var form = RecognisedForm.unknown
    /// The driven axles that the surest picture shows.
    private(set) var driveAxles: Int?

    /// Reads the pictures together.
    init(_ sightings: [Sighting]) {
        var formConfidence = PartsPerMillion(-1)
        for picture in PlateReading.standing(sightings) {
            if trailerPlate == nil { trailerPlate = picture.trailerPlate }
            if picture.vehicleForm != .unknown, picture.confidence > formConfidence {
                (form, formConfidence) = (picture.vehicleForm, picture.confidence)
            }
            if driveAxles == nil { driveAxles = picture.driveAxles }
            take(plateOf: picture)
        }
        if isContested { plate = nil }
    }

    private mutating func take(plateOf picture: CameraReading) {
        guard let number = picture.plate else { return }
        guard !picture.showsTrailerPlate else {
            if trailerPlate == nil { trailerPlate = number }
            return
        }
        if let plate, plate.number != number { isContested = true }
        if confidence.map({ picture.confidence > $0 }) ?? true {
            plate = Plate(number: number, colour: picture.plateColour)
            confidence = picture.confidence
        }
    }

    /// Several messages of one camera about one object are one sighting: the latest plate that is not less sure
    /// than the one before it stands.
    private static func standing(_ sightings: [Sighting]) -> [CameraReading] {
        guard sightings.contains(where: { $0.reading.object != nil }) else { return sightings.map(\.reading) }
        var standing: [CameraReading] = []
        for picture in sightings.map(\.reading) {
            guard picture.object != nil, let index = standing.firstIndex(where: { $0.isSameObject(as: picture) }) else {
                standing.append(picture)
                continue
            }
            if picture.plate != nil, standing[index].plate == nil || picture.confidence >= standing[index].confidence {
                standing[index] = picture.completed(by: standing[index])
            }
        }
        return standing
    }
}

extension CameraReading {
    /// The rear of a combination shows the trailer's plate, the front identifies the truck.
    fileprivate var showsTrailerPlate: Bool { view == .rear && plate.map(Plate.isTrailer) ?? false }

    fileprivate func isSameObject(as other: CameraReading) -> Bool {
        object == other.object && header.id.epoch == other.header.id.epoch && header.id.source == other.header.id.source
    }

    /// This picture with what only an earlier one of the same object had seen.
    fileprivate func completed(by earlier: CameraReading) -> CameraReading {
        var picture = self
        if vehicleForm == .unknown { picture.vehicleForm = earlier.vehicleForm }
        picture.driveAxles = driveAxles ?? earlier.driveAxles
        picture.trailerPlate = trailerPlate ?? earlier.trailerPlate
        return picture
    }

    /// The truck's number in this picture, if it shows one.
    var truckNumber: String? { showsTrailerPlate ? nil : plate }
}

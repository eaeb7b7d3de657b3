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
    /// What the registers say of the plate that stands.
    private(set) var answer: RegisterAnswer?
    /// Whether a picture shows an uncovered bulk load, and none a covered one.
    private(set) var isUncovered = false

    /// Reads pictures together that are in the order of their cameras' numbers.
    init(_ pictures: [PictureRecord]) {
        var formConfidence = PartsPerMillion(-1)
        for record in PlateReading.standing(pictures) {
            let picture = record.reading
            if trailerPlate == nil { trailerPlate = picture.trailerPlate }
            if picture.vehicleForm != .unknown, picture.confidence > formConfidence {
                (form, formConfidence) = (picture.vehicleForm, picture.confidence)
            }
            if driveAxles == nil { driveAxles = picture.driveAxles }
            take(plateOf: picture, answer: record.answer)
        }
        isUncovered =
            pictures.contains { $0.reading.covered == false } && !pictures.contains { $0.reading.covered == true }
        if isContested { (plate, answer) = (nil, nil) }
    }

    private mutating func take(plateOf picture: CameraReading, answer: RegisterAnswer?) {
        guard let number = picture.plate else { return }
        guard !picture.showsTrailerPlate else {
            if trailerPlate == nil { trailerPlate = number }
            return
        }
        if let plate, plate.number != number { isContested = true }
        if confidence.map({ picture.confidence > $0 }) ?? true {
            plate = Plate(number: number, colour: picture.plateColour)
            confidence = picture.confidence
            self.answer = answer
        }
    }

    /// A picture, with what only an earlier one of the same object had seen, and what the registers say of its plate.
    private struct Standing {
        var reading: CameraReading
        var answer: RegisterAnswer?

        init(_ picture: PictureRecord) {
            (reading, answer) = (picture.reading, picture.answer)
        }
    }

    /// Several messages of one camera about one object are one sighting: the latest plate that is not less sure
    /// than the one before it stands.
    private static func standing(_ pictures: [PictureRecord]) -> [Standing] {
        guard pictures.contains(where: { $0.reading.object != nil }) else { return pictures.map(Standing.init) }
        var standing: [Standing] = []
        for picture in pictures {
            guard picture.reading.object != nil,
                let index = standing.firstIndex(where: { $0.reading.isSameObject(as: picture.reading) })
            else {
                standing.append(Standing(picture))
                continue
            }
            let before = standing[index].reading
            if picture.reading.plate != nil, before.plate == nil || picture.reading.confidence >= before.confidence {
                standing[index] = Standing(picture)
                standing[index].reading = picture.reading.completed(by: before)
            }
        }
        return standing
    }
}

extension CameraReading {
    /// The rear of a combination shows the trailer's plate, the front identifies the truck.
    fileprivate var showsTrailerPlate: Bool { view == .rear && plate.map(Plate.isTrailer) ?? false }

    func isSameObject(as other: CameraReading) -> Bool {
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

    /// Whether it shows a trailer's plate.
    var showsTrailer: Bool { trailerPlate != nil || showsTrailerPlate }

    /// The truck's number in this picture, if it shows one.
    var truckNumber: String? { showsTrailerPlate ? nil : plate }
}

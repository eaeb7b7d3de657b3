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
        let haveObjects = pictures.contains { $0.reading.object != nil }
        var formConfidence = PartsPerMillion(-1)
        for picture in haveObjects ? PlateReading.standing(pictures) : pictures {
            if trailerPlate == nil { trailerPlate = picture.reading.trailerPlate }
            if picture.reading.vehicleForm != .unknown, picture.reading.confidence > formConfidence {
                (form, formConfidence) = (picture.reading.vehicleForm, picture.reading.confidence)
            }
            if driveAxles == nil { driveAxles = picture.reading.driveAxles }
            takePlate(of: picture)
        }
        isUncovered =
            pictures.contains { $0.reading.covered == false } && !pictures.contains { $0.reading.covered == true }
        if isContested { (plate, answer) = (nil, nil) }
    }

    private mutating func takePlate(of picture: PictureRecord) {
        guard let number = picture.reading.plate else { return }
        guard !picture.showsTrailerPlate else {
            if trailerPlate == nil { trailerPlate = number }
            return
        }
        if let plate, plate.number != number { isContested = true }
        if confidence.map({ picture.reading.confidence > $0 }) ?? true {
            plate = Plate(number: number, colour: picture.reading.plateColour)
            confidence = picture.reading.confidence
            answer = picture.answer
        }
    }

    /// Several messages of one camera about one object are one sighting: the latest plate that is not less sure
    /// than the one before it stands, with what only an earlier one had seen.
    private static func standing(_ pictures: [PictureRecord]) -> [PictureRecord] {
        var standing: [PictureRecord] = []
        for picture in pictures {
            guard picture.reading.object != nil,
                let index = standing.firstIndex(where: { $0.reading.isSameObject(as: picture.reading) })
            else {
                standing.append(picture)
                continue
            }
            let before = standing[index].reading
            if picture.reading.plate != nil, before.plate == nil || picture.reading.confidence >= before.confidence {
                standing[index] = PictureRecord(
                    picture.reading.completed(by: before),
                    picture.arrival,
                    at: picture.at,
                    device: picture.device,
                    answer: picture.answer,
                    isClockOff: picture.isClockOff
                )
            }
        }
        return standing
    }
}

extension CameraReading {
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
}

extension PictureRecord {
    /// The rear of a combination shows the trailer's plate, the front identifies the truck.
    fileprivate var showsTrailerPlate: Bool {
        reading.view == .rear && reading.plate.map(Plate.isTrailer) ?? false
    }

    /// Whether it shows a trailer's plate.
    var showsTrailer: Bool { reading.trailerPlate != nil || showsTrailerPlate }

    /// The truck's number in this picture, if it shows one.
    var truckNumber: String? { showsTrailerPlate ? nil : reading.plate }
}

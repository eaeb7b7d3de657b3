import Readings
import Units

/// A camera message as far as its members were read.
struct CameraDraft: ~Copyable {
    var header = HeaderDraft()
    private var plate: String?
    private var plateColour: PlateColour?
    private var confidence: PartsPerMillion?
    private var view: View?
    private var trailerPlate: String?
    private var vehicleForm: RecognisedForm?
    private var driveAxles: Int?
    private var covered: Bool?
    private var trigger: String?
    private var clockSynced: Bool?
    private var object: String?
    private var media: [Medium] = []

    /// Reads the document.
    mutating func read(_ examination: inout Examination) {
        let table = Tables.camera
        let repeated = examination.members(of: Tape.root, in: table, depth: 1) { examination, member, value in
            if member < table.headerCount {
                header.take(table.header(member), value, &examination)
            } else {
                take(table[member], value, &examination)
            }
        }
        header.forget(repeated)
    }

    /// The camera message when nothing was wrong, which implies that all that is required was read.
    consuming func verdict(_ examination: borrowing Examination, _ topic: TopicParts) -> Decoded {
        guard examination.faults.isEmpty, let head = header.header, let plateColour, let confidence, let view,
            let vehicleForm
        else { return .invalid(InvalidMessage(examination.faults, topic, header)) }
        let reading = CameraReading(
            header: head,
            plate: plate,
            plateColour: plateColour,
            confidence: confidence,
            view: view,
            trailerPlate: trailerPlate,
            vehicleForm: vehicleForm,
            driveAxles: driveAxles,
            covered: covered,
            trigger: trigger,
            clockSynced: clockSynced,
            object: object,
            media: media
        )
        return .camera(reading)
    }

    @inline(__always)
    private mutating func take(_ field: CameraField, _ value: Int, _ examination: inout Examination) {
        switch field {
        case .plate: plate = examination.stringOrNull(value)
        case .plateColour: plateColour = examination.choice(value, Vocabulary.plateColour)
        case .confidence: confidence = examination.fraction(value)
        case .view: view = examination.choice(value, Vocabulary.view)
        case .trailerPlate: trailerPlate = examination.stringOrNull(value)
        case .vehicleForm: vehicleForm = examination.choice(value, Vocabulary.form)
        case .driveAxles: driveAxles = examination.integerOrNull(value, FeedLimits.driveAxles)
        case .covered: covered = examination.booleanOrNull(value)
        case .trigger: trigger = examination.stringOrNull(value)
        case .clockSynced: clockSynced = examination.booleanOrNull(value)
        case .object: object = examination.stringOrNull(value)
        case .media: media = examination.media(value)
        }
    }
}

/// Readers of what only a camera message has.
extension Examination {
    /// Reads the references to pictures.
    mutating func media(_ index: Int) -> [Medium] {
        guard isArray(index) else { return [] }
        var media: [Medium] = []
        media.reserveCapacity(tape.count(ofArrayAt: index))
        elements(of: index) { examination, element in
            if examination.isObject(element), let medium = examination.medium(element) { media.append(medium) }
        }
        return media
    }

    private mutating func medium(_ index: Int) -> Medium? {
        var (sha256, type, bytes, view) = (SHA256Digest?.none, String?.none, Int?.none, View?.none)
        members(of: index, in: Tables.medium, depth: 3) { examination, member, value in
            switch Tables.medium[member] {
            case .sha256: sha256 = examination.digest(value)
            case .type: type = examination.string(value)
            case .bytes: bytes = examination.integer(value, 0...FeedLimits.greatestInteger)
            case .view: view = examination.choice(value, Vocabulary.view)
            }
        }
        guard let sha256, let type, let bytes, let view else { return nil }
        return Medium(sha256: sha256, type: type, bytes: bytes, view: view)
    }

    mutating func digest(_ index: Int) -> SHA256Digest? {
        if tape.kind(at: index) == .string, let digest = SHA256Digest(hexDigits: tape.string(at: index)) {
            return digest
        }
        reject(index, must: "be 64 hexadecimal digits")
        return nil
    }
}

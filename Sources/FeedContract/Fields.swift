/// The members of one kind of object, in the order of the contract; the raw value is the name on the wire.
protocol Field: CaseIterable, RawRepresentable<String>, Sendable {
    /// Whether the object is not valid without it.
    var isRequired: Bool { get }
}

/// What every payload begins with.
enum HeaderField: String, Field {
    case version = "v"
    case source, epoch, seq, at, lane

    var isRequired: Bool { true }
}

enum WeighField: String, Field {
    case kind, instrument, direction
    case speed = "speed_kmh"
    case gross = "gross_kg"
    case axles
    case axleCode = "axle_code"
    case dimensions = "dimensions_mm"
    case trigger, quality
    case imbalance = "imbalance_ppt"
    case dataStatus = "data_status"
    case clockSynced = "clock_synced"
    case inspection

    var isRequired: Bool {
        switch self {
        case .kind, .instrument, .direction, .gross, .axles: true
        default: false
        }
    }
}

enum AxleField: String, Field {
    case load = "load_kg"
    /// Required on all axles but the first, which must not have it.
    case spacing = "spacing_mm"
    case tyres

    var isRequired: Bool { self == .load }
}

enum DimensionField: String, Field {
    case length, width, height

    var isRequired: Bool { false }
}

enum InspectionField: String, Field {
    case ticket, plate
    case plateColour = "plate_colour"
    case officers
    case policeOfficer = "police_officer"
    case driver, company
    case loadingSite = "loading_site"
    case cargo
    case firstTicket = "of"

    var isRequired: Bool { false }
}

enum OfficerField: String, Field {
    case name, certificate

    var isRequired: Bool { true }
}

enum DriverField: String, Field {
    case name, licence, qualification

    var isRequired: Bool { false }
}

enum CameraField: String, Field {
    case plate
    case plateColour = "plate_colour"
    case confidence, view
    case trailerPlate = "trailer_plate"
    case vehicleForm = "vehicle_form"
    case driveAxles = "drive_axles"
    case covered, trigger
    case clockSynced = "clock_synced"
    case object, media

    var isRequired: Bool {
        switch self {
        case .plateColour, .confidence, .view, .vehicleForm: true
        default: false
        }
    }
}

enum MediumField: String, Field {
    case sha256, type, bytes, view

    var isRequired: Bool { true }
}

/// The payload of a topic whose kind is unknown: nothing but the header can be looked for.
enum NoField: String, Field {
    case none = ""

    static let allCases: [NoField] = []

    var isRequired: Bool { false }
}

import FeedContract

/// The keys of a query; the raw value is the name on the wire (interfaces page).
enum QueryKey: String, CaseIterable {
    case at
    case gross = "gross_kg"
    case loads = "loads_kg"
    case spacings = "spacings_mm"
    case tyres, axles
    case axleCode = "axle_code"
    case dialect, form
    case driveAxles = "drive_axles"
    case driveDual = "drive_dual"
    case airSuspension = "air_suspension"
    case wideTyres = "wide_tyres"
    case vehicleKind = "vehicle_kind"
    case licenceMass = "licence_mass_kg"
    case ratedLoad = "rated_load_kg"
    case kerbMass = "kerb_mass_kg"
    case length = "length_mm"
    case width = "width_mm"
    case height = "height_mm"
    case weighing
    case instrumentClass = "instrument_class"
    case siteType = "site_type"
    case registration
}

/// The keys of a query's registration.
enum RegistrationKey: String, CaseIterable {
    case form
    case driveAxles = "drive_axles"
    case licenceMass = "licence_mass_kg"
    case ratedLoad = "rated_load_kg"
    case kerbMass = "kerb_mass_kg"
    case vehicleKind = "vehicle_kind"
}

/// The keys of one kind of object, ready for look-up.
struct KeyTable<Key: CaseIterable & RawRepresentable<String> & Sendable>: Sendable {
    private let words = WordTable(Key.allCases.map(\.rawValue))
    private let keys = Array(Key.allCases)

    /// The key with a name; the search begins at `place`, since programs write their keys in one order.
    func key(_ word: Word, from place: Int) -> (Key, Int)? {
        let index = words.index(of: word, from: place)
        return index < 0 ? nil : (keys[index], index)
    }

    var names: String { keys.map(\.rawValue).joined(separator: ", ") }
}

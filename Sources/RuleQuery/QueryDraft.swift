import FeedContract
import Law
import Units

/// A query as far as it was read.
struct QueryDraft {
    private var reader: QueryReader
    private var day: CivilDate?
    private var gross: Kilograms?
    private var loads: [Kilograms?]?
    private var spacings: [Millimetres?]?
    private var tyres: [Bool?]?
    private var axles: Int?
    private var vehicle = VehicleDescription(axles: [])
    private var weighing = QueryWeighing.static
    private var accuracyClass: String?
    private var site = QuerySite.offSite

    /// More than two driven axles are for the law as two; a camera says one or two, a register may say more.
    private static let driveAxles = 1...4

    /// No licence allows nothing.
    private static let licenceMass = 1...FeedLimits.grossKg.upperBound

    private static let keys = KeyTable<QueryKey>()
    private static let registrationKeys = KeyTable<RegistrationKey>()

    init(_ reader: QueryReader) {
        self.reader = reader
    }

    mutating func query() throws(InvalidQuery) -> VehicleQuery {
        var reader = reader
        reader.members(of: Tape.root, QueryDraft.keys) { reader, key, value in take(key, value, &reader) }
        describeAxles(&reader)
        let mass = gross ?? sumOfLoads
        if mass == nil, reader.faults.isEmpty { reader.reject("/gross_kg", Reasons.missing) }
        guard reader.faults.isEmpty, let gross = mass else { throw InvalidQuery(faults: reader.faults) }
        let isDynamic = weighing == .dynamic
        return VehicleQuery(
            day: day,
            vehicle: vehicle,
            weighing: Weighing(
                gross: gross,
                isDynamic: isDynamic,
                accuracyClass: accuracyClass,
                isAtEntrance: site == .entrance,
                // On the spot is where officers weigh a standing vehicle; a detection point has none.
                isOnSite: !isDynamic && site != .offSite
            )
        )
    }

    private mutating func take(_ key: QueryKey, _ value: Int, _ reader: inout QueryReader) {
        switch key {
        case .at: day = reader.day(value)
        case .gross: gross = reader.kilograms(value)
        case .loads:
            loads = reader.list(value) { reader, element, _ in
                reader.kilograms(element, FeedLimits.axleLoadKg)
            }
        case .spacings: spacings = readSpacings(value, &reader)
        case .tyres: tyres = readTyres(value, &reader)
        case .axles: axles = reader.integer(value, 0...FeedLimits.axles.upperBound)
        case .weighing: weighing = reader.choice(value, QueryWeighing.self) ?? weighing
        case .instrumentClass: accuracyClass = reader.accuracyClass(value)
        case .siteType: site = reader.choice(value, QuerySite.self) ?? site
        case .registration: vehicle.registration = readRegistration(value, &reader)
        case .axleCode: vehicle.axleCode = readCode(value, &reader)
        case .dialect: vehicle.dialect = reader.choice(value, AxleCodeDialect.self) ?? .b
        case .form: vehicle.cameraForm = reader.choice(value, QueryForm.self)?.form ?? .unknown
        case .driveAxles: vehicle.driveAxles = reader.integer(value, QueryDraft.driveAxles)
        case .driveDual: vehicle.driveDual = reader.boolean(value)
        case .airSuspension: vehicle.airSuspension = reader.boolean(value)
        case .wideTyres: vehicle.wideTyres = reader.boolean(value)
        case .vehicleKind: vehicle.kind = reader.choice(value, VehicleKind.self)
        case .licenceMass: vehicle.licenceMass = reader.kilograms(value, QueryDraft.licenceMass)
        case .ratedLoad: vehicle.ratedLoad = reader.kilograms(value)
        case .kerbMass: vehicle.kerbMass = reader.kilograms(value)
        case .length: vehicle.dimensions.length = reader.millimetres(value, FeedLimits.dimensionMm)
        case .width: vehicle.dimensions.width = reader.millimetres(value, FeedLimits.dimensionMm)
        case .height: vehicle.dimensions.height = reader.millimetres(value, FeedLimits.dimensionMm)
        }
    }

    /// Codes are digits; many programs hold them as numbers.
    private func readCode(_ value: Int, _ reader: inout QueryReader) -> String? {
        if reader.tape.kind(at: value) == .string { return reader.text(value) }
        return reader.integer(value, 1...Int.max).map(String.init)
    }

    private func readSpacings(_ value: Int, _ reader: inout QueryReader) -> [Millimetres?]? {
        reader.list(value) { reader, element, place in
            guard place > 0 else {
                reader.reject(element, must: "be null: the first axle has none in front")
                return nil
            }
            return reader.millimetres(element, FeedLimits.spacingMm)
        }
    }

    private func readTyres(_ value: Int, _ reader: inout QueryReader) -> [Bool?]? {
        reader.list(value) { reader, element, _ in
            switch reader.wholeNumber(element) {
            case 2: return false
            case 4: return true
            default:
                reader.reject(element, must: "be 2, 4 or null")
                return nil
            }
        }
    }

    private func readRegistration(_ value: Int, _ reader: inout QueryReader) -> Registration? {
        guard reader.tape.kind(at: value) == .object else {
            reader.reject(value, must: "be an object or null")
            return nil
        }
        var registration = Registration()
        reader.members(of: value, QueryDraft.registrationKeys) { reader, key, value in
            switch key {
            case .form: registration.form = reader.choice(value, QueryForm.self)?.form ?? .unknown
            case .driveAxles: registration.driveAxles = reader.integer(value, QueryDraft.driveAxles)
            case .licenceMass: registration.licenceMass = reader.kilograms(value, QueryDraft.licenceMass)
            case .ratedLoad: registration.ratedLoad = reader.kilograms(value)
            case .kerbMass: registration.kerbMass = reader.kilograms(value)
            case .vehicleKind: registration.kind = reader.choice(value, VehicleKind.self)
            }
        }
        return registration
    }

    /// As many axles as the lists have, else as are said, else as the code names.
    private mutating func describeAxles(_ reader: inout QueryReader) {
        let counts: [(String, Int?)] = [
            ("axles", axles), ("loads_kg", loads?.count), ("spacings_mm", spacings?.count), ("tyres", tyres?.count),
        ]
        guard let first = counts.first(where: { $0.1 != nil }), let count = first.1 else {
            let coded = vehicle.axleCode.flatMap { AxleTypeCode($0, dialect: vehicle.dialect)?.axles } ?? 0
            vehicle.axles = Array(repeating: AxleDescription(), count: min(coded, FeedLimits.axles.upperBound))
            return
        }
        for (name, other) in counts {
            guard let other, other != count else { continue }
            reader.reject("/\(name)", "must say as many axles as \(first.0), \(count), but says \(other)")
        }
        guard reader.faults.isEmpty else { return }
        vehicle.axles = (0..<count).map { axle in
            AxleDescription(
                spacing: spacings?[axle],
                dualTyres: tyres?[axle],
                load: loads?[axle]
            )
        }
    }

    private var sumOfLoads: Kilograms? {
        guard let loads, !loads.contains(nil) else { return nil }
        return loads.reduce(.zero) { $0 + ($1 ?? .zero) }
    }
}

public import Law
public import Readings
public import Units

/// What the register of vehicles (车辆) says of one for some days.
public struct VehicleEntry: Hashable, Sendable {
    /// The plate (车牌号).
    public var plate: String
    /// The plate's colour (车牌颜色).
    public var colour: PlateColour
    /// The form; `unknown` where the register does not say.
    public var form: VehicleForm
    /// The tractor's driven axles, 1 or 2 (驱动轴数).
    public var driveAxles: Int?
    /// Whether the drive axles have dual tyres (驱动轴双胎).
    public var driveDual: Bool?
    /// Whether the drive axles have air suspension (空气悬架).
    public var airSuspension: Bool?
    /// Whether single tyres are wide ones (宽胎).
    public var wideTyres: Bool?
    /// The kind (车辆种类).
    public var kind: VehicleKind?
    /// The total mass on the vehicle licence (行驶证总质量).
    public var licenceMass: Kilograms?
    /// The rated load (核定载质量).
    public var ratedLoad: Kilograms?
    /// The kerb mass (整备质量).
    public var kerbMass: Kilograms?
    /// The company's credit code (企业信用代码).
    public var company: String?
    /// The operating certificate's number (营运证号).
    public var certificate: String?
    /// When the operating certificate was first issued (营运证初领日期): the anchor of the vehicle's year.
    public var certificateIssued: CivilDate?
    /// The days for which this holds.
    public var validity: ValidityPeriod

    /// As the law asks for it.
    public var registration: Registration {
        Registration(
            form: form,
            driveAxles: driveAxles,
            kind: kind,
            licenceMass: licenceMass,
            ratedLoad: ratedLoad,
            kerbMass: kerbMass
        )
    }

    static let columns = """
        plate, colour, form, drive_axles, drive_dual, air_suspension, wide_tyres, vehicle_kind, licence_mass_kg,
        rated_load_kg, kerb_mass_kg, company, certificate, certificate_issued, valid_from, valid_until
        """

    init(_ row: FoundRow) {
        plate = row.text(0) ?? ""
        colour = row.word(1) ?? .unknown
        form = row.word(2) ?? .unknown
        driveAxles = row.integer(3).map { Int($0) }
        driveDual = row.flag(4)
        airSuspension = row.flag(5)
        wideTyres = row.flag(6)
        kind = row.word(7)
        licenceMass = row.mass(8)
        ratedLoad = row.mass(9)
        kerbMass = row.mass(10)
        company = row.text(11)
        certificate = row.text(12)
        certificateIssued = row.day(13)
        validity = row.validity(14)
    }
}

extension FoundRow {
    func word<Word: RawRepresentable<String>>(_ column: Int) -> Word? { text(column).flatMap(Word.init) }

    func flag(_ column: Int) -> Bool? { integer(column).map { $0 != 0 } }

    func mass(_ column: Int) -> Kilograms? { integer(column).map { Kilograms(Int($0)) } }

    func length(_ column: Int) -> Millimetres? { integer(column).map { Millimetres(Int($0)) } }

    func day(_ column: Int) -> CivilDate? { integer(column).map { CivilDate(dayNumber: Int($0)) } }

    /// From two columns, the second of which is NULL where the end is open.
    func validity(_ column: Int) -> ValidityPeriod {
        ValidityPeriod(from: day(column) ?? CivilDate(dayNumber: 0), until: day(column + 1))
    }
}

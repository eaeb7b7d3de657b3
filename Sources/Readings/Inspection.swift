/// The on-site record of a `static` or `after-unloading` weighing, as officers filled it in; anything may be open.
public struct Inspection: Hashable, Sendable {
    /// Number of the weighing slip (检测单).
    public var ticket: String?
    /// The plate that the officers read.
    public var plate: String?
    /// The plate's colour.
    public var plateColour: PlateColour?
    /// The transport officers with their certificates.
    public var officers: [Officer]
    /// The police officer on the spot.
    public var policeOfficer: String?
    /// The driver as identified on the spot.
    public var driver: Driver?
    /// The carrying company.
    public var company: String?
    /// Where it was loaded.
    public var loadingSite: String?
    /// What was loaded.
    public var cargo: String?
    /// For `after-unloading`: the ticket of the first weighing.
    public var firstTicket: String?

    /// Makes an on-site record with nothing filled in.
    public init() {
        officers = []
    }
}

/// An enforcement officer (执法人员) and the certificate that lets him act.
public struct Officer: Hashable, Sendable {
    /// Name.
    public var name: String
    /// Number of the enforcement certificate (执法证号).
    public var certificate: String

    /// Makes an officer.
    public init(name: String, certificate: String) {
        self.name = name
        self.certificate = certificate
    }
}

/// A driver as identified on the spot.
public struct Driver: Hashable, Sendable {
    /// Name.
    public var name: String?
    /// Driving licence number (驾驶证号).
    public var licence: String?
    /// Qualification number (从业资格证号).
    public var qualification: String?

    /// Makes a driver.
    public init(name: String? = nil, licence: String? = nil, qualification: String? = nil) {
        self.name = name
        self.licence = licence
        self.qualification = qualification
    }
}

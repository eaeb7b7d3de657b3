public import Units

/// What the register of drivers (驾驶人) says of one for some days.
public struct DriverEntry: Hashable, Sendable {
    /// What the driver is known by: the licence's number, else the qualification's (law.md §4).
    public var driver: String
    /// The driving licence's number (驾驶证号).
    public var licence: String?
    /// The qualification's number (从业资格证号).
    public var qualification: String?
    /// The name.
    public var name: String?
    /// When the qualification was first issued (资格证初领日期): the anchor of the driver's year.
    public var qualificationIssued: CivilDate?
    /// The company's credit code.
    public var company: String?
    /// The days for which this holds.
    public var validity: ValidityPeriod

    static let columns = "driver, licence, qualification, name, qualification_issued, company, valid_from, valid_until"

    init(_ row: FoundRow) {
        driver = row.text(0) ?? ""
        licence = row.text(1)
        qualification = row.text(2)
        name = row.text(3)
        qualificationIssued = row.day(4)
        company = row.text(5)
        validity = row.validity(6)
    }
}

/// What the register of companies (企业) says of one for some days.
public struct CompanyEntry: Hashable, Sendable {
    /// The Unified Social Credit Code (统一社会信用代码).
    public var creditCode: String
    /// The name.
    public var name: String?
    /// The road transport licence's number (道路运输经营许可证号).
    public var licence: String?
    /// When the licence was first issued (许可证初领日期): the anchor of the company's year.
    public var licenceIssued: CivilDate?
    /// The trucks that it declares (申报车辆数).
    public var declaredFleet: Int?
    /// The days for which this holds.
    public var validity: ValidityPeriod

    static let columns = "credit_code, name, licence, licence_issued, declared_fleet, valid_from, valid_until"

    init(_ row: FoundRow) {
        creditCode = row.text(0) ?? ""
        name = row.text(1)
        licence = row.text(2)
        licenceIssued = row.day(3)
        declaredFleet = row.integer(4).map { Int($0) }
        validity = row.validity(5)
    }
}

/// How many trucks a company has: the denominator of law.md §4.
public enum FleetSize: Hashable, Sendable {
    /// As the company declares.
    case declared(Int)
    /// As many as the register of vehicles has of it on the day, trailers, buses and cars not counted.
    case derived(Int)
    /// Nobody can say; no ratio, an open question.
    case unknown

    /// The number; `nil` unknown.
    public var count: Int? {
        switch self {
        case .declared(let count), .derived(let count): count
        case .unknown: nil
        }
    }
}

/// What the register of loading sites (货运源头单位) says of one for some days.
public struct SiteEntry: Hashable, Sendable {
    /// The sort of site, which decides the fine (law.md §4).
    public enum Kind: String, CaseIterable, Codable, Sendable {
        /// Freight station (货运站).
        case freightStation = "freight-station"
        /// Another source of freight (货运源头).
        case source
    }

    /// The register's id (编号).
    public var id: String
    /// The name.
    public var name: String?
    /// The sort of site.
    public var kind: Kind?
    /// The district's six digits (区县代码).
    public var district: String?
    /// The address.
    public var address: String?
    /// The credit code of the company that runs it.
    public var company: String?
    /// The days for which this holds.
    public var validity: ValidityPeriod

    static let columns = "site, name, site_kind, district, address, company, valid_from, valid_until"

    init(_ row: FoundRow) {
        id = row.text(0) ?? ""
        name = row.text(1)
        kind = row.word(2)
        district = row.text(3)
        address = row.text(4)
        company = row.text(5)
        validity = row.validity(6)
    }
}

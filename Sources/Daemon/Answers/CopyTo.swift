public import CaseStore
import Enforcement
import Law
import Readings
public import Registry
public import Units

/// What a copy-to (抄告, Order 62 Art. 44) tells the office that issued the certificates: five groups. What is open is `null`.
public struct CopyTo: Codable, Sendable {
    /// 车辆.
    public struct Vehicle: Codable, Sendable {
        /// 号牌号码.
        public var plate: String
        /// 号牌颜色.
        public var plateColour: String
        /// 车型.
        public var type: String?
        /// 所属企业: credit code.
        public var company: String?
        /// Its name.
        public var companyName: String?
        /// 道路运输证号.
        public var certificate: String?

        enum CodingKeys: String, CodingKey {
            case plate
            case plateColour = "plate_colour"
            case type, company
            case companyName = "company_name"
            case certificate
        }
    }

    /// 驾驶人.
    public struct Driver: Codable, Sendable {
        /// 姓名.
        public var name: String?
        /// 驾驶证号.
        public var licence: String?
        /// 从业资格证号.
        public var qualification: String?
        /// 所属企业.
        public var company: String?
    }

    /// 装载.
    public struct Loading: Codable, Sendable {
        /// 装载地: the site's id or words.
        public var site: String?
        /// Its name.
        public var siteName: String?
        /// 货物.
        public var cargo: String?
        /// 检测单编号: number of the weighing slip.
        public var slip: String?

        enum CodingKeys: String, CodingKey {
            case site
            case siteName = "site_name"
            case cargo, slip
        }
    }

    /// 处理决定.
    public struct Decision: Codable, Sendable {
        /// 文号.
        public var number: String?
        /// 罚款; `nil`: a warning, or none yet.
        public var fineYuan: Int?
        /// When.
        public var at: String?
        /// 结案.
        public var closedAt: String?

        enum CodingKeys: String, CodingKey {
            case number
            case fineYuan = "fine_yuan"
            case at
            case closedAt = "closed_at"
        }
    }

    /// 其他材料.
    public struct Other: Codable, Sendable {
        /// 案号.
        public var number: String
        /// When and where it was weighed.
        public var at: Instant
        /// The station.
        public var station: String
        /// 认定 kg.
        public var assessedKg: Int
        /// 限值 kg.
        public var limitKg: Int
        /// 超限 kg.
        public var excessKg: Int
        /// 已卸载 kg.
        public var unloadedKg: Int?
        /// Readings that the case keeps.
        public var records: Int

        enum CodingKeys: String, CodingKey {
            case number, at, station
            case assessedKg = "assessed_kg"
            case limitKg = "limit_kg"
            case excessKg = "excess_kg"
            case unloadedKg = "unloaded_kg"
            case records
        }
    }

    /// The vehicle.
    public var vehicle: Vehicle
    /// The driver.
    public var driver: Driver
    /// Where and what was loaded.
    public var loading: Loading
    /// The decision.
    public var decision: Decision
    /// Everything else.
    public var other: Other

    /// Puts it together, by what people have filled in, then what officers wrote down, then the registers as of the act, as
    /// far as they were known when the case last changed: what it tells is the same for as long as the case is.
    ///
    /// - Parameter reader: `nil` where there are no registers.
    public init(_ dossier: CaseDossier, _ reader: RegistryReader?) {
        let summary = dossier.summary
        let registers = reader?.asKnown(at: dossier.events.last?.recordedAt ?? summary.at)
        let day = summary.act.lowerBound.day
        let fields = Dictionary(dossier.fields.map { ($0.field, $0.value) }) { $1 }
        let onSite = dossier.onSite.first { $0.passage == summary.passage } ?? dossier.onSite.last
        let colour = PlateColour(rawValue: summary.plateColour) ?? .unknown
        let entry = try? registers?.vehicle(summary.plate, colour: colour, on: day)
        let company = dossier.company
        vehicle = Vehicle(
            plate: summary.plate,
            plateColour: summary.plateColour,
            type: entry?.form.rawValue ?? dossier.carrying?.form,
            company: company,
            companyName: company.flatMap { try? registers?.company($0, on: day)?.name },
            certificate: entry?.certificate
        )
        let said = fields[.driver]
        let licence = said == nil ? onSite?.driverLicence : said?["licence"]
        let qualification = said == nil ? onSite?.driverQualification : said?["qualification"]
        let known = (licence ?? qualification).flatMap { try? registers?.driver($0, on: day) }
        driver = Driver(
            name: (said == nil ? onSite?.driverName : said?["name"]) ?? known?.name,
            licence: licence ?? known?.licence,
            qualification: qualification ?? known?.qualification,
            company: known?.company
        )
        let site = fields[.loadingSite]?["value"] ?? onSite?.loadingSite
        loading = Loading(
            site: site,
            siteName: site.flatMap { try? registers?.site($0, on: day)?.name },
            cargo: fields[.cargo]?["value"] ?? onSite?.cargo,
            slip: onSite?.ticket
        )
        decision = Decision(
            number: summary.decision?.number,
            fineYuan: summary.decision?.fine?.rawValue,
            at: summary.decision?.at,
            closedAt: summary.closedAt
        )
        other = Other(
            number: summary.number,
            at: summary.at,
            station: summary.station,
            assessedKg: summary.assessed.rawValue,
            limitKg: summary.limit.rawValue,
            excessKg: summary.excess.rawValue,
            unloadedKg: summary.unloaded?.rawValue,
            records: dossier.records.count
        )
    }
}

extension CopyTo {
    /// Hides what it says of the driver but for its ends.
    mutating func maskDriver() {
        driver.name = driver.name?.masked
        driver.licence = driver.licence?.masked
        driver.qualification = driver.qualification?.masked
    }
}

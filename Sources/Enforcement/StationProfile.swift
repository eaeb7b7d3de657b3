public import Law
public import Readings
public import Units

/// What the core knows of a station: its lanes, devices and instruments, from the station's file.
public struct StationProfile: Hashable, Sendable {
    /// The station.
    public var station: Name
    /// What people call it; empty where nobody has said.
    public var name: String
    /// What kind of place it is.
    public var siteType: SiteType
    /// How it spells axle-type codes.
    public var dialect: AxleCodeDialect
    /// Its lanes; empty where anything is taken (a station accepted without a file).
    public var lanes: [Lane]
    /// Lanes whose records belong to another lane.
    public var laneMap: [Lane: Lane]
    /// Its devices.
    public var devices: [DeviceProfile]
    /// Its instruments by id.
    public var instruments: [String: InstrumentProfile]

    /// Describes a station.
    public init(
        station: Name,
        name: String = "",
        siteType: SiteType = .offSite,
        dialect: AxleCodeDialect = .b,
        lanes: [Lane] = [],
        laneMap: [Lane: Lane] = [:],
        devices: [DeviceProfile] = [],
        instruments: [String: InstrumentProfile] = [:]
    ) {
        self.station = station
        self.name = name
        self.siteType = siteType
        self.dialect = dialect
        self.lanes = lanes
        self.laneMap = laneMap
        self.devices = devices
        self.instruments = instruments
    }
}

/// What kind of place a station is; mobile points have no published code.
public enum SiteType: String, CaseIterable, Sendable {
    /// Fixed station (固定治超站).
    case fixed = "21"
    /// Off-site detection point (非现场检测点).
    case offSite = "31"
    /// Expressway entrance (高速公路入口).
    case entrance = "41"
    /// Expressway exit (高速公路出口).
    case exit = "42"
    /// Source site (货运源头).
    case source = "71"
    /// Mobile point (流动检测).
    case mobile

    /// The kind in Chinese.
    public var chinese: String {
        switch self {
        case .fixed: "固定治超站"
        case .offSite: "非现场检测点"
        case .entrance: "高速公路入口"
        case .exit: "高速公路出口"
        case .source: "货运源头"
        case .mobile: "流动检测"
        }
    }
}

/// A device of a station.
public struct DeviceProfile: Hashable, Sendable {
    /// What the device publishes.
    public enum Kind: String, CaseIterable, Sendable {
        /// Weighings.
        case weigh
        /// Pictures.
        case camera
    }

    /// The device.
    public var source: Source
    /// What it publishes.
    public var kind: Kind
    /// The lanes it covers.
    public var lanes: [Lane]
    /// How far its clock is ahead; taken off its instants before pairing. `nil` where nobody has calibrated it: then
    /// it is learnt.
    public var offset: Milliseconds?
    /// How long before the weighing this camera may take its picture, in place of `PipelineSettings.before`.
    public var before: Milliseconds?
    /// How long after the weighing this camera may take its picture, in place of `PipelineSettings.after`.
    public var after: Milliseconds?

    /// Describes a device.
    public init(
        source: Source,
        kind: Kind,
        lanes: [Lane],
        offset: Milliseconds? = .zero,
        before: Milliseconds? = nil,
        after: Milliseconds? = nil
    ) {
        self.source = source
        self.kind = kind
        self.lanes = lanes
        self.offset = offset
        self.before = before
        self.after = after
    }
}

/// A weighing instrument and its certificate (JJG 907-2006: verified yearly).
public struct InstrumentProfile: Hashable, Sendable {
    /// The instrument's id.
    public var id: String
    /// Its accuracy class, `5`.
    public var accuracyClass: String
    /// The certificate's number.
    public var certificate: String
    /// First day of the certificate.
    public var validFrom: CivilDate
    /// Last day of the certificate.
    public var validUntil: CivilDate
    /// Speeds that it was verified for, both ends included.
    public var speeds: ClosedRange<MetresPerHour>
    /// Greatest left/right imbalance of a reading that is evidence.
    public var imbalanceMax: PartsPerThousand

    /// Describes an instrument.
    public init(
        id: String,
        accuracyClass: String,
        certificate: String,
        validFrom: CivilDate,
        validUntil: CivilDate,
        speeds: ClosedRange<MetresPerHour>,
        imbalanceMax: PartsPerThousand = PartsPerThousand(150)
    ) {
        self.id = id
        self.accuracyClass = accuracyClass
        self.certificate = certificate
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.speeds = speeds
        self.imbalanceMax = imbalanceMax
    }

    /// Whether the certificate covers a day.
    public func isVerified(on day: CivilDate) -> Bool { validFrom <= day && day <= validUntil }
}

public import Units

/// Where and with what a vehicle was weighed, as the station's file and the certificates had it then: both may change, and a
/// case must not with them.
public struct WeighingPlace: Hashable, Codable, Sendable {
    /// What people call the station; empty where nobody has said.
    public var name: String
    /// What kind of place it is, by `SiteType`.
    public var siteType: String
    /// The instrument's accuracy class (JJG 907); `nil` of one that is not known, as all that follows.
    public var accuracyClass: String?
    /// The certificate's number (检定证书号).
    public var certificate: String?
    /// Its first day.
    public var validFrom: CivilDate?
    /// Its last day.
    public var validUntil: CivilDate?

    init(_ station: StationProfile, _ instrument: InstrumentProfile?) {
        name = station.name
        siteType = station.siteType.rawValue
        accuracyClass = instrument?.accuracyClass
        certificate = instrument?.certificate
        validFrom = instrument?.validFrom
        validUntil = instrument?.validUntil
    }
}

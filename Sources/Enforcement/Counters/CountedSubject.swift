public import Law

/// Whom a case counts for (law.md §4, 一超四罚).
public struct CountedSubject: Hashable, Comparable, Sendable {
    /// Vehicle, driver, company or loading site.
    public let kind: PenaltySubject
    /// What it is known by: a vehicle by plate and colour (`豫A12345~yellow`), a driver by the licence's number, else the
    /// qualification's, a company by its credit code, a loading site by the register's id.
    public let key: String

    /// Names a subject.
    public init(_ kind: PenaltySubject, _ key: String) {
        self.kind = kind
        self.key = key
    }

    /// What stands between plate and colour; no plate has it.
    private static let separator: Character = "~"

    /// A vehicle; two colours of one number are two vehicles.
    public static func vehicle(plate: String, colour: String) -> CountedSubject {
        CountedSubject(.vehicle, "\(plate)\(separator)\(colour)")
    }

    /// Plate and colour of a vehicle's key; the colour is `nil` where the key names none.
    public static func parts(ofVehicle key: String) -> (plate: String, colour: String?) {
        guard let end = key.lastIndex(of: separator) else { return (key, nil) }
        return (String(key[..<end]), String(key[key.index(after: end)...]))
    }

    /// By kind, then by key.
    public static func < (left: CountedSubject, right: CountedSubject) -> Bool {
        (left.kind.rawValue, left.key) < (right.kind.rawValue, right.key)
    }
}

extension PenaltySubject {
    /// The kind in Chinese.
    public var chinese: String {
        switch self {
        case .vehicle: "车辆"
        case .driver: "驾驶人"
        case .company: "运输企业"
        case .loadingSite: "货运源头单位"
        }
    }

    /// The kind in English.
    public var english: String {
        switch self {
        case .vehicle: "vehicle"
        case .driver: "driver"
        case .company: "company"
        case .loadingSite: "loading site"
        }
    }
}

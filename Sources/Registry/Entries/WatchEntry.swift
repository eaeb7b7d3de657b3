public import Readings

/// A plate to look out for (布控).
public struct WatchEntry: Hashable, Sendable {
    /// Why (原因).
    public enum Reason: String, CaseIterable, Codable, Sendable {
        /// Stolen or robbed (被盗抢).
        case stolen
        /// The operating certificate was revoked (吊销营运证).
        case revokedCertificate = "revoked-certificate"
        /// Wanted in a case (涉案布控).
        case wanted
        /// Suspected of covering up its plate (遮挡号牌).
        case coverUp = "cover-up"

        /// The reason in Chinese.
        public var chinese: String {
            switch self {
            case .stolen: "被盗抢"
            case .revokedCertificate: "吊销营运证"
            case .wanted: "涉案布控"
            case .coverUp: "遮挡号牌"
            }
        }
    }

    /// The plate.
    public var plate: String
    /// The plate's colour; `unknown`: any.
    public var colour: PlateColour
    /// Why.
    public var reason: Reason
    /// What else is to be known (备注).
    public var note: String?
    /// The days for which it holds.
    public var validity: ValidityPeriod

    static let columns = "plate, colour, reason, note, valid_from, valid_until"

    init(_ row: FoundRow) {
        plate = row.text(0) ?? ""
        colour = row.word(1) ?? .unknown
        reason = row.word(2) ?? .wanted
        note = row.text(3)
        validity = row.validity(4)
    }
}

/// All that the registers say of a plate on a day.
public struct PlateRecord: Hashable, Sendable {
    /// The vehicle; `nil` when none is registered, or when the colour was not seen and several have the number.
    public var vehicle: VehicleEntry?
    /// The permits of the plate, by number.
    public var permits: [PermitEntry]
    /// Why to look out for it, by reason.
    public var watches: [WatchEntry]

    /// Puts a record together; nothing is known unless said.
    public init(vehicle: VehicleEntry? = nil, permits: [PermitEntry] = [], watches: [WatchEntry] = []) {
        self.vehicle = vehicle
        self.permits = permits
        self.watches = watches
    }
}

public import Law
import Readings
public import Units

/// What the core asks the registers: everything about one plate on one day.
public struct RegisterQuestion: Hashable, Sendable {
    /// The plate as it was read.
    public let plate: Plate
    /// The day of the act.
    public let day: CivilDate

    /// Asks about a plate.
    public init(plate: Plate, day: CivilDate) {
        self.plate = plate
        self.day = day
    }
}

/// What the registers hold of a plate on a day; `nil` in place of it says that they could not be read.
///
/// An object that never changes: every picture of the vehicle refers to it.
public final class RegisterAnswer: Hashable, Sendable {
    /// The vehicle's entry (车辆登记信息); `nil` when there is none.
    public let vehicle: VehicleRecord?
    /// Permits for over-limit transports (超限运输车辆通行证) that are valid on the day.
    public let permits: [PermitRecord]
    /// Why the plate is looked out for (布控).
    public let watches: [WatchRecord]

    /// Nothing is known.
    public static let empty = RegisterAnswer()

    /// Gives an answer.
    public init(vehicle: VehicleRecord? = nil, permits: [PermitRecord] = [], watches: [WatchRecord] = []) {
        self.vehicle = vehicle
        self.permits = permits
        self.watches = watches
    }

    /// Two answers are equal when they say the same.
    public static func == (left: RegisterAnswer, right: RegisterAnswer) -> Bool {
        left === right
            || (left.vehicle == right.vehicle && left.permits == right.permits && left.watches == right.watches)
    }

    /// Hashes the permits' numbers, which tell most answers apart.
    public func hash(into hasher: inout Hasher) {
        for permit in permits { hasher.combine(permit.number) }
    }
}

/// A vehicle's entry in the register, as far as the core needs it.
public struct VehicleRecord: Hashable, Sendable {
    /// What the law is told of it.
    public var registration: Registration
    /// Whether the drive axles have dual tyres; `nil` where the register does not say.
    public var driveDual: Bool?
    /// Whether the drive axles have air suspension; `nil` where the register does not say.
    public var airSuspension: Bool?
    /// Whether single tyres are wide ones; `nil` where the register does not say.
    public var wideTyres: Bool?
    /// The company's credit code (统一社会信用代码) on the day.
    public var company: String?

    /// Gives an entry.
    public init(
        registration: Registration,
        driveDual: Bool? = nil,
        airSuspension: Bool? = nil,
        wideTyres: Bool? = nil,
        company: String? = nil
    ) {
        self.registration = registration
        self.driveDual = driveDual
        self.airSuspension = airSuspension
        self.wideTyres = wideTyres
        self.company = company
    }
}

/// A permit that is valid for a plate on a day.
public struct PermitRecord: Hashable, Sendable {
    /// The permit's number.
    public var number: String
    /// The trailer that it was given for; `nil` where it names none.
    public var trailerPlate: String?
    /// The stations on its route.
    public var stations: [String]
    /// What it allows.
    public var allowed: TransportPermit

    /// Gives a permit.
    public init(number: String, trailerPlate: String?, stations: [String], allowed: TransportPermit) {
        self.number = number
        self.trailerPlate = trailerPlate
        self.stations = stations
        self.allowed = allowed
    }

    /// Whether it covers a passage: the route's stations hold this one, and the trailer is the one that it names.
    func covers(station: Name, trailerPlate trailer: String?) -> Bool {
        stations.contains(station.text) && trailerPlate == trailer
    }
}

/// Why a plate is looked out for.
public struct WatchRecord: Hashable, Sendable {
    /// Why.
    public enum Cause: String, CaseIterable, Sendable {
        /// Reported stolen (被盗抢).
        case stolen
        /// The vehicle's operating certificate was revoked (吊销营运证).
        case revokedCertificate = "revoked-certificate"
        /// Wanted (涉案布控).
        case wanted
        /// Suspected of covering plates up (遮挡号牌).
        case coverUp = "cover-up"
    }

    /// Why.
    public var cause: Cause
    /// What whoever entered it wants known.
    public var note: String?

    /// Gives an entry.
    public init(cause: Cause, note: String? = nil) {
        self.cause = cause
        self.note = note
    }
}

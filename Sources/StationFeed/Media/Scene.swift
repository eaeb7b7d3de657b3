public import Readings
public import Units

/// What the cameras of made-up traffic saw of one passage, for whoever draws it.
public final class Scene: Sendable {
    /// The pictures that are taken.
    public let views: [View]
    /// When.
    public let at: Instant
    /// What people call the station.
    public let place: String
    /// The station's name on the wire.
    public let station: Name
    /// The lane.
    public let lane: Lane
    /// Which way the vehicle drives.
    public let direction: Direction
    /// How fast, where it is known.
    public let speed: MetresPerHour?
    /// The vehicle.
    public let vehicle: SeenVehicle

    /// Describes what was seen.
    public init(
        _ vehicle: SeenVehicle,
        views: [View],
        at: Instant,
        place: String,
        station: Name,
        lane: Lane,
        direction: Direction,
        speed: MetresPerHour?
    ) {
        (self.vehicle, self.views, self.at, self.place) = (vehicle, views, at, place)
        (self.station, self.lane, self.direction, self.speed) = (station, lane, direction, speed)
    }
}

/// A vehicle as it looks.
public struct SeenVehicle: Sendable {
    /// The plate that it bears, whatever a recogniser reads.
    public var plate: String
    /// The plate's colour.
    public var colour: PlateColour
    /// The trailer's plate.
    public var trailerPlate: String?
    /// Its form.
    public var form: RecognisedForm
    /// Distance of each axle from the first.
    public var axles: [Millimetres]
    /// Over all; what is unknown is guessed.
    public var dimensions: Dimensions

    /// Describes a vehicle.
    public init(
        plate: String,
        colour: PlateColour,
        trailerPlate: String?,
        form: RecognisedForm,
        spacings: [Millimetres?],
        dimensions: Dimensions?
    ) {
        (self.plate, self.colour, self.trailerPlate, self.form) = (plate, colour, trailerPlate, form)
        self.dimensions = dimensions ?? Dimensions()
        var distance = 0
        axles = spacings.map { spacing in
            distance += spacing?.rawValue ?? 0
            return Millimetres(distance)
        }
    }
}

/// Draws pictures of made-up traffic: the same scene is the same bytes.
public protocol PictureMaker: Sendable {
    /// A JPEG picture; `nil` when there is none of such a view.
    func picture(of scene: Scene, from view: View) -> [UInt8]?
}

import Readings
import Units

/// What a camera would have seen of a recorded vehicle: nobody did, so only what its axles tell is drawn.
enum MonScene {
    /// The lowest limit of so many axles, by which it is decided what is drawn; what the law says is the daemon's business.
    private static let lowestLimits = [2: 18_000, 3: 25_000, 4: 31_000, 5: 42_000]
    private static let picturedPercent = 95

    /// Whether a vehicle may be over its limit, or is nearly.
    static func mayBecomeCase(_ weighing: WeighReading) -> Bool {
        weighing.gross.rawValue * 100 > (lowestLimits[weighing.axles.count] ?? 46_000) * picturedPercent
    }

    /// The scene of a vehicle, from the front and the side: there is one message for both.
    static func scene(_ weighing: WeighReading, _ picture: CameraReading, _ settings: MonReplay.Settings) -> Scene {
        let station = settings.devices.weigh.station
        // The gap behind a tractor is wider than any of a rigid truck.
        let widest = weighing.axles.compactMap(\.spacing).max() ?? Millimetres(0)
        let isRigid = weighing.axles.count <= 4 && widest <= Millimetres(5_600)
        return Scene(
            SeenVehicle(
                plate: picture.plate ?? "",
                colour: picture.plateColour,
                trailerPlate: nil,
                form: isRigid ? .rigid : .articulated,
                spacings: weighing.axles.map(\.spacing),
                dimensions: weighing.dimensions
            ),
            views: [.front, .side],
            at: picture.header.at,
            place: DemoStation.all.first { $0.station == station }?.title ?? station.text,
            station: station,
            lane: picture.header.lane,
            direction: weighing.direction,
            speed: weighing.speed
        )
    }
}

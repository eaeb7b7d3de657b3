import FeedContract
import Readings
public import Units

/// The demonstration of one overload, four penalties (一超四罚): one truck that is over its limit four times within the year,
/// and a second one of the same company, at a station of their own. The same day gives the same readings.
///
/// Told at once: the time is compressed, not the procedure. All of it is in the spool before the daemon hears of it, as after a
/// year without a line, and nothing is published live: readings of months ago would look like a clock that was set back, and
/// be no evidence.
public struct Story: MessageSource {
    /// The truck that comes four times.
    public static let firstPlate = "豫AS0001"
    /// The other truck of the company.
    public static let secondPlate = "豫AS0002"
    /// How many days ago each of them passes, the earliest first.
    public static let passages: [(daysAgo: Int, plate: String)] = [
        (330, firstPlate), (250, firstPlate), (160, firstPlate), (90, secondPlate), (60, firstPlate),
    ]
    /// Six axles, two of them driven: 49 000 kg are allowed.
    private static let loads = [6_500, 11_000, 11_000, 11_200, 11_150, 11_150]
    private static let spacings: [Int?] = [nil, 3_300, 1_350, 6_800, 1_310, 1_310]
    private static let dimensions = Dimensions(
        length: Millimetres(16_900),
        width: Millimetres(2_540),
        height: Millimetres(3_800)
    )
    private static let speed = MetresPerHour(42_000)

    private var messages: ArraySlice<StationMessage>

    /// Makes the readings.
    ///
    /// - Parameters:
    ///   - now: the day that the days are counted back from.
    ///   - epoch: the epoch of both devices.
    public init(now: Instant, epoch: UInt64) {
        guard let devices = DemoStation.story.flatMap({ StationDevices(station: $0.station) }), let lane = Lane(1)
        else {
            messages = []
            return
        }
        messages =
            Story.passages.enumerated().flatMap { index, passage -> [StationMessage] in
                // Ten in the morning, as the trucks of a quarry leave.
                let at = CivilDate(dayNumber: now.day.dayNumber - passage.daysAgo).start + .hours(10)
                func header(_ source: Source, _ at: Instant, _ seq: Int) -> ReadingHeader {
                    ReadingHeader(id: ReadingID(source: source, epoch: epoch, seq: UInt64(seq)), at: at, lane: lane)
                }
                let trigger = "\(index + 1)"
                let weighing = Story.weighing(header(devices.weigh, at, index + 1), trigger)
                let pictures = [(View.front, 200), (.rear, 1_900)].enumerated().map { place, picture in
                    let header = header(devices.camera, at + Milliseconds(Int64(picture.1)), 2 * index + place + 1)
                    return Story.picture(header, picture.0, passage.plate, trigger)
                }
                return [weighing] + pictures
            }[...]
    }

    private static func weighing(_ header: ReadingHeader, _ trigger: String) -> StationMessage {
        let axles = zip(loads, spacings).map { load, spacing in
            Axle(
                load: Kilograms(load),
                spacing: spacing.map { Millimetres($0) },
                tyres: load == loads[0] ? .single : .dual
            )
        }
        let reading = WeighReading(
            header: header,
            kind: .dynamic,
            instrument: DemoStation.story?.instrument ?? "",
            direction: .up,
            speed: speed,
            gross: Kilograms(loads.reduce(0, +)),
            axles: axles,
            axleCode: nil,
            dimensions: dimensions,
            trigger: trigger,
            quality: [],
            imbalance: nil,
            clockSynced: true
        )
        return StationMessage(.weigh(reading), intent: .overloaded)
    }

    private static func picture(
        _ header: ReadingHeader,
        _ view: View,
        _ plate: String,
        _ trigger: String
    ) -> StationMessage {
        let reading = CameraReading(
            header: header,
            plate: view == .front ? plate : nil,
            plateColour: .yellow,
            confidence: PartsPerMillion(970_000),
            view: view,
            vehicleForm: .articulated,
            driveAxles: view == .front ? 2 : nil,
            covered: nil,
            trigger: trigger,
            clockSynced: true
        )
        return StationMessage(.camera(reading), scene: scene(header, view, plate))
    }

    private static func scene(_ header: ReadingHeader, _ view: View, _ plate: String) -> Scene? {
        guard let station = DemoStation.story else { return nil }
        let truck = SeenVehicle(
            plate: plate,
            colour: .yellow,
            trailerPlate: "豫A\(plate.suffix(4))挂",
            form: .articulated,
            spacings: spacings.map { spacing in spacing.map { Millimetres($0) } },
            dimensions: dimensions
        )
        return Scene(
            truck,
            views: view == .front ? [.front, .side] : [view],
            at: header.at,
            place: station.title,
            station: station.station,
            lane: header.lane,
            direction: .up,
            speed: speed
        )
    }

    /// When the next message was taken.
    public var nextAt: Instant? { messages.first?.header.at }

    /// The next message.
    public mutating func next() -> StationMessage? { messages.popFirst() }

    /// Nothing is left out: a story is told to its end.
    public mutating func finish() {}
}

import Enforcement
import Readings
import TestSupport
import Units

/// A scale or a camera, with all that is wrong with it.
struct SimulatedDevice: Sendable {
    let source: Source
    let kind: DeviceProfile.Kind
    let view: View
    let lanes: [Int]
    var clock: DeviceClock
    /// How far ahead of the scale the station's file says its instants are; `nil` where nobody has measured it.
    var calibration: Int?
    /// σ of its own time, in ms.
    var jitter = 0.0
    /// Whether it takes its picture when the vehicle's end passes.
    var waitsForTail = false
    /// Whether it sends several messages about one object.
    var followsObjects = false
    /// When it is silent.
    var silence: Range<Int>?
    /// Whether it then hands its backlog over as replay.
    var replaysBacklog = false

    /// How long a vehicle's end is behind its beginning, on the average of the street, in ms.
    static let meanTail = 750

    /// A device with its misfortunes.
    init(
        _ name: String,
        kind: DeviceProfile.Kind,
        view: View = .front,
        lanes: [Int],
        clock: DeviceClock,
        _ parameters: WorldParameters,
        _ generator: inout SeededGenerator
    ) {
        source = Given.source(name)
        self.kind = kind
        self.view = view
        self.lanes = lanes
        self.clock = clock
        let (falls, replays) = (generator.unit(), generator.unit())
        let (start, length) = (generator.unit(), generator.even(60_000...240_000))
        if falls < parameters.silences {
            let from = 60_000 + Int(start * 2 * Double(clock.topOfHour))
            silence = from..<(from + Int(length))
            replaysBacklog = replays < parameters.replayedBacklogs
        }
    }

    /// Makes the device silent for some minutes, if it is not already.
    mutating func fallSilent(_ generator: inout SeededGenerator) {
        let (start, length) = (generator.int(60_000...max(61_000, clock.topOfHour)), generator.int(90_000...240_000))
        let replays = generator.chance(0.5)
        guard silence == nil else { return }
        (silence, replaysBacklog) = (start..<(start + length), replays)
    }

    func isSilent(_ time: Int) -> Bool { silence?.contains(time) ?? false }

    /// The device as the station's file describes it.
    var profile: SimulatedProfile {
        SimulatedProfile(source: source, kind: kind, lanes: lanes.map(Given.lane), offset: calibration)
    }
}

/// A device's entry in the station's file; `offset` is `nil` where it is not calibrated.
struct SimulatedProfile: Sendable {
    let source: Source
    let kind: DeviceProfile.Kind
    let lanes: [Lane]
    let offset: Int?
}

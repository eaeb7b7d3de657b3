import Enforcement
import Readings
import TestSupport

/// A station: its lanes and devices, and how it links what they send.
struct SimulatedStation: Sendable {
    let name: String
    let link: Link
    let siteType: SiteType
    let lanes: Int
    private(set) var devices: [SimulatedDevice] = []
    /// From when on a stuck trigger counter stands still, in ms since the world began.
    let stuckFrom: Int

    private let topOfHour: Int
    private let parameters: WorldParameters

    private static let siteTypes: [SiteType] = [.offSite, .fixed, .entrance, .source, .mobile, .exit]

    /// Draws a station.
    init(
        number: Int,
        link: Link,
        lanes: Int,
        topOfHour: Int,
        _ parameters: WorldParameters,
        _ generator: inout SeededGenerator
    ) {
        name = "S\(number + 1)-\(link.rawValue)"
        self.link = link
        self.lanes = lanes
        self.topOfHour = topOfHour
        self.parameters = parameters
        siteType = SimulatedStation.siteTypes[number % SimulatedStation.siteTypes.count]
        stuckFrom = Int(generator.even(0.5...1) * Double(topOfHour))
        addScales(&generator)
        let views: [View] = [.front, generator.chance(0.6) ? .rear : .side, .side]
        for view in views.prefix(generator.int(1...3)) { addCameras(view, &generator) }
    }

    /// One device for all lanes, or one for each.
    private func groups(_ generator: inout SeededGenerator) -> [[Int]] {
        generator.chance(0.5) ? [Array(1...lanes)] : (1...lanes).map { [$0] }
    }

    private mutating func addScales(_ generator: inout SeededGenerator) {
        for lanes in groups(&generator) {
            var clock = DeviceClock(topOfHour: topOfHour, parameters, &generator)
            clock.constant = generator.even(-100...100)
            var scale = SimulatedDevice(
                "\(name)/wim-\(lanes[0])",
                kind: .weigh,
                lanes: lanes,
                clock: clock,
                parameters,
                &generator
            )
            scale.jitter = 5
            // A counter that wraps bites when the weighings come long after the pictures.
            if link == .wrapping { scale.fallSilent(&generator) }
            scale.calibration = link.isCalibrated ? 0 : nil
            devices.append(scale)
        }
    }

    private mutating func addCameras(_ view: View, _ generator: inout SeededGenerator) {
        for lanes in groups(&generator) {
            var clock = DeviceClock(topOfHour: topOfHour, parameters, &generator)
            clock.constant = generator.even(parameters.cameraOffset)
            var camera = SimulatedDevice(
                "\(name)/\(view.rawValue)-\(devices.count)-\(lanes[0])",
                kind: .camera,
                view: view,
                lanes: lanes,
                clock: clock,
                parameters,
                &generator
            )
            camera.jitter = generator.even(parameters.cameraJitter)
            camera.waitsForTail = generator.chance(parameters.tailCameras) && view == .rear
            camera.followsObjects = generator.chance(parameters.objectCameras)
            // Whoever measured it was some milliseconds off.
            let measured = camera.clock.constant + generator.normal(40)
            if link.isCalibrated {
                camera.calibration = Int(measured) + (camera.waitsForTail ? SimulatedDevice.meanTail : 0)
            }
            devices.append(camera)
        }
    }

    /// The trigger of the station's `count`-th vehicle at a time.
    func trigger(count: Int, at time: Int) -> String? {
        switch link {
        case .always, .mostly: String(count)
        case .calibrated, .uncalibrated: nil
        case .wrapping: String(count % 100)
        case .stuck: time < stuckFrom ? String(count) : "57"
        }
    }

    /// Whether the trigger of that time tells one vehicle from another.
    func isStuck(at time: Int) -> Bool { link == .stuck && time >= stuckFrom }
}

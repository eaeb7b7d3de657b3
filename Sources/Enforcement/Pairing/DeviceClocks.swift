import Readings
import Units

/// All devices, how far each has come, and what is known of their clocks.
struct DeviceClocks: Sendable {
    /// A device: who it is, and how far it has come.
    struct Device: Sendable {
        let source: Source
        let kind: DeviceProfile.Kind
        /// How far its clock is ahead, as configured; `nil` where nobody has calibrated it.
        let offset: Milliseconds?
        /// The pairing window of this camera, where it has one of its own.
        let before: Milliseconds?
        let after: Milliseconds?
        /// The lanes that it feeds.
        var lanes: [FedLane] = []
        /// Everything that it has taken up to here was received, unless it is late; never beyond the daemon's clock.
        fileprivate(set) var watermark: Instant?
        /// Whether its last heartbeat showed a clock that is off; `nil` while it was not heard.
        var isClockOff: Bool?
        /// Whether readings of it are missing and being asked for.
        fileprivate(set) var hasHoles = false
        /// The instrument that it showed last, by its place among the healths; of a scale only.
        var health: Int?
        /// Of a camera: what was learnt of it and the scales of its lanes.
        fileprivate var pairs: [(scale: Int, estimate: OffsetEstimate)] = []
    }

    /// A lane that a device feeds.
    struct FedLane {
        /// By its place in the pipeline.
        let lane: Int
        /// The first open window of the lane ends here or later; until the device has passed it, nothing can settle there.
        var due: Instant
    }

    /// What a camera's distance in time from a scale may be.
    struct Distance {
        /// The expected difference.
        let offset: Milliseconds
        /// Two weighings are equally near when their distances differ by no more.
        let tolerance: Milliseconds
        /// Farther from the expected difference it is another vehicle's; `nil` while nothing was learnt.
        let band: Milliseconds?
        /// Farther from the expected difference a linked picture is another vehicle's, or a clock is off; `nil` while
        /// nothing was learnt.
        let linkedBand: Milliseconds?
        /// Whether the offset is known at all, by configuration or by learning.
        let isKnown: Bool
    }

    private(set) var all: [Device] = []
    private var index: [Source: Int] = [:]
    /// How far each device has come, close together, since it is asked for with every reading; `nil` while it was not heard
    /// and while readings of it are missing.
    private var marks: [Instant?] = []
    private var changed: [(scale: Int, camera: Int)] = []

    subscript(device: Int) -> Device {
        _read { yield all[device] }
        _modify { yield &all[device] }
    }

    /// The device's place; it gets one when it is new.
    mutating func place(of source: Source, kind: DeviceProfile.Kind, profile: DeviceProfile?) -> Int {
        if let place = index[source] { return place }
        let device = Device(
            source: source,
            kind: kind,
            offset: profile?.offset,
            before: profile?.before,
            after: profile?.after
        )
        all.append(device)
        marks.append(nil)
        index[source] = all.count - 1
        return all.count - 1
    }

    func find(_ source: Source) -> Int? { index[source] }

    /// Notes how far a device has come; a clock that runs ahead cannot push it beyond the time of receipt.
    mutating func advance(_ device: Int, to at: Instant, receivedAt: Instant) {
        let reached = min(at, receivedAt)
        all[device].watermark = all[device].watermark.map { max($0, reached) } ?? reached
        remark(device)
    }

    /// Notes whether readings of a device are missing and being asked for.
    mutating func setHoles(_ device: Int, areOpen: Bool) {
        all[device].hasHoles = areOpen
        remark(device)
    }

    /// Lets every lane be looked at once more: while readings were recalled, nobody did.
    mutating func forgetDues() {
        for device in all.indices {
            for place in all[device].lanes.indices { all[device].lanes[place].due = .distantPast }
        }
    }

    private mutating func remark(_ device: Int) {
        marks[device] = all[device].hasHoles ? nil : all[device].watermark
    }

    /// The instant that each of some devices has passed; `nil` where there is none, where one was not heard of, and while
    /// readings are being asked for.
    func mark(of devices: [Int]) -> Instant? {
        var lowest: Instant?
        for device in devices {
            guard let mark = marks[device] else { return nil }
            lowest = lowest.map { min($0, mark) } ?? mark
        }
        return lowest
    }

    /// Whether an instant lies far before what the device has shown: its clock was set back, or it is sent again.
    func isSteppedBack(_ device: Int, at: Instant) -> Bool {
        guard let watermark = all[device].watermark else { return false }
        return watermark - at > PipelineSettings.clockAllowance
    }
}

// MARK: - Pairs of devices

extension DeviceClocks {
    fileprivate static let toleranceConfigured = Milliseconds(300)
    fileprivate static let toleranceUnknown = Milliseconds(500)
    fileprivate static let toleranceLearnt = Milliseconds(100)...Milliseconds(500)
    fileprivate static let linkedBandMin = Milliseconds(500)
    fileprivate static let bandLearnt = Milliseconds(200)...Milliseconds(500)

    /// What the distance between a scale and a camera is expected to be for a weighing.
    func distance(of weighing: WeighRecord, camera: Int) -> Distance { all.distance(of: weighing, camera: camera) }

    /// Learns from a pair that is certain.
    ///
    /// - Returns: the offset, where it has changed.
    mutating func learn(_ weighing: WeighRecord, _ picture: PictureRecord) -> Milliseconds? {
        let (scale, camera) = (weighing.device, picture.device)
        let pair = pair(scale, camera)
        guard all[camera].pairs[pair].estimate.add(picture.at - weighing.at, at: weighing.at) else { return nil }
        changed.append((scale, camera))
        return latest(scale, camera)?.offset
    }

    /// Takes up what was learnt before a restart.
    mutating func recall(_ offset: LearntOffset) {
        guard let scale = index[offset.scale], let camera = index[offset.camera] else { return }
        let pair = pair(scale, camera)
        all[camera].pairs[pair].estimate = OffsetEstimate(offset)
    }

    private mutating func pair(_ scale: Int, _ camera: Int) -> Int {
        if let pair = all[camera].pairs.firstIndex(where: { $0.scale == scale }) { return pair }
        all[camera].pairs.append((scale, OffsetEstimate()))
        return all[camera].pairs.count - 1
    }

    /// The offsets learnt between a device and others, in the order of those.
    func learntOffsets(with device: Int, of others: [Int]) -> [Milliseconds] {
        others.flatMap { [latest($0, device), latest(device, $0)] }.compactMap { $0?.offset }
    }

    private func latest(_ scale: Int, _ camera: Int) -> OffsetEstimate.Learnt? {
        all[camera].pairs.first { $0.scale == scale }?.estimate.latest
    }

    /// Whether offsets have changed since they were asked for last.
    var hasChanged: Bool { !changed.isEmpty }

    /// The offsets that have changed since they were asked for last.
    mutating func takeChanged() -> [LearntOffset] {
        defer { changed.removeAll(keepingCapacity: true) }
        return changed.compactMap { scale, camera in
            guard let learnt = latest(scale, camera) else { return nil }
            return LearntOffset(
                scale: all[scale].source,
                camera: all[camera].source,
                offset: learnt.offset,
                spread: learnt.spread
            )
        }
    }
}

extension [DeviceClocks.Device] {
    /// What the distance between a scale and a camera is expected to be for a weighing.
    func distance(of weighing: WeighRecord, camera: Int) -> DeviceClocks.Distance {
        if let pair = self[camera].pairs.firstIndex(where: { $0.scale == weighing.device }),
            let learnt = self[camera].pairs[pair].estimate.learnt(at: weighing.at)
        {
            return DeviceClocks.Distance(
                offset: learnt.offset,
                tolerance: (4 * learnt.spread).clamped(to: DeviceClocks.toleranceLearnt),
                band: (5 * learnt.spread).clamped(to: DeviceClocks.bandLearnt),
                linkedBand: Swift.max(6 * learnt.spread, DeviceClocks.linkedBandMin),
                isKnown: true
            )
        }
        let isKnown = self[camera].offset != nil
        return DeviceClocks.Distance(
            offset: .zero,
            tolerance: isKnown ? DeviceClocks.toleranceConfigured : DeviceClocks.toleranceUnknown,
            band: nil,
            linkedBand: nil,
            isKnown: isKnown
        )
    }
}

extension Milliseconds {
    fileprivate static func * (count: Int64, span: Milliseconds) -> Milliseconds { Milliseconds(count * span.rawValue) }

    fileprivate func clamped(to range: ClosedRange<Milliseconds>) -> Milliseconds {
        min(max(self, range.lowerBound), range.upperBound)
    }
}

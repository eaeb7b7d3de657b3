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
        /// The lanes that it feeds, by their places in the pipeline.
        var lanes: [Int] = []
        /// Everything that it has taken up to here was received, unless it is late; never beyond the daemon's clock.
        var watermark: Instant?
        /// Whether its last heartbeat showed a clock that is off; `nil` while it was not heard.
        var isClockOff: Bool?
        /// Whether readings of it are missing and being asked for.
        var hasHoles = false
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
    private var pairs: [UInt64: OffsetEstimate] = [:]
    private var changed: [UInt64] = []

    subscript(device: Int) -> Device {
        get { all[device] }
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
        index[source] = all.count - 1
        return all.count - 1
    }

    func find(_ source: Source) -> Int? { index[source] }

    /// Notes how far a device has come; a clock that runs ahead cannot push it beyond the time of receipt.
    mutating func advance(_ device: Int, to at: Instant, receivedAt: Instant) {
        let reached = min(at, receivedAt)
        all[device].watermark = all[device].watermark.map { max($0, reached) } ?? reached
    }

    /// Whether an instant lies far before what the device has shown: its clock was set back, or it is sent again.
    func isSteppedBack(_ device: Int, at: Instant) -> Bool {
        guard let watermark = all[device].watermark else { return false }
        return watermark - at > PipelineSettings.clockAllowance
    }
}

// MARK: - Pairs of devices

extension DeviceClocks {
    private static let toleranceConfigured = Milliseconds(300)
    private static let toleranceUnknown = Milliseconds(500)
    private static let toleranceLearnt = Milliseconds(100)...Milliseconds(500)
    private static let linkedBandMin = Milliseconds(1_000)
    private static let bandLearnt = Milliseconds(200)...Milliseconds(500)

    /// What the distance between a scale and a camera is expected to be for a weighing.
    func distance(of weighing: WeighRecord, camera: Int) -> Distance {
        if let learnt = pairs[DeviceClocks.key(weighing.device, camera)]?.learnt(at: weighing.at) {
            return Distance(
                offset: learnt.offset,
                tolerance: (4 * learnt.spread).clamped(to: DeviceClocks.toleranceLearnt),
                band: (5 * learnt.spread).clamped(to: DeviceClocks.bandLearnt),
                linkedBand: max(6 * learnt.spread, DeviceClocks.linkedBandMin),
                isKnown: true
            )
        }
        let isKnown = all[camera].offset != nil
        return Distance(
            offset: .zero,
            tolerance: isKnown ? DeviceClocks.toleranceConfigured : DeviceClocks.toleranceUnknown,
            band: nil,
            linkedBand: nil,
            isKnown: isKnown
        )
    }

    /// Learns from a pair that is certain.
    ///
    /// - Returns: the offset, where it has changed.
    mutating func learn(_ weighing: WeighRecord, _ picture: PictureRecord) -> Milliseconds? {
        let key = DeviceClocks.key(weighing.device, picture.device)
        guard pairs[key, default: OffsetEstimate()].add(picture.at - weighing.at, at: weighing.at) else { return nil }
        changed.append(key)
        return pairs[key]?.latest?.offset
    }

    /// Takes up what was learnt before a restart.
    mutating func recall(_ offset: LearntOffset) {
        guard let scale = index[offset.scale], let camera = index[offset.camera] else { return }
        pairs[DeviceClocks.key(scale, camera)] = OffsetEstimate(offset)
    }

    /// The offsets learnt between a device and others, in the order of those.
    func learntOffsets(with device: Int, of others: [Int]) -> [Milliseconds] {
        others.flatMap { [DeviceClocks.key($0, device), DeviceClocks.key(device, $0)] }
            .compactMap { pairs[$0]?.latest?.offset }
    }

    /// Whether offsets have changed since they were asked for last.
    var hasChanged: Bool { !changed.isEmpty }

    /// The offsets that have changed since they were asked for last.
    mutating func takeChanged() -> [LearntOffset] {
        defer { changed.removeAll(keepingCapacity: true) }
        return changed.compactMap { key in
            guard let learnt = pairs[key]?.latest else { return nil }
            let (scale, camera) = (all[Int(key >> 32)].source, all[Int(key & 0xFFFF_FFFF)].source)
            return LearntOffset(scale: scale, camera: camera, offset: learnt.offset, spread: learnt.spread)
        }
    }

    private static func key(_ scale: Int, _ camera: Int) -> UInt64 { UInt64(scale) << 32 | UInt64(camera) }
}

extension Milliseconds {
    fileprivate static func * (count: Int64, span: Milliseconds) -> Milliseconds { Milliseconds(count * span.rawValue) }

    fileprivate func clamped(to range: ClosedRange<Milliseconds>) -> Milliseconds {
        min(max(self, range.lowerBound), range.upperBound)
    }
}

public import Readings
public import Units

/// How far a camera's instants lie behind those of a scale for the same vehicle, learnt from pairs that are certain: a
/// running median, which a few wrong samples cannot move.
struct OffsetEstimate: Sendable {
    /// Samples kept.
    static let samplesMax = 31
    /// Samples from which on the median counts.
    static let samplesMin = 9
    /// A greater difference is a clock that is off, and no distance between devices.
    static let sampleMax = Milliseconds.minutes(5)
    /// The median is taken anew after so many samples.
    private static let samplesPerMedian = 4

    private var ring: [Int32] = []
    private var next = 0
    private var sinceMedian = 0
    /// The median and the spread around it, once there are enough samples.
    private(set) var learnt: (offset: Milliseconds, spread: Milliseconds)?

    init() {}

    /// Goes on from what was learnt before a restart.
    init(_ offset: LearntOffset) {
        learnt = (offset.offset, offset.spread)
    }

    /// - Returns: whether what is learnt has changed.
    mutating func add(_ difference: Milliseconds) -> Bool {
        guard difference.magnitude <= OffsetEstimate.sampleMax else { return false }
        let sample = Int32(clamping: difference.rawValue)
        if ring.count < OffsetEstimate.samplesMax {
            ring.append(sample)
        } else {
            ring[next] = sample
            next = (next + 1) % OffsetEstimate.samplesMax
        }
        sinceMedian += 1
        guard ring.count >= OffsetEstimate.samplesMin,
            sinceMedian >= OffsetEstimate.samplesPerMedian || ring.count == OffsetEstimate.samplesMin
        else { return false }
        sinceMedian = 0
        return takeMedian()
    }

    private mutating func takeMedian() -> Bool {
        let median = OffsetEstimate.median(ring)
        let spread = OffsetEstimate.median(ring.map { abs($0 - median) })
        let before = learnt
        learnt = (Milliseconds(Int64(median)), Milliseconds(Int64(spread)))
        return before.map { ($0.offset + -Milliseconds(Int64(median))).magnitude > LearntOffset.notable } ?? true
    }

    private static func median(_ samples: [Int32]) -> Int32 { samples.sorted()[samples.count / 2] }
}

/// A clock offset as it is shown and kept: how far a camera lies behind a scale.
public struct LearntOffset: Hashable, Sendable {
    /// The scale.
    public var scale: Source
    /// The camera.
    public var camera: Source
    /// The median of camera − scale for the same vehicle, with the configured offsets taken off.
    public var offset: Milliseconds
    /// The median of the deviations from it.
    public var spread: Milliseconds

    /// A change of so much is stored anew.
    static let notable = Milliseconds(20)

    /// Gives an offset.
    public init(scale: Source, camera: Source, offset: Milliseconds, spread: Milliseconds) {
        self.scale = scale
        self.camera = camera
        self.offset = offset
        self.spread = spread
    }
}

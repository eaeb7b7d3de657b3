public import Readings
public import Units

/// How far a camera's instants lie behind those of a scale for the same vehicle, learnt from pairs that are certain: a
/// running median, which a few wrong samples cannot move.
///
/// What was learnt in a minute counts only minutes later, by the weighings' own instants: then all of it has come, in
/// whatever order, and the same readings give the same offset.
struct OffsetEstimate: Sendable {
    /// Samples kept.
    static let samplesMax = 31
    /// Samples from which on the median counts.
    static let samplesMin = 9
    /// A greater difference is a clock that is off, and no distance between devices.
    static let sampleMax = Milliseconds.minutes(5)
    /// Samples of one minute at most; further ones teach nothing new.
    private static let samplesPerMinuteMax = 64
    /// A minute is learnt from when a sample comes from so many minutes later.
    private static let minutesOpen: Int64 = 2

    /// The median and the spread around it.
    struct Learnt: Equatable, Sendable {
        let offset: Milliseconds
        let spread: Milliseconds
    }

    private struct Sample {
        let at: Instant
        let difference: Int32
    }

    private struct Minute {
        let number: Int64
        var samples: [Sample]
    }

    private var ring: [Int32] = []
    /// Minutes whose samples may still come, oldest first.
    private var minutes: [Minute] = []
    /// The last minute that was learnt from.
    private var folded = Int64.min
    /// What counts from which minute on, oldest first; three at the most.
    private var estimates: [(from: Int64, learnt: Learnt)] = []

    init() {}

    /// Goes on from what was learnt before a restart.
    init(_ offset: LearntOffset) {
        estimates = [(.min, Learnt(offset: offset.offset, spread: offset.spread))]
    }

    /// What was learnt last; `nil` before there are enough samples.
    var latest: Learnt? { estimates.last?.learnt }

    /// What counts for a weighing taken at an instant.
    func learnt(at instant: Instant) -> Learnt? {
        guard let last = estimates.last else { return nil }
        let minute = OffsetEstimate.minute(of: instant)
        return last.from <= minute ? last.learnt : estimates.last { $0.from <= minute }?.learnt
    }

    /// - Returns: whether something was learnt that differs notably from before.
    mutating func add(_ difference: Milliseconds, at instant: Instant) -> Bool {
        guard difference.magnitude <= OffsetEstimate.sampleMax else { return false }
        let minute = OffsetEstimate.minute(of: instant)
        let sample = Sample(at: instant, difference: Int32(clamping: difference.rawValue))
        if let index = minutes.firstIndex(where: { $0.number == minute }) {
            if minutes[index].samples.count < OffsetEstimate.samplesPerMinuteMax {
                minutes[index].samples.append(sample)
            }
            return false
        }
        // Older than what may still come: a backlog, which teaches nothing of now.
        if minute <= folded { return false }
        minutes.insert(
            Minute(number: minute, samples: [sample]),
            at: minutes.firstIndex { minute < $0.number } ?? minutes.count
        )
        var hasChanged = false
        while let first = minutes.first, minute - first.number >= OffsetEstimate.minutesOpen {
            if fold(minutes.removeFirst(), from: minute + 2) { hasChanged = true }
        }
        return hasChanged
    }

    private mutating func fold(_ minute: Minute, from first: Int64) -> Bool {
        folded = minute.number
        let before = latest
        let samples = minute.samples.sorted { ($0.at, $0.difference) < ($1.at, $1.difference) }
        ring = Array((ring + samples.map(\.difference)).suffix(OffsetEstimate.samplesMax))
        guard ring.count >= OffsetEstimate.samplesMin else { return false }
        let median = OffsetEstimate.median(ring)
        let spread = OffsetEstimate.median(ring.map { abs($0 - median) })
        let learnt = Learnt(offset: Milliseconds(Int64(median)), spread: Milliseconds(Int64(spread)))
        if estimates.count == 3 { estimates.removeFirst() }
        estimates.append((first, learnt))
        return before.map { ($0.offset + -learnt.offset).magnitude > LearntOffset.notable } ?? true
    }

    private static func minute(of instant: Instant) -> Int64 { instant.millisecondsSince1970 / 60_000 }

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

import Readings
public import Units

/// The messages of a replay: for each line its weighing, then its picture.
public struct MonMessages: MessageSource {
    private let replay: MonReplay
    private let shift: Milliseconds
    private var random: SplitMix64
    private var plates = DistinctPlates()
    private var line = 0
    private var end: Int
    /// The picture of the line whose weighing was the last message.
    private var picture: StationMessage?
    private let hasScenes: Bool

    init(of replay: MonReplay, now: Instant, hasScenes: Bool) {
        self.replay = replay
        self.hasScenes = hasScenes
        let last = replay.records.lazy.map(\.at).max() ?? now
        shift = replay.settings.rebase.shift(last: last, now: now)
        random = SplitMix64(seed: replay.settings.seed)
        end = replay.records.count
    }

    /// When the next message was taken; `nil` at the end.
    public var nextAt: Instant? {
        if let picture { return picture.header.at }
        return line < end ? replay.records[line].at + shift : nil
    }

    /// Makes the next message; `nil` at the end.
    public mutating func next() -> StationMessage? {
        if let picture = picture.take() { return picture }
        guard line < end, let lane = replay.lanes.lane(of: replay.records[line]) else { return nil }
        let record = replay.records[line]
        line += 1
        let weighing = weighing(of: record, lane: lane)
        let reading = picture(of: record, lane: lane)
        let isDrawn = hasScenes && MonScene.mayBecomeCase(weighing)
        let scene = isDrawn ? MonScene.scene(weighing, reading, replay.settings) : nil
        picture = StationMessage(.camera(reading), scene: scene)
        return StationMessage(.weigh(weighing))
    }

    /// Begins no further line.
    public mutating func finish() {
        end = line
    }

    private func header(_ source: Source, _ record: MonRecord, _ lane: Lane) -> ReadingHeader {
        let id = ReadingID(source: source, epoch: replay.epoch, seq: UInt64(line))
        return ReadingHeader(id: id, at: record.at + shift, lane: lane)
    }

    private func weighing(of record: MonRecord, lane: Lane) -> WeighReading {
        var spacing: Millimetres?
        let axles = record.axles.map { axle in
            defer { spacing = axle.spacingBehind }
            return Axle(load: replay.settings.scale.floored(axle.load), spacing: spacing)
        }
        return WeighReading(
            header: header(replay.settings.devices.weigh, record, lane),
            kind: .dynamic,
            instrument: replay.settings.instrument,
            direction: record.direction == 0 ? .up : .down,
            speed: record.speed,
            gross: axles.reduce(Kilograms.zero) { $0 + $1.load },
            axles: axles,
            dimensions: Dimensions(length: record.length),
            trigger: String(line),
            clockSynced: true
        )
    }

    /// The file has no plates; what else a recogniser would say is left unknown, since nobody saw the vehicles.
    private mutating func picture(of record: MonRecord, lane: Lane) -> CameraReading {
        CameraReading(
            header: header(replay.settings.devices.camera, record, lane),
            plate: plates.next(&random),
            plateColour: record.isSmall ? .blue : .yellow,
            confidence: PartsPerMillion(random.within(90...99) * 10_000),
            view: .front,
            trigger: String(line),
            clockSynced: true
        )
    }
}

extension MonRecord {
    /// Two axles and at most 3 500 kg: no goods vehicle in the law's sense, and a blue plate. Judged by the recorded mass,
    /// not the scaled one: a replay changes the load, not the vehicle.
    fileprivate var isSmall: Bool { axles.count == 2 && gross <= Kilograms(3_500) }
}

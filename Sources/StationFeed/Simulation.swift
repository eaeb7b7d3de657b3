public import Units

/// A run of made-up traffic: what `zhichao-station simulate` does.
public struct Simulation: Sendable {
    /// How many stations there are at most.
    public static let stationsMax = DemoStation.all.count
    /// Passages a second that may be asked for: greater than the first, at most the second.
    public static let perSecondAllowed = (above: 0.0, max: 1_000_000.0)
    /// Traffic at full speed ends this long before now, so that its last pictures lie in the past, too.
    private static let margin = Milliseconds.seconds(5)
    /// Pictures are drawn up to so many passages a second, and at full speed up to so many in all: a picture takes longer
    /// than a thousand readings.
    public static let picturesMax = (perSecond: 50.0, atFullSpeed: 2_000.0)

    private let settings: Traffic.Settings
    private let isFullSpeed: Bool

    /// Describes a run; the arguments are within the bounds above.
    ///
    /// - Parameters:
    ///   - seed: names the traffic.
    ///   - stations: how many of the demo stations it passes.
    ///   - perSecond: passages a second in all, on average.
    ///   - length: how long vehicles come; until stopped when `nil`.
    ///   - isFullSpeed: sends as fast as the daemon takes it; the traffic then is that of the `length` up to now. Without
    ///     a length it is live nevertheless.
    public init(seed: UInt64, stations: Int, perSecond: Double, length: Milliseconds?, isFullSpeed: Bool) {
        settings = Traffic.Settings(seed: seed, stations: stations, perSecond: perSecond, length: length)
        self.isFullSpeed = isFullSpeed && length != nil
    }

    /// Starts the run.
    public func publish(_ settings: Publisher.Settings) throws(PublishError) -> Publisher {
        try Publisher(settings, pacing: isFullSpeed ? .fullSpeed : .live) { traffic(startingAt: $0) }
    }

    /// Starts the run through a spool, which gives epochs and numbers.
    ///
    /// - Parameters:
    ///   - settings: how the stations are run.
    ///   - pictures: who draws pictures, where there are few enough of them; see `picturesMax`.
    ///   - tell: what the operator must know.
    public func spool(
        _ settings: StationLink.Settings,
        pictures: (any PictureMaker)?,
        tell: @escaping @Sendable (StationNotice) -> Void
    ) throws(PublishError) -> StationLink {
        let maker = isPictured ? pictures : nil
        return try StationLink(settings, tell: tell) { (_, media, start) throws(PublishError) in
            let traffic = traffic(startingAt: start, hasScenes: maker != nil)
            return TrafficInput(traffic, isFullSpeed ? .fullSpeed : .live, start: start, Studio(maker, media))
        }
    }

    /// Whether there are few enough passages to draw pictures of some.
    private var isPictured: Bool {
        guard isFullSpeed, let length = settings.length else {
            return settings.perSecond <= Simulation.picturesMax.perSecond
        }
        return settings.perSecond * Double(length.rawValue) / 1_000 <= Simulation.picturesMax.atFullSpeed
    }

    /// The traffic of a run that starts now. The clock is the epoch, so that each run's is greater than the last one's.
    private func traffic(startingAt now: Instant, hasScenes: Bool = false) -> Traffic {
        var settings = settings
        settings.hasScenes = hasScenes
        let epoch = UInt64(max(0, now.millisecondsSince1970))
        guard isFullSpeed, let length = settings.length else { return Traffic(settings, start: now, epoch: epoch) }
        return Traffic(settings, start: now + -(length + Simulation.margin), epoch: epoch)
    }
}

extension MonReplay {
    /// Starts the replay.
    ///
    /// - Parameters:
    ///   - settings: where to.
    ///   - perSecond: messages a second; as fast as the daemon takes them when 0.
    public func publish(_ settings: Publisher.Settings, perSecond: Double) throws(PublishError) -> Publisher {
        try Publisher(settings, pacing: perSecond > 0 ? .perSecond(perSecond) : .fullSpeed) { messages(now: $0) }
    }

    /// Starts the replay through a spool, which gives epochs and numbers: each run is a new life of the device.
    ///
    /// - Parameters:
    ///   - settings: how the station is run.
    ///   - perSecond: messages a second; as fast as the spool takes them when 0.
    ///   - pictures: who draws pictures, where there are few enough of them; see `Simulation.picturesMax`.
    ///   - tell: what the operator must know.
    public func spool(
        _ settings: StationLink.Settings,
        perSecond: Double,
        pictures: (any PictureMaker)?,
        tell: @escaping @Sendable (StationNotice) -> Void
    ) throws(PublishError) -> StationLink {
        let pacing = perSecond > 0 ? Pacing.perSecond(perSecond) : .fullSpeed
        let isPictured =
            perSecond > 0
            ? perSecond <= Simulation.picturesMax.perSecond
            : Double(records.count) <= Simulation.picturesMax.atFullSpeed
        let maker = isPictured ? pictures : nil
        return try StationLink(settings, tell: tell) { (_, media, start) throws(PublishError) in
            let messages = messages(now: start, hasScenes: maker != nil)
            return TrafficInput(messages, pacing, start: start, Studio(maker, media))
        }
    }
}

extension Story {
    /// Bytes of readings and pictures in memory; they are far fewer.
    private static let memoryMax = 256 << 20

    /// Tells it: ends when the daemon has all readings and has fetched all pictures.
    ///
    /// - Parameters:
    ///   - settings: where to; what is kept is kept in memory.
    ///   - pictures: who draws the pictures; without them no case of the story is confirmed.
    ///   - tell: what the operator must know.
    public static func tell(
        _ settings: StationLink.Settings,
        pictures: (any PictureMaker)?,
        tell: @escaping @Sendable (StationNotice) -> Void
    ) throws(PublishError) -> StationLink {
        var settings = settings
        settings.memoryMax = memoryMax
        settings.isLive = false
        (settings.isUntilAcknowledged, settings.isUntilFetched) = (true, true)
        return try StationLink(settings, tell: tell) { (_, media, start) throws(PublishError) in
            // The spool gives epoch and numbers.
            TrafficInput(Story(now: start, epoch: 0), .fullSpeed, start: start, Studio(pictures, media))
        }
    }
}

public import FeedContract
public import Readings
public import Units

/// A station's side of the feed contract: what it does with readings, with the daemon's messages, and as time passes.
///
/// It reads no clock and owns no socket; its files are those of the disk that it is given. So the same calls give the
/// same outputs, and whole systems are simulated with it. The order of a turn: `append` what there is, `commit` and
/// publish it, `handle` what the daemon says, `tick`. One thread owns it.
public struct StationSession {
    /// How a station behaves.
    public struct Settings: Sendable {
        /// The spool's directory; each source has one within.
        public var directory: String
        /// How the spool keeps readings.
        public var spool = SpoolSettings()
        /// A random number made at this start, 0…2⁵³ − 1, so that the daemon can tell two starts apart.
        public var instance: UInt64
        /// Time between two HELLO of an epoch.
        public var heartbeat = Milliseconds.seconds(1)

        /// Behaves as the contract says.
        public init(directory: String, instance: UInt64) {
            self.directory = directory
            self.instance = instance & ReadingID.greatest
        }
    }

    /// What is to be done for the session; what is refused by a socket may be dropped, the contract mends it.
    public enum Output: Equatable, Sendable {
        /// Publish a reading on the data socket. It is on disk.
        case publish(topic: [UInt8], payload: [UInt8])
        /// Send a message on the control socket.
        case send(ControlMessage)
        /// Send a medium, or that it is gone: media are not the session's.
        case supply(ControlMessage.MediumKey)
        /// Tell the operator.
        case tell(StationNotice)
    }

    /// Sources that a station may have: each has files and a heartbeat of its own.
    public static let sourcesMax = 1_000
    /// Readings that are given new numbers in one turn, a source.
    private static let movedMax = 500

    let settings: Settings
    private let disk: any Disk
    /// In the order in which they became known, which nothing changes: indices are kept.
    var devices: [DeviceSession] = []
    private var places: [Source: Int] = [:]
    /// The devices of the readings that wait for a commit, in the order in which they came.
    private(set) var order: [Int] = []
    /// Where the next turn's replay begins, so that no source starves another.
    private var replayStart = 0
    var gate: SpoolGate
    var notices = NoticeBoard()

    /// Opens the spools that the directory holds.
    ///
    /// - Parameter now: the station's clock.
    /// - Throws: what makes a spool unusable; nothing is repaired then that was not told.
    public init(_ settings: Settings, on disk: any Disk, now: Instant) throws(SpoolError) {
        self.settings = settings
        self.disk = disk
        gate = SpoolGate(settings.spool)
        let sources: [Source]
        do {
            try disk.makeDirectory(settings.directory)
            sources = try SpoolPath.sources(in: settings.directory, on: disk)
        } catch {
            throw .disk(error)
        }
        for source in sources { _ = try place(of: source, now: now) }
        measure()
    }

    /// Numbers a reading and keeps it for the next commit.
    ///
    /// - Parameters:
    ///   - source: the device.
    ///   - now: the station's clock.
    ///   - origin: where it came from, at most 1 024 bytes; see `origin(of:)`.
    ///   - frames: makes topic and payload for the identity that the reading gets; it is not used when this throws.
    /// - Throws: a `SpoolError`, whose `isPassing` says whether the reading is refused for now only, or what `frames`
    ///   throws. Refused readings are counted and told once.
    @discardableResult
    public mutating func append(
        _ source: Source,
        now: Instant,
        origin: [UInt8] = [],
        _ frames: (ReadingID) throws -> (topic: [UInt8], payload: [UInt8])
    ) throws -> ReadingID {
        if let error = obstacle(now: now) {
            gate.refuse()
            throw error
        }
        let index = try place(of: source, now: now)
        let before = devices[index].spool.bytes
        let id = try devices[index].spool.append(now: now, origin: origin, frames)
        gate.bytes += devices[index].spool.bytes - before
        order.append(index)
        return id
    }

    /// Why no reading would be taken now; `nil` when one would. What is asked here is not counted as refused.
    public mutating func obstacle(now: Instant) -> SpoolError? {
        if gate.obstacle(now) != nil {
            // Segments of which everything is settled may stand in the way.
            for index in devices.indices { devices[index].spool.compact(now: now) }
            measure()
        }
        let obstacle = gate.obstacle(now) ?? (order.count >= SpoolGate.waitingMax ? .stuck : nil)
        if let notice = gate.change(to: obstacle) { notices.add(notice, now: now) }
        return obstacle
    }

    /// Forces what was appended onto the disk, as the settings say, and gives it to be published.
    public mutating func commit(now: Instant) -> [Output] {
        var committed = devices.map { _ in [] as ArraySlice<SpooledReading> }
        for index in devices.indices where devices[index].mayCommit(now) {
            committed[index] = devices[index].commit(now: now, &notices)[...]
        }
        // In the order in which they came, over all devices; behind them what was moved from other epochs.
        var readings = order.compactMap { committed[$0].popFirst() }
        for rest in committed { readings += rest }
        let outputs = readings.map { Output.publish(topic: $0.topic, payload: $0.payload) }
        order = order.filter { devices[$0].spool.hasBatch }
        measure()
        return outputs + told(now)
    }

    /// Does what is due: heartbeats, the numbering of readings whose epoch was given up, and so much of the replays.
    ///
    /// - Parameters:
    ///   - now: the station's clock.
    ///   - replayMax: DATA that the control socket may be given now; 0 when it takes none.
    public mutating func tick(now: Instant, replayMax: Int) -> [Output] {
        for index in devices.indices where devices[index].mayCommit(now) {
            devices[index].move(max: StationSession.movedMax, now: now, &notices)
        }
        var outputs = commit(now: now)
        for index in devices.indices { outputs += devices[index].hellos(settings, now: now) }
        outputs += replay(max: replayMax, now: now)
        return outputs + told(now)
    }

    /// Says HELLO with the next tick: the control socket has a connection again.
    public mutating func connected() {
        for index in devices.indices { devices[index].helloAt = nil }
    }

    /// Puts on disk what was appended and what was settled, at the end of a run.
    ///
    /// - Returns: what may still be published.
    public mutating func close(now: Instant) -> [Output] {
        let outputs = commit(now: now)
        for index in devices.indices { devices[index].close(now: now, &notices) }
        return outputs + told(now)
    }

    private mutating func replay(max: Int, now: Instant) -> [Output] {
        guard !devices.isEmpty else { return [] }
        var outputs: [Output] = []
        for step in devices.indices where outputs.count < max {
            let index = (replayStart + step) % devices.count
            outputs += devices[index].replay(max: max - outputs.count, now: now, &notices)
        }
        replayStart = (replayStart + 1) % devices.count
        return outputs
    }

    /// The place of a device, whose spool is opened or begun when it is not there.
    mutating func place(of source: Source, now: Instant) throws(SpoolError) -> Int {
        if let place = places[source] { return place }
        guard devices.count < StationSession.sourcesMax else { throw .tooManySources(StationSession.sourcesMax) }
        let directory = SpoolPath.directory(of: source, in: settings.directory)
        let spool = try SourceSpool(source, in: directory, on: disk, settings: settings.spool, now: now)
        devices.append(DeviceSession(spool))
        places[source] = devices.count - 1
        devices[devices.count - 1].collect(&notices, now: now)
        return devices.count - 1
    }

    func knownPlace(of source: Source) -> Int? { places[source] }

    /// Measures what limits apply to.
    mutating func measure() {
        gate.bytes = devices.reduce(0) { $0 + $1.spool.bytes }
        gate.oldest = devices.lazy.compactMap(\.spool.oldestUnsettled).min()
    }

    mutating func told(_ now: Instant) -> [Output] {
        for index in devices.indices { devices[index].collect(&notices, now: now) }
        return notices.take().map { .tell($0) }
    }
}

import Daemon
import Enforcement
import FeedContract
import Journal
import Law
import Readings
import TestSupport
import Testing
import Units

@testable import Intake

/// A reception and a real journal without sockets: a daemon whose wire, clock and death are in the test's hands.
struct Bench {
    let directory: TemporaryDirectory
    var reception: Reception
    private let journal: JournalWriter
    private let stations: [StationProfile]
    private let unknownStations: Admission.UnknownStations

    init(
        _ stations: [StationProfile] = [Given.station()],
        unknownStations: Admission.UnknownStations = .refuse,
        directory: TemporaryDirectory? = nil,
        now: Instant = Given.noon,
        mediumArrived: @escaping (MediumArrival) -> Bool = { _ in true }
    ) throws {
        self.stations = stations
        self.unknownStations = unknownStations
        self.directory = try directory ?? TemporaryDirectory()
        journal = try JournalWriter(directory: self.directory.path)
        reception = Reception(
            pipeline: Pipeline(
                settings: PipelineSettings(),
                stations: stations,
                rules: try RulePackFile.loadAll(Project.rules)
            ),
            settings: Reception.Settings(
                admission: Admission(stations: stations, unknownStations: unknownStations),
                mediumArrived: mediumArrived
            ),
            resumption: try JournalReader(directory: self.directory.path).resumption(),
            now: now
        )
    }

    /// Dies without another commit, and starts again on the same directory.
    func killed(startedAt now: Instant = Given.noon) throws -> Bench {
        try journal.close()
        return try Bench(stations, unknownStations: unknownStations, directory: directory, now: now)
    }

    mutating func receive(_ topic: String, _ payload: [UInt8], at instant: Instant = Given.noon) {
        let topic = Array(topic.utf8)
        topic.withUnsafeBytes { topic in
            payload.withUnsafeBytes { payload in
                reception.take(topic: topic, payload: payload, receivedAt: instant, sender: "127.0.0.1")
            }
        }
    }

    mutating func receive(_ message: Message, at instant: Instant = Given.noon) {
        receive(message.topic, message.payload, at: instant)
    }

    mutating func receive(malformed frames: [[UInt8]], dropped: Int = 0) {
        reception.take(malformed: frames, droppedFrames: dropped, receivedAt: Given.noon, sender: "127.0.0.1")
    }

    mutating func tick(_ instant: Instant) { reception.tick(instant) }

    /// Commits what there is and gives it.
    @discardableResult
    mutating func commit() throws -> Batch {
        let batch = reception.takeBatch(replacing: Batch())
        try journal.commit(batch)
        reception.committed(pending: 0)
        return batch
    }

    /// Tries messages of the quarantine again.
    ///
    /// - Returns: where the outcomes are put, once they are on disk.
    mutating func retry(_ ids: Int64...) throws -> Monitor<[RetriedMessage.Outcome]?> {
        let outcomes = Monitor<[RetriedMessage.Outcome]?>(nil)
        let answer = RetryAnswer { given in outcomes.withLock { $0 = given?.map(\.outcome) } }
        try reception.retry(ids, from: reader, answer)
        return outcomes
    }

    /// Takes another list of who may speak.
    mutating func admit(_ stations: [StationProfile]) {
        reception.admit(Admission(stations: stations, unknownStations: unknownStations), new: [])
    }

    /// Puts another core in the place of the one that runs; everything is committed.
    mutating func restartCore(_ stations: [StationProfile]? = nil) throws {
        let stations = stations ?? self.stations
        let core = Pipeline(
            settings: PipelineSettings(),
            stations: stations,
            rules: try RulePackFile.loadAll(Project.rules)
        )
        let admission = Admission(stations: stations, unknownStations: unknownStations)
        reception.restart(core, admission, from: try reader.resumption())
    }

    /// Forgets which epoch a source is in.
    mutating func reset(_ source: Source) -> Bool { reception.reset(source) }

    /// Deletes what the quarantine may not hold.
    func trim(to bounds: QuarantineBounds, at now: Instant) throws -> QuarantineTrim? {
        try journal.trimQuarantine(to: bounds, at: now)
    }

    /// Commits a batch that another reception has made.
    func commit(_ batch: Batch) throws { try journal.commit(batch) }

    /// Lets the quarantine be looked at as the committing thread does.
    func look(_ watch: inout QuarantineWatch) throws { try watch.look(at: journal) { true } }

    /// What the writer knows of the quarantine.
    var ledger: QuarantineLedger { journal.quarantine }

    var reader: JournalReader {
        get throws { try JournalReader(directory: directory.path) }
    }
}

/// A message as a station puts it on the wire.
struct Message {
    let topic: String
    let payload: [UInt8]

    init(_ reading: WeighReading) {
        topic = MessageEncoder.topic(of: reading).description
        payload = MessageEncoder.payload(of: reading)
    }

    init(_ reading: CameraReading) {
        topic = MessageEncoder.topic(of: reading).description
        payload = MessageEncoder.payload(of: reading)
    }
}

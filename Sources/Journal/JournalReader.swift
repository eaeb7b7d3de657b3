public import Enforcement
public import FeedContract
import Foundation
import GRDB
import Law
public import Readings
import Storage
public import Units

/// A read-only connection to `journal.sqlite`, for the forwarder, for `zhichao`, and for taking up after a restart.
public struct JournalReader: Sendable {
    private let database: DatabaseQueue
    private let path: String

    /// Opens the journal of a data directory.
    ///
    /// - Throws: `StoreError` when there is none, and GRDB's errors.
    public init(directory: String) throws {
        path = directory + "/" + JournalWriter.fileName
        database = try StoreFile.openForReading(path: path, schema: .journal)
    }

    /// Reads in one transaction.
    ///
    /// - Throws: `StoreError` when the file is damaged, else what `body` throws.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try StoreFile.naming(path) { try database.read(body) }
    }

    /// The counters as of the last commit.
    public func counters() throws -> Counters {
        let values = try read { db in
            try Row.fetchAll(db.cachedStatement(sql: "SELECT name, value FROM counter")).map {
                ($0["name"] as String, $0["value"] as Int)
            }
        }
        let byName = Dictionary(values, uniquingKeysWith: { $1 })
        var counters = Counters()
        for (name, key) in Counters.names { counters[keyPath: key] = byName[name] ?? 0 }
        return counters
    }

    /// What the case store has to be told beyond a position, in order.
    public func outbox(after position: Int64, limit: Int) throws -> [OutboxEntry] {
        try read { db in
            try Row.fetchAll(
                db.cachedStatement(sql: "SELECT id, body FROM outbox WHERE id > ? ORDER BY id LIMIT ?"),
                arguments: [position, limit]
            )
        }.map { OutboxEntry(id: $0["id"], body: $0["body"]) }
    }

    /// Settled passages told to the core again after a restart: a minute of a busy city.
    static let settledMax = 2_000

    /// How far the outbox has come.
    public func outboxEnd() throws -> Int64 {
        try read { try Int64.fetchOne($0.cachedStatement(sql: "SELECT max(id) FROM outbox")) } ?? 0
    }

    /// Stored readings by their places, in the order asked for; those that are missing are left out.
    public func readings(_ ordinals: [Int64]) throws -> [StoredReading] {
        try read { db in
            try ordinals.compactMap { ordinal in
                try Row.fetchOne(
                    db.cachedStatement(sql: StoredReading.select + " WHERE reading.id = ?"),
                    arguments: [ordinal]
                )
            }
        }.map(StoredReading.init)
    }

    /// Where a restarted daemon takes up.
    public func resumption() throws -> Resumption {
        let (lastReading, passages, point, open) = try read { db in
            let resume = try Row.fetchOne(db, sql: "SELECT reading, passage FROM resume")
            let point = ResumePoint(ordinal: resume?["reading"] ?? 1, passages: resume?["passage"] ?? 0)
            let open = try JournalReader.open(since: point, db)
            return (
                try Int64.fetchOne(db, sql: "SELECT max(id) FROM reading") ?? 0,
                try Int64.fetchOne(db, sql: "SELECT max(id) FROM passage") ?? 0, point, open
            )
        }
        return Resumption(
            nextOrdinal: lastReading + 1,
            passages: passages,
            point: point,
            counters: try counters(),
            sources: try sources(),
            settled: try settledLately(),
            open: open,
            instrumentDays: try instrumentDays(),
            offsets: try offsets()
        )
    }

    /// Readings from a point on that no passage stored since has used.
    private static func open(since point: ResumePoint, _ db: Database) throws -> [StoredReading] {
        let used = try used(since: point, db)
        var open: [StoredReading] = []
        // One at a time: nearly all of them have been used.
        let rows = try Row.fetchCursor(
            db,
            sql: StoredReading.select + " WHERE reading.id >= ? ORDER BY reading.id",
            arguments: [point.ordinal]
        )
        while let row = try rows.next() {
            if !used.contains(row["id"]) { open.append(try StoredReading(row)) }
        }
        return open
    }

    /// The weighings of the passages settled last with their outcome, and the pictures that those have used, in the
    /// order of receipt.
    private func settledLately() throws -> [SettledReading] {
        try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT reading.id, source.name, reading.epoch, seq, received_ms, reading.lane, kind, payload,
                        replayed, plate, plate_colour, verdict, reasons, sightings
                    FROM (SELECT * FROM passage ORDER BY id DESC LIMIT ?) AS passage
                    JOIN reading ON reading.id = passage.reading JOIN source ON source.id = reading.source
                    ORDER BY reading.id, passage.id DESC
                    """,
                arguments: [JournalReader.settledMax]
            )
            var settled: [SettledReading] = []
            // Of a passage that was amended the last row counts.
            for row in rows where settled.last?.reading.ordinal != row["id"] { settled.append(try SettledReading(row)) }
            let pictures = Set(settled.flatMap { $0.outcome?.sightings ?? [] }).sorted()
            for ordinal in pictures {
                let row = try Row.fetchOne(
                    db.cachedStatement(sql: StoredReading.select + " WHERE reading.id = ?"),
                    arguments: [ordinal]
                )
                if let row { settled.append(SettledReading(reading: try StoredReading(row), outcome: nil)) }
            }
            return settled.sorted { $0.reading.ordinal < $1.reading.ordinal }
        }
    }

    /// What instruments have shown lately, by station, instrument and day.
    public func instrumentDays() throws -> [InstrumentDay] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT station, instrument, day, body FROM instrument_day
                    WHERE day > (SELECT max(day) FROM instrument_day) - 60 ORDER BY station, instrument, day
                    """
            )
        }.map { row in
            guard let station = Name(row["station"] as String) else {
                throw JournalDamage(what: "instrument_day of \(row["station"] as String)")
            }
            let body = try JSONDecoder().decode(InstrumentDayBody.self, from: Data((row["body"] as String).utf8))
            return body.day(station: station, instrument: row["instrument"], day: CivilDate(dayNumber: row["day"]))
        }
    }

    /// The clock offsets learnt so far, by scale and camera.
    public func offsets() throws -> [LearntOffset] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT scale, camera, offset_ms, spread_ms FROM clock_offset ORDER BY scale, camera"
            )
        }.map { row in
            guard let scale = Source(row["scale"] as String), let camera = Source(row["camera"] as String) else {
                throw JournalDamage(what: "clock_offset of \(row["scale"] as String)")
            }
            return LearntOffset(
                scale: scale,
                camera: camera,
                offset: Milliseconds(row["offset_ms"]),
                spread: Milliseconds(row["spread_ms"])
            )
        }
    }

    /// The readings that passages stored since a point have used, and those that nobody has claimed.
    private static func used(since point: ResumePoint, _ db: Database) throws -> Set<Int64> {
        var used: Set<Int64> = []
        let rows = try Row.fetchCursor(
            db,
            // An ambiguous passage leaves its pictures to whom else they may belong.
            sql: """
                SELECT reading, CASE WHEN verdict <> 'ambiguous' THEN sightings END AS sightings
                FROM passage WHERE id > ?
                UNION ALL SELECT reading, NULL FROM unmatched WHERE reading >= ?
                """,
            arguments: [point.passages, point.ordinal]
        )
        while let row = try rows.next() {
            used.insert(row["reading"])
            guard let sightings = row["sightings"] as String? else { continue }
            used.formUnion(try JSONDecoder().decode([Int64].self, from: Data(sightings.utf8)))
        }
        return used
    }
}

/// What a restarted daemon goes on from.
public struct Resumption: Sendable {
    /// The place of the next reading.
    public var nextOrdinal: Int64
    /// Passages stored so far.
    public var passages: Int64
    /// Where the last daemon would have taken up; readings from there on are open unless a later passage used them.
    public var point: ResumePoint
    /// The counters as committed.
    public var counters: Counters
    /// The sources as committed, by name.
    public var sources: [StoredSource]
    /// The readings of the passages settled last, in the order of receipt.
    public var settled: [SettledReading]
    /// Readings that no settled passage has used, to be told to the core again.
    public var open: [StoredReading]
    /// What instruments have shown.
    public var instrumentDays: [InstrumentDay]
    /// Clock offsets learnt so far.
    public var offsets: [LearntOffset]
}

/// A reading of a passage that is settled.
public struct SettledReading: Hashable, Sendable {
    /// The weighing, or a picture that it has used.
    public let reading: StoredReading
    /// What came of the passage; `nil` on a picture.
    public let outcome: PassageOutcome?

    init(reading: StoredReading, outcome: PassageOutcome?) {
        self.reading = reading
        self.outcome = outcome
    }

    init(_ row: Row) throws {
        reading = try StoredReading(row)
        guard let verdict = Verdict(rawValue: row["verdict"]) else {
            throw JournalDamage(what: "passage of reading \(reading.ordinal)")
        }
        let colour = (row["plate_colour"] as String?).flatMap(PlateColour.init) ?? .unknown
        let sightings = (row["sightings"] as String? ?? "[]").dropFirst().dropLast().split(separator: ",")
        outcome = PassageOutcome(
            verdict: verdict,
            plate: (row["plate"] as String?).map { Plate(number: $0, colour: colour) },
            reasons: (row["reasons"] as String? ?? "").split(separator: " ").compactMap {
                Reason(rawValue: String($0))
            },
            sightings: sightings.compactMap { Int64($0) }
        )
    }
}

/// A reading as it lies in the journal.
public struct StoredReading: Hashable, Sendable {
    /// Its place.
    public let ordinal: Int64
    /// Its identity.
    public let id: ReadingID
    /// When it was received.
    public let receivedAt: Instant
    /// What it was published under.
    public let topic: Topic
    /// Its payload as received.
    public let payload: [UInt8]
    /// Whether it was sent again on request.
    public let isReplayed: Bool

    static let select = """
        SELECT reading.id, source.name, reading.epoch, seq, received_ms, lane, kind, payload, replayed
        FROM reading JOIN source ON source.id = reading.source
        """

    init(_ row: Row) throws {
        ordinal = row["id"]
        guard let source = Source(row["name"] as String), let lane = Lane(row["lane"] as Int),
            let kind = TopicKind(rawValue: row["kind"])
        else { throw JournalDamage(what: "reading \(row["id"] as Int64)") }
        id = ReadingID(source: source, epoch: UInt64(row["epoch"] as Int64), seq: UInt64(row["seq"] as Int64))
        receivedAt = Instant(millisecondsSince1970: row["received_ms"])
        topic = Topic(kind: kind, station: source.station, lane: lane)
        payload = Array(row["payload"] as Data)
        isReplayed = (row["replayed"] as Int?) == 1
    }
}

/// Something the case store has to be told.
public struct OutboxEntry: Hashable, Sendable {
    /// Its place in the order.
    public let id: Int64
    /// JSON of a `CaseInput`.
    public let body: String
}

/// A row of the journal that the daemon cannot have written.
public struct JournalDamage: Error, CustomStringConvertible {
    /// The row.
    public let what: String

    /// What is wrong and what to do.
    public var description: String {
        "journal.sqlite: \(what) is damaged; \(StoreError.whatToDo)"
    }
}

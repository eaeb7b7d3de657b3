import Enforcement
import FeedContract
import Foundation
import GRDB
import Law
import Readings
public import Storage
import Units

/// The one writing connection of `journal.sqlite`; owned by the thread that commits.
public final class JournalWriter {
    let database: DatabaseQueue
    /// The file itself, for what is said of it.
    let path: String
    /// What the quarantine holds, as of the last commit.
    public internal(set) var quarantine = QuarantineLedger(bytes: 0, agedOut: 0)
    /// When it was looked for messages in quarantine that are too old.
    var agesLookedAt: Instant?
    private var sourceIDs: [Source: Int64] = [:]

    /// The file's name in `data_dir`.
    public static let fileName = "journal.sqlite"

    /// What the file is.
    public static var schema: StoreFile.Schema { .journal }

    /// Opens or creates the journal in a data directory.
    ///
    /// - Throws: `StoreError` when commits would not be durable or the file is not ours, and GRDB's errors.
    public init(directory: String) throws {
        let path = directory + "/" + JournalWriter.fileName
        self.path = path
        database = try StoreFile.openForWriting(path: path, schema: .journal)
        let (rows, quarantine) = try StoreFile.naming(path) {
            try database.read { db in
                try JournalWriter.examine(db, path: path)
                return (try Row.fetchAll(db, sql: "SELECT id, name FROM source"), try QuarantineLedger(db))
            }
        }
        self.quarantine = quarantine
        for row in rows {
            guard let source = Source(row["name"] as String) else { continue }
            sourceIDs[source] = row["id"]
        }
    }

    /// Commits a batch in one transaction: all of it is on disk afterwards, or none of it.
    ///
    /// - Throws: `StoreError` when the file is damaged; GRDB's `DatabaseError`: the batch may then be tried again.
    public func commit(_ batch: Batch) throws {
        var (sourceIDs, quarantine) = (sourceIDs, quarantine)
        try write { db in
            try JournalWriter.addSources(of: batch, to: &sourceIDs, db)
            try JournalWriter.insertReadings(of: batch, sourceIDs, db)
            try JournalWriter.insertPassages(of: batch, db)
            try JournalWriter.insertQuarantined(of: batch, &quarantine, db)
            try JournalWriter.changeQuarantine(by: batch, &quarantine, db)
            try JournalWriter.insertCaseInputs(of: batch, db)
            try JournalWriter.insertFindings(of: batch, db)
            try JournalWriter.updateMarks(of: batch, sourceIDs, db)
            try JournalWriter.updateState(of: batch, db)
            try batch.witness?.store(db)
            if quarantine != self.quarantine { try quarantine.store(db) }
        }
        // Only now: a transaction that failed has taken its new sources back.
        self.sourceIDs = sourceIDs
        self.quarantine = quarantine
    }

    /// Changes the file in one transaction.
    ///
    /// - Throws: `StoreError` when the file is damaged: that is not tried again; else GRDB's `DatabaseError`.
    func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try StoreFile.naming(path) { try database.write(body) }
    }

    /// Looks whether the tables that exactly-once rests on are whole. They are small; the large ones are looked at where
    /// they are read.
    private static func examine(_ db: Database, path: String) throws {
        for table in ["source", "mark", "gap", "resume", "counter"] {
            let problem = try String.fetchOne(db, sql: "PRAGMA quick_check(\(table))")
            guard problem == "ok" else {
                // SQLite's word for it has a heading on a line of its own.
                let words = problem?.split(separator: "\n").last.map(String.init) ?? "no answer"
                throw StoreError.damaged(path: path, reason: "table \(table): \(words)")
            }
        }
    }

    /// Closes the file; readers may go on.
    public func close() throws {
        try StoreFile.close(database)
    }
}

// MARK: - Rows

extension JournalWriter {
    private static func addSources(of batch: Batch, to ids: inout [Source: Int64], _ db: Database) throws {
        func add(_ source: Source) throws {
            guard ids[source] == nil else { return }
            try db.execute(sql: "INSERT INTO source (name) VALUES (?)", arguments: [source.description])
            ids[source] = db.lastInsertedRowID
        }
        for update in batch.marks { try add(update.source) }
        for update in batch.sources { try add(update.source) }
    }

    private static func insertReadings(of batch: Batch, _ ids: [Source: Int64], _ db: Database) throws {
        guard !batch.readings.isEmpty else { return }
        var row = try RowStatement(
            db,
            sql: """
                INSERT INTO reading (id, source, epoch, seq, received_ms, lane, kind, payload, replayed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        try batch.withPayloads { payloads in
            var last: (source: Source, id: Int64?)?
            for reading in batch.readings {
                if last?.source != reading.id.source { last = (reading.id.source, ids[reading.id.source]) }
                row.bind(reading.ordinal)
                row.bind(last?.id)
                row.bind(Int64(reading.id.epoch))
                row.bind(Int64(reading.id.seq))
                row.bind(reading.receivedAt.millisecondsSince1970)
                row.bind(Int64(reading.lane.number))
                row.bind(reading.kind.rawValue)
                row.bind(staticBytes: UnsafeRawBufferPointer(rebasing: payloads[reading.payload]))
                row.bind(reading.isReplayed ? 1 : nil as Int64?)
                try row.insert()
            }
        }
    }

    private static func insertPassages(of batch: Batch, _ db: Database) throws {
        guard !batch.passages.isEmpty else { return }
        var row = try RowStatement(
            db,
            sql: """
                INSERT INTO passage (reading, sightings, at_ms, pairing, plate, plate_colour, trailer_plate, axles,
                    gross_kg, assessed_kg, limit_kg, rule, verdict, reasons, findings, faults, amends)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        for stored in batch.passages {
            let passage = stored.passage
            row.bind(passage.ordinal)
            row.bind(passage.sightings.isEmpty ? nil : "[\(passage.sightings.map(String.init).joined(separator: ","))]")
            row.bind(passage.at.millisecondsSince1970)
            row.bind(passage.pairing.rawValue)
            row.bind(passage.plate?.number)
            row.bind(passage.plate?.colour.rawValue)
            row.bind(passage.trailerPlate)
            row.bind(Int64(passage.mass.axles))
            row.bind(passage.mass.gross)
            row.bind(passage.mass.assessed)
            row.bind(passage.mass.limit)
            row.bind(passage.mass.rule?.id)
            row.bind(passage.verdict.rawValue)
            row.bind(words(passage.reasons.map(\.rawValue)))
            row.bind(words(passage.findings.map(\.rawValue)))
            row.bind(passage.faults.isEmpty ? nil : try json(passage.faults.map(\.step)))
            row.bind(stored.isAmendment ? 1 : nil as Int64?)
            try row.insert()
        }
    }

    private static func words(_ names: [String]) -> String? { names.isEmpty ? nil : names.joined(separator: " ") }

    private static func json(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder.sorted.encode(value), as: UTF8.self)
    }

    private static func insertCaseInputs(of batch: Batch, _ db: Database) throws {
        for input in batch.caseInputs {
            try db.executeCached(sql: "INSERT INTO outbox (body) VALUES (?)", arguments: [try json(input)])
        }
    }

    /// Everything that few rows go into: pictures nobody has claimed, alerts, what instruments and clocks show.
    private static func insertFindings(of batch: Batch, _ db: Database) throws {
        for reading in batch.unmatched {
            try db.executeCached(sql: "INSERT OR IGNORE INTO unmatched (reading) VALUES (?)", arguments: [reading])
        }
        for change in batch.alerts { try insert(change, db) }
        for day in batch.instrumentDays {
            try db.executeCached(
                sql: """
                    INSERT INTO instrument_day (station, instrument, day, body) VALUES (?, ?, ?, ?)
                    ON CONFLICT (station, instrument, day) DO UPDATE SET body = excluded.body
                    """,
                arguments: [day.station.text, day.instrument, day.day.dayNumber, try json(InstrumentDayBody(day))]
            )
        }
        for offset in batch.offsets {
            try db.executeCached(
                sql: """
                    INSERT INTO clock_offset (scale, camera, offset_ms, spread_ms) VALUES (?, ?, ?, ?)
                    ON CONFLICT (scale, camera) DO UPDATE SET
                        offset_ms = excluded.offset_ms, spread_ms = excluded.spread_ms
                    """,
                arguments: [
                    offset.scale.description, offset.camera.description, offset.offset.rawValue, offset.spread.rawValue,
                ]
            )
        }
    }

    private static func insert(_ change: AlertChange, _ db: Database) throws {
        let alert = change.alert
        try db.executeCached(
            sql: """
                INSERT INTO alert (id, kind, station, lane, at_ms, plate, record, zh, en, is_withdrawn)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET is_withdrawn = excluded.is_withdrawn
                """,
            arguments: [
                alert.id, alert.kind.rawValue, alert.station.text, (alert.lane?.number).map { Int($0) },
                alert.at.millisecondsSince1970, alert.plate, alert.record?.description, alert.zh, alert.en,
                change.isWithdrawn,
            ]
        )
    }

    private static func updateMarks(of batch: Batch, _ ids: [Source: Int64], _ db: Database) throws {
        for update in batch.marks {
            let (source, epoch) = (ids[update.source], Int64(update.mark.epoch))
            for change in update.gaps { try apply(change, source, epoch, db) }
            guard !update.isForgotten else {
                try db.executeCached(
                    sql: "DELETE FROM mark WHERE source = ? AND epoch = ?",
                    arguments: [source, epoch]
                )
                continue
            }
            try db.executeCached(
                sql: """
                    INSERT INTO mark (source, epoch, tail, holes, heard_ms, is_closed) VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (source, epoch) DO UPDATE SET tail = excluded.tail, holes = excluded.holes,
                        heard_ms = excluded.heard_ms, is_closed = excluded.is_closed
                    """,
                arguments: [
                    source, epoch, Int64(update.mark.tail), update.mark.holesText,
                    update.heardAt.millisecondsSince1970, update.mark.isClosed,
                ]
            )
        }
        for update in batch.sources {
            try db.executeCached(
                sql: "UPDATE source SET epoch = ?, heard_ms = ? WHERE id = ?",
                arguments: [
                    update.epoch.map(Int64.init), update.heardAt.millisecondsSince1970, ids[update.source],
                ]
            )
        }
    }

    private static func apply(_ change: GapChange, _ source: Int64?, _ epoch: Int64, _ db: Database) throws {
        switch change {
        case .ended(let first):
            try db.executeCached(
                sql: "DELETE FROM gap WHERE source = ? AND epoch = ? AND first = ?",
                arguments: [source, epoch, Int64(first)]
            )
        case .recorded(let gap):
            try db.executeCached(
                sql: """
                    INSERT OR REPLACE INTO gap (source, epoch, first, last, reason, recorded_ms)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    source, epoch, Int64(gap.first), gap.last.map(Int64.init), gap.reason.rawValue,
                    gap.recordedAt.millisecondsSince1970,
                ]
            )
        }
    }

    private static func updateState(of batch: Batch, _ db: Database) throws {
        let counter = try db.cachedStatement(
            sql:
                "INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        )
        for (name, key) in Counters.names {
            try counter.execute(arguments: [name, batch.counters[keyPath: key]])
        }
        try db.executeCached(
            sql: """
                INSERT INTO resume (one, reading, passage) VALUES (1, ?, ?)
                ON CONFLICT (one) DO UPDATE SET reading = excluded.reading, passage = excluded.passage
                """,
            arguments: [batch.resumeFrom.ordinal, batch.resumeFrom.passages]
        )
    }
}

extension JSONEncoder {
    /// Equal values give equal bytes.
    static var sorted: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}

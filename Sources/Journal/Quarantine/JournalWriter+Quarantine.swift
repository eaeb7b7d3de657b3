import FeedContract
import Foundation
import GRDB
import Readings
import Storage
public import Units

// What goes into the quarantine, what becomes of it there, and what leaves it again.
extension JournalWriter {
    static func insertQuarantined(of batch: Batch, _ ledger: inout QuarantineLedger, _ db: Database) throws {
        for item in batch.quarantined {
            let first = item.message.faults.first
            let faults = try faultsText(item.message.faults)
            let bytes = item.frames.reduce(QuarantineLedger.rowBytes + faults.utf8.count) { $0 + $1.count }
            try db.executeCached(
                sql: """
                    INSERT INTO quarantine (received_ms, sender, station, source, epoch, seq, pointer, reason, faults,
                        is_counted, settled, bytes)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    item.receivedAt.millisecondsSince1970, item.sender, item.message.station?.text,
                    (item.message.identity?.source).map(\.description), (item.message.identity?.epoch).map(Int64.init),
                    (item.message.identity?.seq).map(Int64.init), first?.pointer ?? "", first?.reason ?? "",
                    faults, item.isCounted, item.settledAs?.description, bytes,
                ]
            )
            let id = db.lastInsertedRowID
            for (position, frame) in item.frames.enumerated() {
                try db.executeCached(
                    sql: "INSERT INTO quarantine_frame (quarantine, position, bytes) VALUES (?, ?, ?)",
                    arguments: [id, position, Data(frame)]
                )
            }
            ledger.bytes += Int64(bytes)
        }
    }

    private static func faultsText(_ faults: [Fault]) throws -> String {
        let encoded = try JSONEncoder.sorted.encode(faults.map { ["pointer": $0.pointer, "reason": $0.reason] })
        return String(decoding: encoded, as: UTF8.self)
    }

    static func changeQuarantine(by batch: Batch, _ ledger: inout QuarantineLedger, _ db: Database) throws {
        for change in batch.quarantineChanges {
            switch change {
            case .released(let id, let release, let instant):
                try db.executeCached(
                    sql: "UPDATE quarantine SET released_ms = ?, released_as = ? WHERE id = ? AND released_ms IS NULL",
                    arguments: [instant.millisecondsSince1970, release.rawValue, id]
                )
                // It went for its age between being read and being taken: then it was not lost after all.
                if db.changesCount == 0 { ledger.agedOut -= 1 }
            case .faults(let id, let message):
                let first = message.faults.first
                try db.executeCached(
                    sql: "UPDATE quarantine SET pointer = ?, reason = ?, faults = ? WHERE id = ?",
                    arguments: [first?.pointer ?? "", first?.reason ?? "", try faultsText(message.faults), id]
                )
            }
        }
    }
}

// MARK: - Bounds

extension JournalWriter {
    /// Messages deleted in one transaction at most; twice what one batch brings.
    static let trimmedMax = 2 * Batch.quarantinedMax
    /// How often it is looked for messages that are too old.
    static let ageInterval = Milliseconds.seconds(60)

    /// Deletes the oldest messages of the quarantine where it holds more than it may, in one transaction.
    ///
    /// Costs nothing while there is room; whether something is too old is looked at once a minute.
    ///
    /// - Returns: what went; `nil` when nothing had to.
    /// - Throws: `StoreError` when the file is damaged, else GRDB's `DatabaseError`; nothing is deleted then.
    public func trimQuarantine(to bounds: QuarantineBounds, at now: Instant) throws -> QuarantineTrim? {
        let isAgeDue = agesLookedAt.map { (now - $0).magnitude >= JournalWriter.ageInterval } ?? true
        guard isAgeDue || quarantine.bytes > bounds.bytesMax else { return nil }
        var ledger = quarantine
        let trim = try write { db in
            let trim = try JournalWriter.trim(&ledger, to: bounds, at: now, db)
            if ledger != quarantine { try ledger.store(db) }
            return trim
        }
        quarantine = ledger
        // What is left to do is due at once.
        agesLookedAt = trim.isPartial ? nil : now
        return trim.waiting + trim.released > 0 ? trim : nil
    }

    private static func trim(
        _ ledger: inout QuarantineLedger,
        to bounds: QuarantineBounds,
        at now: Instant,
        _ db: Database
    ) throws -> QuarantineTrim {
        let oldest = (now + Milliseconds(-bounds.ageMax.rawValue)).millisecondsSince1970
        let isTooMuch = ledger.bytes > bounds.bytesMax
        var trim = QuarantineTrim()
        // Those first of which the readings are kept elsewhere.
        for state in ["IS NOT NULL", "IS NULL"] {
            let isWaiting = state == "IS NULL"
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT id, received_ms, bytes FROM quarantine WHERE released_ms \(state)
                    ORDER BY received_ms LIMIT ?
                    """,
                arguments: [trimmedMax]
            )
            for row in rows {
                let receivedAt: Int64 = row["received_ms"]
                guard receivedAt < oldest || isTooMuch && ledger.bytes > bounds.bytesAfterTrim else { break }
                guard trim.waiting + trim.released < trimmedMax else {
                    trim.isPartial = true
                    return trim
                }
                try delete(row["id"], db)
                ledger.bytes -= row["bytes"]
                if isWaiting {
                    trim.add(waitingSince: Instant(millisecondsSince1970: receivedAt))
                    ledger.agedOut += 1
                } else {
                    trim.released += 1
                }
            }
        }
        trim.isPartial = trim.waiting + trim.released == trimmedMax
        return trim
    }

    private static func delete(_ id: Int64, _ db: Database) throws {
        try db.executeCached(sql: "DELETE FROM quarantine_frame WHERE quarantine = ?", arguments: [id])
        try db.executeCached(sql: "DELETE FROM quarantine WHERE id = ?", arguments: [id])
    }

    /// When the oldest message that waits in quarantine was received; `nil` when none does.
    public func oldestInQuarantine() throws -> Instant? {
        try StoreFile.naming(path) { try database.read { try Instant.oldestInQuarantine($0) } }
    }
}

extension QuarantineLedger {
    init(_ db: Database) throws {
        func value(_ name: String) throws -> Int64 {
            try Int64.fetchOne(db, sql: "SELECT value FROM counter WHERE name = ?", arguments: [name]) ?? 0
        }
        self.init(
            bytes: try value(QuarantineLedger.names.bytes),
            agedOut: Int(try value(QuarantineLedger.names.agedOut))
        )
    }

    func store(_ db: Database) throws {
        let names = QuarantineLedger.names
        for (name, value) in [(names.bytes, bytes), (names.agedOut, Int64(agedOut))] {
            try db.executeCached(
                sql: """
                    INSERT INTO counter (name, value) VALUES (?, ?)
                    ON CONFLICT (name) DO UPDATE SET value = excluded.value
                    """,
                arguments: [name, value]
            )
        }
    }
}

extension Instant {
    static func oldestInQuarantine(_ db: Database) throws -> Instant? {
        try Int64.fetchOne(db, sql: "SELECT min(received_ms) FROM quarantine WHERE released_ms IS NULL")
            .map(Instant.init(millisecondsSince1970:))
    }
}

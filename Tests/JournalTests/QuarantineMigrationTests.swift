import Foundation
import GRDB
import Readings
import TestSupport
import Testing
import Units

@testable import Journal
@testable import Storage

@Suite("A journal of before the quarantine had bounds")
struct QuarantineMigrationTests {
    @Test("is brought up to date: what each message takes, and as which reading it counts, where that is known")
    func migrates() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/" + JournalWriter.fileName
        let old = try DatabaseQueue(path: path)
        try StoreFile.Schema.journal.migrator.migrate(old, upTo: "0003-feeds")
        try old.write { db in
            try db.execute(sql: "PRAGMA application_id = \(StoreFile.Schema.journal.applicationID)")
            let rows = [
                ("'S1/a'", "1", "5", "speed_kmh must be at most 300", 1), ("NULL", "NULL", "NULL", "no JSON", 1),
                ("'S1/a'", "1", "7", "sent again as S1/a:1:6, but its payload is S1/a:1:7", 1),
                ("'S1/b'", "1", "1", "S1/b is not listed in the station's file", 0),
            ]
            for (number, row) in rows.enumerated() {
                try db.execute(
                    sql: """
                        INSERT INTO quarantine (received_ms, source, epoch, seq, pointer, reason, faults, is_counted)
                        VALUES (\(number), \(row.0), \(row.1), \(row.2), '', ?, '[]', \(row.4))
                        """,
                    arguments: [row.3]
                )
                try db.execute(
                    sql: "INSERT INTO quarantine_frame (quarantine, position, bytes) VALUES (?, 0, ?)",
                    arguments: [db.lastInsertedRowID, Data(count: 100)]
                )
            }
        }
        try old.close()
        let writer = try JournalWriter(directory: directory.path)
        #expect(writer.quarantine.bytes == Int64(4 * (QuarantineLedger.rowBytes + 2 + 100)))
        try writer.close()
        let reader = try JournalReader(directory: directory.path)
        let entries = try reader.quarantined(limit: 9).reversed()
        #expect(entries.map { $0.settledAs?.description } == ["S1/a:1:5", nil, nil, nil])
        #expect(entries.map(\.isCounted) == [true, true, true, false])
        #expect(try reader.waitingInQuarantine(after: 2, station: nil, limit: 9) == [3, 4])
        #expect(try reader.quarantine().oldest?.millisecondsSince1970 == 0)
    }
}

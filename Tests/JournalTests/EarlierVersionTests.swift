import Foundation
import GRDB
import Readings
import TestSupport
import Testing

@testable import Journal
@testable import Storage

@Suite("A journal of any earlier version")
struct EarlierVersionTests {
    private static let versions = ["0001-readings", "0002-passages", "0003-feeds", "0004-quarantine"]

    private func tables(_ path: String) throws -> [String] {
        var configuration = Configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: path, configuration: configuration).read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT m.name, t.name, t.type, t."notnull", t.pk FROM sqlite_master m, pragma_table_xinfo(m.name) t
                    WHERE m.type = 'table' AND m.name <> 'grdb_migrations' ORDER BY m.name, t.name
                    """
            ).map { "\($0)" }
        }
    }

    @Test("is brought up to date: readings, marks, passages, quarantine and outbox stay", arguments: versions)
    func migrates(version: String) throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/" + JournalWriter.fileName
        let old = try DatabaseQueue(path: path)
        try StoreFile.Schema.journal.migrator.migrate(old, upTo: version)
        try old.write { db in
            try db.execute(
                sql: """
                    PRAGMA application_id = \(StoreFile.Schema.journal.applicationID);
                    INSERT INTO source (id, name) VALUES (1, 'S1/wim-1');
                    INSERT INTO reading (source, epoch, seq, received_ms, lane, kind, payload) VALUES
                    (1, 1, 1, 1795406400123, 1, 'weigh', CAST('{}' AS BLOB));
                    INSERT INTO mark (source, epoch, tail, holes, heard_ms) VALUES (1, 1, 1, '', 1795406400123);
                    INSERT INTO passage (reading, at_ms, pairing, axles, gross_kg, assessed_kg, verdict) VALUES
                    (1, 1795406400123, 'unpaired', 6, 20000, 20000, 'unpaired');
                    INSERT INTO outbox (body) VALUES ('{}'), ('{"second": true}');
                    """
            )
            try db.execute(
                sql: """
                    INSERT INTO quarantine (received_ms, pointer, reason, faults) VALUES (5, '', 'no JSON', '[]');
                    INSERT INTO quarantine_frame (quarantine, position, bytes) VALUES (1, 0, x'00');
                    """
            )
        }
        try old.close()
        try JournalWriter(directory: directory.path).close()
        let reader = try JournalReader(directory: directory.path)
        let reading = try #require(try reader.readings([1]).first)
        #expect(reading.id.description == "S1/wim-1:1:1" && reading.payload == Array("{}".utf8))
        #expect(try reader.outbox(after: 0, limit: 9).map(\.body) == ["{}", #"{"second": true}"#])
        #expect(try reader.quarantined(limit: 9).count == 1 && reader.caseWitness() == nil)
        #expect(try reader.sources().first?.source.description == "S1/wim-1")
        let fresh = try TemporaryDirectory()
        try JournalWriter(directory: fresh.path).close()
        #expect(try tables(path) == tables(fresh.path + "/" + JournalWriter.fileName))
    }
}

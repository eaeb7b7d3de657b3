import Enforcement
import Foundation
import GRDB
import Readings
import TestSupport
import Testing
import Units

@testable import Journal
@testable import Storage

@Suite("Readings whose time is over")
struct ReadingsRetentionTests {
    private let directory: TemporaryDirectory
    private let journal: JournalWriter
    private let now = Given.noon + .hours(100 * 24)

    init() throws {
        directory = try TemporaryDirectory()
        journal = try JournalWriter(directory: directory.path)
    }

    /// One reading a day, the first 100 days ago, each with a passage; the core takes up at the last one.
    private func fill(outbox: Int = 0) throws {
        try journal.write { db in
            try db.execute(sql: "INSERT INTO source (id, name) VALUES (1, 'S1/wim-1')")
            for day in 1...100 {
                try db.execute(
                    sql: """
                        INSERT INTO reading (id, source, epoch, seq, received_ms, lane, kind, payload)
                        VALUES (?1, 1, 1, ?1, ?2, 1, 'weigh', x'7b7d')
                        """,
                    arguments: [day, (Given.noon + .hours(Int64(day) * 24)).millisecondsSince1970]
                )
                try db.execute(
                    sql: """
                        INSERT INTO passage (reading, at_ms, pairing, axles, gross_kg, assessed_kg, verdict)
                        VALUES (?, 0, 'none', 2, 1, 1, 'unpaired')
                        """,
                    arguments: [day]
                )
            }
            try db.execute(sql: "INSERT OR REPLACE INTO resume (one, reading, passage) VALUES (1, 100, 100)")
            for _ in 0..<outbox { try db.execute(sql: "INSERT INTO outbox (body) VALUES ('{}')") }
        }
    }

    private func left() throws -> [Int] {
        try journal.write { db in
            try [
                Int.fetchOne(db, sql: "SELECT min(id) FROM reading"),
                Int.fetchOne(db, sql: "SELECT count(*) FROM reading"),
                Int.fetchOne(db, sql: "SELECT count(*) FROM passage"),
            ].compactMap { $0 }
        }
    }

    private func note(position: Int64) throws {
        var batch = Batch()
        batch.witness = CaseWitness(generation: "g", event: 0, hash: [], position: position, notedAt: now)
        batch.resumeFrom = ResumePoint(ordinal: 100, passages: 100)
        try journal.commit(batch)
    }

    @Test("go with their passages, the oldest first, and nothing younger")
    func goes() throws {
        try fill()
        #expect(try journal.trimReadings(to: ReadingsBounds(days: 30), at: now) == 70)
        #expect(try left() == [71, 30, 30])
        #expect(try journal.trimReadings(to: ReadingsBounds(days: 30), at: now) == 0)
    }

    @Test("never what the core takes up at")
    func resume() throws {
        try fill()
        try journal.write { try $0.execute(sql: "UPDATE resume SET reading = 11") }
        #expect(try journal.trimReadings(to: ReadingsBounds(days: 1), at: now + .hours(9_999)) == 10)
        #expect(try left() == [11, 90, 90])
    }

    @Test("nothing while the case store has not taken everything that was handed over")
    func outbox() throws {
        try fill(outbox: 3)
        #expect(try journal.trimReadings(to: ReadingsBounds(days: 30), at: now) == 0)
        try note(position: 2)
        #expect(try journal.trimReadings(to: ReadingsBounds(days: 30), at: now) == 0)
        try note(position: 3)
        #expect(try journal.trimReadings(to: ReadingsBounds(days: 30), at: now) == 70)
    }

    @Test("what the journal knows of the case store is what was noted last, and every checkpoint")
    func witness() throws {
        for (event, checkpoint) in [(1, nil), (2, Int64(1)), (3, nil), (4, 2), (5, nil)] as [(Int64, Int64?)] {
            var batch = Batch()
            batch.witness = CaseWitness(
                generation: "g",
                event: event,
                hash: [UInt8(event)],
                position: event,
                checkpoint: checkpoint.map { CheckpointDigest(n: $0, digest: [UInt8($0)]) },
                notedAt: now
            )
            #expect(!batch.isEmpty)
            try journal.commit(batch)
        }
        let known = try #require(try JournalReader(directory: directory.path).caseWitness())
        #expect(known.event == 5 && known.hash == [5] && known.checkpoint == CheckpointDigest(n: 2, digest: [2]))
    }
}

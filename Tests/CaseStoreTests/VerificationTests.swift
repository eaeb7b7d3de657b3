import CaseStore
import Crypto
import Enforcement
import Foundation
import GRDB
import Law
import TestSupport
import Testing
import Units

/// A store in which everything has happened: an off-site case up to its closing, an on-site one with its unloading, an
/// amendment, fields filled in, two checkpoints.
final class StoryBench {
    let bench: CaseBench
    let key = SigningKey(Curve25519.Signing.PrivateKey())

    init() throws {
        bench = try CaseBench()
        try bench.take(
            Told.overload(1),
            Told.overload(2, at: 1, excess: 3_000),
            Told.overload(3, plate: "豫A00003", ticket: "T3"),
            Told.unloaded(4, of: "T3", at: 2, plate: "豫A00003"),
            Told.overload(5, plate: "豫A00005")
        )
        _ = try bench.store.checkpoint(key, at: Told.hours(25))
        try bench.store.takePictures(at: Told.hours(26))
        for (action, body) in StoryBench.way { try step(.action(action, body)) }
        try step(.amendment(["driver": .text("410184199001010001"), "company": .text("91350100M000100Y43")]), id: 5)
        try bench.take(Told.amended(5, verdict: .notEvidence, plate: "豫A00005"))
        try step(.action(.dismiss, ["reason": .text("证据不足")]), id: 5)
        _ = try bench.store.checkpoint(key, at: Told.hours(50))
    }

    static let way: [(CaseAction, [String: StepValue])] = [
        (.confirm, ["technical_reviewer": .text("张三"), "legal_reviewer": .text("李四"), "reason": .text("完整")]),
        (.notify, ["method": .text("直接送达"), "at": .text("2026-11-24"), "recipient": .text("王五")]),
        (
            .decide,
            [
                "decision_number": .text("1号"), "officers": .list([.text("赵六"), .text("钱七")]),
                "fine_yuan": .integer(900), "reason": .text("旧案"), "at": .text("2026-11-24"),
            ]
        ),
        (.close, ["paid_at": .text("2026-11-25"), "note": .text("已缴")]),
    ]

    @discardableResult
    func step(_ work: StepRequest.Work, id: Int = 1, version: Int? = nil, actor: String = "张警官") throws -> CaseChange {
        let changes = try bench.store.take(
            StepRequest(id: Told.caseID(id), work: work, version: version, actor: actor),
            at: Told.hours(49)
        )
        return try #require(changes.cases.first)
    }

    /// What the journal would know of it now.
    func witness() throws -> CaseVerifier.Witness {
        let last = try #require(try bench.store.lastCheckpoint())
        return CaseVerifier.Witness(
            generation: try bench.store.generation(),
            head: try bench.store.head(),
            checkpoint: (last.n, last.digest)
        )
    }

    func verify(_ witness: CaseVerifier.Witness? = nil) throws -> VerificationReport {
        try CaseVerifier(
            directory: bench.directory.path,
            publicKeys: [key.key.publicKey.rawRepresentation],
            witness: witness
        ).run()
    }

    /// Does to the file what an intruder with the right to write it can do.
    func tamper(keepTriggers: Bool = true, _ body: (Database) throws -> Void) throws {
        try bench.tamper(keepTriggers: keepTriggers, body)
    }
}

@Suite("Proof")
struct VerificationTests {
    @Test("a store in which everything has happened is as it was written")
    func whole() throws {
        let story = try StoryBench()
        let report = try story.verify(try story.witness())
        #expect(report.difference == nil)
        #expect(report.cases == 3 && report.checkpoints == 2 && report.personal == 6 && report.records >= 5)
        #expect(report.events == 14)
    }

    /// Every column of every event, checkpoint, personal part and reading: one byte of it is changed.
    @Test("one byte of any event, checkpoint, personal part or reading: verify finds it and says where")
    func flips() throws {
        let tables = [
            "case_event": [
                "case_id", "n", "kind", "recorded_ms", "actor", "evidence", "body", "case_hash", "store_hash",
            ],
            "checkpoint": ["event", "store_hash", "recorded_ms", "generation", "previous", "public_key", "signature"],
            "case_personal": ["part", "salt", "value"],
            "case_record": ["case_id", "reading", "payload"],
            "case_medium": ["case_id", "reading", "sha256", "source", "type", "bytes", "view", "state", "state_ms"],
            "case_on_site": ["officers", "driver_name", "driver_licence", "company", "cargo", "salt"],
        ]
        let pristine = try StoryBench()
        try pristine.bench.store.close()
        var tried = 0
        for (table, columns) in tables.sorted(by: { $0.key < $1.key }) {
            for (row, column, sql, arguments) in try Flip.all(of: table, columns, in: pristine.bench.directory.path) {
                let copy = try TemporaryDirectory()
                try FileManager.default.copyItem(
                    atPath: pristine.bench.directory.path + "/cases.sqlite",
                    toPath: copy.path + "/cases.sqlite"
                )
                guard try Flip.change(copy.path, sql, arguments) else { continue }
                let report = try CaseVerifier(
                    directory: copy.path,
                    publicKeys: [pristine.key.key.publicKey.rawRepresentation],
                    witness: nil
                ).run()
                #expect(report.difference != nil, "\(table) row \(row), \(column)")
                tried += 1
            }
        }
        #expect(tried > 120)
    }

    /// Exchanges what the first two rows of a table say.
    private func swap(_ table: String, _ key: String, _ columns: String...) -> String {
        let (first, second) = (0, 1)
        func row(_ place: Int) -> String { "(SELECT \(key) FROM \(table) ORDER BY \(key) LIMIT 1 OFFSET \(place))" }
        let said = columns.map { "t.\($0)" }.joined(separator: ", ")
        return """
            UPDATE \(table) SET (\(columns.joined(separator: ", "))) = (
                SELECT \(said) FROM \(table) t
                WHERE t.\(key) = CASE \(table).\(key) WHEN \(row(first)) THEN \(row(second)) ELSE \(row(first)) END
            ) WHERE \(key) IN (\(row(first)), \(row(second)))
            """
    }

    @Test("rows deleted or swapped, states set by hand, triggers dropped: verify finds it")
    func rows() throws {
        for (what, sql) in [
            ("last event", "DELETE FROM case_event WHERE id = (SELECT max(id) FROM case_event)"),
            ("middle event", "DELETE FROM case_event WHERE id = 3"),
            ("swap", "UPDATE case_event SET body = (SELECT body FROM case_event WHERE id = 2) WHERE id = 1"),
            ("two events swapped", swap("case_event", "id", "body", "case_hash", "store_hash")),
            (
                "two names swapped",
                """
                UPDATE case_personal SET (salt, value) = (SELECT salt, value FROM case_personal WHERE part = 'officers/1')
                WHERE part = 'officers/0'
                """
            ),
            ("an event in another case", "UPDATE case_event SET case_id = '\(Told.caseID(5))', n = 9 WHERE id = 2"),
            ("two checkpoints swapped", swap("checkpoint", "n", "event", "store_hash", "signature", "recorded_ms")),
            ("last checkpoint", "DELETE FROM checkpoint WHERE n = 2; DELETE FROM case_event WHERE id = 12"),
            ("checkpoint", "DELETE FROM checkpoint WHERE n = 1"),
            ("personal", "DELETE FROM case_personal WHERE part = 'recipient'"),
            ("erased without a word", "UPDATE case_personal SET salt = NULL, value = NULL WHERE part = 'recipient'"),
            ("reading", "DELETE FROM case_record WHERE kind = 'weigh' AND reading = '\(Told.passage(1))'"),
            ("state", "UPDATE case_current SET state = 'closed' WHERE state = 'dismissed'"),
            ("fine", "UPDATE case_current SET fine_yuan = 1 WHERE fine_yuan = 900"),
            ("mass", "UPDATE case_current SET excess_kg = 1 WHERE id = '\(Told.caseID(5))'"),
            ("field", "UPDATE case_field SET value = 'x' WHERE field = 'company'"),
            ("a field of another case", "UPDATE case_field SET case_row = case_row + 1 WHERE field = 'company'"),
            ("field gone", "DELETE FROM case_field WHERE field = 'driver'"),
            ("case", "DELETE FROM case_current WHERE id = '\(Told.caseID(5))'"),
            ("passage", "UPDATE case_passage SET stands = 1"),
        ] {
            let story = try StoryBench()
            try story.tamper { db in
                try db.execute(sql: sql)
                #expect(db.changesCount > 0, "\(what)")
            }
            #expect(try story.verify().difference != nil, "\(what)")
        }
        let story = try StoryBench()
        try story.tamper(keepTriggers: false) { _ in }
        #expect(try story.verify().difference?.place.hasPrefix("trigger") == true)
    }

    @Test("the tail cut off together with its checkpoints, and all states set back: the journal's note finds it")
    func tail() throws {
        let story = try StoryBench()
        let witness = try story.witness()
        let first = try #require(try Row.fetchFirstCheckpoint(story.bench.directory.path))
        try story.tamper { db in
            try db.execute(sql: "DELETE FROM case_field; DELETE FROM case_personal")
            try db.execute(sql: "DELETE FROM case_event WHERE id > ?", arguments: [first])
            try db.execute(sql: "DELETE FROM checkpoint WHERE n > 1")
            try db.execute(
                sql: """
                    UPDATE case_current SET events = (SELECT count(*) FROM case_event e WHERE e.case_id = case_current.id),
                        state_ms = (SELECT max(recorded_ms) FROM case_event e WHERE e.case_id = case_current.id),
                        state = CASE basis WHEN 'on-site' THEN 'confirmed' ELSE 'detected' END, notified_at = NULL,
                        decided_at = NULL, decision_number = NULL, fine_yuan = NULL, closed_at = NULL;
                    UPDATE case_passage SET stands = 1, amendment = NULL;
                    UPDATE case_medium SET state = 'wanted', state_ms = NULL;
                    UPDATE case_subject SET is_effective = 0;
                    INSERT INTO case_subject SELECT 'vehicle', plate || '~' || plate_colour, '2026-11-23', id, 0,
                        plate || '~' || plate_colour
                    FROM case_current WHERE id NOT IN (SELECT case_id FROM case_subject);
                    """
            )
        }
        #expect(try story.verify().difference == nil, "within itself it is whole")
        #expect(try story.verify(witness).difference?.place == "checkpoint 2")
        let headOnly = CaseVerifier.Witness(generation: witness.generation, head: witness.head, checkpoint: nil)
        #expect(try story.verify(headOnly).difference?.place == "journal's note")
    }

    @Test("a store that somebody has made anew, signed with another key, is not believed")
    func anotherKey() throws {
        let (story, other) = (try StoryBench(), try StoryBench())
        let report = try CaseVerifier(
            directory: story.bench.directory.path,
            publicKeys: [other.key.key.publicKey.rawRepresentation],
            witness: nil
        ).run()
        #expect(report.difference?.place == "checkpoint 1")
    }
}

extension Row {
    fileprivate static func fetchFirstCheckpoint(_ directory: String) throws -> Int64? {
        var configuration = Configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: directory + "/cases.sqlite", configuration: configuration).read {
            try Int64.fetchOne($0, sql: "SELECT event FROM checkpoint WHERE n = 1")
        }
    }
}

/// One byte of one column of one row, changed.
enum Flip {
    typealias Change = (row: Int, column: String, sql: String, arguments: StatementArguments)

    static func all(of table: String, _ columns: [String], in directory: String) throws -> [Change] {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: directory + "/cases.sqlite", configuration: configuration)
        return try queue.read { db in
            let keys = try db.primaryKey(table).columns
            return try Row.fetchAll(db, sql: "SELECT * FROM \(table)").enumerated().flatMap { index, row in
                columns.compactMap { column -> Change? in
                    guard let changed = flipped(row[column] as DatabaseValue) else { return nil }
                    let place = keys.map { "\($0) = ?" }.joined(separator: " AND ")
                    return (
                        index, column, "UPDATE \(table) SET \(column) = ? WHERE \(place)",
                        StatementArguments([changed] + keys.map { row[$0] as DatabaseValue })
                    )
                }
            }
        }
    }

    private static func flipped(_ value: DatabaseValue) -> DatabaseValue? {
        switch value.storage {
        case .null: nil
        case .int64(let number): (number ^ 1).databaseValue
        case .double(let number): (number + 1).databaseValue
        case .string(let text): text.isEmpty ? nil : flipped(text).databaseValue
        case .blob(let data):
            data.isEmpty ? Data([1]).databaseValue : Data([data[data.startIndex] ^ 1] + data.dropFirst()).databaseValue
        }
    }

    /// The last digit, letter or mark that can be changed and leaves the text as it is read: not a quote or a brace.
    private static func flipped(_ text: String) -> String {
        var characters = Array(text)
        guard let place = characters.lastIndex(where: { $0.isLetter || $0.isNumber }) else { return text + "x" }
        characters[place] = characters[place] == "1" ? "2" : "1"
        return String(characters)
    }

    /// - Returns: false when SQLite itself refuses, since two rows would be the same.
    static func change(_ directory: String, _ sql: String, _ arguments: StatementArguments) throws -> Bool {
        do {
            try CaseBench.tamper(with: directory) { db in try db.execute(sql: sql, arguments: arguments) }
            return true
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            return false
        }
    }
}

import Access
import Foundation
import GRDB
import Storage
import TestSupport
import Testing
import Units

@Suite("The audit whose time is over")
struct AuditErasureTests {
    private let directory: TemporaryDirectory
    private let store: AccessStore

    init() throws {
        directory = try TemporaryDirectory()
        store = try AccessStore(directory: directory.path)
        // One entry a day; the seventh by a clock that was a week ahead.
        try store.append((1...10).map { entry(day: $0 == 7 ? 14 : $0) })
    }

    private func day(_ day: Int) -> Instant { Given.noon + .hours(Int64(day) * 24) }

    private func entry(day: Int) -> AuditEntry {
        AuditEntry(
            at: self.day(day),
            actor: "token:x",
            origin: "::1",
            action: "read",
            outcome: .shown,
            detail: "",
            cases: ["case-\(day)"]
        )
    }

    private func erase(before day: Int, entryMax: Int = 20_000) throws -> Int {
        try store.eraseAudit(before: self.day(day), actor: "root", at: self.day(100), entryMax: entryMax)
    }

    private func verified(_ directory: String? = nil) throws -> AuditVerifier.Report {
        try AuditVerifier.run(directory: directory ?? self.directory.path)
    }

    @Test("the oldest go, what is left is proved from the anchor, and an entry says so; again, too")
    func erased() throws {
        #expect(try store.dueAudit(before: day(1)) == 0 && erase(before: 1) == 0)
        #expect(
            try verified() == .init(entries: 10, erased: 0, firstWrong: nil),
            "nothing is written where nothing goes"
        )
        #expect(try store.dueAudit(before: day(4)) == 3 && erase(before: 4) == 3)
        #expect(try verified() == .init(entries: 8, erased: 3, firstWrong: nil))
        // What lies behind one that is younger stays.
        #expect(try store.dueAudit(before: day(12)) == 3 && erase(before: 12) == 3)
        #expect(try verified() == .init(entries: 6, erased: 6, firstWrong: nil))
        try store.append([entry(day: 101)])
        #expect(try verified() == .init(entries: 7, erased: 6, firstWrong: nil))
        #expect(try store.auditHead()?.id == 13)
        // Some at a time; and where all are due, the one that says so is left.
        #expect(try erase(before: 99, entryMax: 3) == 3 && store.dueAudit(before: day(99)) == 1)
        #expect(try erase(before: 200) == 5)
        #expect(try verified() == .init(entries: 1, erased: 14, firstWrong: nil))
    }

    @Test(
        "an anchor that was moved, changed, made up or taken away is found, and so is an entry after it",
        arguments: [
            ("UPDATE audit_anchor SET hash = zeroblob(32)", 4), ("DELETE FROM audit_anchor", 4),
            ("UPDATE audit_anchor SET id = 4", 4), ("UPDATE audit SET actor = 'nobody' WHERE id = 5", 5),
            ("DELETE FROM audit WHERE id = 4", 5), ("DELETE FROM audit WHERE id = 6", 7),
            // Entries are taken away, and the anchor is moved after them.
            (
                """
                UPDATE audit_anchor SET id = 5, hash = (SELECT hash FROM audit WHERE id = 5);
                DELETE FROM audit WHERE id <= 5
                """,
                11
            ), ("DELETE FROM audit", 4),
        ] as [(String, Int64)]
    )
    func tampered(_ tampering: String, _ firstWrong: Int64) throws {
        #expect(try erase(before: 4) == 3)
        try store.close()
        let file = try DatabaseQueue(path: directory.path + "/" + AccessStore.fileName)
        try file.write { db in
            for trigger in ["audit_no_update", "audit_no_delete", "audit_anchor_forward", "audit_anchor_no_delete"] {
                try db.execute(sql: "DROP TRIGGER \(trigger)")
            }
            try db.execute(sql: tampering)
        }
        try file.close()
        #expect(try verified().firstWrong == firstWrong)
    }

    @Test("the file itself refuses to let go of more, and to begin earlier")
    func refused() throws {
        #expect(try erase(before: 4) == 3)
        try store.close()
        let file = try DatabaseQueue(path: directory.path + "/" + AccessStore.fileName)
        for tampering in [
            "DELETE FROM audit WHERE id = 4", "UPDATE audit_anchor SET id = 3", "DELETE FROM audit_anchor",
            "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE id = 4",
        ] {
            #expect(throws: DatabaseError.self, "\(tampering)") { try file.write { try $0.execute(sql: tampering) } }
        }
    }

    @Test("a copy, as a backup makes it, has the anchor, too")
    func copied() throws {
        #expect(try erase(before: 4) == 3)
        let copy = try TemporaryDirectory()
        let name = "/" + AccessStore.fileName
        try StoreCopy.make(of: directory.path + name, schema: AccessStore.schema, to: copy.path + name)
        #expect(try verified(copy.path) == .init(entries: 8, erased: 3, firstWrong: nil))
    }

    @Test("a file of version 0001 is brought up to date with everything in it, and proves whole")
    func migrated() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/" + AccessStore.fileName
        try AccessV1.write(to: path)
        #expect(throws: StoreError.olderSchema(path: path)) { try AuditVerifier.run(directory: directory.path) }
        let store = try AccessStore(directory: directory.path)
        #expect(try store.tokens().map(\.id) == ["0123456789ab"])
        #expect(try verified(directory.path) == .init(entries: 2, erased: 0, firstWrong: nil))
        #expect(try store.eraseAudit(before: Given.noon + .hours(1), actor: "root", at: Given.noon) == 1)
        #expect(try verified(directory.path) == .init(entries: 2, erased: 1, firstWrong: nil))
        try store.close()
    }
}

public import Foundation
import GRDB
import Storage
public import Units

/// Recomputes everything that `cases.sqlite` says of itself, and names the first thing that differs.
///
/// What it trusts: the public keys that it is given, and what was noted outside the store (`Witness`). What it reads is
/// one state of the store, also while the daemon writes.
public struct CaseVerifier {
    private let database: DatabaseQueue
    private let publicKeys: [Data]
    private let witness: Witness?
    private let basis: any CountingBasis
    private let today: CivilDate

    /// What is known of the store outside of it: in `journal.sqlite` and in the daemon's log.
    public struct Witness: Sendable {
        /// The life of the store that it was noted of.
        public var generation: String
        /// An event that the store had, and its hash.
        public var head: StoreHead?
        /// A checkpoint that it had: number and digest.
        public var checkpoint: (n: Int64, digest: Data)?

        /// Says what was noted.
        public init(generation: String, head: StoreHead?, checkpoint: (n: Int64, digest: Data)?) {
            self.generation = generation
            self.head = head
            self.checkpoint = checkpoint
        }
    }

    /// Opens the store of a data directory.
    ///
    /// - Parameters:
    ///   - basis: the law that referrals are checked by; without one they are checked against their events alone.
    ///   - today: the day whose law it is.
    /// - Throws: `StoreError` when there is none, and GRDB's errors.
    public init(
        directory: String,
        publicKeys: [Data],
        witness: Witness?,
        basis: any CountingBasis = NoCountingBasis(),
        today: CivilDate = CivilDate(dayNumber: 0)
    ) throws {
        (self.basis, self.today) = (basis, today)
        database = try StoreFile.openForReading(path: directory + "/" + SQLiteCaseStore.fileName, schema: .cases)
        self.publicKeys = publicKeys
        self.witness = witness
    }

    /// Checks everything.
    ///
    /// - Parameter progress: told how many of how many events were gone through.
    /// - Returns: what was checked, with the first difference where there is one.
    /// - Throws: when the store cannot be read at all.
    public func run(progress: (Int, Int) -> Void = { _, _ in }) throws -> VerificationReport {
        try database.read { db in
            var report = VerificationReport()
            do {
                try checkFile(db)
                report.events = try ChainCheck.run(db, progress)
                report.checkpoints = try CheckpointCheck(publicKeys: publicKeys, witness: witness).run(db)
                (report.personal, report.records) = try ContentCheck.run(db)
                report.cases = try StateCheck.run(db)
                report.referrals = try ReferralCheck.run(db)
                report.counted = try CountCheck(basis: basis, today: today).run(db)
            } catch let difference as Difference {
                report.difference = difference
            } catch let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) {
                report.difference = Difference("cases.sqlite", "文件已损坏：\(error)", "the file is damaged: \(error)")
            } catch let error as DecodingError {
                report.difference = Difference("cases.sqlite", "内容无法解读：\(error)", "something cannot be read: \(error)")
            }
            return report
        }
    }

    /// The file's own structure, and the triggers that keep events from being changed.
    private func checkFile(_ db: Database) throws {
        let problem = try String.fetchOne(db, sql: "PRAGMA integrity_check(1)")
        guard problem == "ok" else {
            throw Difference("cases.sqlite", "文件已损坏：\(problem ?? "")", "the file is damaged: \(problem ?? "")")
        }
        let found = try String.fetchSet(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for name in CaseVerifier.triggers where !found.contains(name) {
            throw Difference(
                "trigger \(name)",
                "保护事件的触发器已被删除",
                "the trigger that keeps events from being changed is gone"
            )
        }
        let sql = try String.fetchAll(db, sql: "SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        for text in sql where !CaseVerifier.isOurs(text) {
            throw Difference("trigger", "触发器已被改动：\(text)", "a trigger is not as it was made: \(text)")
        }
    }

    private static let triggers = ["case_event", "checkpoint"].flatMap { table in
        ["update", "delete", "replace"].map { "\(table)_no_\($0)" }
    }

    private static func isOurs(_ trigger: String) -> Bool {
        func squeezed(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        return squeezed(StoreFile.Schema.proofTriggers).contains(squeezed(trigger))
    }
}

/// What was checked, and what was found.
public struct VerificationReport: Sendable {
    /// Events whose place in both chains is right.
    public var events = 0
    /// Cases whose state is what their events come to.
    public var cases = 0
    /// Cases that count for those for whom they should.
    public var counted = 0
    /// Referrals that are what their events come to.
    public var referrals = 0
    /// Checkpoints that are signed and true.
    public var checkpoints = 0
    /// Personal parts that match their digests.
    public var personal = 0
    /// Readings that match their digests.
    public var records = 0
    /// The first thing that differs; `nil` when everything is as it was written.
    public var difference: Difference?
}

/// Something that is not as it was written.
public struct Difference: Error, Hashable, Sendable {
    /// Where.
    public let place: String
    /// What differs, in Chinese.
    public let zh: String
    /// The same in English.
    public let en: String

    init(_ place: String, _ zh: String, _ en: String) {
        self.place = place
        self.zh = zh
        self.en = en
    }
}

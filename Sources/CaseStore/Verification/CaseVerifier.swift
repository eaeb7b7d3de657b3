import Dispatch
public import Foundation
import GRDB
import Storage
import Synchronization
public import Units

/// Recomputes everything that `cases.sqlite` says of itself, and names the first thing that differs.
///
/// What it trusts: the public keys that it is given, and what was noted outside the store (`Witness`). What it reads is
/// one state of the store, also while the daemon writes.
public struct CaseVerifier {
    /// Two connections, so that chains and cases are gone through at the same time.
    private let chains, cases: DatabaseQueue
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
        let path = directory + "/" + SQLiteCaseStore.fileName
        chains = try StoreFile.openForReading(path: path, schema: .cases)
        cases = try StoreFile.openForReading(path: path, schema: .cases)
        self.publicKeys = publicKeys
        self.witness = witness
    }

    /// Checks everything.
    ///
    /// - Parameter progress: told how many of how many events were gone through, from one thread or another.
    /// - Returns: what was checked, with the first difference where there is one.
    /// - Throws: when the store cannot be read at all.
    public func run(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) throws -> VerificationReport {
        for _ in 1...CaseVerifier.triesMax {
            if let report = try runOnce(progress) { return report }
        }
        throw CaseStoreDamage(what: "the two readers never saw the same state of it")
    }

    /// How often both connections are to meet one state of a store that is written meanwhile.
    private static let triesMax = 100

    /// - Returns: `nil` when something was written between the two beginnings.
    private func runOnce(_ progress: @escaping @Sendable (Int, Int) -> Void) throws -> VerificationReport? {
        try chains.read { db in
            var report = VerificationReport()
            report.difference = try CaseVerifier.difference { try checkFile(db) }
            if report.difference != nil { return report }
            // From here on this connection sees one state; what is proved beside events changes only with one.
            let total = try CaseVerifier.lastEvent(db)
            let meter = Meter(total: total, progress)
            let other = OtherHalf(cases, total, meter)
            guard other.seesTheSame else { return nil }
            report.difference = try CaseVerifier.difference {
                report.events = try ChainCheck.run(db) { meter.chains($0) }
                report.checkpoints = try CheckpointCheck(publicKeys: publicKeys, witness: witness).run(db)
            }
            if report.difference != nil {
                // It comes first whatever the other half may find.
                meter.stop()
                _ = try? other.result()
                return report
            }
            let found = try other.result()
            report.difference = found.difference
            (report.cases, report.personal, report.records) = (found.cases, found.personal, found.records)
            if report.difference != nil { return report }
            report.difference = try CaseVerifier.difference {
                let referrals = try ReferralCheck.run(db)
                report.referrals = referrals.referrals
                report.personal += referrals.personal
                report.counted = try CountCheck(basis: basis, today: today).run(db)
            }
            return report
        }
    }

    fileprivate static func lastEvent(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT max(id) FROM case_event") ?? 0
    }

    /// What a check finds; everything that a damaged or an unreadable store makes it throw is a finding, too.
    fileprivate static func difference(_ check: () throws -> Void) throws -> Difference? {
        do {
            try check()
            return nil
        } catch let difference as Difference {
            return difference
        } catch let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) {
            return Difference("cases.sqlite", "文件已损坏：\(error)", "the file is damaged: \(error)")
        } catch let error as DecodingError {
            return Difference("cases.sqlite", "内容无法解读：\(error)", "something cannot be read: \(error)")
        } catch let damage as CaseStoreDamage {
            return Difference("cases.sqlite", "内容无法解读：\(damage)", "something cannot be read: \(damage)")
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

    private static let ours = squeezed(StoreFile.Schema.proofTriggers)

    private static func isOurs(_ trigger: String) -> Bool { ours.contains(squeezed(trigger)) }

    private static func squeezed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
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

    /// Says what differs, and where.
    public init(_ place: String, _ zh: String, _ en: String) {
        self.place = place
        self.zh = zh
        self.en = en
    }
}

/// How far both halves are: the one that is behind counts.
private final class Meter: Sendable {
    private let total: Int
    private let progress: @Sendable (Int, Int) -> Void
    private let done = Mutex((chains: 0, cases: 0, isStopped: false))

    init(total: Int, _ progress: @escaping @Sendable (Int, Int) -> Void) {
        self.total = total
        self.progress = progress
    }

    func chains(_ count: Int) { note { $0.chains = count } }

    /// - Throws: `CancellationError` when nobody wants to know any more.
    func cases(_ count: Int) throws {
        note { $0.cases = count }
        if done.withLock(\.isStopped) { throw CancellationError() }
    }

    func stop() { done.withLock { $0.isStopped = true } }

    private func note(_ change: (inout (chains: Int, cases: Int, isStopped: Bool)) -> Void) {
        let behind = done.withLock { done in
            change(&done)
            return min(done.chains, done.cases)
        }
        progress(behind, total)
    }
}

/// The check of the cases, on a thread of its own.
private final class OtherHalf: Sendable {
    private let begun = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let isSame = Mutex(false)
    private let outcome = Mutex(Result<VerificationReport, any Error>.success(VerificationReport()))

    /// - Parameter last: the event that the other connection sees last.
    init(_ queue: DatabaseQueue, _ last: Int, _ meter: Meter) {
        DispatchQueue.global().async { [self] in
            let result = Result { try queue.read { try run($0, last, meter) } }
            outcome.withLock { $0 = result }
            // Twice is no harm: for the case that it has thrown before it saw anything.
            begun.signal()
            ended.signal()
        }
    }

    private func run(_ db: Database, _ last: Int, _ meter: Meter) throws -> VerificationReport {
        var report = VerificationReport()
        let same = try CaseVerifier.lastEvent(db) == last
        isSame.withLock { $0 = same }
        begun.signal()
        guard same else { return report }
        report.difference = try CaseVerifier.difference {
            (report.cases, report.personal, report.records) = try CaseCheck.run(db) { try meter.cases($0) }
        }
        return report
    }

    /// Whether both connections see one state of the store; waits until that is known.
    var seesTheSame: Bool {
        begun.wait()
        return isSame.withLock { $0 }
    }

    /// What was found; waits for it.
    func result() throws -> VerificationReport {
        ended.wait()
        return try outcome.withLock { $0 }.get()
    }
}

import CaseStore
import Foundation
import Law
import Logging
import Readings
import Storage
import Units

/// The case store's one writing connection, and the task that may use it.
///
/// The store may be away: locked, full, not to be opened. Then whoever asks is told, the next one who asks opens it again,
/// and the log and `zhichao status` say so. A store that is damaged is not touched any more.
actor CaseStoreOwner {
    /// After a failure others are told at once instead of each waiting for a lock in turn.
    private static let pause = Duration.seconds(1)

    private let open: @Sendable (_ mayCreate: Bool) throws -> sending any CaseRepository
    private let written: @Sendable () -> Void
    private let notice: CaseStoreNotice
    private let logger: Logger
    private var store: (any CaseRepository)?
    private var trouble: CaseStoreUnavailable?
    private var failedAt: ContinuousClock.Instant?
    private var lastPosition: Int64 = 0
    /// Whether there has been a store: from then on none is made.
    private var isKnown: Bool
    private var maySign = false
    /// How often the store was written since the start. Nobody else writes it meanwhile, so what was read is still so while
    /// this is.
    private(set) var writes = 0
    /// How far the store has come, once asked and until it is written.
    private var knownEnd: StoreEnd?

    /// - Parameters:
    ///   - notice: where `zhichao status` reads what is wrong.
    ///   - isKnown: whether there was a store before this start.
    ///   - written: called after each commit; must not wait.
    ///   - open: opens the store, or makes it where it may; called again each time after it has failed.
    init(
        notice: CaseStoreNotice,
        isKnown: Bool,
        logger: Logger,
        written: @escaping @Sendable () -> Void = {},
        open: @escaping @Sendable (_ mayCreate: Bool) throws -> sending any CaseRepository
    ) {
        self.notice = notice
        self.isKnown = isKnown
        self.logger = logger
        self.written = written
        self.open = open
    }

    /// Opens the store for the first time; one that is away is left for later.
    ///
    /// - Throws: that it is damaged, another program's or a newer version's: waiting would not mend it.
    func openFirst() throws {
        do {
            _ = try opened()
            notice.clear()
        } catch  where StoreFile.isAway(error) {
            fail(error)
        }
    }

    /// Whether something failed since the last write.
    var isTroubled: Bool { trouble != nil }

    /// What keeps cases from being written; `nil` when nothing does.
    var problem: String? { trouble?.description }

    /// From here on the chain may be signed: the store is the one that the journal knows.
    func allowSigning() { maySign = true }

    func position() throws -> Int64 {
        lastPosition = try with { try $0.position() }
        return lastPosition
    }

    /// Takes a step of people.
    func take(_ request: StepRequest, at instant: Instant) throws -> StoreChanges {
        try requireRested()
        return try writing { try $0.take(request, at: instant) }
    }

    /// Takes a step of people on a referral.
    func take(_ request: ReferralRequest, at instant: Instant) throws -> ReferralChange {
        try requireRested()
        return try writing { try $0.take(request, at: instant) }
    }

    /// Counts some subjects anew.
    func recount(_ kind: PenaltySubject, after key: String, limit: Int, at instant: Instant) throws -> Recount {
        try requireRested()
        return try writing { try $0.recount(kind, after: key, limit: limit, at: instant) }
    }

    /// By what law everybody was counted last.
    func countingFingerprint() throws -> String? { try with { try $0.countingFingerprint() } }

    /// Notes by what law everybody was counted.
    func note(countingFingerprint: String) throws {
        try requireRested()
        try writing { try $0.note(countingFingerprint: countingFingerprint) }
    }

    func take(_ inputs: [ForwardedInput], position: Int64, at instant: Instant) throws -> StoreChanges {
        let changes = try writing { try $0.take(inputs, position: position, at: instant) }
        lastPosition = max(lastPosition, position)
        return changes
    }

    /// Signs where the chain ends; nothing while it is not known to be the chain that it was.
    func checkpoint(_ key: SigningKey, at instant: Instant) throws -> Checkpoint? {
        guard maySign else { return nil }
        try requireRested()
        return try writing { try $0.checkpoint(key, at: instant) }
    }

    /// Whether the store has an event with a hash.
    func holds(_ head: StoreHead) throws -> Bool { try with { try $0.holds(head) } }

    /// The checkpoint that was written last.
    func lastCheckpoint() throws -> Checkpoint? { try with { try $0.lastCheckpoint() } }

    /// How far the store has come.
    func end() throws -> StoreEnd {
        if let knownEnd { return knownEnd }
        let end = try with { store in
            StoreEnd(head: try store.head(), generation: try store.generation(), position: try store.position())
        }
        knownEnd = end
        return end
    }

    /// Erases personal data whose time is over.
    func runRetention(
        _ retention: CaseRetention,
        isDryRun: Bool,
        actor: String,
        at now: Instant
    ) throws -> RetentionReport {
        try requireRested()
        return try writing { try $0.runRetention(retention, isDryRun: isDryRun, actor: actor, at: now) }
    }

    /// The sources that keep media which cases want.
    func sourcesOfWantedMedia() throws -> [Source] {
        try requireRested()
        return try with { try $0.sourcesOfWantedMedia() }
    }

    /// Media of a source that cases want.
    func wantedMedia(of source: Source, after digest: SHA256Digest?, limit: Int) throws -> [WantedMedium] {
        try requireRested()
        return try with { try $0.wantedMedia(of: source, after: digest, limit: limit) }
    }

    /// Takes what became of media.
    func take(_ outcomes: [MediumOutcome], at instant: Instant) throws -> StoreChanges {
        try requireRested()
        return try writing { try $0.take(outcomes, at: instant) }
    }

    /// Media whose files are to be erased.
    func mediaToErase(limit: Int) throws -> [SHA256Digest] {
        try requireRested()
        return try with { try $0.mediaToErase(limit: limit) }
    }

    /// Notes that files of media are gone.
    func noteErased(_ digests: [SHA256Digest]) throws { try writing { try $0.noteErased(digests) } }

    /// Closes the store; nothing is taken after.
    func close() throws {
        notice.clear()
        try store?.close()
    }

    func requireRested() throws {
        // Rest mends no damage.
        if let trouble, trouble.isDamaged { throw trouble }
        guard let trouble, let failedAt, ContinuousClock.now - failedAt < CaseStoreOwner.pause else { return }
        throw trouble
    }

    private func writing<Result>(_ body: (any CaseRepository) throws -> Result) throws -> Result {
        knownEnd = nil
        let result = try with(body)
        writes += 1
        written()
        if trouble != nil {
            logger.notice("case store is back")
            trouble = nil
            notice.clear()
        }
        return result
    }

    /// - Throws: `CaseStepError` as it is, `CaseStoreUnavailable` when the store is away or damaged.
    private func with<Result>(_ body: (any CaseRepository) throws -> Result) throws -> Result {
        if let trouble, trouble.isDamaged { throw trouble }
        do {
            return try body(opened())
        } catch let error as CaseStepError {
            throw error
        } catch {
            let unavailable = fail(error)
            // One that is damaged is not even closed: that would write into it.
            if !unavailable.isDamaged, !StoreFile.isPassing(error) { store = nil }
            throw unavailable
        }
    }

    private func opened() throws -> any CaseRepository {
        if let store { return store }
        let opened = try open(!isKnown)
        (store, isKnown) = (opened, true)
        return opened
    }

    @discardableResult
    private func fail(_ error: any Error) -> CaseStoreUnavailable {
        let unavailable = CaseStoreUnavailable(error)
        failedAt = .now
        defer { trouble = unavailable }
        guard trouble?.isDamaged != unavailable.isDamaged else { return unavailable }
        if unavailable.isDamaged {
            logger.critical(
                "case store is damaged and not touched any more; readings are taken, overloads wait in the outbox",
                metadata: ["error": "\(error)", "what_to_do": "\(StoreError.whatToDo)"]
            )
        } else {
            logger.error(
                "case store does not take cases; they wait in the outbox",
                metadata: ["error": "\(error)"]
            )
        }
        notice.write(unavailable, position: lastPosition)
        return unavailable
    }
}

/// How far the case store has come.
struct StoreEnd: Hashable {
    let head: StoreHead?
    let generation: String
    let position: Int64
}

/// The case store cannot be used now.
struct CaseStoreUnavailable: Error, CustomStringConvertible {
    /// It will not be usable until it is restored.
    let isDamaged: Bool
    let description: String

    init(_ error: any Error) {
        // What is neither a lock nor a disk is no matter of waiting, but is tried again: nothing else may stop the intake.
        isDamaged = (error as? StoreError)?.isDamage(of: SQLiteCaseStore.fileName) ?? (error is CaseStoreDamage)
        description = "\(error)"
    }
}

/// A file beside the stores that says what keeps the daemon from writing cases; it is there only as long.
public struct CaseStoreNotice: Sendable {
    static let fileName = "cases.problem"

    struct Content: Codable {
        var what: String
        /// How far the outbox had been taken.
        var position: Int64
    }

    private let url: URL

    init(directory: String) {
        url = URL(fileURLWithPath: directory + "/" + CaseStoreNotice.fileName)
    }

    /// A disk that takes no cases may take no notice, either; the log has it then.
    func write(_ unavailable: CaseStoreUnavailable, position: Int64) {
        let content = Content(what: unavailable.description, position: position)
        try? JSONEncoder().encode(content).write(to: url, options: .atomic)
    }

    func clear() {
        try? FileManager.default.removeItem(at: url)
    }

    func read() -> Content? {
        (try? Data(contentsOf: url)).flatMap { try? JSONDecoder().decode(Content.self, from: $0) }
    }
}

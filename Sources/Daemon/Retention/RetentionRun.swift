public import Access
public import CaseStore
public import Evidence
public import Units

/// What a run of `zhichao retention` has come to, or would come to.
public struct RetentionReport: Codable, Sendable {
    /// Whether nothing was erased: it was only looked.
    public var isDryRun: Bool
    /// The cases whose personal data were erased, at most `RetentionReport.casesMax`.
    public var cases: [DueErasure]
    /// Entries of the audit that were erased, at most `AuditErasure.entriesMax`; of a dry run those that are due.
    public var audit = 0
    /// Whether there are more: run it again.
    public var hasMore: Bool

    /// Cases erased in one run at most.
    public static let casesMax = 1_000

    /// Says what was done.
    public init(isDryRun: Bool, cases: [DueErasure], hasMore: Bool) {
        self.isDryRun = isDryRun
        self.cases = cases
        self.hasMore = hasMore
    }
}

/// What a run does to the audit: a transaction for each `steps`, so that whoever asks for a case is written down in between.
public struct AuditErasure: Sendable {
    private let before: Instant
    private let actor: String
    private let now: Instant

    /// Entries erased in one run at most.
    public static let entriesMax = 50 * AccessStore.erasedAtOnceMax

    /// - Parameters:
    ///   - kept: how long entries are kept.
    ///   - actor: who has asked for it.
    public init(keeping kept: Milliseconds, actor: String, at now: Instant) {
        before = now + Milliseconds(-kept.rawValue)
        (self.actor, self.now) = (actor, now)
    }

    /// How many entries are due.
    public func due(in store: AccessStore) throws -> Int { try store.dueAudit(before: before) }

    /// The transactions that as many due entries take in one run.
    public static func steps(_ due: Int) -> Range<Int> {
        let entries = min(due, entriesMax)
        return 0..<((entries + AccessStore.erasedAtOnceMax - 1) / AccessStore.erasedAtOnceMax)
    }

    /// One of them.
    ///
    /// - Returns: how many entries went.
    public func step(in store: AccessStore) throws -> Int {
        try store.eraseAudit(before: before, actor: actor, at: now)
    }
}

extension CaseRepository {
    /// Erases the files of media that no case holds any more; for who writes the store while no daemon does.
    public func eraseFiles(of store: MediaStore) throws {
        while true {
            let digests = try mediaToErase(limit: 100)
            guard !digests.isEmpty else { return }
            for digest in digests { try store.erase(digest) }
            try noteErased(digests)
        }
    }

    /// Erases what is due, one transaction a case, so that people's work and the forwarder are not held up.
    ///
    /// - Parameter actor: who has asked for it.
    public func runRetention(
        _ retention: CaseRetention,
        isDryRun: Bool,
        actor: String,
        at now: Instant
    ) throws -> RetentionReport {
        let due = try dueErasures(retention, at: now, limit: RetentionReport.casesMax + 1)
        let cases = Array(due.prefix(RetentionReport.casesMax))
        if !isDryRun { for item in cases { try erase(item, actor: actor, at: now) } }
        return RetentionReport(isDryRun: isDryRun, cases: cases, hasMore: due.count > cases.count)
    }
}

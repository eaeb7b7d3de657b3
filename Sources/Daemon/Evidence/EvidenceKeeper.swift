import CaseStore
import Enforcement
import Evidence
import Foundation
import Intake
import Logging
import Readings
import Units

/// Fetches what cases want, stores it, and tells the case store: the file first, durable, and then the event.
///
/// Everything follows from the store's list of what is wanted. Killed between file and event, it finds the file at the next
/// look and tells the event then; killed before, it asks for the medium again.
actor EvidenceKeeper {
    /// Outcomes that wait for the case store at most; beyond it nothing more is asked for.
    private static let pendingMax = 64
    /// Media of a source looked at for one question.
    private static let pageMax = 16
    /// Files erased between two looks.
    private static let erasedMax = 100
    /// How long nothing is asked for after the disk has refused a file.
    private static let pause = Milliseconds.seconds(5)
    /// How long nothing is looked for while nothing is wanted and the store is not written.
    private static let restMax = Duration.seconds(30)

    private let cases: CaseStoreOwner
    private let store: MediaStore
    private let engine: IntakeEngine
    private let meter: EvidenceMeter
    private let notice: EvidenceNotice
    private let logger: Logger
    private let publish: @Sendable (StoreChanges) -> Void
    private var fetcher = MediaFetcher()
    private var pending: [MediumOutcome] = []
    private var pausedUntil: Instant?
    private var isTroubled = false
    /// Until when nothing needs to be looked for unless the store is written: nothing was wanted.
    private var rest: (until: ContinuousClock.Instant, writes: Int)?
    /// Where the search for files that are there already goes on.
    private var search: (source: Source, after: SHA256Digest?)?

    init(
        cases: CaseStoreOwner,
        store: MediaStore,
        engine: IntakeEngine,
        meter: EvidenceMeter,
        notice: EvidenceNotice,
        logger: Logger,
        publish: @escaping @Sendable (StoreChanges) -> Void
    ) {
        self.cases = cases
        self.store = store
        self.engine = engine
        self.meter = meter
        self.notice = notice
        self.logger = logger
        self.publish = publish
    }

    /// Clears away what a crash has left half-written; a disk that refuses is said, and tried again with the first medium.
    func prepare() {
        do {
            try store.prepare()
            notice.clear()
        } catch {
            fail(error, at: SystemClock.now())
        }
    }

    /// Takes what a station has sent.
    func take(_ arrival: MediumArrival) async {
        let (medium, now) = (arrival.medium, SystemClock.now())
        switch arrival.content {
        case .gone:
            logger.notice("a medium is gone from its station", metadata: .of(medium))
            settle(medium, .gone, at: now)
        case .wrongLength(let length):
            wrong(
                medium,
                at: now,
                zh: "长度应为 \(medium.bytes) 字节，收到 \(length) 字节",
                en: "\(length) bytes came instead of \(medium.bytes)"
            )
        case .bytes(let bytes): keep(bytes, medium, at: now)
        }
        await askNext()
    }

    private func keep(_ bytes: [UInt8], _ medium: WantedMedium, at now: Instant) {
        do throws(MediaStoreError) {
            try store.store(bytes, as: medium.sha256, length: medium.bytes)
            meter.stored(bytes: bytes.count)
            recovered()
            settle(medium, .stored, at: now)
        } catch {
            guard error.isOfMedium else {
                _ = fetcher.answered(medium, .notTaken, at: now)
                return fail(error, at: now)
            }
            wrong(medium, at: now, zh: "内容与摘要不符", en: "what came is not what its digest says")
        }
    }

    private func settle(_ medium: WantedMedium, _ kind: MediumOutcome.Kind, at now: Instant) {
        _ = fetcher.answered(medium, .settled, at: now)
        note(MediumOutcome(medium, kind))
    }

    private func note(_ outcome: MediumOutcome) {
        if !pending.contains(outcome) { pending.append(outcome) }
    }

    private func wrong(_ medium: WantedMedium, at now: Instant, zh: String, en: String) {
        meter.countWrong()
        logger.warning("a station has sent a wrong medium", metadata: .of(medium, ["what": "\(en)"]))
        guard fetcher.answered(medium, .wrong, at: now) else { return }
        let tries = MediaFetcher.triesMax
        note(MediumOutcome(medium, .unobtainable(zh: "站点 \(tries) 次发来错误的内容：\(zh)", en: "wrong \(tries) times: \(en)")))
    }

    /// Lets time pass: tells the store what has come, asks for what is wanted, erases what nobody holds any more.
    func look() async {
        fetcher.tick(SystemClock.now())
        await tell()
        let writes = await cases.writes
        if let rest, rest.writes == writes, rest.until > .now { return }
        let isAllErased = await erase()
        let isAnyWanted = await findStored()
        await askNext()
        rest = isAllErased && !isAnyWanted ? (.now + EvidenceKeeper.restMax, writes) : nil
    }
}

// MARK: - The case store

extension EvidenceKeeper {
    /// Tells the case store what became of media: one event a case for all that came since the last look.
    private func tell() async {
        guard !pending.isEmpty else { return }
        let told = pending
        do {
            let changes = try await cases.take(told, at: SystemClock.now())
            pending.removeAll { told.contains($0) }
            publish(changes)
        } catch {
            // Its owner has said so; the files are there, and what is told is tried again.
        }
    }

    /// Erases files that retention has let go.
    ///
    /// - Returns: whether there was none.
    private func erase() async -> Bool {
        do {
            let digests = try await cases.mediaToErase(limit: EvidenceKeeper.erasedMax)
            guard !digests.isEmpty else { return true }
            for digest in digests { try store.erase(digest) }
            try await cases.noteErased(digests)
            logger.notice("pictures erased, their time being over", metadata: ["count": "\(digests.count)"])
        } catch let error as MediaStoreError {
            fail(error, at: SystemClock.now())
        } catch {
            // The case store is away; its owner has said so.
        }
        return false
    }

    /// Looks for wanted media whose files are there: another case's, or those whose event a crash has cut off. One page of one
    /// source at a time, so that a long list of a silent station costs little.
    ///
    /// - Returns: whether anything is wanted, as far as that can be said.
    private func findStored() async -> Bool {
        guard pending.count < EvidenceKeeper.pendingMax, let sources = try? await cases.sourcesOfWantedMedia() else {
            return true
        }
        fetcher.keep(only: sources)
        let here = search.flatMap { search in sources.first { $0 >= search.source } } ?? sources.first
        guard let here else {
            search = nil
            return false
        }
        let after = here == search?.source ? search?.after : nil
        let page = (try? await cases.wantedMedia(of: here, after: after, limit: EvidenceKeeper.pageMax)) ?? []
        for medium in page where isThere(medium) { note(MediumOutcome(medium, .stored)) }
        search = page.last.map { (here, $0.sha256) } ?? sources.first { $0 > here }.map { ($0, nil) }
        return true
    }

    private func isThere(_ medium: WantedMedium) -> Bool {
        (try? store.check(medium.sha256, length: medium.bytes)) == .whole
    }
}

// MARK: - Stations

extension EvidenceKeeper {
    /// Asks the stations that can be asked, as many as may be at a time.
    private func askNext() async {
        guard mayAsk(SystemClock.now()), let sources = try? await cases.sourcesOfWantedMedia(), !sources.isEmpty else {
            return
        }
        let reachable = await engine.reachable()
        for (source, after) in fetcher.due(sources, at: SystemClock.now(), isReachable: reachable.contains) {
            guard let page = try? await cases.wantedMedia(of: source, after: after, limit: EvidenceKeeper.pageMax)
            else { return }
            let open = page.filter { medium in !pending.contains { $0.medium == medium } }
            let now = SystemClock.now()
            guard let medium = fetcher.ask(open, of: source, at: now) else { continue }
            if isThere(medium) { settle(medium, .stored, at: now) } else { engine.fetch(medium) }
        }
    }

    private func mayAsk(_ now: Instant) -> Bool {
        pending.count < EvidenceKeeper.pendingMax && pausedUntil.map { now >= $0 } ?? true
            && fetcher.outstanding < MediaFetcher.outstandingMax
    }

    /// The disk refuses: nothing is lost, since what is wanted is asked for again.
    private func fail(_ error: MediaStoreError, at now: Instant) {
        pausedUntil = now + EvidenceKeeper.pause
        meter.countFailed()
        notice.write("\(error)")
        guard !isTroubled else { return }
        isTroubled = true
        logger.error(
            error.code == .diskFull
                ? "the disk is full: pictures are not fetched until there is room"
                : "pictures cannot be stored; they are fetched again later",
            metadata: ["error": "\(error)"]
        )
    }

    private func recovered() {
        pausedUntil = nil
        guard isTroubled else { return }
        isTroubled = false
        notice.clear()
        logger.notice("pictures can be stored again")
    }
}

extension Logger.Metadata {
    fileprivate static func of(_ medium: WantedMedium, _ others: Logger.Metadata = [:]) -> Logger.Metadata {
        ["source": "\(medium.source)", "sha256": "\(medium.sha256)"].merging(others) { $1 }
    }
}

import CaseStore
import Enforcement
import FeedContract
import Foundation
public import Journal
import Readings
import Storage
public import Units

/// What `zhichao status` shows, read from the files: true to the last commit, with the daemon up or down.
public struct StatusReport: Encodable, Sendable {
    /// A source and what it has delivered of its newest epoch.
    public struct SourceStatus: Encodable, Sendable {
        /// `<station>/<device>`.
        public var source: String
        /// The newest epoch heard.
        public var epoch: UInt64
        /// Everything up to and including this `seq` is on disk.
        public var through: UInt64
        /// Readings missing of all its epochs, that are asked for.
        public var missing: UInt64
        /// Readings known lost of all its epochs.
        public var lost: Int
        /// Its gaps of which nobody can know how long they are.
        public var openGaps: Int
        /// When anything was heard of it last.
        public var heardAt: String
        /// Whether the daemon runs and has heard nothing from it for `staleAfter`.
        public var stale: Bool

        private enum CodingKeys: String, CodingKey {
            case source, epoch, through, missing, lost, stale
            case openGaps = "open_gaps"
            case heardAt = "heard_at"
        }

        /// Whether somebody should look at it.
        public var isTroubled: Bool { stale || missing > 0 }
    }

    /// What waits in quarantine, and how much may.
    public struct QuarantineStatus: Encodable, Sendable {
        /// Messages that wait to be mended and tried again.
        public var waiting: Int
        /// Bytes that the quarantine takes, about.
        public var bytes: Int64
        /// Bytes that it may take; beyond, the oldest messages go.
        public var bytesMax: Int64
        /// Days that a message is kept.
        public var daysMax: Int64
        /// When the oldest message that waits was received.
        public var oldest: String?
        /// When that one goes for its age.
        public var oldestGoes: String?
        /// Whether messages are lost soon: four fifths of the size are used, or the oldest goes within 30 days.
        public var isNearBound: Bool

        private enum CodingKeys: String, CodingKey {
            case waiting, bytes, oldest
            case bytesMax = "max_bytes"
            case daysMax = "max_days"
            case oldestGoes = "oldest_goes"
            case isNearBound = "near_bound"
        }

        init(_ journal: JournalReader, quarantined: Int, _ bounds: QuarantineBounds, now: Instant) throws {
            let (ledger, oldest) = try journal.quarantine()
            waiting = max(0, quarantined - ledger.agedOut)
            bytes = ledger.bytes
            (bytesMax, daysMax) = (bounds.bytesMax, bounds.days)
            self.oldest = oldest?.description
            oldestGoes = oldest.map { "\($0 + bounds.ageMax)" }
            isNearBound =
                bounds.isNearlyFull(bytes: bytes) || oldest.map { bounds.isNearlyTooOld($0, at: now) } ?? false
        }
    }

    /// A source that is silent for this long is stale.
    public static let staleAfter = Milliseconds.seconds(15)

    /// The version of this program.
    public var version = Version.text
    /// Whether a daemon writes the files now.
    public var running: Bool
    /// Messages, every copy.
    public var received: Int
    /// Distinct readings stored, of both kinds.
    public var committed: Int
    /// Second copies, ignored.
    public var duplicates: Int
    /// Messages of strangers, not stored.
    public var refused: Int
    /// Messages that were not valid, stored as they came.
    public var quarantined: Int
    /// Readings left to be asked for again.
    public var notTaken: Int
    /// Readings known lost.
    public var gaps: Int
    /// Readings missing below the newest of their epoch.
    public var missing: UInt64
    /// Readings that came again on request, of those received.
    public var replayed: Int
    /// Messages of the control channel whose sender may not speak for the source.
    public var controlRefused: Int
    /// Connections refused, for want of a listed key or at the handshake.
    public var refusedPeers: Int
    /// Messages of the control channel that cannot be read.
    public var controlMalformed: Int
    /// What stations could not do, by their own word.
    public var stationErrors: Int
    /// Results not published because they were not sent as fast as they came.
    public var droppedResults: Int
    /// Answers to stations that could not be sent; each is said again.
    public var droppedAnswers: Int
    /// Messages that waited in quarantine and went for its size or age.
    public var quarantineAgedOut: Int
    /// Gaps of which nobody can know how long they are.
    public var openGaps: Int
    /// The quarantine.
    public var quarantine: QuarantineStatus
    /// Weighings assessed.
    public var passages: Int
    /// Passages without a picture.
    public var unpaired: Int
    /// Passages that could be more than one vehicle's.
    public var ambiguous: Int
    /// Passages over the limit, on evidence.
    public var overloaded: Int
    /// Passages whose weighing cannot be evidence.
    public var notEvidence: Int
    /// How many cases stand where.
    public var cases: [String: Int]
    /// Overloads that the case store has not taken yet; at most so many where the store cannot be read.
    public var forwarderBacklog: Int64
    /// What keeps the daemon from writing cases, or anybody from reading them; `nil` when nothing does.
    public var caseStoreProblem: String?
    /// How many media of cases stand where: wanted, stored, gone, unobtainable, erased.
    public var media: [String: Int] = [:]
    /// Media dropped because they came faster than they were stored; each is asked for again.
    public var droppedMedia: Int
    /// What keeps the daemon from storing pictures; `nil` when nothing does.
    public var evidenceProblem: String?
    /// How the work of timers stands.
    public var jobs: [JobStatus]
    /// The sources, by name.
    public var sources: [SourceStatus]

    private enum CodingKeys: String, CodingKey {
        case version, running, received, committed, duplicates, refused, quarantined
        case notTaken = "not_taken"
        case gaps, missing, replayed
        case controlRefused = "control_refused"
        case refusedPeers = "refused_peers"
        case controlMalformed = "control_malformed"
        case stationErrors = "station_errors"
        case droppedResults = "dropped_results"
        case droppedAnswers = "dropped_answers"
        case quarantineAgedOut = "quarantine_aged_out"
        case openGaps = "open_gaps"
        case quarantine
        case passages, unpaired, ambiguous, overloaded
        case notEvidence = "not_evidence"
        case cases
        case forwarderBacklog = "forwarder_backlog"
        case caseStoreProblem = "case_store_problem"
        case media
        case droppedMedia = "dropped_media"
        case evidenceProblem = "evidence_problem"
        case jobs, sources
    }

    /// Reads the files of a data directory.
    ///
    /// - Throws: `StoreError` when there are none, and GRDB's errors.
    public init(directory: String, quarantine bounds: QuarantineBounds, now: Instant) throws {
        let journal = try JournalReader(directory: directory)
        let counters = try journal.counters()
        let stored = try journal.sources()
        running = WriterLock.isHeld(directory: directory)
        received = counters.received
        committed = counters.committed
        duplicates = counters.duplicates
        refused = counters.refused
        quarantined = counters.quarantined
        notTaken = counters.notTaken
        replayed = counters.replayed
        controlRefused = counters.controlRefused
        refusedPeers = counters.refusedPeers
        controlMalformed = counters.controlMalformed
        stationErrors = counters.stationErrors
        droppedResults = counters.droppedResults
        droppedAnswers = counters.droppedAnswers
        droppedMedia = counters.droppedMedia
        quarantine = try QuarantineStatus(journal, quarantined: counters.quarantined, bounds, now: now)
        quarantineAgedOut = try journal.quarantine().ledger.agedOut
        let losses = try journal.losses()
        openGaps = losses.values.reduce(0) { $0 + $1.openGaps }
        passages = counters.passages
        unpaired = counters.unpaired
        ambiguous = counters.ambiguous
        overloaded = counters.overloaded
        notEvidence = counters.notEvidence
        gaps = try journal.lostReadings()
        missing = stored.flatMap(\.marks).reduce(0) { sum, mark in
            let (sum, overflow) = sum.addingReportingOverflow(mark.mark.missing)
            return overflow ? .max : sum
        }
        let isRunning = running
        evidenceProblem = isRunning ? EvidenceNotice(directory: directory).read() : nil
        let notice = isRunning ? CaseStoreNotice(directory: directory).read() : nil
        var problem = notice?.what
        // In this order, so that what is forwarded meanwhile cannot make it negative.
        let position: Int64
        do {
            let caseStore = try CaseReader(directory: directory)
            cases = Dictionary(
                uniqueKeysWithValues: try caseStore.countsByState().map { ($0.state.rawValue, $0.count) }
            )
            media = Dictionary(uniqueKeysWithValues: try caseStore.mediaCounts().map { ($0.key.rawValue, $0.value) })
            position = try caseStore.position()
        } catch  where isRunning && (notice != nil || (error as? StoreError)?.isMissing == true) {
            // The daemon says so when it has met it itself.
            problem = problem ?? "\(error)"
            cases = [:]
            position = try notice?.position ?? journal.caseWitness()?.position ?? 0
        }
        caseStoreProblem = problem
        forwarderBacklog = try journal.outboxEnd() - position
        jobs = JobStatus.all(dataDirectory: directory, since: try journal.oldestReceipt(), now: now)
        sources = stored.compactMap { source -> SourceStatus? in
            guard let newest = source.marks.first(where: { $0.mark.epoch == source.epoch }) ?? source.marks.last
            else { return nil }
            return SourceStatus(
                source: source.source.description,
                epoch: newest.mark.epoch,
                through: newest.mark.through,
                missing: source.marks.reduce(0) { $0 &+ $1.mark.missing },
                lost: losses[source.source]?.readings ?? 0,
                openGaps: losses[source.source]?.openGaps ?? 0,
                heardAt: source.heardAt.description,
                stale: isRunning && now - source.heardAt > StatusReport.staleAfter
            )
        }
    }
}

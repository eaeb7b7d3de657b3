import Daemon
import Enforcement
import FeedContract
import Foundation
import GRDB
import Journal
import Law
import Readings
import TestSupport
import Units

@testable import Intake

/// The daemon's reception and a real journal, driven by a made-up clock: it dies where the test wants.
struct SimulatedFeedDaemon {
    /// Readings in a batch at which a disk that refuses blocks the reception.
    private static let blockedAt = 40

    private let directory: String
    private let journal: JournalWriter
    private(set) var reception: Reception
    /// A batch on its way to disk, and when it will be there.
    private var committing: (batch: Batch, doneAt: Instant)?

    /// Whether nothing is on its way to disk.
    var isIdle: Bool { committing == nil }

    init(directory: String, stations: [StationProfile], rules: RuleBook, now: Instant) throws {
        self.directory = directory
        journal = try JournalWriter(directory: directory)
        reception = Reception(
            pipeline: Pipeline(settings: PipelineSettings(), stations: stations, rules: rules),
            settings: Reception.Settings(admission: Admission(stations: stations, unknownStations: .refuse)),
            resumption: try JournalReader(directory: directory).resumption(),
            now: now
        )
    }

    mutating func take(_ live: SimulatedWire.Live, at now: Instant) {
        live.topic.withUnsafeBytes { topic in
            live.payload.withUnsafeBytes { payload in
                reception.take(topic: topic, payload: payload, receivedAt: now, sender: "10.0.0.1")
            }
        }
    }

    mutating func take(_ message: ControlMessage, from route: SourceSession.Route, at now: Instant, isDrained: Bool) {
        reception.take(
            ControlIncoming(
                frames: message.frames,
                route: route,
                receivedAt: now,
                speaker: .anyone,
                isDrained: isDrained,
                sender: "10.0.0.1"
            )
        )
    }

    /// Does what the intake thread does between two looks at its sockets.
    ///
    /// - Parameters:
    ///   - isDiskFull: whether no commit succeeds.
    ///   - delay: how long a commit takes.
    mutating func turn(at now: Instant, isDiskFull: Bool, delay: Milliseconds) throws {
        reception.tick(now)
        if let (batch, doneAt) = committing, !isDiskFull, now >= doneAt {
            try journal.commit(batch)
            committing = nil
        }
        reception.committed(pending: committing == nil ? 0 : 1)
        reception.isBlocked =
            isDiskFull && committing != nil && reception.batch.readings.count >= SimulatedFeedDaemon.blockedAt
        guard committing == nil, reception.hasNews else { return }
        committing = (reception.takeBatch(replacing: Batch()), now + delay)
    }

    /// Does what the intake thread does when a reload brings another core: commits everything, and begins on what is there.
    mutating func reload(stations: [StationProfile], rules: RuleBook) throws {
        if let (batch, _) = committing { try journal.commit(batch) }
        committing = nil
        reception.committed(pending: 0)
        if reception.hasNews { try journal.commit(reception.takeBatch(replacing: Batch())) }
        reception.committed(pending: 0)
        reception.restart(
            Pipeline(settings: PipelineSettings(), stations: stations, rules: rules),
            Admission(stations: stations, unknownStations: .refuse),
            from: try JournalReader(directory: directory).resumption()
        )
    }

    mutating func takeMessages() -> [(message: ControlMessage, route: SourceSession.Route)] { reception.takeMessages() }

    /// Dies: what is not committed is gone. A commit under way may be on disk already, though nobody was told.
    mutating func die(isCommitDone: Bool) throws {
        if isCommitDone, let (batch, _) = committing { try journal.commit(batch) }
        try journal.close()
    }
}

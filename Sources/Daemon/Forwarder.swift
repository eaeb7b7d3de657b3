import CaseStore
import Enforcement
import FeedContract
import Foundation
import Journal
import Logging
import Readings
import ServiceLifecycle
import Storage
import Units

/// Moves the journal's outbox into the case store, in order, for as long as it takes.
///
/// The position lives in the case store and moves in its transaction, so that a crash on either side neither doubles
/// nor skips. While the store is away the intake goes on; the backlog waits on disk, in the outbox.
struct Forwarder: Service {
    /// Entries moved in one transaction.
    static let entriesMax = 500
    /// Rest between two transactions: on a busy feed overloads gather and share a sync, and a case is this much later.
    static let rest = Duration.milliseconds(20)
    /// Longest wait before the outbox is looked at without being told: covers a store that was away.
    static let retryInterval = Duration.seconds(1)

    private let journal: JournalReader
    private let cases: CaseStoreOwner
    private let publish: @Sendable ([any ResultMessage]) -> Void
    private let logger: Logger
    private let caseInputs: AsyncStream<Void>

    /// - Parameter caseInputs: says that the outbox has something new; one pending element says as much as many.
    init(
        journal: JournalReader,
        cases: CaseStoreOwner,
        caseInputs: AsyncStream<Void>,
        logger: Logger,
        publish: @escaping @Sendable ([any ResultMessage]) -> Void
    ) {
        self.journal = journal
        self.cases = cases
        self.caseInputs = caseInputs
        self.logger = logger
        self.publish = publish
    }

    func run() async throws {
        let (nudges, nudge) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        try await withGracefulShutdownHandler {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await _ in caseInputs { nudge.yield() }
                }
                group.addTask {
                    while !Task.isCancelled {
                        try? await Task.sleep(for: Forwarder.retryInterval)
                        nudge.yield()
                    }
                }
                // A damaged journal does not mend itself: it ends the daemon.
                defer { group.cancelAll() }
                try await forwardUntilFinished(nudges)
            }
        } onGracefulShutdown: {
            nudge.finish()
        }
    }

    /// - Throws: that the journal is damaged; everything else is tried again.
    private func forwardUntilFinished(_ nudges: AsyncStream<Void>) async throws {
        try await forward()
        for await _ in nudges {
            try await forward()
            try? await Task.sleep(for: Forwarder.rest)
        }
        // The intake has stopped before this one: what it committed last goes over too. A store that is away would only
        // hold up the stop; the outbox keeps it.
        if await !cases.isTroubled { try await forward() }
    }

    private func forward() async throws {
        do {
            while try await forwardOnce() {}
        } catch is CaseStoreUnavailable {
            // Its owner has said so.
        } catch let damage as JournalDamage {
            throw damage
        } catch let error as StoreError where error.isDamage(of: JournalWriter.fileName) {
            throw error
        } catch {
            logger.error("the outbox cannot be read; it is tried again", metadata: ["error": "\(error)"])
        }
    }

    /// - Returns: whether there may be more.
    private func forwardOnce() async throws -> Bool {
        let entries = try journal.outbox(after: try await cases.position(), limit: Forwarder.entriesMax)
        guard let last = entries.last else {
            // Nothing to write shows that the store is back.
            if await cases.isTroubled { _ = try await cases.take([], position: 0, at: SystemClock.now()) }
            return false
        }
        let inputs = try entries.map { entry in
            let input = try OutboxEntry.decode(entry.body)
            let records = try journal.readings(input.records).map { reading in
                CaseRecord(
                    reading: reading.id.description,
                    kind: reading.topic.kind.rawValue,
                    receivedAt: reading.receivedAt,
                    payload: reading.payload
                )
            }
            return ForwardedInput(input: input, records: records)
        }
        let changes = try await cases.take(inputs, position: last.id, at: SystemClock.now())
        logger.notice(changes.referrals)
        publish(changes.messages)
        return entries.count == Forwarder.entriesMax
    }
}

extension CaseMessage {
    init(_ change: CaseChange) {
        self.init(
            topic: "case/\(change.kind.rawValue)",
            id: change.id,
            number: change.number,
            state: change.state.rawValue,
            plate: change.plate,
            at: change.at
        )
        station = change.station
    }
}

extension StoreChanges {
    /// What is told on the results socket.
    var messages: [any ResultMessage] { cases.map(CaseMessage.init) + referrals.compactMap(ReferralMessage.init) }
}

extension ReferralMessage {
    /// - Returns: `nil` for a change that nobody is told of: the contract has issued and withdrawn.
    init?(_ change: ReferralChange) {
        guard change.kind != .changed else { return nil }
        self.init(
            topic: "referral/\(change.kind.rawValue)",
            id: change.id,
            number: change.number,
            state: change.state.rawValue,
            plate: change.plate,
            at: change.at
        )
    }
}

extension OutboxEntry {
    /// Reads an entry; before it had several kinds the outbox held overloads as they were.
    fileprivate static func decode(_ body: String) throws -> CaseInput {
        let data = Data(body.utf8)
        do {
            return try JSONDecoder().decode(CaseInput.self, from: data)
        } catch let error as DecodingError {
            guard let opening = try? JSONDecoder().decode(CaseOpening.self, from: data) else { throw error }
            return .overload(opening)
        }
    }
}

import FeedContract
import Foundation
import Journal
import Units
import ZeroMQ

/// What the intake thread does between its start and its end.
struct IntakeLoop: ~Copyable {
    private let sockets: FeedSockets
    private var reception: Reception
    private let committer: Committer
    private var keys: KeyRing
    /// Where messages that are tried again come from, and what another core is told.
    private let journal: JournalReader
    private var clock: ReceiptClock
    private var topic = Message()
    private var payload = Message()
    private var spare: Batch?
    private var lastInstant: Instant
    /// When a message or a request came last.
    private var busyAt: Instant
    private let replayShare: Double
    private let messageRefused: (MessageRefusal) -> Void
    /// Called at each turn: whoever waits for it learns that this thread is stuck.
    private let alive: () -> Void
    /// Whether the last look at the control socket found its end.
    private var isControlDrained = true

    /// Longest time that a stop goes on receiving what is on its way.
    private static let drainMax = Milliseconds.seconds(2)
    /// Messages looked for before the clock is read again.
    private static let messagesPerPass = 1_000
    /// Longest time that messages of one socket are taken, before what was taken is committed and stations are answered.
    private static let passMax = Milliseconds(20)
    /// Messages taken between two looks at the clock.
    private static let messagesPerLook = 16
    /// Messages of the control socket taken in each pass, however busy the live feeds are: heartbeats among them.
    private static let controlMessagesMin = 16
    /// Frames kept of a message of the control socket: the routing id and the four of DATA, and one to see that there
    /// are too many.
    private static let controlFramesMax = 6

    init(
        sockets: FeedSockets,
        reception: Reception,
        committer: Committer,
        keys: KeyRing,
        journal: JournalReader,
        replayShare: Double,
        messageRefused: @escaping (MessageRefusal) -> Void,
        alive: @escaping () -> Void,
        now: @escaping () -> Instant
    ) {
        self.journal = journal
        self.alive = alive
        self.sockets = sockets
        self.reception = reception
        self.committer = committer
        self.keys = keys
        self.replayShare = replayShare
        self.messageRefused = messageRefused
        clock = ReceiptClock(now)
        lastInstant = clock.now()
        busyAt = lastInstant
        spare = Batch()
    }

    /// Receives and commits until told to stop; what libzmq has handed over by then is committed.
    mutating func run(_ requests: borrowing IntakeRequests) throws {
        while !requests.isStopping {
            alive()
            try requireCommitter()
            let asked = requests.take()
            for request in asked { try perform(request) }
            let received = try receivePass()
            if received > 0 || !asked.isEmpty { busyAt = lastInstant }
            reception.tick(lastInstant)
            try handOver(received: received)
            try answer()
            if received == 0, !reception.hasNews || reception.isBlocked { try waitForMessage() }
        }
        // A station that goes on sending cannot hold up the stop: what it has sent beyond this is not acknowledged.
        let deadline = clock.now() + IntakeLoop.drainMax
        while try receivePass() > 0, lastInstant < deadline { try handOver(received: 0) }
        if reception.hasNews, committer.waitUntilReady() == .idle { try submit() }
        committer.waitUntilIdle()
        try requireCommitter()
        // The last word to the stations: what they need not send again.
        reception.sayLastWord(at: clock.now())
        try answer()
    }

    private mutating func perform(_ request: IntakeRequest) throws {
        switch request {
        case .change(let change, let answer):
            var outcome = IntakeChange.Outcome.stopping
            defer { answer(outcome) }
            outcome = try take(change)
        case .reset(let source, let answer): answer(reception.reset(source))
        case .retry(let ids, let answer): try reception.retry(ids, from: journal, answer)
        case .note(let witness): reception.note(witness)
        case .fetch(let medium): reception.fetch(medium)
        case .reachable(let answer): answer(reception.reachable)
        case .end(let error): throw error
        }
    }

    private mutating func take(_ change: IntakeChange) throws -> IntakeChange.Outcome {
        if let core = change.core {
            guard try commitAll() else { return .refused }
            reception.restart(core, change.admission, from: try journal.resumption())
        } else {
            reception.admit(change.admission, new: change.newStations)
        }
        keys = change.keys
        return .taken
    }

    private func requireCommitter() throws {
        if let failure = committer.failure { throw failure }
    }
}

// MARK: - Receiving

extension IntakeLoop {
    /// Takes what is there, up to a bound: live readings first, then of a backlog as much as its share allows.
    ///
    /// - Returns: how many messages.
    private mutating func receivePass() throws -> Int {
        lastInstant = clock.now()
        reception.lookAtRegisters()
        var live = 0
        for feed in sockets.data { live += try receive(from: feed) }
        let share = Int(replayShare / (1 - replayShare) * Double(live))
        let most = live == 0 ? IntakeLoop.messagesPerPass : max(IntakeLoop.controlMessagesMin, share)
        return live + (try receiveControl(atMost: most))
    }

    private mutating func receive(from feed: FeedSockets.Data) throws -> Int {
        let end = clock.now() + IntakeLoop.passMax
        var count = 0
        while count < IntakeLoop.messagesPerPass, hasRoom, try feed.socket.receive(into: &topic, wait: .no) {
            try take(from: feed)
            count += 1
            if isOver(end, count) { break }
        }
        return count
    }

    private mutating func isOver(_ end: Instant, _ count: Int) -> Bool {
        count.isMultiple(of: IntakeLoop.messagesPerLook) && clock.now() >= end
    }

    /// Whether another message can be taken: into the batch or, while the disk refuses, to be left to become a hole.
    private var hasRoom: Bool { !reception.batch.isFull || reception.isBlocked }

    private mutating func take(from feed: FeedSockets.Data) throws {
        guard topic.more, try feed.socket.receive(into: &payload, wait: .no), !payload.more else {
            return try takeMalformed(from: feed)
        }
        let receivedAt = lastInstant
        let speaker = feed.speaker ?? keys.speaker(payload.userID)
        let refused = reception.counters.refused
        topic.withUnsafeBytes { topicBytes in
            payload.withUnsafeBytes { payloadBytes in
                reception.take(
                    topic: topicBytes,
                    payload: payloadBytes,
                    receivedAt: receivedAt,
                    speaker: speaker,
                    sender: payload.metadata("Peer-Address")
                )
            }
        }
        if reception.counters.refused > refused { report(refused: [topic.array], by: "data", speaker, payload) }
    }

    private func report(
        refused frames: [[UInt8]],
        by socket: String,
        _ speaker: KeyRing.Speaker,
        _ message: borrowing Message
    ) {
        let peer = message.metadata("Peer-Address")
        messageRefused(MessageRefusal(peer: peer, socket: socket, speaker: speaker, about: frames))
    }

    private mutating func takeMalformed(from feed: FeedSockets.Data) throws {
        var frames = [topic.array]
        var dropped = 0
        if topic.more {
            frames.append(payload.array)
            while payload.more, frames.count < Quarantined.framesMax {
                _ = try feed.socket.receive(into: &payload, wait: .no)
                frames.append(payload.array)
            }
            dropped = try feed.socket.discardRest(of: &payload)
        }
        let speaker = feed.speaker ?? keys.speaker(topic.userID)
        let refused = reception.counters.refused
        reception.take(
            malformed: frames,
            droppedFrames: dropped,
            receivedAt: lastInstant,
            speaker: speaker,
            sender: topic.metadata("Peer-Address")
        )
        if reception.counters.refused > refused {
            report(refused: Array(frames.prefix(1)), by: "data", speaker, topic)
        }
    }

    private mutating func receiveControl(atMost most: Int) throws -> Int {
        let end = clock.now() + IntakeLoop.passMax
        var count = 0
        while count < most, hasRoom, !isOver(end, max(count, 1)) {
            guard
                let message = try sockets.control.socket.receiveMultipart(
                    through: &payload,
                    framesMax: IntakeLoop.controlFramesMax,
                    wait: .no
                )
            else {
                isControlDrained = true
                return count
            }
            let incoming = ControlIncoming(
                frames: Array(message.frames.dropFirst()),
                route: SourceSession.Route(message.frames.first ?? []),
                receivedAt: lastInstant,
                speaker: sockets.control.speaker ?? keys.speaker(payload.userID),
                isDrained: isControlDrained,
                sender: payload.metadata("Peer-Address")
            )
            let refused = reception.counters.refused + reception.counters.controlRefused
            reception.take(incoming)
            if reception.counters.refused + reception.counters.controlRefused > refused {
                report(refused: Array(incoming.frames.prefix(2)), by: "control", incoming.speaker, payload)
            }
            count += 1
        }
        isControlDrained = false
        return count
    }

    private mutating func waitForMessage() throws {
        let isQuiet = lastInstant - busyAt >= IntakeEngine.quietAfter
        var milliseconds = isQuiet ? IntakeEngine.quietPollMilliseconds : IntakeEngine.pollMilliseconds
        if let deadline = reception.nextDeadline {
            let left = (deadline - clock.now()).rawValue
            milliseconds = Int(min(Int64(milliseconds), max(0, left)))
        }
        try sockets.wait(milliseconds: milliseconds)
    }
}

// MARK: - Committing and answering

extension IntakeLoop {
    /// Gives the batch to the committer when that is free, or when there is nothing better to do than wait for it.
    private mutating func handOver(received: Int) throws {
        var readiness = committer.readiness
        reception.committed(pending: readiness == .idle ? 0 : 1)
        guard reception.hasNews else { return }
        if readiness == .busy, reception.batch.isFull || received == 0 {
            readiness = committer.waitUntilReady()
            reception.committed(pending: readiness == .idle ? 0 : 1)
        }
        reception.isBlocked = readiness == .refused && reception.batch.isFull
        if readiness == .idle { try submit() }
        try requireCommitter()
    }

    /// Commits everything that was received.
    ///
    /// - Returns: false while the disk refuses.
    private mutating func commitAll() throws -> Bool {
        while committer.waitUntilReady() == .idle {
            reception.committed(pending: 0)
            guard reception.hasNews else { return true }
            try submit()
        }
        try requireCommitter()
        return false
    }

    private mutating func submit() throws {
        guard let empty = spare.take() else { return }
        let batch = reception.takeBatch(replacing: empty)
        spare = committer.submit(batch)
        try requireCommitter()
    }

    /// Sends what stations are to be told. What cannot be sent is dropped: all of it is said again.
    private mutating func answer() throws {
        for (message, route) in reception.takeMessages() {
            let frames = message.frames
            do throws(ZeroMQError) {
                guard try sockets.control.socket.send(route.bytes, more: true, wait: .no) else {
                    reception.counters.droppedAnswers += 1
                    continue
                }
                for (place, frame) in frames.enumerated() {
                    _ = try sockets.control.socket.send(frame, more: place < frames.count - 1, wait: .no)
                }
            } catch {
                // The station has gone.
                guard error.name == "EHOSTUNREACH" else { throw error }
                reception.counters.droppedAnswers += 1
            }
        }
    }
}

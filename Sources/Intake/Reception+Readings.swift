import Enforcement
import FeedContract
import Journal
import Readings
import Units

/// A message on its way into the journal.
struct Incoming {
    let topic: UnsafeRawBufferPointer
    let payload: UnsafeRawBufferPointer
    let receivedAt: Instant
    /// Who sent it.
    let speaker: KeyRing.Speaker
    /// What identifies it where it was sent again on request; `nil` of a live one.
    let replayed: ReadingID?
    /// The peer's address.
    let sender: () -> String?

    var frames: [[UInt8]] { [Array(topic), Array(payload)] }
}

extension Reception {
    /// Takes a live message of two frames.
    mutating func take(
        topic: UnsafeRawBufferPointer,
        payload: UnsafeRawBufferPointer,
        receivedAt: Instant,
        speaker: KeyRing.Speaker = .anyone,
        sender: @autoclosure () -> String?
    ) {
        withoutActuallyEscaping(sender) { sender in
            take(
                Incoming(
                    topic: topic,
                    payload: payload,
                    receivedAt: receivedAt,
                    speaker: speaker,
                    replayed: nil,
                    sender: sender
                )
            )
        }
    }

    /// Takes a message, live or sent again.
    mutating func take(_ incoming: Incoming) {
        counters.received += 1
        switch decoder.decode(topic: incoming.topic, payload: incoming.payload) {
        case .weigh(let reading):
            guard let arrival = admit(reading.header, .weigh, incoming) else { return }
            apply(.weighed(reading, arrival))
        case .camera(let reading):
            guard let arrival = admit(reading.header, .camera, incoming) else { return }
            apply(.sighted(reading, arrival))
        case .invalid(let message): reject(message, incoming)
        }
    }

    /// Takes a message that has not two frames.
    mutating func take(
        malformed frames: [[UInt8]],
        droppedFrames: Int,
        receivedAt: Instant,
        speaker: KeyRing.Speaker = .anyone,
        sender: String?
    ) {
        let count = frames.count + droppedFrames
        let dropped = droppedFrames > 0 ? "; the last \(droppedFrames) were not kept" : ""
        take(
            malformed: frames,
            reason: "\(count) frames; a data message has two, topic and payload\(dropped)",
            receivedAt: receivedAt,
            speaker: speaker,
            sender: sender
        )
    }

    /// Takes a message of which nobody can say which reading it is.
    mutating func take(
        malformed frames: [[UInt8]],
        reason: String,
        receivedAt: Instant,
        speaker: KeyRing.Speaker,
        sender: String?
    ) {
        counters.received += 1
        let station = frames.first?.withUnsafeBytes { Topic(bytes: $0)?.station }
        let message = InvalidMessage(faults: [Fault(pointer: "", reason: reason)], station: station)
        guard isHeard(message, from: speaker) else {
            counters.refused += 1
            return
        }
        guard !isBlocked else {
            counters.notTaken += 1
            return
        }
        keep(Quarantined(receivedAt: receivedAt, sender: sender, message: message, frames: frames, isCounted: false))
    }

    /// Admits and sequences a valid reading and adds it to the batch.
    ///
    /// - Returns: how it came in; `nil` when it is not to be told to the core.
    private mutating func admit(_ header: ReadingHeader, _ kind: TopicKind, _ incoming: Incoming) -> Arrival? {
        let source = header.id.source
        if let fault = misplaced(header.id, incoming) {
            reject(InvalidMessage(header, fault), incoming)
            return nil
        }
        guard incoming.speaker.maySpeak(for: source), admission.admits(source.station) else {
            counters.refused += 1
            return nil
        }
        if let fault = admission.fault(of: header, kind: kind) {
            reject(InvalidMessage(header, fault), incoming)
            return nil
        }
        guard sequence(header.id, incoming) else { return nil }
        return store(
            header,
            kind,
            receivedAt: incoming.receivedAt,
            isReplayed: incoming.replayed != nil,
            payload: incoming.payload
        )
    }

    /// Adds a reading that is new to the batch.
    mutating func store(
        _ header: ReadingHeader,
        _ kind: TopicKind,
        receivedAt: Instant,
        isReplayed: Bool,
        payload: UnsafeRawBufferPointer
    ) -> Arrival {
        let ordinal = nextOrdinal
        nextOrdinal += 1
        counters.committed += 1
        batch.append(
            header.id,
            ordinal: ordinal,
            receivedAt: receivedAt,
            lane: header.lane,
            kind: kind,
            isReplayed: isReplayed,
            payload: payload
        )
        if batch.readings.count == 1 { starts.append(ResumePoint(ordinal: ordinal, passages: passages)) }
        return Arrival(ordinal: ordinal, receivedAt: receivedAt, isReplayed: isReplayed)
    }

    /// What is wrong with a reading that was sent again as another than it says to be.
    private func misplaced(_ id: ReadingID, _ incoming: Incoming) -> Fault? {
        guard let replayed = incoming.replayed, replayed != id else { return nil }
        return Fault(pointer: "/seq", reason: "sent again as \(replayed), but its payload is \(id)")
    }
}

// MARK: - Sequence

extension Reception {
    /// Sequences a message of a source that may speak, and counts it unless it is to be stored.
    ///
    /// - Returns: whether it is to be stored.
    private mutating func sequence(_ id: ReadingID, _ incoming: Incoming) -> Bool {
        switch record(id, incoming) {
        case .fresh: return true
        case .oldEpoch:
            let fault = Fault(pointer: "/epoch", reason: "old-epoch: a newer epoch has begun and this fits no hole")
            let message = InvalidMessage(faults: [fault], identity: id, station: id.source.station)
            keep(Quarantined(incoming, message, isCounted: false))
        case .duplicate: counters.duplicates += 1
        case .notTaken: counters.notTaken += 1
        case nil: counters.refused += 1
        }
        return false
    }

    /// - Returns: `nil` when it is refused: an epoch of the far future, or one unlisted source too many.
    private mutating func record(_ id: ReadingID, _ incoming: Incoming) -> SequenceTracker.Arrival? {
        let now = incoming.receivedAt
        guard !SourceSession.isAbsurd(id.epoch, at: now),
            // Nearly always it is known, and whether it is listed need not be looked up.
            let place = sources.place(of: id.source)
                ?? sources.place(of: id.source, isListed: admission.isListed(id.source), at: now)
        else { return nil }
        guard !isBlocked else { return .notTaken }
        let isReplayed = incoming.replayed != nil
        let arrival = sources.with(place, at: now) { session in
            session.record(epoch: id.epoch, seq: id.seq, isReplayed: isReplayed, at: now)
        }
        if arrival == .notTaken, !isReplayed { sources.slow(place, at: now, &outputs) }
        lookAtHoles()
        return arrival
    }
}

// MARK: - Quarantine

extension Reception {
    /// Quarantines what is not valid, once; a stranger's is only counted.
    private mutating func reject(_ message: InvalidMessage, _ incoming: Incoming) {
        // Who has sent it again may speak for what it is settled as. An unlisted device's is not settled, like a live one.
        let isSettled = incoming.replayed.map { admission.lists($0.source) } ?? false
        guard isSettled || isHeard(message, from: incoming.speaker) else {
            counters.refused += 1
            return
        }
        // What was sent again is settled as what it was sent as, whatever it says to be.
        if let id = incoming.replayed ?? message.identity, admission.lists(id.source) {
            guard sequence(id, incoming) else { return }
            keep(Quarantined(incoming, message, isCounted: true))
        } else if isBlocked {
            counters.notTaken += 1
        } else {
            keep(Quarantined(incoming, message, isCounted: false))
        }
    }

    private mutating func keep(_ message: Quarantined) {
        counters.quarantined += 1
        batch.append(message)
    }

    /// Whether a message may be kept: nothing of a stranger is. One whose station cannot be read is kept on a socket
    /// without encryption, for it may be a listed station's; on one with encryption the key says whose it is.
    private func isHeard(_ message: InvalidMessage, from speaker: KeyRing.Speaker) -> Bool {
        if let source = message.identity?.source {
            return speaker.maySpeak(for: source) && admission.admits(source.station)
        }
        guard let station = message.station else { return speaker != .nobody }
        return speaker.maySpeak(forStation: station) && admission.admits(station)
    }
}

extension Quarantined {
    fileprivate init(_ incoming: Incoming, _ message: InvalidMessage, isCounted: Bool) {
        self.init(
            receivedAt: incoming.receivedAt,
            sender: incoming.sender(),
            message: message,
            frames: incoming.frames,
            isCounted: isCounted,
            settledAs: isCounted ? incoming.replayed ?? message.identity : nil
        )
    }
}

extension InvalidMessage {
    fileprivate init(_ header: ReadingHeader, _ fault: Fault) {
        self.init(faults: [fault], identity: header.id, station: header.id.source.station, lane: header.lane)
    }
}

import Enforcement
import FeedContract
import GRDB
import Journal
import Readings
import Units

// Messages that were not valid, tried again.
//
// Nothing is lost or doubled: what a message becomes and that it has left the quarantine are committed together, and a
// message that is in a batch which is not on disk yet is not taken once more (`RetryLedger`).
extension Reception {
    /// Bytes of messages read for one request at most; the next one reads on.
    private static let retriedBytesMax = Batch.bytesMax

    /// Tries messages again and answers once what has become of them is on disk.
    ///
    /// - Throws: that the journal is damaged.
    mutating func retry(_ ids: [Int64], from journal: JournalReader, _ answer: RetryAnswer) throws {
        var outcomes: [RetriedMessage] = []
        var bytes = 0
        for id in ids where bytes < Reception.retriedBytesMax {
            do {
                let message = try journal.quarantined(id)
                bytes += message?.entry.bytes ?? 0
                outcomes.append(RetriedMessage(id: id, outcome: message.map { retry($0) } ?? .notFound))
            } catch is DatabaseError {
                // Of this one nothing has been done; the disk may answer the next time.
                outcomes.append(RetriedMessage(id: id, outcome: .notTaken))
            }
        }
        retries.answer(answer, outcomes)
        lookAtHoles()
        // With nothing to commit there is nothing to wait for.
        if batch.isEmpty { retries.answerAtOnce() }
    }

    /// Tries one message again: as if it came now, but for its arrival, which is when it came first.
    mutating func retry(_ message: QuarantinedMessage) -> RetriedMessage.Outcome {
        if let released = message.entry.released { return .releasedBefore(released.outcome) }
        guard !retries.isInFlight(message.entry.id) else { return .underWay }
        guard !isBlocked else { return .notTaken }
        // Of a message of many frames not all were kept; of one nothing can be made.
        guard message.frames.count == 2 else { return .stillInvalid(message.entry.message.faults) }
        switch decoder.decode(topic: message.frames[0], payload: message.frames[1]) {
        case .weigh(let reading):
            return retry(message, reading.header, .weigh) { .weighed(reading, $0) }
        case .camera(let reading):
            return retry(message, reading.header, .camera) { .sighted(reading, $0) }
        case .invalid(let invalid): return stays(message, invalid)
        }
    }

    private mutating func retry(
        _ message: QuarantinedMessage,
        _ header: ReadingHeader,
        _ kind: TopicKind,
        event: (Arrival) -> Event
    ) -> RetriedMessage.Outcome {
        if let fault = fault(of: message, header, kind) { return stays(message, header, fault) }
        // Its seq counts as received already: the tracker would call it a second copy of itself.
        let arrival = message.entry.isCounted ? .fresh : record(message, header.id)
        switch arrival {
        case .fresh:
            let stored = message.frames[1].withUnsafeBytes { payload in
                store(header, kind, receivedAt: message.entry.receivedAt, isReplayed: true, payload: payload)
            }
            release(message, as: .committed)
            apply(event(stored))
            return .committed(header.id)
        case .duplicate:
            counters.duplicates += 1
            release(message, as: .duplicate)
            return .duplicate(header.id)
        case .notTaken: return .notTaken
        case .oldEpoch:
            let reason = "old-epoch: a newer epoch has begun and this fits no hole"
            return stays(message, header, Fault(pointer: "/epoch", reason: reason))
        case nil:
            return stays(message, header, Fault(pointer: "/epoch", reason: "of the far future, or a source too many"))
        }
    }

    /// What keeps a message that decodes from being a reading.
    private func fault(of message: QuarantinedMessage, _ header: ReadingHeader, _ kind: TopicKind) -> Fault? {
        let (entry, id) = (message.entry, header.id)
        // Who sent it may speak for the station that was read then, and for no other.
        if let station = entry.message.station, station != id.source.station {
            return Fault(pointer: "/source", reason: "\(id.source) is not of \(station), who sent it")
        }
        guard admission.admits(id.source.station) else {
            return Fault(pointer: "/source", reason: "\(id.source.station) has no station file")
        }
        if let fault = admission.fault(of: header, kind: kind) { return fault }
        guard entry.isCounted, entry.settledAs != id else { return nil }
        guard let settled = entry.settledAs else {
            return Fault(pointer: "/seq", reason: "nobody has noted as which reading it was settled")
        }
        return Fault(pointer: "/seq", reason: "sent again as \(settled), but its payload is \(id)")
    }

    /// - Returns: `nil` when it is refused, as `record` of a message that arrives.
    private mutating func record(_ message: QuarantinedMessage, _ id: ReadingID) -> SequenceTracker.Arrival? {
        let receivedAt = message.entry.receivedAt
        guard !SourceSession.isAbsurd(id.epoch, at: now),
            let place = sources.place(of: id.source, isListed: admission.isListed(id.source), at: receivedAt)
        else { return nil }
        // As of then, so that a source that has gone does not seem to be heard.
        return sources.with(place, at: now) {
            $0.record(epoch: id.epoch, seq: id.seq, isReplayed: true, at: receivedAt)
        }
    }

    private mutating func release(_ message: QuarantinedMessage, as release: QuarantineChange.Release) {
        counters.quarantined -= 1
        batch.quarantineChanges.append(.released(id: message.entry.id, as: release, at: now))
        retries.add(message.entry.id)
    }

    private mutating func stays(
        _ message: QuarantinedMessage,
        _ header: ReadingHeader,
        _ fault: Fault
    ) -> RetriedMessage.Outcome {
        stays(
            message,
            InvalidMessage(faults: [fault], identity: header.id, station: header.id.source.station, lane: header.lane)
        )
    }

    /// It stays; what is wrong with it now is what is shown of it from here on.
    private mutating func stays(
        _ message: QuarantinedMessage,
        _ invalid: InvalidMessage
    ) -> RetriedMessage.Outcome {
        if invalid.faults != message.entry.message.faults {
            batch.quarantineChanges.append(.faults(id: message.entry.id, invalid))
        }
        return .stillInvalid(invalid.faults)
    }
}

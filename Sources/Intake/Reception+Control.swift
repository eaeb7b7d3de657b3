import Enforcement
import FeedContract
import Journal
import Readings
import Units

/// A message of the control channel.
struct ControlIncoming {
    /// Its frames, without the routing id.
    let frames: [[UInt8]]
    /// Where answers go.
    let route: SourceSession.Route
    let receivedAt: Instant
    /// Who sent it.
    let speaker: KeyRing.Speaker
    /// Whether nothing older is waiting to be taken.
    let isDrained: Bool
    /// The peer's address.
    let sender: String?
}

extension ControlIncoming {
    fileprivate func isNamed(_ name: String) -> Bool { frames.first?.elementsEqual(name.utf8) ?? false }
}

extension Reception {
    /// Takes a message of the control channel.
    mutating func take(_ incoming: ControlIncoming) {
        do throws(ControlDecoder.Malformed) {
            try take(try controlDecoder.decode(incoming.frames), incoming)
        } catch {
            refuse(error, incoming)
        }
        // Before time passes for the core: a passage that is due by then may have to wait.
        lookAtHoles()
        raiseTroubles()
    }

    private mutating func take(
        _ message: ControlMessage,
        _ incoming: ControlIncoming
    ) throws(ControlDecoder.Malformed) {
        switch message {
        case .hello(let hello): take(hello, incoming)
        case .data(let reading): take(reading, incoming)
        case .lost(let range):
            guard let place = session(of: range.source, incoming) else { return }
            sources.with(place, at: incoming.receivedAt) { $0.take(lost: range, at: incoming.receivedAt, &outputs) }
            askNext(place, at: incoming.receivedAt)
        case .error(let error): counters.stationErrors += error.code == .malformed ? 1 : 0
        case .medium(let key, let bytes): take(key, bytes, incoming)
        case .gone(let key): take(key, nil, incoming)
        case .have, .replay, .fetch:
            throw ControlDecoder.Malformed(reason: "HAVE, REPLAY and FETCH are sent by the daemon")
        }
    }

    private mutating func take(_ hello: ControlMessage.Hello, _ incoming: ControlIncoming) {
        let now = incoming.receivedAt
        guard let place = session(of: hello.source, incoming) else { return }
        sources.with(place, at: incoming.receivedAt) { session in
            session.take(hello, from: incoming.route, at: now, isDrained: incoming.isDrained, &outputs)
        }
        apply(.heard(hello.source, now: hello.now, receivedAt: now))
    }

    private mutating func take(_ reading: ControlMessage.ReplayedReading, _ incoming: ControlIncoming) {
        let isUnlisted = isUnlisted(reading.id.source, incoming.speaker)
        let place = isUnlisted ? nil : session(of: reading.id.source, incoming)
        guard isUnlisted || place != nil else {
            counters.received += 1
            counters.refused += 1
            return
        }
        counters.replayed += 1
        reading.topic.withUnsafeBytes { topic in
            reading.payload.withUnsafeBytes { payload in
                take(
                    Incoming(
                        topic: topic,
                        payload: payload,
                        receivedAt: incoming.receivedAt,
                        speaker: incoming.speaker,
                        replayed: reading.id,
                        sender: { incoming.sender }
                    )
                )
            }
        }
        if let place { askNext(place, at: incoming.receivedAt) }
    }

    /// Whether a source is a listed station's that its file does not name: what it sends is kept, live or not, and it is
    /// asked for nothing.
    private func isUnlisted(_ source: Source, _ speaker: KeyRing.Speaker) -> Bool {
        speaker.maySpeak(for: source) && admission.admits(source.station) && !admission.lists(source)
    }

    private mutating func askNext(_ place: Int, at now: Instant) {
        if !isBlocked { sources.askNext(place, at: now, &outputs) }
    }

    /// The session of a source that the sender may speak for.
    ///
    /// - Returns: `nil` when it may not, or is one unlisted source too many; it was told so.
    mutating func session(of source: Source, _ incoming: ControlIncoming) -> Int? {
        let isListed = admission.isListed(source)
        if incoming.speaker.maySpeak(for: source), admission.admits(source.station), admission.lists(source),
            let place = sources.place(of: source, isListed: isListed, at: incoming.receivedAt)
        {
            return place
        }
        counters.controlRefused += 1
        let text = "\(source) is not one of the sources that you may speak for"
        outputs.append(.send(.error(ControlError(.unauthorisedSource, text, source: source)), incoming.route))
        return nil
    }

    /// What cannot be read is answered and counted; a reading in it is kept like any other that is not valid.
    private mutating func refuse(_ malformed: ControlDecoder.Malformed, _ incoming: ControlIncoming) {
        counters.controlMalformed += 1
        // An error is not answered by an error: two sides that do not understand each other would go on for ever.
        if !incoming.isNamed("ERROR") {
            let error = ControlError(.malformed, malformed.reason, source: malformed.source)
            outputs.append(.send(.error(error), incoming.route))
        }
        guard incoming.isNamed("DATA") else { return }
        take(
            malformed: incoming.frames.count > 2 ? Array(incoming.frames.dropFirst(2)) : incoming.frames,
            reason: malformed.reason,
            receivedAt: incoming.receivedAt,
            speaker: incoming.speaker,
            sender: incoming.sender
        )
    }
}

// MARK: - What somebody should know

extension Reception {
    /// Tells the core which sources have readings that are being asked for: their passages wait.
    mutating func lookAtHoles() {
        guard sources.hasHoleChanges else { return }
        for (source, areOpen) in sources.takeHoleChanges() { apply(.holes(source, areOpen: areOpen, at: now)) }
    }

    /// Turns what the sessions want known into alerts.
    mutating func raiseTroubles() {
        guard outputs.contains(where: \.isTrouble) else { return }
        for output in outputs {
            if case .trouble(let source, let trouble) = output { batch.alerts.append(alert(trouble, source)) }
        }
        outputs.removeAll(where: \.isTrouble)
    }

    private func alert(_ trouble: SourceTrouble, _ source: Source) -> AlertChange {
        let alert =
            switch trouble {
            case .lost(let count, let first, let reason):
                Alert.lost(count, from: first, isReported: reason == .lost, at: now)
            case .seqReused(let epoch, let next, let settled):
                Alert.seqReused(source, epoch: epoch, next: next, settled: settled, at: now)
            case .duplicate: Alert.duplicateSource(source, at: now)
            case .silent(let since), .heardAgain(let since): Alert.silent(source, since: since)
            }
        if case .heardAgain = trouble { return AlertChange(alert, isWithdrawn: true) }
        return AlertChange(alert, isWithdrawn: false)
    }
}

extension SourceSession.Output {
    fileprivate var isTrouble: Bool {
        if case .trouble = self { true } else { false }
    }
}

import Readings
public import Units

/// What a station was asked to send again.
struct ReplayRequest: Sendable {
    let epoch: UInt64
    let seqs: ClosedRange<UInt64>
    var attempts: Int
    /// When it is asked for again, unless something of it comes before.
    var deadline: Instant

    /// How long an answer is waited for, after the last one: 2 s, then twice as long each time, up to a minute.
    static func patience(attempts: Int) -> Milliseconds { .seconds(min(60, 2 << Int64(min(attempts, 5)))) }

    var count: UInt64 { seqs.upperBound - seqs.lowerBound + 1 }
}

extension SourceSession {
    /// How many readings were asked for and have not come.
    public var outstanding: UInt64 { request?.count ?? 0 }

    /// Whether readings are missing that can be asked for: passages wait for them.
    public func hasHoles(at now: Instant) -> Bool {
        tracker.epochs.contains { mark in !mark.holes.isEmpty && hello(of: mark.epoch, at: now) != nil }
    }

    /// The last HELLO of an epoch, where the station is there.
    private func hello(
        of epoch: UInt64,
        at now: Instant
    ) -> (route: Route, first: UInt64, next: UInt64, heardAt: Instant)? {
        guard let hello = talks.first(where: { $0.epoch == epoch })?.hello,
            now - hello.heardAt < SourceSession.silentAfter
        else { return nil }
        return hello
    }

    /// Where the source is reached now: by its last HELLO; `nil` while it is silent.
    public func route(at now: Instant) -> Route? {
        let last = talks.compactMap(\.hello).max { $0.heardAt < $1.heardAt }
        guard let last, now - last.heardAt < SourceSession.silentAfter else { return nil }
        return last.route
    }

    /// Takes LOST of a source that may speak.
    public mutating func take(lost range: ControlMessage.SeqRange, at now: Instant, _ outputs: inout [Output]) {
        heardAgain(at: now, &outputs)
        // Of two devices one cannot know what the other holds.
        guard !instances.areTwins(at: now), let index = tracker.index(of: range.epoch) else { return }
        let lost = tracker[index].lose(range.seqs, .lost, at: now)
        note(lost, of: range.epoch, from: range.seqs.lowerBound, .lost)
        answered(range.epoch, range.seqs, at: now)
    }

    private mutating func note(_ lost: UInt64, of epoch: UInt64, from first: UInt64, _ reason: Gap.Reason) {
        guard lost > 0 else { return }
        touch(epoch)
        losses.add(lost, first: ReadingID(source: source, epoch: epoch, seq: first), reason)
    }

    /// Notes that some of what was asked for has come.
    mutating func answered(_ epoch: UInt64, _ seqs: ClosedRange<UInt64>, at now: Instant) {
        guard let asked = request, asked.epoch == epoch, asked.seqs.overlaps(seqs) else { return }
        let isOpen = tracker.index(of: epoch).map { tracker[$0].isMissingAny(of: asked.seqs) } ?? false
        request = isOpen ? asked.answered(at: now) : nil
    }

    /// Asks for what is missing, where that is due and nothing is outstanding.
    ///
    /// - Parameter allowance: how many readings may be asked for.
    public mutating func ask(at now: Instant, allowance: UInt64, _ outputs: inout [Output]) {
        if let request, now < request.deadline { return }
        let attempts = request.map { $0.attempts + 1 } ?? 0
        // What is not answered the second time either does not keep the rest waiting: it has its turn again later.
        let unanswered = attempts > 1 ? request : nil
        request = nil
        guard allowance > 0, let (range, route) = nextRange(at: now, atMost: allowance, after: unanswered) else {
            return
        }
        let deadline = now + ReplayRequest.patience(attempts: attempts)
        request = ReplayRequest(epoch: range.epoch, seqs: range.seqs, attempts: attempts, deadline: deadline)
        outputs.append(.send(.replay(range), route))
    }

    /// The oldest run that is missing and due, or the one that follows another.
    private func nextRange(
        at now: Instant,
        atMost count: UInt64,
        after other: ReplayRequest?
    ) -> (ControlMessage.SeqRange, Route)? {
        let due = now + -SourceSession.holeAgeMin
        for mark in tracker.epochs where mark.epoch >= other?.epoch ?? 0 {
            guard !mark.holes.isEmpty, let hello = hello(of: mark.epoch, at: now) else { continue }
            let first = other.map { $0.epoch == mark.epoch ? $0.seqs.upperBound + 1 : 1 } ?? 1
            guard let seqs = mark.replay(from: max(first, hello.first), dueBy: due, atMost: count) else { continue }
            return (ControlMessage.SeqRange(source: source, epoch: mark.epoch, seqs: seqs), hello.route)
        }
        return other == nil ? nil : nextRange(at: now, atMost: count, after: nil)
    }
}

// MARK: - Time

extension SourceSession {
    /// Notes that time has passed: gives up what nobody holds, acknowledges what is on disk, says what is silent.
    public mutating func tick(_ now: Instant, _ outputs: inout [Output]) {
        loseWhatIsNotHeld(at: now)
        closeOldEpochs(at: now)
        if let trouble = losses.take(at: now) { outputs.append(.trouble(source, trouble)) }
        lookAtSilence(now, &outputs)
        guard now - haveSentAt >= SourceSession.haveInterval || now < haveSentAt else { return }
        acknowledge(at: now, &outputs)
    }

    /// Says how far its epochs are settled, where the station does not know it yet; as a last word it waits for nothing.
    public mutating func acknowledge(at now: Instant, _ outputs: inout [Output]) {
        for index in talks.indices where talks[index].told.map({ $0 < talks[index].durable }) ?? false {
            sendHave(index, at: now, &outputs)
        }
    }

    private mutating func lookAtSilence(_ now: Instant, _ outputs: inout [Output]) {
        // Readings end a silence like HELLO, but have nobody to tell of it.
        if let since = silentSince, heardAt > since, now - heardAt < SourceSession.silentAfter {
            heardAgain(at: heardAt, &outputs)
        }
        guard silentSince == nil, now - heardAt >= SourceSession.silentAfter, !tracker.epochs.isEmpty else { return }
        silentSince = heardAt
        outputs.append(.trouble(source, .silent(since: heardAt)))
    }

    /// A hole below what the station says to hold is a gap, with or without LOST, so that HAVE never stalls.
    private mutating func loseWhatIsNotHeld(at now: Instant) {
        guard !instances.areTwins(at: now) else { return }
        for index in tracker.epochs.indices {
            let epoch = tracker[index].epoch
            guard let first = tracker[index].holes.first?.seqs.lowerBound, let hello = hello(of: epoch, at: now),
                first < hello.first
            else { continue }
            let due = now + -SourceSession.holeAgeMin
            let lost = tracker[index].lose(first...(hello.first - 1), .notHeld, at: now) { $0.since <= due }
            note(lost, of: epoch, from: first, .notHeld)
        }
    }

    private mutating func closeOldEpochs(at now: Instant) {
        guard tracker.epochs.count > 1 else { return }
        for index in tracker.epochs.indices where tracker[index].epoch != tracker.newest && !tracker[index].isClosed {
            let (epoch, through) = (tracker[index].epoch, tracker[index].through)
            let place = talk(epoch)
            let heardAt = talks[place].hello?.heardAt ?? talks[place].heardAt ?? now
            talks[place].heardAt = heardAt
            let talk = talks[place]
            // A HELLO that lags behind its readings does not say how far it goes.
            let isDone = talk.isFinal && through == tracker[index].tail && through + 1 == talk.hello?.next
            guard isDone || now - heardAt >= SourceSession.closedAfter else { continue }
            let lost = tracker[index].close(isFinal: talk.isFinal, at: now)
            touch(epoch)
            note(lost, of: epoch, from: through + 1, .closed)
        }
    }
}

extension ReplayRequest {
    fileprivate func answered(at now: Instant) -> ReplayRequest {
        ReplayRequest(epoch: epoch, seqs: seqs, attempts: 0, deadline: now + ReplayRequest.patience(attempts: 0))
    }
}

extension EpochMark {
    /// A run asked for may hold so many readings for each that is missing.
    private static let sparsestShare: UInt64 = 8

    func isMissingAny(of seqs: ClosedRange<UInt64>) -> Bool {
        let index = firstHole(endingAtOrAfter: seqs.lowerBound)
        return index < holes.count && holes[index].seqs.lowerBound <= seqs.upperBound
    }

    /// The first run that is missing, of what the station holds; neighbouring holes go in one where little lies between.
    func replay(from first: UInt64, dueBy due: Instant, atMost count: UInt64) -> ClosedRange<UInt64>? {
        var index = firstHole(endingAtOrAfter: first)
        while index < holes.count, holes[index].since > due { index += 1 }
        guard index < holes.count else { return nil }
        let start = max(first, holes[index].seqs.lowerBound)
        let most = start + min(count, ControlMessage.SeqRange.replayMax) - 1
        var end = min(most, holes[index].seqs.upperBound)
        var missing = end - start + 1
        while index + 1 < holes.count, holes[index + 1].seqs.lowerBound <= most, holes[index + 1].since <= due {
            index += 1
            let part = holes[index].seqs.clamped(to: start...most)
            missing += part.upperBound - part.lowerBound + 1
            guard part.upperBound - start + 1 <= missing * EpochMark.sparsestShare else { break }
            end = part.upperBound
        }
        return start...end
    }
}

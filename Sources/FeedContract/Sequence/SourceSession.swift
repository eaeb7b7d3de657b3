public import Readings
public import Units

/// What the daemon and one source have to say to each other: what was taken, what is missing, who speaks.
///
/// A value without clock or socket. It decides what is asked for again, what is lost, and how far the station may
/// forget; it says so by `Output`s, and what has to be stored by `takeChanged`.
public struct SourceSession: Sendable {
    /// A hole is asked for, or given up, when it is older than this: the two sockets are not ordered.
    public static let holeAgeMin = Milliseconds(500)
    /// A station that was not heard for this long is not asked for anything, and is reported as silent.
    public static let silentAfter = Milliseconds.seconds(15)
    /// HAVE is sent at most so often, but for answers to HELLO.
    public static let haveInterval = Milliseconds(200)
    /// An epoch that another has followed is given up so long after it was heard last.
    public static let closedAfter = Milliseconds.hours(24)
    /// How far an epoch, read as milliseconds, may lie ahead of the daemon's clock.
    public static let epochLead = Milliseconds.hours(24)

    /// Where the answers to a source go: the routing id that libzmq gave its connection.
    public struct Route: Hashable, Sendable {
        /// The routing id as libzmq gave it.
        public let bytes: [UInt8]

        /// Takes a routing id.
        public init(_ bytes: [UInt8]) { self.bytes = bytes }
    }

    /// What a session wants done.
    public enum Output: Hashable, Sendable {
        /// Send a message; one that cannot be sent is not missed, since it is said again.
        case send(ControlMessage, Route)
        /// Somebody should know.
        case trouble(Source, SourceTrouble)
    }

    /// The device.
    public let source: Source
    /// What was taken of it.
    public internal(set) var tracker: SequenceTracker
    /// What the station says to hold, by epoch, oldest first; `SequenceTracker.epochsMax` at most.
    var talks: [Talk] = []
    var instances: Instances
    var request: ReplayRequest?
    /// When anything was heard of it last.
    public internal(set) var heardAt: Instant
    /// Since when nothing was heard of it, where that was reported.
    var silentSince: Instant?
    /// Epochs whose marks have changed since they were stored last.
    var changed: [UInt64] = []
    var losses = Losses()
    var haveSentAt: Instant
    var allowance: Allowance

    /// What the station says to hold of an epoch.
    struct Talk: Sendable {
        let epoch: UInt64
        /// Where its last HELLO came from, and what it said; `nil` until it says one.
        var hello: (route: Route, first: UInt64, next: UInt64, heardAt: Instant)?
        /// Whether it has said how far the epoch goes, after a newer one had begun.
        var isFinal = false
        /// How far it is settled on disk, and how far the station was told.
        var durable: UInt64
        var told: UInt64?
        /// When it was heard last, by what is stored, or found to be followed by another.
        var heardAt: Instant?
    }

    /// A source that was not heard before.
    ///
    /// - Parameters:
    ///   - readingsPerSecondMax: beyond it, readings are not taken; they are asked for again later.
    public init(_ source: Source, heardAt: Instant, readingsPerSecondMax: Int) {
        self.init(source, stored: [], newest: nil, heardAt: heardAt, readingsPerSecondMax: readingsPerSecondMax)
    }

    /// A source as it was stored, all of it on disk.
    ///
    /// - Parameters:
    ///   - stored: its epochs, and when each was heard last.
    ///   - newest: the epoch that it is in.
    ///   - silentSince: since when nothing was heard of it, where that was reported.
    ///   - readingsPerSecondMax: beyond it, readings are not taken; they are asked for again later.
    public init(
        _ source: Source,
        stored: [(mark: EpochMark, heardAt: Instant)],
        newest: UInt64?,
        heardAt: Instant,
        silentSince: Instant? = nil,
        readingsPerSecondMax: Int
    ) {
        self.silentSince = silentSince
        self.source = source
        tracker = SequenceTracker(epochs: stored.map(\.mark), newest: newest)
        self.heardAt = heardAt
        haveSentAt = heardAt
        allowance = Allowance(perSecond: readingsPerSecondMax, at: heardAt)
        talks = stored.map { Talk(epoch: $0.mark.epoch, durable: $0.mark.through, heardAt: $0.heardAt) }
            .sorted { $0.epoch < $1.epoch }
        instances = Instances(settled: tracker.epochs)
    }

    /// Whether an epoch lies too far ahead to be anything but a mistake.
    public static func isAbsurd(_ epoch: UInt64, at now: Instant) -> Bool {
        Int64(clamping: epoch) > (now + epochLead).millisecondsSince1970
    }
}

// MARK: - Readings

extension SourceSession {
    /// Takes note of a reading.
    ///
    /// - Parameter isReplayed: whether it was sent again on request, and so is not held to the source's rate.
    /// - Returns: what it is; it is to be stored when it is `fresh`. `notTaken` is to be asked for again.
    public mutating func record(
        epoch: UInt64,
        seq: UInt64,
        isReplayed: Bool,
        at now: Instant
    ) -> SequenceTracker.Arrival {
        heardAt = max(heardAt, now)
        // Of an epoch that is given out anew only what an honest start was asked for is taken: it is announced by its
        // HELLO. The other one sends its readings again under a new epoch, and they would be stored twice.
        if !isReplayed, !allowance.take(at: now) || instances.giveOutAnew(epoch) { return .notTaken }
        let before = tracker.newest
        let arrival = tracker.record(epoch: epoch, seq: seq, at: now)
        if arrival == .fresh || tracker.newest != before { touch(epoch) }
        if isReplayed { answered(epoch, seq...seq, at: now) }
        return arrival
    }

    /// Tells the station that it has just gone beyond its rate, unless it was told a second ago.
    public mutating func slow(at now: Instant, _ outputs: inout [Output]) {
        guard allowance.isToBeTold(at: now), let hello = talks.last?.hello else { return }
        let text = "more than \(allowance.perSecond) readings a second; the rest is asked for again"
        outputs.append(.send(.error(ControlError(.rateLimited, text, source: source)), hello.route))
    }

    mutating func touch(_ epoch: UInt64) {
        if changed.last != epoch, !changed.contains(epoch) { changed.append(epoch) }
    }

    /// The place of what is known of an epoch's station side.
    mutating func talk(_ epoch: UInt64) -> Int {
        if let index = talks.lastIndex(where: { $0.epoch == epoch }) { return index }
        let index = talks.partitioned { $0.epoch > epoch }
        talks.insert(Talk(epoch: epoch, durable: 0), at: index)
        return index
    }
}

// MARK: - What is stored

extension SourceSession {
    /// An epoch as it is to be stored.
    public struct Changed: Hashable, Sendable {
        /// What was taken of it.
        public let mark: EpochMark
        /// What has become of its gaps.
        public let gaps: [GapChange]
        /// Whether it is remembered no longer.
        public let isForgotten: Bool
    }

    /// Whether `takeChanged` gives any.
    public var hasChanged: Bool { !changed.isEmpty }

    /// The epochs that have changed since this was asked for last.
    public mutating func takeChanged() -> [Changed] {
        guard !changed.isEmpty else { return [] }
        var result = tracker.takeForgotten().map { forgotten in
            var mark = forgotten.mark
            let first = ReadingID(source: source, epoch: mark.epoch, seq: forgotten.first)
            losses.add(forgotten.lost, first: first, .closed)
            return Changed(mark: mark, gaps: mark.takeChanges(), isForgotten: true)
        }
        if !result.isEmpty {
            let known = tracker.epochs.map(\.epoch)
            talks.removeAll { !known.contains($0.epoch) }
        }
        for epoch in changed {
            guard let index = tracker.index(of: epoch) else { continue }
            let gaps = tracker[index].takeChanges()
            result.append(Changed(mark: tracker[index], gaps: gaps, isForgotten: false))
        }
        changed.removeAll(keepingCapacity: true)
        return result
    }

    /// Notes that an epoch was committed to disk up to here.
    public mutating func settled(epoch: UInt64, through: UInt64) {
        // One that was forgotten meanwhile has nothing more to be told.
        if tracker.index(of: epoch) != nil { talks[talk(epoch)].durable = through }
    }

    /// Forgets which epoch the source is in and whom it was mistaken for; what was taken stays known.
    public mutating func reset() {
        // So that it is stored, be the source ever so silent.
        if let newest = tracker.newest { touch(newest) }
        tracker.reset()
        instances.forgetAll()
        request = nil
    }
}

import FeedContract
import Journal
import Readings
import Units

/// The sessions of all sources that were heard.
struct SourceTable {
    /// Sources taken without a station file at most; further ones are refused, so that a stranger cannot fill memory.
    static let unlistedMax = 10_000
    /// How often it is stored when silent sources were heard last.
    private static let heardInterval = Milliseconds.seconds(5)
    /// Readings asked for and outstanding, of all sources together: what memory holds of them is bounded by it.
    private static let outstandingMax: UInt64 = 16_000

    private(set) var sessions: [SourceSession] = []
    private var index: [Source: Int] = [:]
    private let readingsPerSecondMax: Int
    /// Sessions with something to store.
    private var changed: [Int] = []
    private var isChanged: [Bool] = []
    /// Sessions whose holes the core knows of, and those of which it is to be told.
    private var hasHoles: [Bool] = []
    private var holeChanges: [Int] = []
    private var heardStoredAt: Instant
    /// The session that is asked first the next time, so that all have their turn.
    private var turn = 0

    /// How long an older epoch is left open after a start at least: a daemon that was down for a day has heard nobody.
    private static let closingGrace = Milliseconds.minutes(1)
    /// How many readings are asked for and outstanding.
    private var outstanding: UInt64 = 0
    /// Whether sources wait for others to be answered before they are asked: then all have their turn.
    private var isCrowded = false

    /// Takes up what was stored.
    init(_ stored: [StoredSource], readingsPerSecondMax: Int, at now: Instant) {
        self.readingsPerSecondMax = readingsPerSecondMax
        heardStoredAt = now
        let earliest = now + SourceTable.closingGrace + -SourceSession.closedAfter
        for source in stored {
            append(
                SourceSession(
                    source.source,
                    stored: source.marks.map { ($0.mark.missing(since: now), max(earliest, $0.heardAt)) },
                    newest: source.epoch,
                    // A silence counts from the start: nobody was there to hear before.
                    heardAt: now,
                    silentSince: source.silentSince,
                    readingsPerSecondMax: readingsPerSecondMax
                )
            )
        }
    }

    private mutating func append(_ session: SourceSession) {
        index[session.source] = sessions.count
        sessions.append(session)
        isChanged.append(false)
        hasHoles.append(false)
    }

    /// The place of a source's session, which begins here unless there is one.
    ///
    /// - Returns: `nil` for an unlisted source too many.
    mutating func place(of source: Source, isListed: Bool, at now: Instant) -> Int? {
        if let place = index[source] { return place }
        guard isListed || sessions.count < SourceTable.unlistedMax else { return nil }
        append(SourceSession(source, heardAt: now, readingsPerSecondMax: readingsPerSecondMax))
        return sessions.count - 1
    }

    /// The place of a source's session, where it has one.
    func place(of source: Source) -> Int? { index[source] }

    /// Changes a session and notes that it may have something to store.
    mutating func with<Result>(_ place: Int, at now: Instant, _ change: (inout SourceSession) -> Result) -> Result {
        let before = sessions[place].outstanding
        let result = change(&sessions[place])
        outstanding = outstanding + sessions[place].outstanding - before
        noteChange(place, at: now)
        return result
    }

    private mutating func noteChange(_ place: Int, at now: Instant) {
        if sessions[place].hasHoles(at: now) != hasHoles[place] {
            hasHoles[place].toggle()
            holeChanges.append(place)
        }
        guard sessions[place].hasChanged, !isChanged[place] else { return }
        isChanged[place] = true
        changed.append(place)
    }

    /// Whether `takeHoleChanges` gives any.
    var hasHoleChanges: Bool { !holeChanges.isEmpty }

    /// The sources that have begun to miss readings which are asked for, or have them all.
    mutating func takeHoleChanges() -> [(Source, areOpen: Bool)] {
        defer { holeChanges.removeAll(keepingCapacity: true) }
        return holeChanges.map { (sessions[$0].source, hasHoles[$0]) }
    }

    /// The core is another one, and knows of none.
    mutating func tellHolesAgain() {
        hasHoles = hasHoles.map { _ in false }
        holeChanges.removeAll(keepingCapacity: true)
    }

    /// Tells a source that it sends more than it may, now and then.
    mutating func slow(_ place: Int, at now: Instant, _ outputs: inout [SourceSession.Output]) {
        sessions[place].slow(at: now, &outputs)
    }

    /// Whether a mark has changed that was not stored.
    var hasChanged: Bool { !changed.isEmpty }

    /// Whether it is time to store when sources were heard that send nothing but heartbeats.
    func isHeardDue(at now: Instant) -> Bool {
        now - heardStoredAt >= SourceTable.heardInterval && sessions.contains { $0.heardAt > heardStoredAt }
    }

    /// What is to be stored of the sources.
    mutating func takeChanged(at now: Instant, into batch: inout Batch) {
        for place in changed {
            let session = sessions[place]
            batch.marks += sessions[place].takeChanged().map {
                MarkUpdate(
                    source: session.source,
                    mark: $0.mark,
                    heardAt: session.heardAt,
                    gaps: $0.gaps,
                    isForgotten: $0.isForgotten
                )
            }
            batch.sources.append(SourceUpdate(session))
            isChanged[place] = false
        }
        if isHeardDue(at: now) {
            let stored = Set(changed)
            for (place, session) in sessions.enumerated()
            where session.heardAt > heardStoredAt && !stored.contains(place) {
                batch.sources.append(SourceUpdate(session))
            }
            heardStoredAt = now
        }
        changed.removeAll(keepingCapacity: true)
    }

    /// Lets time pass for all of them, and asks for what is missing.
    ///
    /// - Parameter mayAsk: whether there is room on disk for what would come.
    mutating func tick(_ now: Instant, mayAsk: Bool, _ outputs: inout [SourceSession.Output]) {
        for place in sessions.indices {
            sessions[place].tick(now, &outputs)
            noteChange(place, at: now)
        }
        guard mayAsk, !sessions.isEmpty else { return }
        let first = turn
        var isFull = false
        for step in sessions.indices {
            let place = (first + step) % sessions.count
            ask(place, at: now, &outputs)
            // The next time it begins with the one that got nothing.
            if !isFull, isAtLimit {
                isFull = true
                turn = (place + 1) % sessions.count
            }
        }
        isCrowded = isAtLimit
    }

    /// Whether another source could not be asked for as much as one REPLAY may hold.
    private var isAtLimit: Bool { outstanding + ControlMessage.SeqRange.replayMax > SourceTable.outstandingMax }

    private mutating func ask(_ place: Int, at now: Instant, _ outputs: inout [SourceSession.Output]) {
        let others = outstanding - sessions[place].outstanding
        let allowance = SourceTable.outstandingMax - min(others, SourceTable.outstandingMax)
        sessions[place].ask(at: now, allowance: allowance, &outputs)
        outstanding = others + sessions[place].outstanding
    }

    /// Asks one source for more as soon as it has answered.
    mutating func askNext(_ place: Int, at now: Instant, _ outputs: inout [SourceSession.Output]) {
        // Where others wait they are asked first, at the next tick.
        if !isCrowded, sessions[place].outstanding == 0 { ask(place, at: now, &outputs) }
    }

    /// Acknowledges what is on disk and was not yet.
    mutating func acknowledge(at now: Instant, _ outputs: inout [SourceSession.Output]) {
        for place in sessions.indices { sessions[place].acknowledge(at: now, &outputs) }
    }

    /// Notes that marks were committed.
    mutating func settled(_ marks: [SettledMark]) {
        for mark in marks { sessions[mark.place].settled(epoch: mark.epoch, through: mark.through) }
    }

    /// How far the marks of a batch are settled once it is committed.
    func settledMarks(of batch: borrowing Batch) -> [SettledMark] {
        batch.marks.compactMap { update in
            guard !update.isForgotten, let place = index[update.source] else { return nil }
            return SettledMark(place: place, epoch: update.mark.epoch, through: update.mark.through)
        }
    }
}

/// How far an epoch is settled on disk.
struct SettledMark {
    let place: Int
    let epoch: UInt64
    let through: UInt64
}

extension SourceUpdate {
    fileprivate init(_ session: SourceSession) {
        self.init(source: session.source, epoch: session.tracker.newest, heardAt: session.heardAt)
    }
}

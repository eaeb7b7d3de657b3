public import Readings
public import Units

/// Which medium is asked for when: a value without clock, socket or store.
///
/// One FETCH is outstanding a source, few in all, since a medium may be 12 MiB. A source that does not answer is asked again
/// after 10 s, for its next medium so that one cannot hold up the rest, and more and more seldom, up to 15 min; an answer
/// halves the wait again. What is not what its digest says is asked for five times.
public struct MediaFetcher: Sendable {
    /// Media on their way at a time, of all sources.
    public static let outstandingMax = 4
    /// The wait for an answer, at first and at the most.
    public static let patienceMin = Milliseconds.seconds(10)
    /// The longest wait for an answer.
    public static let patienceMax = Milliseconds.minutes(15)
    /// How often something else may come for a medium before it is given up.
    public static let triesMax = 5
    /// Spoilt media remembered of a source; beyond it no other is asked for until one of them is due.
    static let spoiltMax = 64

    /// What came of a medium that was asked for.
    public enum Answer: Hashable, Sendable {
        /// It is there, or is known to be gone: it is not wanted any more.
        case settled
        /// Something else came.
        case wrong
        /// It could not be taken, through no fault of the station's.
        case notTaken
    }

    private struct Talk: Sendable {
        var asked: (medium: WantedMedium, deadline: Instant)?
        var patience = MediaFetcher.patienceMin
        /// The medium asked for last: the next one follows it in the order of digests.
        var cursor: SHA256Digest?
        var spoilt: [WantedMedium: (tries: Int, due: Instant)] = [:]
    }

    private var talks: [Source: Talk] = [:]
    /// The source that was asked last: the next one has its turn.
    private var turn: Source?

    /// A machine that has asked for nothing.
    public init() {}

    /// Media on their way.
    public var outstanding: Int { talks.count { $0.value.asked != nil } }

    /// Gives up waiting for what is overdue.
    public mutating func tick(_ now: Instant) {
        let overdue = talks.filter { _, talk in talk.asked.map { now >= $0.deadline } ?? false }.keys.sorted()
        for source in overdue {
            guard var talk = talks[source] else { continue }
            talk.asked = nil
            talk.patience = min(talk.patience + talk.patience, MediaFetcher.patienceMax)
            talks[source] = talk
        }
    }

    /// The sources whose turn it is, as many as may be asked, and where each goes on among its media.
    ///
    /// - Parameters:
    ///   - sources: those that keep wanted media, in their order.
    ///   - reachable: whether a source can be asked now; a silent one is left alone.
    public func due(
        _ sources: [Source],
        at now: Instant,
        isReachable: (Source) -> Bool
    ) -> [(source: Source, after: SHA256Digest?)] {
        let room = MediaFetcher.outstandingMax - outstanding
        guard room > 0 else { return [] }
        let place = turn.flatMap { turn in sources.firstIndex { $0 > turn } } ?? 0
        let inTurn = sources[place...] + sources[..<place]
        var due: [(source: Source, after: SHA256Digest?)] = []
        for source in inTurn where due.count < room && isReachable(source) {
            let talk = talks[source]
            guard talk?.asked == nil, !isResting(talk, at: now) else { continue }
            due.append((source, talk?.cursor))
        }
        return due
    }

    private func isResting(_ talk: Talk?, at now: Instant) -> Bool {
        guard let talk, talk.spoilt.count >= MediaFetcher.spoiltMax else { return false }
        return talk.spoilt.allSatisfy { now < $0.value.due }
    }

    /// Chooses what a source is asked for, and waits for it.
    ///
    /// - Parameter page: wanted media of the source, those that follow its cursor; empty at the end, whereupon it begins anew.
    /// - Returns: what to ask for; `nil` when nothing of the page is due.
    public mutating func ask(_ page: [WantedMedium], of source: Source, at now: Instant) -> WantedMedium? {
        var talk = talks[source] ?? Talk()
        defer { talks[source] = talk }
        turn = source
        guard talk.asked == nil, outstanding < MediaFetcher.outstandingMax else { return nil }
        talk.cursor = page.last?.sha256
        guard let medium = page.first(where: { talk.spoilt[$0].map { now >= $0.due } ?? true }) else { return nil }
        talk.cursor = medium.sha256
        talk.asked = (medium, now + talk.patience)
        return medium
    }

    /// Takes an answer, be it late.
    ///
    /// - Returns: whether the medium is to be given up: something else has come too often.
    public mutating func answered(_ medium: WantedMedium, _ answer: Answer, at now: Instant) -> Bool {
        var talk = talks[medium.source] ?? Talk()
        defer { talks[medium.source] = talk }
        if talk.asked?.medium == medium { talk.asked = nil }
        switch answer {
        case .settled:
            talk.spoilt[medium] = nil
            talk.patience = max(MediaFetcher.patienceMin, Milliseconds(talk.patience.rawValue / 2))
        case .notTaken: break
        case .wrong:
            let tries = (talk.spoilt[medium]?.tries ?? 0) + 1
            guard tries < MediaFetcher.triesMax else {
                talk.spoilt[medium] = nil
                return true
            }
            // 10, 20, 40, 80 s.
            let rest = Milliseconds(MediaFetcher.patienceMin.rawValue << Int64(tries - 1))
            talk.spoilt[medium] = (tries, now + min(rest, MediaFetcher.patienceMax))
        }
        return false
    }

    /// Forgets sources of which nothing is wanted any more.
    public mutating func keep(only sources: [Source]) {
        let kept = Set(sources)
        talks = talks.filter { kept.contains($0.key) || $0.value.asked != nil }
    }
}

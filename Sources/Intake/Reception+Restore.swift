import Enforcement
import FeedContract
import Journal
import Readings

// Taking up after a restart, of the daemon or of its core alone.
extension Reception {
    /// Puts another core in the place of the one that runs, and tells it what it would be told at a start. Everything that
    /// was received is committed.
    mutating func restart(_ core: Pipeline, _ admission: Admission, from resumption: Resumption) {
        self.admission = admission
        pipeline = core
        starts.removeAll(keepingCapacity: true)
        tellRegisters(registers.state())
        restore(resumption)
        // As after a start, it is told of holes at the next look.
        sources.tellHolesAgain()
    }

    /// Tells the core what the last daemon left behind.
    mutating func restore(_ resumption: Resumption) {
        apply(.resuming(now))
        apply(.recalledDays(resumption.instrumentDays))
        apply(.recalledOffsets(resumption.offsets))
        for settled in resumption.settled { restore(settled) }
        restore(resumption.open, since: resumption.point)
        apply(.resumed)
    }

    /// Tells the core of a passage settled not long ago, so that its late pictures amend it and go to no other vehicle.
    private mutating func restore(_ settled: SettledReading) {
        let arrival = Arrival(settled.reading)
        switch (decoded(settled.reading), settled.outcome) {
        case (.weigh(let reading), let outcome?): apply(.recalled(reading, arrival, outcome))
        case (.camera(let reading), _): apply(.recalledPicture(reading, arrival))
        case (.weigh, nil), (.invalid, _): break
        }
    }

    /// Tells the core again what no settled passage has used. Verdicts that went out before the crash go out again:
    /// results are live and may repeat.
    private mutating func restore(_ open: [StoredReading], since point: ResumePoint) {
        if let first = open.first { starts.append(ResumePoint(ordinal: first.ordinal, passages: point.passages)) }
        for stored in open {
            switch decoded(stored) {
            case .weigh(let reading): apply(.weighed(reading, Arrival(stored)))
            case .camera(let reading): apply(.sighted(reading, Arrival(stored)))
            // It was valid when it was stored, and the contract changes only by a new version number.
            case .invalid: continue
            }
        }
    }

    private func decoded(_ stored: StoredReading) -> Decoded {
        decoder.decode(topic: Array(stored.topic.description.utf8), payload: stored.payload)
    }
}

extension Arrival {
    fileprivate init(_ stored: StoredReading) {
        self.init(ordinal: stored.ordinal, receivedAt: stored.receivedAt, isReplayed: stored.isReplayed)
    }
}

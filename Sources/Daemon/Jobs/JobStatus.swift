import Units

/// How a job stands, as `zhichao status` shows it.
public struct JobStatus: Encodable, Sendable {
    /// What became of the last run.
    public enum State: String, Encodable, Sendable {
        /// It was never begun.
        case never
        /// It was done.
        case ok
        /// It has failed.
        case failed
        /// It has begun and not ended: it runs, or it has died.
        case begun
        /// It has begun and not ended for so long that it must have died.
        case died
    }

    /// No job takes so long.
    static let runMax = Milliseconds.hours(24)

    /// Which job.
    public var job: String
    /// What became of its last run.
    public var state: State
    /// Whether it should have been done by now, and was not.
    public var overdue: Bool
    /// When it was begun last.
    public var begun: String?
    /// When it was done well last.
    public var lastGood: String?
    /// When it failed last.
    public var lastFailure: String?
    /// Why, where that was the last run.
    public var reason: String?
    /// The same as `lastGood`, for metrics.
    let lastGoodAt: Instant?

    private enum CodingKeys: String, CodingKey {
        case job, state, overdue, begun
        case lastGood = "last_good"
        case lastFailure = "last_failure"
        case reason
    }

    /// - Parameters:
    ///   - since: since when there is something to be done, where it was never begun; `nil` when nobody expects it yet.
    init(_ job: Job, _ note: JobNote?, since: Instant?, now: Instant) {
        self.job = job.rawValue
        let ended = [note?.lastGood, note?.lastFailure].compactMap(\.self).max()
        state =
            switch (note, ended) {
            case (nil, _): .never
            case (let note?, let ended?) where ended >= note.begun: note.lastGood == ended ? .ok : .failed
            case (let note?, _): now - note.begun > JobStatus.runMax ? .died : .begun
            }
        let waited = (note?.lastGood ?? note?.first ?? since).map { now - $0 }
        overdue = waited.map { $0 > job.overdueAfter } ?? false
        begun = note?.begun.description
        lastGoodAt = note?.lastGood
        lastGood = note?.lastGood?.description
        lastFailure = note?.lastFailure?.description
        reason = state == .failed ? note?.reason : nil
    }

    /// How every job of a data directory stands; a job other than the backup is left out until it is used.
    ///
    /// - Parameter since: when the oldest reading was received: from then on there is something to lose.
    static func all(dataDirectory: String, since: Instant?, now: Instant) -> [JobStatus] {
        let notes = JobNotes(dataDirectory: dataDirectory)
        return Job.allCases.compactMap { job in
            let note = notes.read(job)
            guard note != nil || job == .backup else { return nil }
            return JobStatus(job, note, since: job == .backup ? since : nil, now: now)
        }
    }
}

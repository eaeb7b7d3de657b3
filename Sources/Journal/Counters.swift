public import Law

/// What has happened since the store was made; committed with what is counted.
///
/// `received` = `committed` + `duplicates` + `quarantined` + `refused` + `notTaken`.
public struct Counters: Hashable, Sendable {
    /// Messages, every copy.
    public var received = 0
    /// Distinct readings stored, of both kinds.
    public var committed = 0
    /// Second copies, ignored.
    public var duplicates = 0
    /// Messages of strangers, not stored.
    public var refused = 0
    /// Messages that were not valid, stored as they came.
    public var quarantined = 0
    /// Readings left to be asked for again.
    public var notTaken = 0
    /// Readings that came again on request, of those received.
    public var replayed = 0
    /// Messages of the control channel whose sender may not speak for the source, or that nobody asked for.
    public var controlRefused = 0
    /// Messages of the control channel that cannot be read.
    public var controlMalformed = 0
    /// Connections refused, for want of a listed key or at the handshake.
    public var refusedPeers = 0
    /// What stations could not do, by their own word.
    public var stationErrors = 0
    /// Results not published because they were not sent as fast as they came.
    public var droppedResults = 0
    /// Answers to stations that could not be sent; each is said again.
    public var droppedAnswers = 0
    /// Media dropped because they came faster than they were stored; each is asked for again.
    public var droppedMedia = 0
    /// Weighings assessed.
    public var passages = 0
    /// Passages without a picture.
    public var unpaired = 0
    /// Passages that could be more than one vehicle's.
    public var ambiguous = 0
    /// Passages over the limit, on evidence.
    public var overloaded = 0
    /// Passages whose weighing cannot be evidence.
    public var notEvidence = 0

    /// Nothing yet.
    public init() {}

    /// Counts a settled passage.
    public mutating func count(_ verdict: Verdict) {
        passages += 1
        add(1, to: verdict)
    }

    /// Counts a passage that was amended under its new verdict in place of its old one.
    public mutating func count(_ verdict: Verdict, insteadOf old: Verdict) {
        add(-1, to: old)
        add(1, to: verdict)
    }

    private mutating func add(_ count: Int, to verdict: Verdict) {
        switch verdict {
        case .unpaired: unpaired += count
        case .ambiguous: ambiguous += count
        case .overloaded: overloaded += count
        case .notEvidence: notEvidence += count
        case .compliant, .exempt: break
        }
    }

    /// The counters under the names that they are stored and shown by.
    static var names: [(name: String, key: any WritableKeyPath<Counters, Int> & Sendable)] {
        [
            ("received", \.received), ("committed", \.committed), ("duplicates", \.duplicates),
            ("refused", \.refused), ("quarantined", \.quarantined), ("not_taken", \.notTaken),
            ("replayed", \.replayed), ("control_refused", \.controlRefused),
            ("control_malformed", \.controlMalformed), ("station_errors", \.stationErrors),
            ("refused_peers", \.refusedPeers), ("dropped_results", \.droppedResults),
            ("dropped_answers", \.droppedAnswers), ("dropped_media", \.droppedMedia),
            ("passages", \.passages), ("unpaired", \.unpaired), ("ambiguous", \.ambiguous),
            ("overloaded", \.overloaded), ("not_evidence", \.notEvidence),
        ]
    }
}

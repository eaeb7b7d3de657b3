public import Law
public import Readings
public import Units

/// One vehicle crossing one lane: a weighing, the pictures that belong to it, and what came of them.
public struct Passage: Hashable, Sendable {
    /// The weighing's identity, and so the passage's.
    public let id: ReadingID
    /// The weighing's place in the journal.
    public let ordinal: Int64
    /// The places of its pictures in the journal, in the order of receipt.
    public let sightings: [Int64]
    /// The lane that the weighing was taken on.
    public let lane: Lane
    /// When it was weighed, by the device's clock.
    public let at: Instant
    /// How the pictures were found.
    public let pairing: Pairing
    /// The truck's plate; `nil` when none was read or more than one could be meant.
    public let plate: Plate?
    /// The trailer's plate.
    public let trailerPlate: String?
    /// What the law of the day says of the weighing, and a later milder one.
    public let determination: Determination
    /// What came of it.
    public let verdict: Verdict
    /// Every reason for it.
    public let reasons: [Reason]
    /// What a barrier or a sign should do.
    public let action: Action

    /// What the law of the day says.
    public var mass: Assessment { determination.assessment }

    /// Contradictions between sources, and breaches that are no case by themselves: the law's, and those of the plate.
    public var findings: [Finding] {
        guard let plate, PlatePattern(of: plate.number) == nil else { return mass.findings }
        return mass.findings + [.platePattern]
    }

    /// How a passage's pictures were found.
    public enum Pairing: String, CaseIterable, Sendable {
        /// The station linked them.
        case trigger
        /// By time, nearest first.
        case time
        /// An officer read the plate.
        case inspection
        /// There are none.
        case none
    }

    /// What a barrier or a sign should do.
    public enum Action: String, CaseIterable, Sendable {
        /// Let it go on.
        case pass
        /// Direct it to the static scale.
        case stopForWeighing = "stop-for-weighing"
        /// Do not let it onto the expressway.
        case refuseEntry = "refuse-entry"
    }
}

extension Passage {
    /// Whether the verdict that goes out would be the same message.
    func says(theSameAs other: Passage) -> Bool {
        verdict == other.verdict && plate == other.plate && determination == other.determination
            && action == other.action
    }
}

extension Passage.Action {
    /// The action for a verdict at a place (feed contract, Results).
    init(for verdict: Verdict, grossOverLimit: Bool, at site: SiteType) {
        switch verdict {
        case .overloaded, .ambiguous: self = .refusal(at: site)
        case .notEvidence where grossOverLimit: self = .refusal(at: site)
        case .unpaired where grossOverLimit: self = .stopForWeighing
        case .compliant, .exempt, .notEvidence, .unpaired: self = .pass
        }
    }

    private static func refusal(at site: SiteType) -> Self {
        switch site {
        case .fixed, .offSite, .source, .mobile: .stopForWeighing
        case .entrance: .refuseEntry
        case .exit: .pass
        }
    }
}

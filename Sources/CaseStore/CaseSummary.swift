public import Enforcement
import GRDB
public import Units

/// A case as lists show it: the passage that carries it and where the case stands.
public struct CaseSummary: Hashable, Sendable {
    /// Its place in the order of opening.
    public let row: Int64
    /// The case's id.
    public let id: String
    /// The case's number.
    public let number: String
    /// Where it stands.
    public let state: CaseState
    /// How the weighing became known.
    public let basis: CaseOpening.Basis
    /// The truck's plate.
    public let plate: String
    /// The plate's colour.
    public let plateColour: String
    /// The passage that carries the case, `source:epoch:seq`.
    public let passage: String
    /// The station.
    public let station: String
    /// The lane.
    public let lane: Int
    /// When the vehicle was weighed.
    public let at: Instant
    /// Axles weighed.
    public let axles: Int
    /// Gross mass as shown.
    public let gross: Kilograms
    /// Gross mass as judged.
    public let assessed: Kilograms
    /// Gross mass allowed.
    public let limit: Kilograms
    /// How far it was over.
    public let excess: Kilograms
    /// The excess in parts per ten thousand of the limit.
    public let excessRatio: PartsPerTenThousand
    /// The rule's id.
    public let rule: String
    /// The act's first and last passage.
    public let act: ClosedRange<Instant>
    /// What was unloaded, by the last weighing after unloading; `nil` before there is one.
    public let unloaded: Kilograms?
    /// When that was weighed.
    public let unloadedAt: Instant?
    /// Whether the vehicle is at or under its limit since then: the unlawful state has ended.
    public let isUnloaded: Bool
    /// Whether a reviewer has to look at it.
    public let needsReview: Bool
    /// How many events it has: a step names the version that its author has seen.
    public let version: Int
    /// When it came to its state.
    public let stateSince: Instant
    /// When the party was told: a day or an instant.
    public let notifiedAt: String?
    /// The decision; `nil` before there is one.
    public let decision: CaseDecision?
    /// When it was paid or enforced: a day or an instant.
    public let closedAt: String?

    init?(_ record: Row) {
        guard let state = CaseState(rawValue: record["state"]), let basis = CaseOpening.Basis(rawValue: record["basis"])
        else { return nil }
        self.state = state
        self.basis = basis
        row = record["row"]
        id = record["id"]
        number = record["number"]
        plate = record["plate"]
        plateColour = record["plate_colour"]
        passage = record["passage"]
        station = record["station"]
        lane = record["lane"]
        at = Instant(millisecondsSince1970: record["at_ms"])
        axles = record["axles"]
        gross = Kilograms(record["gross_kg"] as Int)
        assessed = Kilograms(record["assessed_kg"] as Int)
        limit = Kilograms(record["limit_kg"] as Int)
        excess = Kilograms(record["excess_kg"] as Int)
        excessRatio = PartsPerTenThousand(record["excess_ratio"] as Int)
        rule = record["rule"]
        let first = Instant(millisecondsSince1970: record["first_ms"])
        act = first...max(first, Instant(millisecondsSince1970: record["last_ms"]))
        unloaded = (record["unloaded_kg"] as Int?).map { Kilograms($0) }
        unloadedAt = (record["unloaded_ms"] as Int64?).map { Instant(millisecondsSince1970: $0) }
        isUnloaded = record["is_unloaded"]
        needsReview = record["needs_review"]
        version = record["events"]
        stateSince = Instant(millisecondsSince1970: record["state_ms"])
        notifiedAt = record["notified_at"]
        decision = (record["decision_number"] as String?).map { number in
            CaseDecision(
                number: number,
                fine: (record["fine_yuan"] as Int?).map { Yuan($0) },
                at: record["decided_at"] ?? ""
            )
        }
        closedAt = record["closed_at"]
    }
}

/// What was decided.
public struct CaseDecision: Hashable, Sendable {
    /// Number of the decision (决定书文号).
    public let number: String
    /// The fine; `nil` for a warning.
    public let fine: Yuan?
    /// When: a day or an instant.
    public let at: String
}

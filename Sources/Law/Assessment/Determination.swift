public import Units

/// What the law of the day of an act says of it, and a milder law of a later day where there is one.
///
/// An object that never changes: a passage hands it on several times, and an assessment is most of a kilobyte.
public final class Determination: Hashable, Sendable, CustomStringConvertible {
    /// The day of the act.
    public let day: CivilDate
    /// By the rules of that day.
    public let assessment: Assessment
    /// By later rules, where these are milder (行政处罚法 Art. 37); both results are to be shown.
    public let milder: Later?
    /// The rules of that day; `nil` where none are in force.
    private let rules: RulesInForce?

    init(day: CivilDate, assessment: Assessment, milder: Later? = nil, rules: RulesInForce? = nil) {
        self.day = day
        self.assessment = assessment
        self.milder = milder
        self.rules = rules
    }

    /// The verdict by the rules of that day.
    public var verdict: Verdict { assessment.verdict }

    /// The reasons for it.
    public var reasons: [Reason] { assessment.reasons }

    /// Contradictions between sources, and breaches that are no case by themselves.
    public var findings: [Finding] { assessment.findings }

    /// Whether no limit is for the vehicle, so that its weighing need not be evidence.
    public var needsNoEvidence: Bool { assessment.needsNoEvidence }

    /// Whether the mass as shown is over the limit, evidence or not.
    public var isGrossOverLimit: Bool { assessment.isGrossOverLimit }

    /// Where it stands that the law of the day counts, and a later milder one.
    public var rule: AppliedRule? { rules?.principles?.milderLaw }

    /// Points on which the law leaves a choice, as they were decided on that day.
    public var settings: RuleSettings { rules?.settings ?? RuleSettings() }

    /// Two determinations are equal when they say the same.
    public static func == (left: Determination, right: Determination) -> Bool {
        left === right
            || (left.day == right.day && left.assessment == right.assessment && left.milder == right.milder
                && (left.rules === right.rules || (left.rule == right.rule && left.settings == right.settings)))
    }

    /// Hashes day and assessment.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(day)
        hasher.combine(assessment)
    }

    /// Everything that was determined.
    public var description: String {
        "\(day) \(assessment)" + (milder.map { ", milder from \($0.from) \($0.assessment)" } ?? "")
    }

    /// A result by rules of a later day; an object, since there hardly ever is one.
    public final class Later: Hashable, Sendable {
        /// The first day of those rules.
        public let from: CivilDate
        /// By those rules.
        public let assessment: Assessment
        /// In what they are milder.
        public let milderIn: [Consequence]

        init(from: CivilDate, assessment: Assessment, milderIn: [Consequence]) {
            self.from = from
            self.assessment = assessment
            self.milderIn = milderIn
        }

        /// Two results are equal when they say the same.
        public static func == (left: Later, right: Later) -> Bool {
            left.from == right.from && left.assessment == right.assessment && left.milderIn == right.milderIn
        }

        /// Hashes day and assessment.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(from)
            hasher.combine(assessment)
        }
    }
}

/// What two laws are compared in; each may be milder by itself (行政处罚法 Art. 37).
public enum Consequence: String, CaseIterable, Sendable {
    /// Whether it is an overload at all.
    case verdict
    /// The transport department's warning or fine.
    case transportFine = "transport-fine"
    /// The police's fine.
    case policeFine = "police-fine"
    /// The driver's points.
    case points
}

extension RuleBook {
    /// Judges an act by the rules of its day, and by later rules where these are milder in something.
    ///
    /// Of several later rules, those are shown that are milder in most and harsher in least, the earlier ones of equal ones.
    /// Later are all rules that the book knows, also those that a pack announces for a day to come: the first day stands
    /// beside the result.
    public func determine(_ vehicle: VehicleDescription, weighing: Weighing, on day: CivilDate) -> Determination {
        guard let rules = rules(on: day) else {
            return Determination(day: day, assessment: .noRuleInForce(vehicle: vehicle, weighing: weighing))
        }
        let assessment = rules.assess(vehicle, weighing: weighing)
        return Determination(
            day: day,
            assessment: assessment,
            milder: assessment.isPenalised || assessment.police.fine != nil
                ? milder(than: assessment, vehicle, weighing, after: day) : nil,
            rules: rules
        )
    }

    private func milder(
        than assessment: Assessment,
        _ vehicle: VehicleDescription,
        _ weighing: Weighing,
        after day: CivilDate
    ) -> Determination.Later? {
        var best: (later: Determination.Later, score: Int)?
        for period in periods where period.from > day {
            guard let later = period.rules?.assess(vehicle, weighing: weighing), later.verdict != .notEvidence
            else { continue }
            let compared = Consequence.allCases.map { ($0, later.severity($0, comparedWith: assessment)) }
            let milderIn = compared.filter { $0.1 < 0 }.map(\.0)
            let score = milderIn.count - compared.count { $0.1 > 0 }
            guard !milderIn.isEmpty, best.map({ score > $0.score }) ?? true else { continue }
            best = (Determination.Later(from: period.from, assessment: later, milderIn: milderIn), score)
        }
        return best?.later
    }
}

extension Assessment {
    /// Below, at or above 0 as this is milder in something than another, alike, or harsher; 0 where it cannot be said.
    fileprivate func severity(_ consequence: Consequence, comparedWith other: Assessment) -> Int {
        func difference(_ mine: FineRange?, _ theirs: FineRange?) -> Int {
            let most = (mine?.max.rawValue ?? 0) - (theirs?.max.rawValue ?? 0)
            return most != 0 ? most : (mine?.min.rawValue ?? 0) - (theirs?.min.rawValue ?? 0)
        }
        switch consequence {
        case .verdict: return (verdict == .overloaded ? 1 : 0) - (other.verdict == .overloaded ? 1 : 0)
        case .transportFine: return difference(transport.fine, other.transport.fine)
        case .policeFine: return difference(police.fine, other.police.fine)
        case .points:
            guard let mine = police.points, let theirs = other.police.points else { return 0 }
            return mine - theirs
        }
    }
}

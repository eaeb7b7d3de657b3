public import CaseStore
import Enforcement
public import Law
public import Units

/// A subject's dossier (主体档案) as programs get it, over HTTP and by `zhichao subjects show --json`.
public struct SubjectAnswer: Codable, Sendable {
    /// A year with its counts.
    public struct Year: Codable, Sendable {
        /// The first day.
        public var first: CivilDate
        /// The last day.
        public var last: CivilDate
        /// Cases that are decided or closed.
        public var effective: Int
        /// All that are not dropped.
        public var provisional: Int
        /// A company's distinct trucks among the effective ones.
        public var trucks: Int?
    }

    /// How far it is from a threshold, in both years.
    public struct Threshold: Codable, Sendable {
        /// The rule's id.
        public var rule: String
        /// Where it stands.
        public var article: String
        /// More than so many violations cross it.
        public var over: Int?
        /// More than such a share of the trucks crosses it, in parts per ten thousand.
        public var overPer10000: Int?
        /// What is asked for then.
        public var referral: String
        /// The same in English.
        public var referralEn: String
        /// How many more cross it in the rolling year that ends on the day; 0: crossed; `nil`: nobody can say.
        public var leftRolling: Int?
        /// The same in the anchored year that holds the day.
        public var leftAnchored: Int?
        /// The year that issues referrals.
        public var decides: String

        enum CodingKeys: String, CodingKey {
            case rule, article, over
            case overPer10000 = "over_per_10000"
            case referral
            case referralEn = "referral_en"
            case leftRolling = "left_rolling"
            case leftAnchored = "left_anchored"
            case decides
        }
    }

    /// A case that counts.
    public struct Counted: Codable, Sendable {
        /// Its id.
        public var id: String
        /// Its number.
        public var number: String?
        /// The day of the act.
        public var day: CivilDate
        /// Where the case stands.
        public var state: String?
        /// Whether it is decided or closed.
        public var effective: Bool
        /// The truck.
        public var plate: String?
        /// The station.
        public var station: String?
        /// How far it was over.
        public var excessKg: Int?

        enum CodingKeys: String, CodingKey {
            case id, number, day, state, effective, plate, station
            case excessKg = "excess_kg"
        }
    }

    /// A year in which one more would cross.
    public struct Warning: Codable, Sendable {
        /// The rule's id.
        public var rule: String
        /// The first day.
        public var first: CivilDate
        /// The last day.
        public var last: CivilDate
    }

    /// An entry of the credit record.
    public struct Credit: Codable, Sendable {
        /// The rule, or the circumstance.
        public var ground: String
        /// The referral or the case.
        public var source: String
        /// The first day.
        public var published: CivilDate
        /// The last day.
        public var until: CivilDate?
        /// Whether it was taken back.
        public var withdrawn: Bool
    }

    /// `vehicle`, `driver`, `company` or `loading-site`.
    public var kind: String
    /// What it is known by.
    public var id: String
    /// The day of the counts.
    public var on: CivilDate
    /// The rolling year that ends on the day.
    public var rolling: Year
    /// The anchored year that holds the day; `nil` where the first issue is not known.
    public var anchored: Year?
    /// When certificate, qualification or licence was first issued.
    public var issued: CivilDate?
    /// A company's trucks on the day; `nil`: an open question.
    public var fleet: Int?
    /// What is not known, and so keeps something from being counted.
    public var openQuestions: [String]
    /// How far it is from each threshold.
    public var thresholds: [Threshold]
    /// The cases that count, in the order of their days.
    public var cases: [Counted]
    /// The referrals that it has or had.
    public var referrals: [ReferralAnswer]
    /// Years in which one more would cross.
    public var warnings: [Warning]
    /// Entries of the credit record.
    public var credit: [Credit]

    enum CodingKeys: String, CodingKey {
        case kind, id, on, rolling, anchored, issued, fleet
        case openQuestions = "open_questions"
        case thresholds, cases, referrals, warnings, credit
    }
}

extension SubjectAnswer {
    /// Puts a dossier together.
    ///
    /// - Parameter rules: those in force on the day; without them no threshold is known.
    public init(_ dossier: SubjectDossier, rules: RulesInForce?, on day: CivilDate) {
        kind = dossier.subject.kind.rawValue
        id = dossier.subject.key
        on = day
        let isCompany = dossier.subject.kind == .company
        rolling = Year(.rolling(endingOn: day), dossier.record, isCompany: isCompany)
        let cycle = dossier.issued.flatMap { LegalYear.anchored(holding: day, issued: $0) }
        anchored = cycle.map { Year($0, dossier.record, isCompany: isCompany) }
        issued = dossier.issued
        fleet = isCompany ? dossier.fleet.trucks(on: day) : nil
        openQuestions = dossier.openQuestions(fleet: fleet)
        let decides = rules?.settings.referralYear?.value ?? .rolling
        let (rollingYear, anchoredYear, trucks) = (rolling, anchored, fleet)
        thresholds = (rules?.penalties ?? []).filter { $0.subject == dossier.subject.kind && $0.trigger != .every }.map
        {
            Threshold($0, rollingYear, anchoredYear, fleet: trucks, decides: decides)
        }
        cases = dossier.record.violations.map { violation in
            Counted(violation, dossier.cases[violation.caseID])
        }
        referrals = dossier.referrals.map { ReferralAnswer($0, on: day) }
        warnings = dossier.warnings.map { Warning(rule: $0.rule, first: $0.year.first, last: $0.year.last) }
        credit = dossier.credit.map { entry in
            Credit(
                ground: entry.ground,
                source: entry.source,
                published: entry.published,
                until: entry.until,
                withdrawn: entry.isWithdrawn
            )
        }
    }
}

extension SubjectDossier {
    fileprivate func openQuestions(fleet: Int?) -> [String] {
        var questions: [String] = []
        if issued == nil, subject.kind != .loadingSite { questions.append("first-issue-unknown") }
        if subject.kind == .company, fleet == nil { questions.append("fleet-unknown") }
        if subject.kind == .vehicle, CountedSubject.parts(ofVehicle: subject.key).colour == "unknown" {
            questions.append("plate-colour-unknown")
        }
        return questions
    }
}

extension SubjectAnswer.Year {
    fileprivate init(_ year: LegalYear, _ record: ViolationRecord, isCompany: Bool) {
        let counts = record.counts(in: year)
        self.init(
            first: year.first,
            last: year.last,
            effective: counts.effective,
            provisional: counts.provisional,
            trucks: isCompany ? Set(record.within(year).filter(\.isEffective).map(\.truck)).count : nil
        )
    }
}

extension SubjectAnswer.Threshold {
    fileprivate init(
        _ penalty: PenaltyRule,
        _ rolling: SubjectAnswer.Year,
        _ anchored: SubjectAnswer.Year?,
        fleet: Int?,
        decides: ReferralYear
    ) {
        rule = penalty.rule.id
        article = penalty.rule.source.description
        referral = penalty.referral
        referralEn = penalty.referralEnglish
        self.decides = decides.rawValue
        switch penalty.trigger {
        case .violations(let most):
            over = most
            leftRolling = max(0, most + 1 - rolling.effective)
            leftAnchored = anchored.map { max(0, most + 1 - $0.effective) }
        case .shareOfTrucks(let share):
            overPer10000 = share.rawValue
            // The least whole number of trucks that is strictly more than the share.
            let crossing = fleet.flatMap { $0 > 0 ? $0 * share.rawValue / PartsPerTenThousand.one.rawValue + 1 : nil }
            leftRolling = crossing.map { max(0, $0 - (rolling.trucks ?? 0)) }
            leftAnchored = anchored.flatMap { year in crossing.map { max(0, $0 - (year.trucks ?? 0)) } }
        case .every: break
        }
    }
}

extension SubjectAnswer.Counted {
    fileprivate init(_ violation: Violation, _ known: DossierCase?) {
        self.init(
            id: violation.caseID,
            number: known?.number,
            day: violation.day,
            state: known?.state.rawValue,
            effective: violation.isEffective,
            plate: known?.plate,
            station: known?.station,
            excessKg: known?.excess.rawValue
        )
    }
}

// MARK: - Not for everybody

extension SubjectAnswer {
    /// Leaves the cases of other districts without what identifies them; they count nevertheless.
    mutating func keepCases(where isSeen: (String) -> Bool) {
        for place in cases.indices where cases[place].station.map(isSeen) != true {
            let other = cases[place]
            cases[place] = Counted(id: "", day: other.day, effective: other.effective)
        }
    }

    /// Hides a driver's number but for its ends.
    mutating func mask() {
        if kind == PenaltySubject.driver.rawValue { id = id.masked }
        for place in referrals.indices { referrals[place].mask() }
    }
}

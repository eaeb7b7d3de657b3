public import CaseStore
import Enforcement
import Law
public import Units

/// A referral as programs get it, over HTTP and by `zhichao referrals --json`.
public struct ReferralAnswer: Codable, Sendable {
    /// Whom it is about.
    public struct Subject: Codable, Sendable {
        /// `vehicle`, `driver`, `company` or `loading-site`.
        public var kind: String
        /// What it is known by; empty once it was erased.
        public var id: String
    }

    /// The year that it rests on.
    public struct Year: Codable, Sendable {
        /// `rolling` or `anchored`.
        public var kind: String?
        /// The first day.
        public var first: CivilDate
        /// The last day.
        public var last: CivilDate
    }

    /// What the receiving office has said.
    public struct Outcome: Codable, Sendable {
        /// `carried-out` or `declined`.
        public var result: String
        /// When: a day or an instant.
        public var at: String?
        /// The number of its own document.
        public var document: String?
    }

    /// Its id.
    public var id: String
    /// Its number.
    public var number: String
    /// `penalty`, `copy-to` or `hand-over`.
    public var form: String
    /// `issued`, `acknowledged`, `answered` or `withdrawn`.
    public var state: String
    /// The threshold, by its rule's id.
    public var rule: String
    /// Where the rule stands.
    public var article: String
    /// Whom it is about.
    public var subject: Subject
    /// What is asked for.
    public var referral: String
    /// The same in English.
    public var referralEn: String
    /// Of whom.
    public var to: String
    /// The same in English.
    public var toEn: String
    /// The year that it rests on; `nil` for a document of one case.
    public var year: Year?
    /// A company's distinct trucks.
    public var trucks: Int?
    /// Its fleet on that day.
    public var fleet: Int?
    /// The day on which they crossed.
    public var countedOn: CivilDate?
    /// The least that a loading site may be fined.
    public var fineMinYuan: Int?
    /// The most.
    public var fineMaxYuan: Int?
    /// The cases that make it up, by id.
    public var cases: [String]
    /// The day of issue.
    public var issued: CivilDate
    /// By when it has to be sent; `nil`: the calendar does not reach so far.
    public var due: CivilDate?
    /// Whether the receiving office has not acknowledged it in time.
    public var overdue: Bool
    /// Since when the receiving office has it.
    public var acknowledgedAt: String?
    /// What it has said.
    public var outcome: Outcome?
    /// In the credit record up to this day.
    public var creditUntil: CivilDate?
    /// Why it was withdrawn.
    public var reason: String?
    /// The same in English.
    public var reasonEn: String?
    /// How many events it has: a step names the version that its author has seen.
    public var version: Int
    /// Of a copy-to that is asked for by itself: its five groups.
    public var copyTo: CopyTo?

    enum CodingKeys: String, CodingKey {
        case id, number, form, state, rule, article, subject, referral
        case referralEn = "referral_en"
        case to
        case toEn = "to_en"
        case year, trucks, fleet
        case countedOn = "counted_on"
        case fineMinYuan = "fine_min_yuan"
        case fineMaxYuan = "fine_max_yuan"
        case cases, issued, due, overdue
        case acknowledgedAt = "acknowledged_at"
        case outcome
        case creditUntil = "credit_until"
        case reason
        case reasonEn = "reason_en"
        case version
        case copyTo = "copy_to"
    }

    /// Says what a referral is on a day.
    ///
    /// - Parameter isMasked: whether a driver's number is hidden but for its ends.
    public init(_ referral: Referral, on today: CivilDate, isMasked: Bool = false) {
        (id, number, form, state) = (referral.id, referral.number, referral.form.rawValue, referral.state.rawValue)
        (rule, article) = (referral.rule, referral.article)
        subject = Subject(kind: referral.subject.kind.rawValue, id: referral.subject.key)
        (self.referral, referralEn, to, toEn) = (referral.zh, referral.en, referral.toZh, referral.toEn)
        year = referral.year.map { Year(kind: referral.yearKind?.rawValue, first: $0.first, last: $0.last) }
        (trucks, fleet, countedOn) = (referral.trucks, referral.fleet, referral.countedDay)
        (fineMinYuan, fineMaxYuan) = (referral.fineMin?.rawValue, referral.fineMax?.rawValue)
        (cases, issued, due) = (referral.cases, referral.issued, referral.due)
        overdue = referral.isOverdue(on: today)
        acknowledgedAt = referral.acknowledgedAt
        outcome = referral.result.map {
            Outcome(result: $0.rawValue, at: referral.answeredAt, document: referral.document)
        }
        creditUntil = referral.creditUntil
        (reason, reasonEn) = (referral.reasonZh, referral.reasonEn)
        version = referral.version
        if isMasked { mask() }
    }

    /// Hides a driver's number but for its ends.
    mutating func mask() {
        if subject.kind == PenaltySubject.driver.rawValue { subject.id = subject.id.masked }
    }
}

public import Enforcement
import GRDB
public import Law
public import Units

/// A referral (移送、抄告) as readers see it.
public struct Referral: Hashable, Sendable {
    /// Its place in the order of issue.
    public let row: Int64
    /// Its id, `R2026-000012`.
    public let id: String
    /// Its number (文号).
    public let number: String
    /// What sort of document it is.
    public let form: ReferralForm
    /// The threshold, by its rule's id.
    public let rule: String
    /// Where the rule stands.
    public let article: String
    /// Whom it is about; a driver's key is personal, and empty once it is erased.
    public let subject: CountedSubject
    /// The case that it is a document of; `nil`: of a year.
    public let caseID: String?
    /// The year, and which of the law's two it is.
    public let year: LegalYear?
    /// `rolling` or `anchored`.
    public let yearKind: ReferralYear?
    /// A company's distinct trucks with a violation.
    public let trucks: Int?
    /// Its fleet on the day on which they crossed.
    public let fleet: Int?
    /// That day.
    public let countedDay: CivilDate?
    /// The least that a loading site may be fined.
    public let fineMin: Yuan?
    /// The most.
    public let fineMax: Yuan?
    /// What is asked for, in Chinese.
    public let zh: String
    /// In English.
    public let en: String
    /// Of whom, in Chinese.
    public let toZh: String
    /// In English.
    public let toEn: String
    /// The day of issue.
    public let issued: CivilDate
    /// By when it has to be sent; `nil` where the calendar does not reach so far.
    public let due: CivilDate?
    /// In the credit record up to this day.
    public let creditUntil: CivilDate?
    /// Where it stands.
    public let state: ReferralState
    /// Since when the receiving office has it: a day or an instant.
    public let acknowledgedAt: String?
    /// What the receiving office has done.
    public let result: ReferralResult?
    /// When it said so: a day or an instant.
    public let answeredAt: String?
    /// The number of its own document.
    public let document: String?
    /// Why it was withdrawn, in Chinese.
    public let reasonZh: String?
    /// In English.
    public let reasonEn: String?
    /// How many events it has: a step names the version that its author has seen.
    public let version: Int
    /// The cases that make it up, by id.
    public let cases: [String]

    /// Whether the receiving office has not acknowledged it in time.
    public func isOverdue(on today: CivilDate) -> Bool { state == .issued && (due.map { $0 < today } ?? false) }

    init(_ row: Row, _ db: Database) throws {
        let id: String = row["id"]
        func day(_ column: String) -> CivilDate? { (row[column] as String?).flatMap { CivilDate($0) } }
        guard let form = ReferralForm(rawValue: row["form"]), let state = ReferralState(rawValue: row["state"]),
            let issued = day("issued_day")
        else { throw CaseStoreDamage(what: "referral \(id)") }
        (self.id, self.form, self.state, self.issued) = (id, form, state, issued)
        self.row = row["row"]
        number = row["number"]
        rule = row["rule"]
        article = row["article"]
        subject = try CountedSubject(kind: row["kind"], key: row["subject"])
        caseID = row["case_id"]
        if let first = day("first_day"), let last = day("last_day") {
            year = LegalYear(between: first, and: last)
        } else {
            year = nil
        }
        yearKind = (row["year"] as String?).flatMap(ReferralYear.init(rawValue:))
        trucks = row["trucks"]
        fleet = row["fleet"]
        countedDay = day("counted_day")
        fineMin = (row["fine_min_yuan"] as Int?).map { Yuan($0) }
        fineMax = (row["fine_max_yuan"] as Int?).map { Yuan($0) }
        zh = row["zh"]
        en = row["en"]
        toZh = row["to_zh"]
        toEn = row["to_en"]
        due = day("due_day")
        creditUntil = day("credit_until")
        acknowledgedAt = row["acknowledged_at"]
        result = (row["result"] as String?).flatMap(ReferralResult.init(rawValue:))
        answeredAt = row["answered_at"]
        document = row["document"]
        reasonZh = row["reason_zh"]
        reasonEn = row["reason_en"]
        version = row["events"]
        cases = try String.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT m.case_id FROM referral_case m JOIN case_current c ON c.id = m.case_id
                    WHERE m.referral = ? ORDER BY c.first_ms, c.row
                    """
            ),
            arguments: [id]
        )
    }
}

/// One event of a referral.
public struct ReferralEvent: Hashable, Sendable {
    /// Its number within the referral.
    public let n: Int
    /// What happened, `referral-issued`.
    public let kind: String
    /// When it was recorded.
    public let recordedAt: Instant
    /// Who.
    public let actor: String
    /// What it says, with digests in place of words about people.
    public let parts: [String: StepValue]
}

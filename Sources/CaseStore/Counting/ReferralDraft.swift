import Enforcement
import Law
import Units

/// A referral as it is issued.
struct ReferralDraft {
    let form: ReferralForm
    let rule: AppliedRule
    let subject: CountedSubject
    /// What is asked for.
    let zh: String
    let en: String
    /// The case that it is a document of; `nil`: of a year.
    var caseID: String?
    /// The year, and which of the law's two it is.
    var year: (LegalYear, ReferralYear)?
    var cases: [String] = []
    /// A company's trucks on the day on which they crossed.
    var count: FleetCount?
    /// What a loading site may be fined.
    var fine: (min: Yuan, max: Yuan)?
    var creditUntil: CivilDate?
    /// The day from which the term runs; `nil`: today.
    var dueFrom: CivilDate?

    init(form: ReferralForm, rule: AppliedRule, subject: CountedSubject, zh: String, en: String) {
        (self.form, self.rule, self.subject, self.zh, self.en) = (form, rule, subject, zh, en)
    }

    /// Of whom something is asked.
    var office: (zh: String, en: String) {
        switch (form, rule.id) {
        case (.handOver, "judiciary"): ("司法机关", "the judiciary")
        case (.handOver, _): ("公安机关", "the police")
        case (.copyTo, _): ("车籍所在地道路运输管理机构", "the road transport office of the vehicle's registration")
        case (.penalty, _):
            subject.kind == .loadingSite
                ? ("装载地县级道路运输管理机构", "the county road transport office of the loading site")
                : ("原发证道路运输管理机构", "the road transport office that issued the certificate")
        }
    }

    /// What its event says, by part; each part but `cases` and `subject` is a column of `referral` as well.
    func record(issued: CivilDate, due: CivilDate?) -> [String: RecordedPart] {
        var parts: [String: RecordedPart] = [
            "form": .open(.text(form.rawValue)), "rule": .open(.text(rule.id)),
            "article": .open(.text(rule.source.description)), "kind": .open(.text(subject.kind.rawValue)),
            "subject": subject.kind == .driver ? .personal(subject.key) : .open(.text(subject.key)),
            "zh": .open(.text(zh)), "en": .open(.text(en)), "to_zh": .open(.text(office.zh)),
            "to_en": .open(.text(office.en)), "issued_day": .open(.text(issued.description)),
            "cases": .open(.list(cases.map(StepValue.text))),
        ]
        func put(_ name: String, _ day: CivilDate?) { if let day { parts[name] = .open(.text(day.description)) } }
        func put(_ name: String, _ number: Int?) { if let number { parts[name] = .open(.integer(number)) } }
        parts["case_id"] = caseID.map { .open(.text($0)) }
        if let (year, which) = year {
            parts["year"] = .open(.text(which.rawValue))
            put("first_day", year.first)
            put("last_day", year.last)
        }
        put("trucks", count?.trucks)
        put("fleet", count?.fleet)
        put("counted_day", count?.day)
        put("fine_min_yuan", fine?.min.rawValue)
        put("fine_max_yuan", fine?.max.rawValue)
        put("due_day", due)
        put("credit_until", creditUntil)
        return parts
    }

    /// The parts that are columns of `referral` as they are.
    static let columns = [
        "form", "rule", "article", "kind", "case_id", "year", "first_day", "last_day", "trucks", "fleet", "counted_day",
        "fine_min_yuan", "fine_max_yuan", "zh", "en", "to_zh", "to_en", "issued_day", "due_day", "credit_until",
    ]
}

/// Why a referral was withdrawn.
struct WithdrawalReason {
    let zh: String
    let en: String

    static func noLongerCrosses(_ rule: PenaltyRule) -> WithdrawalReason {
        WithdrawalReason(
            zh: "案件撤销、更正或登记变更后，该年度不再超过规定（\(rule.rule.source)）",
            en:
                "after a revocation, a correction or a change of the register its year no longer crosses (\(rule.rule.source))"
        )
    }

    static let caseGone = WithdrawalReason(
        zh: "案件已撤销、更正或者不再处于该状态",
        en: "the case was revoked or corrected, or no longer stands where it did"
    )
}

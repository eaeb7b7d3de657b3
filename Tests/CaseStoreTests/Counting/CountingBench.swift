import CaseStore
import Daemon
import Enforcement
import Foundation
import Law
import Synchronization
import TestSupport
import Testing
import Units

/// The shipped law and days off, with registers that a test makes up.
final class TestBasis: CountingBasis {
    private let book: RuleBook
    private let calendar: WorkingCalendar
    private let said = Mutex<[CountedSubject: SubjectFacts]>([:])

    /// Read once for all histories.
    private static let shipped = Result {
        (
            try RulePackFile.loadAll(Project.rules).packs,
            try CalendarFile.loadAll(Project.root.appendingPathComponent("conf/calendar").path)
        )
    }

    /// - Parameter year: which year issues referrals; as the shipped packs say where nothing is said.
    init(year: ReferralYear? = nil, warningsCount: Bool? = nil) throws {
        let shipped: [RulePack]
        (shipped, calendar) = try TestBasis.shipped.get()
        guard year != nil || warningsCount != nil else {
            book = RuleBook(packs: shipped)
            return
        }
        let rule = AppliedRule(id: "test", source: LegalSource(instrument: "测试", article: "一"))
        var place = RulePack(
            id: "test",
            jurisdiction: .place,
            effectiveFrom: Given.day("2016-09-21"),
            source: rule.source
        )
        place.settings.referralYear = year.map { Setting($0, by: rule) }
        place.settings.warningsCount = warningsCount.map { Setting($0, by: rule) }
        book = RuleBook(packs: shipped.filter { $0.jurisdiction != .place } + [place])
    }

    func say(_ facts: SubjectFacts, of subject: CountedSubject) { said.withLock { $0[subject] = facts } }

    func rules(on day: CivilDate) -> RulesInForce? { book.rules(on: day) }

    func due(_ deadline: Deadline, from day: CivilDate) -> CivilDate? {
        try? deadline.due(from: day, calendar: calendar)
    }

    func facts(of subject: CountedSubject, on day: CivilDate) -> SubjectFacts? {
        said.withLock { $0[subject] ?? SubjectFacts() }
    }
}

extension Given {
    static func day(_ text: String) -> CivilDate {
        guard let day = CivilDate(text) else { preconditionFailure("no day: \(text)") }
        return day
    }
}

/// A store with law and registers, in which a case is told and decided in one line.
final class CountingBench {
    let bench: CaseBench
    let basis: TestBasis
    /// The daemon's clock.
    var now: Instant
    private(set) var last = StoreChanges()
    private var seq = 0
    private var position: Int64 = 0

    init(_ basis: TestBasis? = nil, now: String = "2026-11-24") throws {
        let basis = try basis ?? TestBasis()
        self.basis = basis
        bench = try CaseBench(basis: basis)
        self.now = Given.day(now).start + .hours(9)
    }

    var store: SQLiteCaseStore { bench.store }
    var reader: CaseReader { bench.reader }

    /// Tells of an overload; it opens a case unless its act has one.
    ///
    /// - Parameter at: a day, or an instant.
    @discardableResult
    func overload(
        _ at: String,
        plate: String = "豫A12345",
        company: String? = nil,
        excess: Int = 8_000,
        ticket: String? = nil,
        change: (inout CaseOpening) -> Void = { _ in }
    ) throws -> String {
        seq += 1
        let told = try Told.overload(seq, plate: plate, excess: excess, ticket: ticket)
        guard case .overload(var opening) = told.input else { return "" }
        opening.at = Instant(rfc3339: at) ?? Given.day(at).start + .hours(12)
        opening.registeredCompany = company
        change(&opening)
        try take(ForwardedInput(input: .overload(opening), records: told.records))
        return Told.caseID(seq)
    }

    func take(_ input: ForwardedInput) throws {
        position += 1
        last = try store.take([input], position: position, at: now)
    }

    @discardableResult
    func step(_ id: String, _ action: CaseAction, _ body: [String: StepValue]) throws -> StoreChanges {
        last = try store.take(StepRequest(id: id, work: .action(action, body), version: nil, actor: "张警官"), at: now)
        return last
    }

    @discardableResult
    func amend(_ id: String, _ body: [String: StepValue]) throws -> StoreChanges {
        last = try store.take(StepRequest(id: id, work: .amendment(body), version: nil, actor: "张警官"), at: now)
        return last
    }

    @discardableResult
    func step(_ id: String, _ action: ReferralAction, _ body: [String: StepValue]) throws -> ReferralChange {
        try store.take(ReferralRequest(id: id, action: action, body: body, version: nil, actor: "张警官"), at: now)
    }

    /// Takes a case from wherever it stands to a decision.
    func decide(_ id: String, isWarning: Bool = false) throws {
        guard let state = try reader.summary(id)?.state else { return }
        let today = StepValue.text(now.day.description)
        if state == .detected {
            try store.takePictures(at: now)
            try step(
                id,
                .confirm,
                ["technical_reviewer": .text("张三"), "legal_reviewer": .text("李四"), "reason": .text("完整")]
            )
        }
        if state == .detected || state == .confirmed {
            try step(id, .notify, ["method": .text("直接送达"), "at": today, "recipient": .text("王五")])
        }
        var body: [String: StepValue] = [
            "decision_number": .text("1号"), "officers": .list([.text("赵六"), .text("钱七")]), "reason": .text("旧案"),
            "at": today,
        ]
        body[isWarning ? "warning" : "fine_yuan"] = isWarning ? .flag(true) : .integer(900)
        try step(id, .decide, body)
    }

    /// Tells of an overload and decides it.
    @discardableResult
    func decided(_ at: String, plate: String = "豫A12345", company: String? = nil) throws -> String {
        let id = try overload(at, plate: plate, company: company)
        try decide(id)
        return id
    }

    func close(_ id: String, paid: String? = nil) throws {
        try step(id, .close, ["paid_at": .text(paid ?? now.day.description), "note": .text("")])
    }

    func revoke(_ id: String) throws { try step(id, .revoke, ["reason": .text("复议撤销")]) }

    /// Counts everybody of a kind anew.
    @discardableResult
    func recount(_ kind: PenaltySubject) throws -> [ReferralChange] {
        try store.recount(kind, after: "", limit: 1_000, at: now).referrals
    }

    /// Referrals of the four penalties, `rspo-66-vehicle 2025-03-01 issued`.
    func referrals(_ kind: PenaltySubject = .vehicle, form: ReferralForm = .penalty) throws -> [String] {
        var filter = CaseReader.ReferralFilter()
        (filter.kind, filter.form) = (kind, form)
        return try reader.referrals(filter).map { referral in
            [referral.rule, referral.year?.first.description ?? referral.caseID ?? "", referral.state.rawValue]
                .joined(separator: " ")
        }
    }

    /// Everything that the store says of itself is proved, by the law as well.
    func verify() throws -> VerificationReport {
        try CaseVerifier(
            directory: bench.directory.path,
            publicKeys: [],
            witness: nil,
            basis: basis,
            today: now.day
        ).run()
    }
}

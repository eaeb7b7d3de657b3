import Enforcement
import Foundation
import GRDB
import Law
import Storage
import Units

// Referrals: issued, changed and withdrawn, each with an event in the store's chain.

/// What can happen to a referral.
enum ReferralEventKind: String, CaseIterable {
    case issued = "referral-issued"
    /// The cases that make it up are others now, and it still stands.
    case changed = "referral-changed"
    case acknowledged = "referral-acknowledged"
    case answered = "referral-answered"
    case withdrawn = "referral-withdrawn"
    /// The driver's number was erased, its time being over.
    case erased = "referral-erased"

    /// What the names of all of them begin with, and those of no case's event.
    static let prefix = "referral-"
}

extension CaseWriter {
    /// Issues a referral.
    mutating func issue(_ draft: ReferralDraft, _ rules: RulesInForce) throws {
        let today = instant.day
        let due = rules.deadline(named: "copy-to").flatMap { basis.due($0, from: draft.dueFrom ?? today) }
        let (id, number) = try nextReferral(draft.form, year: today.year)
        let sealed = SealedParts(draft.record(issued: today, due: due))
        // The row first: an event belongs to something that is there.
        var values = ReferralDraft.columns.map { sealed.open[$0]?.databaseValue ?? .null }
        values += [id, number, draft.subject.key, ReferralState.issued.rawValue].map(\.databaseValue)
        let columns = (ReferralDraft.columns + ["id", "number", "subject", "state"]).joined(separator: ", ")
        let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
        try db.executeCached(
            sql: "INSERT INTO referral (\(columns), events) VALUES (\(marks), 0)",
            arguments: StatementArguments(values)
        )
        let event = try record(.issued, StepNote(parts: sealed.open), referral: id)
        try sealed.store(event: event, db)
        try keepCases(draft.cases, of: id)
        if let until = draft.creditUntil {
            try publish(draft.subject, ground: draft.rule.id, source: id, until: until)
        }
    }

    /// Names other cases where they have changed.
    mutating func update(_ id: String, cases: [String]) throws {
        let kept = try String.fetchSet(
            db.cachedStatement(sql: "SELECT case_id FROM referral_case WHERE referral = ?"),
            arguments: [id]
        )
        guard kept != Set(cases) else { return }
        try record(.changed, StepNote(parts: ["cases": .list(cases.map(StepValue.text))]), referral: id)
        try keepCases(cases, of: id)
    }

    /// Withdraws a referral, with the reason; what it has put into the credit record goes too.
    mutating func withdraw(_ id: String, _ reason: WithdrawalReason) throws {
        let parts: [String: StepValue] = ["reason_zh": .text(reason.zh), "reason_en": .text(reason.en)]
        try record(.withdrawn, StepNote(parts: parts), referral: id)
        try db.executeCached(
            sql: """
                UPDATE referral SET state = 'withdrawn', withdrawn_ms = ?, reason_zh = ?, reason_en = ? WHERE id = ?
                """,
            arguments: [instant.millisecondsSince1970, reason.zh, reason.en, id]
        )
        try db.executeCached(sql: "UPDATE credit_record SET is_withdrawn = 1 WHERE source = ?", arguments: [id])
    }

    /// Appends an event to a referral: its chain is its own, the store's chain is the cases'.
    @discardableResult
    mutating func record(_ kind: ReferralEventKind, _ note: StepNote, referral id: String) throws -> Int64 {
        try db.executeCached(sql: "UPDATE referral SET events = events + 1 WHERE id = ?", arguments: [id])
        noteReferral(id, kind)
        return try append(kind.rawValue, note, to: id)
    }

    private func keepCases(_ cases: [String], of referral: String) throws {
        try db.executeCached(sql: "DELETE FROM referral_case WHERE referral = ?", arguments: [referral])
        for id in cases {
            try db.executeCached(
                sql: "INSERT INTO referral_case (referral, case_id) VALUES (?, ?)",
                arguments: [referral, id]
            )
        }
    }

    /// Puts a subject into the credit record from today on; an entry that was there keeps its days: a further step on its case
    /// does not publish it anew.
    func publish(_ subject: CountedSubject, ground: String, source: String, until: CivilDate?) throws {
        try db.executeCached(
            sql: """
                INSERT INTO credit_record (kind, subject, ground, source, published, until, is_withdrawn)
                VALUES (?, ?, ?, ?, ?, ?, 0)
                ON CONFLICT (kind, subject, ground, source) DO UPDATE SET is_withdrawn = 0
                """,
            arguments: [
                subject.kind.rawValue, subject.key, ground, source, instant.day.description, until?.description,
            ]
        )
    }

    private func nextReferral(_ form: ReferralForm, year: Int) throws -> (id: String, number: String) {
        let last = try Int.fetchOne(
            db.cachedStatement(
                sql: """
                    INSERT INTO referral_number (year, last) VALUES (?, 1)
                    ON CONFLICT (year) DO UPDATE SET last = last + 1 RETURNING last
                    """
            ),
            arguments: [year]
        )
        guard let last else { throw CaseStoreDamage(what: "referral_number \(year)") }
        let digits = "\(last)"
        let padded = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        return ("R\(year)-\(padded)", "\(form.numberPrefix)〔\(year)〕\(padded)")
    }
}

extension StepValue {
    /// As a column keeps it; what is neither text nor a whole number is no column.
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .text(let text): text.databaseValue
        case .integer(let number): number.databaseValue
        case .null, .flag, .fraction, .list, .parts: .null
        }
    }
}

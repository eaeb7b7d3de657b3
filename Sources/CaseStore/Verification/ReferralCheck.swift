import Enforcement
import Foundation
import GRDB

/// That every referral is what its events come to.
enum ReferralCheck {
    /// - Returns: how many there are, and how many personal parts they have.
    static func run(_ db: Database) throws -> (referrals: Int, personal: Int) {
        var (count, current) = (0, "")
        var fold = ReferralFold()
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, case_id, kind, recorded_ms, body FROM case_event WHERE kind LIKE 'referral-%' ORDER BY case_id, n
                """
        )
        let decoder = JSONDecoder()
        var content = ContentCheck(db, decoder)
        while let row = try rows.next() {
            let id: String = row["case_id"]
            if id != current {
                if !current.isEmpty { try check(current, fold, db) }
                (current, fold) = (id, ReferralFold())
                count += 1
            }
            let name: String = row["kind"]
            guard let kind = ReferralEventKind(rawValue: name) else {
                throw CaseStoreDamage(what: "event of kind \(name)")
            }
            let note = try decoder.decode(StepNote.self, from: Data((row["body"] as String).utf8))
            try content.checkPersonal(note, event: row["id"], of: id)
            fold.add(kind, note.parts, recordedMs: row["recorded_ms"])
        }
        if !current.isEmpty { try check(current, fold, db) }
        let kept = try Int.fetchOne(db, sql: "SELECT count(*) FROM referral") ?? 0
        guard kept == count else {
            throw Difference(
                "referral",
                "有 \(kept) 件移送，事件只说明 \(count) 件",
                "has \(kept) referrals, events tell of \(count)"
            )
        }
        return (count, content.personal)
    }

    private static func check(_ id: String, _ fold: ReferralFold, _ db: Database) throws {
        let place = "referral \(id)"
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM referral WHERE id = ?"),
            arguments: [id]
        )
        guard let row else { throw Difference(place, "移送记录缺失", "the referral is missing") }
        func require(_ column: String, _ isSame: Bool) throws {
            guard isSame else {
                throw Difference("\(place), \(column)", "与事件得出的结果不符", "is not what its events come to")
            }
        }
        for (column, value) in fold.columns {
            switch value {
            case .text(let text): try require(column, row[column] == text)
            case .integer(let number): try require(column, row[column] == number)
            default: try require(column, (row[column] as DatabaseValue).isNull)
            }
        }
        try require("state", row["state"] == fold.state.rawValue)
        try require("withdrawn_ms", row["withdrawn_ms"] == fold.withdrawnMs)
        try require("events", row["events"] == fold.count)
        try require("subject", try fold.isSubject(row["subject"], of: id, db))
        let cases = try String.fetchSet(
            db.cachedStatement(sql: "SELECT case_id FROM referral_case WHERE referral = ?"),
            arguments: [id]
        )
        try require("cases", cases == fold.cases)
    }
}

/// What the events of a referral come to, by themselves.
private struct ReferralFold {
    private(set) var state = ReferralState.issued
    private(set) var cases: Set<String> = []
    private(set) var count = 0
    private(set) var withdrawnMs: Int64?
    private var isErased = false
    private var parts: [String: StepValue] = [:]

    mutating func add(_ kind: ReferralEventKind, _ said: [String: StepValue], recordedMs: Int64) {
        count += 1
        if case .list(let list)? = said["cases"] {
            cases = Set(list.compactMap { if case .text(let id) = $0 { id } else { nil } })
        }
        switch kind {
        case .issued: parts = said
        case .changed: break
        case .acknowledged: (state, parts["acknowledged_at"]) = (.acknowledged, said["at"])
        case .answered:
            state = .answered
            (parts["answered_at"], parts["result"], parts["document"]) = (said["at"], said["result"], said["document"])
        case .withdrawn:
            (state, withdrawnMs) = (.withdrawn, recordedMs)
            parts.merge(said) { $1 }
        case .erased: isErased = true
        }
    }

    /// The columns that events speak of.
    var columns: [(String, StepValue)] {
        let names =
            ReferralDraft.columns + ["acknowledged_at", "answered_at", "result", "document", "reason_zh", "reason_en"]
        return names.map { ($0, parts[$0] ?? .null) }
    }

    /// A driver's number stands beside the event, and its digest there is checked with the others.
    func isSubject(_ subject: String, of id: String, _ db: Database) throws -> Bool {
        if isErased { return subject.isEmpty }
        if case .text(let text)? = parts["subject"] { return subject == text }
        let words = try String.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT p.value FROM case_personal p JOIN case_event e ON e.id = p.event
                    WHERE e.case_id = ? AND e.n = 1 AND p.part = 'subject'
                    """
            ),
            arguments: [id]
        )
        return subject == words
    }
}

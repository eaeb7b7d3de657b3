import Enforcement
import Foundation
import GRDB
import Units

/// That every case stands where its events have brought it.
enum StateCheck {
    /// - Returns: how many cases there are.
    static func run(_ db: Database) throws -> Int {
        var (count, current) = (0, "")
        var fold = CaseFold()
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, case_id, n, kind, recorded_ms, actor, body FROM case_event
                WHERE kind NOT LIKE 'referral-%' ORDER BY case_id, n
                """
        )
        while let row = try rows.next() {
            let caseID: String = row["case_id"]
            if caseID != current {
                if !current.isEmpty { try check(current, fold, db) }
                (current, fold) = (caseID, CaseFold())
                count += 1
            }
            fold.add(try CaseEventRecord(row), id: row["id"])
        }
        if !current.isEmpty { try check(current, fold, db) }
        let kept = try Int.fetchOne(db, sql: "SELECT count(*) FROM case_current") ?? 0
        guard kept == count else {
            throw Difference(
                "case_current",
                "有 \(kept) 件案件，事件只说明 \(count) 件",
                "has \(kept) cases, events tell of \(count)"
            )
        }
        return count
    }

    private static func check(_ caseID: String, _ fold: CaseFold, _ db: Database) throws {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM case_current WHERE id = ?"),
            arguments: [caseID]
        )
        let place = "case \(caseID)"
        guard let row else { throw Difference(place, "案件缺失", "the case is missing") }
        func require(_ column: String, _ isSame: Bool) throws {
            guard isSame else {
                throw Difference("\(place), \(column)", "与事件得出的结果不符", "is not what its events come to")
            }
        }
        try require("state", row["state"] == fold.state.rawValue)
        try require("state_ms", row["state_ms"] == fold.stateMs)
        try require("plate", row["plate"] == fold.plate)
        try require("events", row["events"] == fold.count)
        try require("notified_at", row["notified_at"] == fold.notifiedAt)
        try require("decided_at", row["decided_at"] == fold.decidedAt)
        try require("decision_number", row["decision_number"] == fold.decisionNumber)
        try require("fine_yuan", row["fine_yuan"] == fold.fine)
        try require("closed_at", row["closed_at"] == fold.closedAt)
        if let span = fold.span {
            try require("first_ms", row["first_ms"] == span.first)
            try require("last_ms", row["last_ms"] == span.last)
        }
        try checkCarrier(row, fold, require)
        try checkPassages(caseID, fold, db)
        try checkFields(caseID, fold, db)
    }

    private static func checkCarrier(_ row: Row, _ fold: CaseFold, _ require: (String, Bool) throws -> Void) throws {
        let passage: String = row["passage"]
        switch fold.state {
        case .detected, .confirmed: if let best = fold.best { try require("passage", passage == best.opening.passage) }
        case .notified, .decided, .closed, .dismissed, .revoked:
            if let told = fold.carrierTold { try require("passage", passage == told) }
        }
        guard let carrier = fold.passages[passage], row["carrier_event"] == carrier.event else { return }
        let opening = carrier.opening
        try require("station", row["station"] == opening.station)
        try require("lane", row["lane"] == opening.lane)
        try require("at_ms", row["at_ms"] == opening.at.millisecondsSince1970)
        try require("axles", row["axles"] == opening.axles)
        try require("gross_kg", row["gross_kg"] == opening.gross.rawValue)
        try require("assessed_kg", row["assessed_kg"] == opening.assessed.rawValue)
        try require("limit_kg", row["limit_kg"] == opening.limit.rawValue)
        try require("excess_kg", row["excess_kg"] == opening.excess.rawValue)
        try require("excess_ratio", row["excess_ratio"] == opening.excessRatio.rawValue)
        try require("rule", row["rule"] == opening.rule)
    }

    private static func checkPassages(_ caseID: String, _ fold: CaseFold, _ db: Database) throws {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT * FROM case_passage WHERE case_id = ? ORDER BY passage"),
            arguments: [caseID]
        )
        for row in rows {
            let passage: String = row["passage"]
            guard let told = fold.passages[passage], row["event"] == told.event, row["stands"] == told.stands,
                row["has_opened"] == told.hasOpened, row["at_ms"] == told.opening.at.millisecondsSince1970,
                row["gross_kg"] == told.opening.gross.rawValue, row["excess_kg"] == told.opening.excess.rawValue
            else {
                throw Difference("case \(caseID), passage \(passage)", "与事件不符", "is not what its events say")
            }
        }
        guard rows.count == fold.passages.count else {
            throw Difference("case \(caseID), case_passage", "缺少通行记录", "a passage is missing")
        }
    }

    private static func checkFields(_ caseID: String, _ fold: CaseFold, _ db: Database) throws {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT f.field, f.event, f.value, e.body FROM case_field f JOIN case_event e ON e.id = f.event
                    WHERE f.case_id = ? ORDER BY f.field
                    """
            ),
            arguments: [caseID]
        )
        for row in rows {
            let field: String = row["field"]
            let note = try JSONDecoder().decode(StepNote.self, from: Data((row["body"] as String).utf8))
            var value: String?
            if case .text(let text)? = note.parts[field] { value = text }
            guard fold.fields[field] == row["event"], value == row["value"] else {
                throw Difference("case \(caseID), \(field)", "与事件不符", "is not what its events say")
            }
        }
        guard rows.count == fold.fields.count else {
            throw Difference("case \(caseID), case_field", "缺少字段", "a field is missing")
        }
    }
}

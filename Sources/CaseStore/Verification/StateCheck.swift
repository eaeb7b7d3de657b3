import Enforcement
import Foundation
import GRDB
import Units

/// That every case stands where its events have brought it.
struct StateCheck {
    private let db: Database
    private let decoder: JSONDecoder
    /// Cases gone through.
    private(set) var cases = 0
    private var fields = 0
    private var media = 0

    init(_ db: Database, _ decoder: JSONDecoder) {
        self.db = db
        self.decoder = decoder
    }

    /// Checks one case by what its events come to.
    mutating func check(_ caseID: String, _ fold: CaseFold) throws {
        cases += 1
        fields += fold.fields.count
        try checkRow(caseID, fold)
        try checkPassages(caseID, fold)
        if !fold.fields.isEmpty { try checkFields(caseID, fold) }
        media += try MediaCheck(db).run(caseID, fold)
    }

    /// That there are no cases and fields beside those that were gone through.
    func checkCounts() throws {
        let kept = try Int.fetchOne(db, sql: "SELECT count(*) FROM case_current") ?? 0
        guard kept == cases else {
            throw Difference(
                "case_current",
                "有 \(kept) 件案件，事件只说明 \(cases) 件",
                "has \(kept) cases, events tell of \(cases)"
            )
        }
        guard try Int.fetchOne(db, sql: "SELECT count(*) FROM case_field") == fields else {
            throw Difference("case_field", "有事件未说明的字段", "has fields that no event tells of")
        }
        guard try Int.fetchOne(db, sql: "SELECT count(*) FROM case_medium") == media else {
            throw Difference("case_medium", "有案件之外的媒体", "has media of cases that are not there")
        }
    }

    private func checkRow(_ caseID: String, _ fold: CaseFold) throws {
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT * FROM case_current WHERE id = ?"),
            arguments: [caseID]
        )
        guard let row = try rows.next() else {
            throw Difference("case \(caseID)", "案件缺失", "the case is missing")
        }
        func require(_ column: String, _ isSame: Bool) throws {
            guard isSame else {
                throw Difference("case \(caseID), \(column)", "与事件得出的结果不符", "is not what its events come to")
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
    }

    private func checkCarrier(_ row: Row, _ fold: CaseFold, _ require: (String, Bool) throws -> Void) throws {
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

    private func checkPassages(_ caseID: String, _ fold: CaseFold) throws {
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT * FROM case_passage WHERE case_id = ? ORDER BY passage"),
            arguments: [caseID]
        )
        var count = 0
        while let row = try rows.next() {
            count += 1
            let passage: String = row["passage"]
            guard let told = fold.passages[passage], row["event"] == told.event, row["stands"] == told.stands,
                row["has_opened"] == told.hasOpened, row["at_ms"] == told.opening.at.millisecondsSince1970,
                row["gross_kg"] == told.opening.gross.rawValue, row["excess_kg"] == told.opening.excess.rawValue
            else {
                throw Difference("case \(caseID), passage \(passage)", "与事件不符", "is not what its events say")
            }
        }
        guard count == fold.passages.count else {
            throw Difference("case \(caseID), case_passage", "缺少通行记录", "a passage is missing")
        }
    }

    private func checkFields(_ caseID: String, _ fold: CaseFold) throws {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT f.field, f.event, f.value, e.body,
                        f.case_row = (SELECT row FROM case_current c WHERE c.id = f.case_id) AS is_placed
                    FROM case_field f JOIN case_event e ON e.id = f.event
                    WHERE f.case_id = ? ORDER BY f.field
                    """
            ),
            arguments: [caseID]
        )
        for row in rows {
            let field: String = row["field"]
            let note = try decoder.decode(StepNote.self, from: Data((row["body"] as String).utf8))
            var value: String?
            if case .text(let text)? = note.parts[field] { value = text }
            guard fold.fields[field] == row["event"], value == row["value"], row["is_placed"] == true else {
                throw Difference("case \(caseID), \(field)", "与事件不符", "is not what its events say")
            }
        }
        guard rows.count == fold.fields.count else {
            throw Difference("case \(caseID), case_field", "缺少字段", "a field is missing")
        }
    }
}

import Enforcement
import Foundation
import GRDB
import Readings
import Storage
import Units

// What people do to a case. One transaction each: the case is in the old state or the new one, never between.

extension CaseWriter {
    /// Takes a step.
    ///
    /// - Throws: `CaseStepError` when nothing may come of it, and GRDB's errors.
    mutating func take(_ request: StepRequest) throws {
        let standing = try Standing.fetch(request.id, db)
        guard let standing else { throw CaseStepError.notFound(request.id) }
        if let version = request.version, version != standing.version {
            throw CaseStepError.stale(version: standing.version)
        }
        switch request.work {
        case .action(let action, let body): try take(action, body, standing, request.damagedMedia)
        case .amendment(let body): try amend(body, standing)
        }
        try settle()
    }

    private mutating func take(
        _ action: CaseAction,
        _ body: [String: StepValue],
        _ standing: Standing,
        _ damaged: Set<SHA256Digest>
    ) throws {
        let facts = try facts(of: standing, for: action, damaged)
        let step: CaseStep
        do {
            step = try CaseStep(action, body, facts)
        } catch {
            throw CaseStepError.refused(error)
        }
        let sealed = SealedParts(step.record)
        let event = try record(step.eventKind, StepNote(parts: sealed.open), caseID: standing.id)
        try sealed.store(event: event, db)
        try setState(action.target, of: standing.id)
        try keepDates(of: step, caseID: standing.id)
    }

    private func keepDates(of step: CaseStep, caseID: String) throws {
        switch step {
        case .notify(_, let at, _):
            try db.executeCached(
                sql: "UPDATE case_current SET notified_at = ? WHERE id = ?",
                arguments: [at.text, caseID]
            )
        case .decide(let decision):
            try db.executeCached(
                sql: "UPDATE case_current SET decided_at = ?, decision_number = ?, fine_yuan = ? WHERE id = ?",
                arguments: [decision.at.text, decision.number, decision.fine?.rawValue, caseID]
            )
        case .close(let closing):
            try db.executeCached(
                sql: "UPDATE case_current SET closed_at = ? WHERE id = ?",
                arguments: [closing.at.text, caseID]
            )
        case .confirm, .dismiss, .revoke: break
        }
    }

    private func facts(
        of standing: Standing,
        for action: CaseAction,
        _ damaged: Set<SHA256Digest>
    ) throws -> CaseStep.Facts {
        let reviewers = try String.fetchSet(
            db.cachedStatement(
                sql: """
                    SELECT p.value FROM case_personal p JOIN case_event e ON e.id = p.event
                    WHERE e.case_id = ? AND e.kind = 'confirmed' AND p.part = 'legal_reviewer' AND p.value IS NOT NULL
                    """
            ),
            arguments: [standing.id]
        )
        let opening = try CaseOpening.fetch(event: standing.carrierEvent, db)
        return CaseStep.Facts(
            state: standing.state,
            actDay: standing.actDay,
            notifiedDay: standing.notifiedDay,
            decidedDay: standing.decidedDay,
            bounds: opening.fine,
            today: instant.day,
            evidence: action.asksForEvidence ? try evidence(of: standing, damaged) : .notAsked
        ) { reviewers.contains($0) }
    }
}

// MARK: - Evidence

extension CaseWriter {
    /// What an off-site case rests on: that of the passage which carries it, since the act is proved by its figures.
    private func evidence(of standing: Standing, _ damaged: Set<SHA256Digest>) throws -> CaseStep.Evidence {
        guard standing.basis == CaseOpening.Basis.offSite.rawValue else { return .notAsked }
        let stands = try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT stands FROM case_passage WHERE case_id = ? AND passage = ?"),
            arguments: [standing.id, standing.passage]
        )
        let payloads = try Data.fetchAll(
            db.cachedStatement(
                sql: "SELECT payload FROM case_record WHERE case_id = ? AND passage = ? AND kind = 'camera'"
            ),
            arguments: [standing.id, standing.passage]
        )
        let pictures = try MediaQueries.of(caseID: standing.id, db).filter { $0.passage == standing.passage }
        return .offSite(
            CaseStep.OffSiteEvidence(
                isReadingValid: stands == true,
                isPlateSeen: payloads.contains { ListedMedium.plate(inPayload: $0) == standing.plate },
                pictures: pictures.map { medium in
                    let isDamaged = medium.state == .stored && damaged.contains(medium.sha256)
                    return .init(view: medium.view, condition: isDamaged ? .damaged : medium.state.condition)
                }
            )
        )
    }
}

extension CaseMedium.State {
    /// What a reviewer may hope for.
    fileprivate var condition: CaseStep.OffSiteEvidence.Picture.Condition {
        switch self {
        case .stored: .stored
        case .wanted: .wanted
        case .gone, .unobtainable, .erased: .lost
        }
    }
}

// MARK: - Fields

extension CaseWriter {
    private mutating func amend(_ body: [String: StepValue], _ standing: Standing) throws {
        let amendment: CaseAmendment
        do {
            amendment = try CaseAmendment(body, state: standing.state)
        } catch {
            throw CaseStepError.refused(error)
        }
        var parts: [String: StepValue] = [:]
        var sealed: [SealedParts] = []
        for (field, value) in amendment.values.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let name = field.rawValue
            guard let value else {
                parts[name] = .null
                continue
            }
            if let whole = value["value"] {
                let part = SealedParts([name: whole])
                parts[name] = part.open[name]
                sealed.append(part)
            } else {
                let part = SealedParts(value, under: name + "/")
                parts[name] = .parts(part.open)
                sealed.append(part)
            }
        }
        let event = try record(.fieldsChanged, StepNote(parts: parts), caseID: standing.id)
        for part in sealed { try part.store(event: event, db) }
        for (name, value) in parts { try set(name, value, event: event, caseID: standing.id) }
    }

    private func set(_ field: String, _ value: StepValue, event: Int64, caseID: String) throws {
        guard value != .null else {
            return try db.executeCached(
                sql: "DELETE FROM case_field WHERE case_id = ? AND field = ?",
                arguments: [caseID, field]
            )
        }
        var open: String?
        if case .text(let text) = value { open = text }
        try db.executeCached(
            sql: """
                INSERT INTO case_field (case_id, field, event, value, case_row)
                VALUES (?1, ?2, ?3, ?4, (SELECT row FROM case_current WHERE id = ?1))
                ON CONFLICT (case_id, field) DO UPDATE SET event = ?3, value = ?4
                """,
            arguments: [caseID, field, event, open]
        )
    }
}

extension CaseStep {
    /// The event that says it.
    fileprivate var eventKind: CaseEventKind {
        switch action {
        case .confirm: .confirmed
        case .notify: .notified
        case .decide: .decided
        case .close: .closed
        case .dismiss: .dismissed
        case .revoke: .revoked
        }
    }
}

/// Where a case stands before a step.
private struct Standing {
    let id: String
    let state: CaseState
    let version: Int
    let actDay: CivilDate
    let carrierEvent: Int64
    let basis: String
    let passage: String
    let plate: String
    let notifiedDay: CivilDate?
    let decidedDay: CivilDate?

    static func fetch(_ idOrNumber: String, _ db: Database) throws -> Standing? {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT id, state, events, first_ms, carrier_event, basis, passage, plate, notified_at, decided_at
                    FROM case_current
                    WHERE id = ?1 OR number = ?1
                    """
            ),
            arguments: [idOrNumber]
        )
        guard let row else { return nil }
        let state: String = row["state"]
        guard let known = CaseState(rawValue: state) else {
            throw CaseStoreDamage(what: "case \(idOrNumber), state \(state)")
        }
        return Standing(
            id: row["id"],
            state: known,
            version: row["events"],
            actDay: Instant(millisecondsSince1970: row["first_ms"]).day,
            carrierEvent: row["carrier_event"],
            basis: row["basis"],
            passage: row["passage"],
            plate: row["plate"],
            notifiedDay: (row["notified_at"] as String?).flatMap { StepTime($0)?.day },
            decidedDay: (row["decided_at"] as String?).flatMap { StepTime($0)?.day }
        )
    }
}
